"""vercel.com's data preferences, of a team and of an account.

The addresses are on record (facts: Vercel), the switch's label is not: it has one here that nobody has to know.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

WWW = "vercel.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW, "vercel.fyi"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "no_short_link": "the short link leads to the home page",
        "enterprise": "a team under a contract: nothing to refuse",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Vercel", WWW, "/login")
remembers(SITE, WWW, "/api/data-preferences")


@SITE.get("vercel.fyi", "/")
@SITE.get("vercel.fyi", "/team-data-preferences")
def short_link(visit: Visit) -> Answer:
    return Answer(
        go_to=f"https://{WWW}/" if visit.has("no_short_link") else f"https://{WWW}/adas-projects/~/settings/data"
    )


@SITE.get(WWW, "/")
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "home")


@SITE.get(WWW, "/adas-projects/~/settings/data")  # the stand-in's own address
@SITE.get(WWW, "/account/settings/data-preferences")
@DOOR.guards
def preferences(visit: Visit) -> Answer:
    state = remembered(visit, "training", out="off", default="on")
    card = SITE.part(visit, "none" if visit.has("enterprise") else "card", state=state)
    return SITE.page(visit, "preferences", card=card)
