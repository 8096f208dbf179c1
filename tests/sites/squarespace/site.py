"""The dashboard of a Squarespace site: settings, and in them the panel on crawlers, as it is and as it was in 2023.

Names of panels and boxes are on record (facts: Squarespace); the older switch worked the other way round.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HOST = "ada-draws.squarespace.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST, "login.squarespace.com"),
    variants={**AT_THE_DOOR, **ALREADY, "allow_switch": "the switch of 2023: on lets crawlers in"},
    words={"en": {}},
)
DOOR = Door(SITE, "Squarespace", "login.squarespace.com", "/")
remembers(SITE, HOST, "/api/config/crawlers", "Saved")


@SITE.get(HOST, "/config")
@SITE.get(HOST, "/config/*")
@DOOR.guards
def config(visit: Visit) -> Answer:
    panel = visit.path.removeprefix("/config").strip("/") or "home"
    if panel == "crawlers" and visit.has("allow_switch"):
        return SITE.page(visit, "allow", state=remembered(visit, "allow", out="off", default="on"))
    return SITE.page(visit, panel, state=remembered(visit, "block", out="on", default="off"))
