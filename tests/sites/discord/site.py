"""Discord's settings, which lie over the whole app, as they are and as they were before they were renamed.

Labels, older ones too, are on record (facts: Discord); the structure is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HOST = "discord.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={**AT_THE_DOOR, **ALREADY, "safety": "the page is called Privacy & Safety, and the switch as it was then"},
    words={"en": {}},
)
DOOR = Door(SITE, "Discord", HOST, "/login")
remembers(SITE, HOST, "/api/v9/users/@me/consent")


@SITE.get(HOST, "/channels/@me")
@DOOR.guards
def app(visit: Visit) -> Answer:
    old = visit.has("safety")
    page = "Privacy & Safety" if old else "Data & Privacy"
    label = "Use data to improve Discord" if old else "Use my data to improve Discord"
    return SITE.page(visit, "app", page=page, label=label, state=remembered(visit, "usage", out="off", default="on"))
