"""eBay's page on AI, in the United States, Britain and Germany.

Addresses, title and the German labels are on record (facts: eBay); that the switch has no name is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit
from .words import WORDS

COM, UK = "accountsettings.ebay.com", "accountsettings.ebay.co.uk"

SITE = Site(
    Path(__file__).parent,
    hosts=(COM, UK, "signin.ebay.com", "signin.ebay.co.uk"),
    variants={**AT_THE_DOOR, **ALREADY, "british": "an account of eBay UK: its settings are on ebay.co.uk"},
    words=WORDS,
)
DOORS = {COM: Door(SITE, "eBay", "signin.ebay.com", "/ws/ebayisapi.dll")}
DOORS[UK] = Door(SITE, "eBay", "signin.ebay.co.uk", "/ws/ebayisapi.dll")
for host in DOORS:
    remembers(SITE, host, "/ai-preferences/update")


@SITE.get(COM, "/ai-preferences")
@SITE.get(UK, "/ai-preferences")
def ai_preferences(visit: Visit) -> Answer:
    if visit.has("british") and visit.host == COM:
        return Answer(go_to=f"https://{UK}/ai-preferences")
    return DOORS[visit.host].guards(page)(visit)


def page(visit: Visit) -> Answer:
    """The page itself."""
    return SITE.page(visit, "preferences", state=remembered(visit, "ai", out="off", default="on"))
