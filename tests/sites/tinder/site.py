"""Tinder's settings on the web: switches for other things, and none on training (facts: Tinder).

The address is from public code, the labels are made up; the point is which one is not there.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Html, Site, Visit

HOST = "tinder.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        "recs": "whoever comes in lands among the people, and the settings come by their address",
        "one_day": "one day there is a switch after all",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Tinder", HOST, "/login")


@SITE.get(HOST, "/app/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if visit.has("recs") and "seen" not in visit.cookies:
        return Answer(go_to=f"https://{HOST}/app/recs")
    return SITE.page(visit, "settings", more=SITE.part(visit, "one-day") if visit.has("one_day") else Html())


@SITE.get(HOST, "/app/recs")
@DOOR.guards
def recs(visit: Visit) -> Answer:
    return Answer(SITE.page(visit, "recs").html, cookies={"seen": "yes; Path=/; Secure"})
