"""Pinterest as a member sees it: settings, and on "Privacy and data" the section GenAI.

Labels are on record (facts: Pinterest); that teenagers see no such section, and where Save is, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW, PAGE = "www.pinterest.com", "/settings/privacy-and-data"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "moved": "the known address leads to the first page of the settings",
        "paragraph": "the text stands in a paragraph beside the box, which has no name of its own",
        "teen": "an account of somebody under 18, whose data is not used",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Pinterest", WWW, "/login/")
remembers(SITE, WWW, "/resource/UserSettingsResource/update/", "Saved")


@SITE.get(WWW, "/settings")
@SITE.get(WWW, "/settings/edit-profile")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    return SITE.page(visit, "settings", page="/settings/privacy" if visit.has("moved") else PAGE)


@SITE.get(WWW, PAGE)
@SITE.get(WWW, "/settings/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    if visit.has("moved") and visit.path == PAGE:
        return Answer(go_to="/settings/edit-profile")
    genai = SITE.part(
        visit,
        "genai-paragraph" if visit.has("paragraph") else "genai",
        state=remembered(visit, "canvas", out="off", default="on"),
    )
    return SITE.page(visit, "privacy", page=visit.path, genai=Html() if visit.has("teen") else genai)
