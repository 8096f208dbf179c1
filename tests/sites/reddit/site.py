"""Reddit's privacy settings: switches for other things, and none on training (facts: Reddit).

The labels are made up; the point is which one is not there.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Html, Site, Visit

WWW = "www.reddit.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        "one_day": "one day there is a switch after all",
        "one_nameless": "the same, without a name",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Reddit", WWW, "/login/")


@SITE.get(WWW, "/settings/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    found = next((word for word in ("one_day", "one_nameless") if visit.has(word)), "")
    return SITE.page(visit, "privacy", more=SITE.part(visit, found.replace("_", "-")) if found else Html())
