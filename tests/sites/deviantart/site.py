"""DeviantArt's Studio. That it edits many labels at once, and has presets, is on record; how it looks is made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembered, remembers
from ..site import Answer, Site, Visit

WWW = "www.deviantart.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={**AT_THE_DOOR, "taken_off": "somebody has taken the label off before"},
    words={"en": {}},
)
DOOR = Door(SITE, "DeviantArt", WWW, "/users/login")
remembers(SITE, WWW, "/_studio/labels", "Saved")


@SITE.get(WWW, "/studio/published")
@DOOR.guards
def studio(visit: Visit) -> Answer:
    default = "off" if visit.has("taken_off") else "on"
    return SITE.page(visit, "studio", state=remembered(visit, "noai", out="on", default=default))


@SITE.get(WWW, "/studio/presets")  # the stand-in's own address
@DOOR.guards
def presets(visit: Visit) -> Answer:
    return SITE.page(visit, "presets")
