"""Windsurf's settings: the switch that is on when one is out.

Address and label are on record (facts: Windsurf); that it is one of several switches on one page is from a picture. The
kinds of control, and how they are named, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HOST = "windsurf.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "box": "a box and its label, in place of a switch",
        "nameless": "the switch has no name, only a text beside it",
        "renamed": "one day it is called something else",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Windsurf", HOST, "/account/login")
remembers(SITE, HOST, "/api/settings")


@SITE.get(HOST, "/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    kind = next((word for word in ("box", "nameless", "renamed") if visit.has(word)), "switch")
    row = SITE.part(visit, f"row-{kind}", state=remembered(visit, "telemetry", out="on", default="off"))
    return SITE.page(visit, "settings", row=row)
