"""Otter's account settings. That there is something on training in them is told; how it looks is not.

The known name is that of one list, unverified; the other one is made up, and means the opposite. "Account Settings" and
its page on meetings are on record.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "otter.ai"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "named": "the switch has a name of its own, and does not only stand beside one",
        "other_way": "a switch of another name, where on is out",
        "nothing": "the settings have nothing on training",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Otter", WWW, "/signin")
remembers(SITE, WWW, "/api/settings")


@SITE.get(WWW, "/")
def home(visit: Visit) -> Answer:
    if DOOR.is_open(visit):
        return SITE.page(visit, "home")
    return SITE.page(visit, "signed-out", wall=DOOR.address(f"https://{WWW}/"))


@SITE.get(WWW, "/account-settings")  # the stand-in's own address
@DOOR.guards
def settings(visit: Visit) -> Answer:
    return SITE.page(visit, "settings", row=row(visit))


def row(visit: Visit) -> Html:
    """What the privacy settings have on training."""
    if visit.has("nothing"):
        return Html()
    if visit.has("other_way"):
        return SITE.part(visit, "other-way", state=remembered(visit, "training", out="on", default="off"))
    name = "named" if visit.has("named") else "known"
    return SITE.part(visit, name, state=remembered(visit, "training", out="off", default="on"))
