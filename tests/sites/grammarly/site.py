"""Grammarly's account pages as people on their own, and members of a team, see them.

Addresses and labels are on record (facts: Grammarly); that a page an account may not see leads back is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

ACCOUNT = "account.grammarly.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(ACCOUNT, "www.grammarly.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "pro": "a Pro account of one person, with the switch among the data settings",
        "member": "a member of a team, which has an admin for this",
        "ampersand": "the label as business accounts had it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Grammarly", "www.grammarly.com", "/signin")
remembers(SITE, ACCOUNT, "/api/settings")


def switch(visit: Visit) -> Html:
    """The row with the switch."""
    label = f"Product Improvement {'&' if visit.has('ampersand') else 'and'} Training"
    return SITE.part(visit, "row", label=label, state=remembered(visit, "training", out="off", default="on"))


@SITE.get(ACCOUNT, "/security/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    return SITE.page(visit, "page", title="Privacy", row=Html() if visit.has("pro", "member") else switch(visit))


@SITE.get(ACCOUNT, "/admin/data_settings")
@DOOR.guards
def data_settings(visit: Visit) -> Answer:
    if not visit.has("pro"):
        return Answer(go_to="/security/privacy")
    return SITE.page(visit, "page", title="Data Settings", row=switch(visit))
