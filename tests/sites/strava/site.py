"""Strava's privacy controls, which nobody says to be those of training (facts: Strava). The labels are made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Site, Visit

HOST = "www.strava.com"

SITE = Site(Path(__file__).parent, hosts=(HOST,), variants=AT_THE_DOOR, words={"en": {}})
DOOR = Door(SITE, "Strava", HOST, "/login")


@SITE.get(HOST, "/settings/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    return SITE.page(visit, "privacy")
