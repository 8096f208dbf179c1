"""HubSpot's settings as a Super Admin, and as anybody else, sees them.

Path and labels are on record (facts: HubSpot); so is Norwegian for the tab. The number in the addresses is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

APP = "app.hubspot.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(APP,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "no_admin": "a user who may not change how the account uses AI",
        "sensitive": "Sensitive Data is turned on: out, and locked",
    },
    words={"en": {"access": "Access"}, "nb": {"access": "Tilgang"}},
)
DOOR = Door(SITE, "HubSpot", APP, "/login")
remembers(SITE, APP, "/api/ai-settings")


@SITE.get(APP, "/")
@SITE.get(APP, "/home")
@DOOR.guards
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "home")


@SITE.get(APP, "/settings/4711/*")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if not visit.path.endswith("/ai"):
        return SITE.page(visit, "general")
    locked = Html('aria-disabled="true"') if visit.has("sensitive") else Html()
    state = "off" if visit.has("sensitive") else remembered(visit, "training", out="off", default="on")
    row = SITE.part(visit, "row", state=state, locked=locked)
    return SITE.page(visit, "ai", row=Html() if visit.has("no_admin") else row)
