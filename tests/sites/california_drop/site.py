"""California's Delete Request and Opt-out Platform, on two hosts of the state's.

Its addresses, the first page's heading and words, that one agrees to terms of use and proves residency with one of two
services, what one may enter, and that the last page has a DROP ID are on record (facts: California). What fields and
buttons are called, and the last page's words, are made up. The two services lie elsewhere; here a page stands for them,
and the way of logging in to Login.gov is made up too.

Who only looks cannot tell that there is the form: no field, heading or address behind the first page is on record, and
a field alone would be a sign as well of the terms to agree to, or of the proof of residency.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Site, Visit

CONSUMER, STATE, LOGIN_GOV = "consumer.drop.privacy.ca.gov", "privacy.ca.gov", "secure.login.gov"

SITE = Site(
    Path(__file__).parent,
    hosts=(CONSUMER, STATE, LOGIN_GOV),
    variants={
        **AT_THE_DOOR,
        "moved": "the platform's address leads nowhere, and the state's page links to where it is now",
        "closed": "neither leads anywhere",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Login.gov", LOGIN_GOV, "/")


@SITE.get(CONSUMER, "/")
def first(visit: Visit) -> Answer:
    if visit.has("moved") or visit.has("closed"):
        return SITE.page(visit, "gone")
    return SITE.page(visit, "first")


@SITE.get(CONSUMER, "/start")
def start(visit: Visit) -> Answer:
    return SITE.page(visit, "first")


@SITE.get(STATE, "/drop/how-drop-works/")
def how(visit: Visit) -> Answer:
    return SITE.page(visit, "gone" if visit.has("closed") else "how")


@SITE.get(CONSUMER, "/residency")
def residency(visit: Visit) -> Answer:
    return SITE.page(visit, "residency")


@SITE.get(CONSUMER, "/request")
@DOOR.guards
def request(visit: Visit) -> Answer:
    return SITE.page(visit, "form")


@SITE.post(CONSUMER, "/request")
def submitted(visit: Visit) -> Answer:
    return SITE.page(visit, "thanks")
