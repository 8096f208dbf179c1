"""Amazon's page on Alexa and privacy: tabs, and under "Manage Your Alexa Data" a list with switches.

Addresses and labels are on record (facts: Amazon Alexa); how the parts unfold is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "www.amazon.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "folded": "“Help improve Alexa” is folded away",
        "services": "the switch is called as one guide of 2026 has it",
    },
    words={"en": {"manage": "Manage Your Alexa Data"}, "de": {"manage": "Ihre Alexa-Daten verwalten"}},
)
DOOR = Door(SITE, "Amazon", WWW, "/ap/signin")
remembers(SITE, WWW, "/alexa-privacy/apd/update")


@SITE.get(WWW, "/alexaprivacysettings")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    return SITE.page(visit, "privacy")


@SITE.get(WWW, "/alexa-privacy/apd/myad")
@DOOR.guards
def data(visit: Visit) -> Answer:
    long = "Help improve Amazon services and develop new features"
    label = long if visit.has("services") else "Use of voice recordings"
    row = SITE.part(visit, "row", label=label, state=remembered(visit, "voice", out="off", default="on"))
    folded = visit.has("folded")
    values = {"open": str(not folded).lower(), "hidden": Html("hidden") if folded else Html()}
    return SITE.page(visit, "data", row=row, **values)
