"""Lovable's settings after August 2026: a section of the account, and one of the workspace.

Names of sections and switches are on record (Lovable's list of changes, 31 July and 7 August 2026). How one gets from
one to the other is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "lovable.dev"
SWITCH = "On Your Customer Content"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "named": "the switch has a name of its own, and does not only stand beside one",
        "by_menu": "the settings open on a workspace, and the account's are behind a picture",
        "locked": "all workspaces are on Business: out, and locked",
        "before_august": "the section and the switch have their names of July 2026",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Lovable", WWW, "/login")
remembers(SITE, WWW, "/api/user/settings")


@SITE.get(WWW, "/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    section = "Privacy" if visit.has("before_august") else "AI model training"
    at = visit.query.get("at", "")
    body = training(visit) if at == "training" else SITE.part(visit, "workspace") if at == "workspace" else Html()
    outside = visit.has("by_menu") and at != "training"
    return SITE.page(visit, "outside" if outside else "settings", section=section, body=body)


def training(visit: Visit) -> Html:
    """The account's own switch."""
    old = visit.has("before_august")
    state = "off" if visit.has("locked") else remembered(visit, "training", out="off", default="on")
    return SITE.part(
        visit,
        "named" if visit.has("named") else "row",
        label="Data collection opt out" if old else SWITCH,
        state="off" if old else state,
        locked=Html('aria-disabled="true"') if visit.has("locked") else Html(),
    )
