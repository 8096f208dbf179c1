"""California's Delete Request and Opt-out Platform, on two hosts of the state's.

Its addresses, the first page's heading and words, that one agrees to terms of use and proves residency with one of two
services, what one may enter, and that the last page has a DROP ID are on record (facts: California). What fields and
buttons are called, and the last page's words, are made up. The two services lie elsewhere; here a page stands for them.
"""

from __future__ import annotations

from pathlib import Path

from ..site import Answer, Site, Visit

CONSUMER, STATE = "consumer.drop.privacy.ca.gov", "privacy.ca.gov"

SITE = Site(
    Path(__file__).parent,
    hosts=(CONSUMER, STATE),
    variants={
        "moved": "the platform's address leads nowhere, and the state's page links to where it is now",
        "closed": "neither leads anywhere",
    },
    words={"en": {}},
)


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
def request(visit: Visit) -> Answer:
    return SITE.page(visit, "form")


@SITE.post(CONSUMER, "/request")
def submitted(visit: Visit) -> Answer:
    return SITE.page(visit, "thanks")
