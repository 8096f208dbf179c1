"""Adobe's account page as people with a personal or a business profile see it.

Labels, older ones too, are on record (facts: Adobe); how the rows are built is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit
from .words import WORDS

ACCOUNT = "account.adobe.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(ACCOUNT, "auth.services.adobe.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "business": "a business profile: content is not analysed, and there is nothing to switch",
        "machine_learning": "the page of 2022, when it was called machine learning",
        "moved": "the privacy page's address leads to the overview",
    },
    words=WORDS,
)
DOOR = Door(SITE, "Adobe", "auth.services.adobe.com", "/en_US/deeplink.html")
remembers(SITE, ACCOUNT, "/api/permissions")


@SITE.get(ACCOUNT, "/")
@DOOR.guards
def overview(visit: Visit) -> Answer:
    return SITE.page(visit, "overview", there="/data" if visit.has("moved") else "/privacy")


@SITE.get(ACCOUNT, "/privacy")
@SITE.get(ACCOUNT, "/data")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    if visit.has("moved") and visit.path == "/privacy":
        return Answer(go_to="/")
    old = visit.has("machine_learning")
    state = remembered(visit, "analysis", out="off", default="on")
    row = SITE.part(visit, "row", state=state, label=SITE.word(visit, "old_analysis" if old else "analysis"))
    title = SITE.word(visit, "old_title" if old else "title")
    return SITE.page(visit, "privacy", title=title, row=Html() if visit.has("business") else row)
