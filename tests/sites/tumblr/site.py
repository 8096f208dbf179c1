"""Tumblr's settings of one blog, with the section on who may see it.

The label, and that discouraging search engines forces it, are on record (facts: Tumblr).
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW, BLOG = "www.tumblr.com", "ada-draws"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={**AT_THE_DOOR, **ALREADY, "discouraged": "search is discouraged, which forces the switch on"},
    words={"en": {}},
)
DOOR = Door(SITE, "Tumblr", WWW, "/login")
remembers(SITE, WWW, "/api/v2/blog/settings")


@SITE.get(WWW, f"/settings/blog/{BLOG}")
@DOOR.guards
def blog(visit: Visit) -> Answer:
    forced = visit.has("discouraged")
    state = "on" if forced else remembered(visit, "sharing", out="on", default="off")
    locked = Html('aria-disabled="true"') if forced else Html()
    return SITE.page(visit, "blog", blog=BLOG, state=state, locked=locked, search=str(forced).lower())
