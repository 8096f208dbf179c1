"""Shutterstock for contributors: a dashboard, and account settings with a part on data licensing.

That the part is called so and is in the account settings is on record (facts: Shutterstock); the rest is made up, above
all what the control is. So there are two of them, of which one reads the other way round.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembers
from ..site import Answer, Html, Site, Visit

HOST = "submit.shutterstock.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        "box": "a box to tick, and a button that saves",
        "in_a_menu": "the account settings are in a menu that has no name",
        "without": "account settings without a word on data licensing",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Shutterstock", HOST, "/login")
remembers(SITE, HOST, "/api/account", "Your account is changed.")


@SITE.get(HOST, "/")
@DOOR.guards
def dashboard(visit: Visit) -> Answer:
    return SITE.page(visit, "dashboard-menu" if visit.has("in_a_menu") else "dashboard")


@SITE.get(HOST, "/made-up/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    row = Html() if visit.has("without") else SITE.part(visit, "row-box" if visit.has("box") else "row")
    return SITE.page(visit, "settings", row=row)
