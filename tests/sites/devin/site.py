"""The settings of an organization at Devin: one switch for training, one for measuring.

Address and both labels are on record (facts: Devin); the rest of the page is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

HOST, ORGANIZATION = "app.devin.ai", "ada-lovelace"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "elsewhere": "whoever logs in lands on the sessions, and the settings come by their address",
        "nameless": "the switches have no names, only texts beside them",
        "moved": "the address of the settings leads to the sessions, and a menu leads on",
        "absent": "a plan without the switch",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Devin", HOST, "/auth/login")
remembers(SITE, HOST, "/api/organization")


@SITE.get(HOST, f"/org/{ORGANIZATION}/settings/general")
@DOOR.guards
def general(visit: Visit) -> Answer:
    if visit.has("moved") or (visit.has("elsewhere") and "seen" not in visit.cookies):
        return Answer(go_to=f"https://{HOST}/org/{ORGANIZATION}/sessions")
    return shown(visit)


@SITE.get(HOST, f"/org/{ORGANIZATION}/preferences")
@DOOR.guards
def shown(visit: Visit) -> Answer:
    """The page with the switches."""
    rows = Html()
    if not visit.has("absent"):
        state = remembered(visit, "training", out="off", default="on")
        rows = SITE.part(visit, "rows-nameless" if visit.has("nameless") else "rows", state=state)
    return SITE.page(visit, "general", rows=rows)


@SITE.get(HOST, f"/org/{ORGANIZATION}/sessions")
@DOOR.guards
def sessions(visit: Visit) -> Answer:
    return Answer(SITE.page(visit, "sessions").html, cookies={"seen": "yes; Path=/; Secure"})
