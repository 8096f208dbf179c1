"""character.ai's settings. The way is on record (facts: Character.AI), so is who has it; the rest is made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

HOST = "character.ai"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={**AT_THE_DOOR, **ALREADY, "us": "seen from outside the EEA and the UK"},
    words={"en": {}},
)
DOOR = Door(SITE, "Character.AI", HOST, "/login")
remembers(SITE, HOST, "/api/settings")


@SITE.get(HOST, "/")
def home(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return SITE.page(visit, "signed-out", wall=DOOR.address(f"https://{HOST}/"))
    return SITE.page(visit, "home")


@SITE.get(HOST, "/settings")  # the stand-in's own address
@DOOR.guards
def settings(visit: Visit) -> Answer:
    state = remembered(visit, "training", out="off", default="on")
    improvement = Html() if visit.has("us") else SITE.part(visit, "improvement", state=state)
    return SITE.page(visit, "settings", improvement=improvement)
