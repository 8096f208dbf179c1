"""Figma's file browser as a team's admin sees it, on the Starter and on the Professional plan.

The paths and English labels are Figma's help page; the numbers in the addresses are the stand-in's own.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit
from .words import WORDS

WWW = "www.figma.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "starter": "a team on the Starter plan (the rule; the word is for readers)",
        "professional": "a team on the Professional plan, with a page for admins",
    },
    words=WORDS,
)
DOOR = Door(SITE, "Figma", WWW, "/login")
remembers(SITE, WWW, "/api/team/1/ai")


@SITE.get(WWW, "/files")
@DOOR.guards
def to_team(visit: Visit) -> Answer:
    return Answer(go_to="/files/team/1/recents")


@SITE.get(WWW, "/files/team/1/*")
@DOOR.guards
def team(visit: Visit) -> Answer:
    name = visit.path.rsplit("/", 1)[1]
    plan = "admin" if visit.has("professional") else "free"
    state = remembered(visit, "training", out="off", default="on")
    row = SITE.part(visit, "training", state=state)
    return SITE.page(visit, name, menu=SITE.part(visit, f"menu-{plan}"), training=row)
