"""The settings page of a Substack publication, one long page in sections.

Both labels are on record (facts: Substack); that the switches have no names of their own is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

PUB = "adawrites.substack.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(PUB, "substack.com"),
    variants={**AT_THE_DOOR, **ALREADY, "block": "the label of 2023, under publication details"},
    words={"en": {}},
)
DOOR = Door(SITE, "Substack", "substack.com", "/sign-in")
remembers(SITE, PUB, "/api/v1/publication")


@SITE.get(PUB, "/publish/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    state = remembered(visit, "ai", out="on", default="off")
    return SITE.page(visit, "block" if visit.has("block") else "settings", state=state)
