"""The settings of Roblox's Creator Hub: the default for sharing, and a list of what is shared.

The way and the label of the default are on record (facts: Roblox's documentation); the rest is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HUB, WWW = "create.roblox.com", "www.roblox.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HUB, WWW),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "box": "a box and its label, in place of a switch",
        "nameless": "the switch has no name, only a text beside it",
        "moved": "the settings are behind the user's name, and their first page is gone",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Roblox", WWW, "/login")
remembers(SITE, HUB, "/api/data-sharing")


@SITE.get(HUB, "/settings/advanced")
@DOOR.guards
def advanced(visit: Visit) -> Answer:
    return SITE.page(visit, "home" if visit.has("moved") else "advanced")


@SITE.get(HUB, "/settings/made-up")
@DOOR.guards
def data_sharing(visit: Visit) -> Answer:
    kind = next((word for word in ("box", "nameless") if visit.has(word)), "switch")
    row = SITE.part(visit, f"row-{kind}", state=remembered(visit, "default", out="off", default="on"))
    return SITE.page(visit, "data-sharing", row=row)
