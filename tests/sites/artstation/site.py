"""ArtStation's account settings, with the box that tags all of an artist's projects.

Path, label and Save are on record since December 2022 (facts: ArtStation); the address is inferred.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

WWW = "www.artstation.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={**AT_THE_DOOR, **ALREADY, "other_tab": "the settings open on another tab than Account"},
    words={"en": {}},
)
DOOR = Door(SITE, "ArtStation", WWW, "/users/sign_in")
remembers(SITE, WWW, "/settings/save", "Saved")


@SITE.get(WWW, "/settings")
@SITE.get(WWW, "/settings/account")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if visit.has("other_tab") and visit.path == "/settings":
        return SITE.page(visit, "profile")
    return SITE.page(visit, "account", state=remembered(visit, "noai", out="on", default="off"))
