"""Dropbox's account settings: tabs, one of them for the AI of others (facts: Dropbox, December 2023).

The words beside the switch and the name of the tab are on record; how the tabs are made is not.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HOST = "www.dropbox.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "links": "the tabs are links to pages of their own",
        "europe": "an account in Europe: there is no such tab",
        "renamed": "the tab has another name",
    },
    words={"en": {"tab": "Third-party AI"}},
)
DOOR = Door(SITE, "Dropbox", HOST, "/login")
remembers(SITE, HOST, "/account/set")


@SITE.get(HOST, "/account/connected_apps")
@DOOR.guards
def connected_apps(visit: Visit) -> Answer:
    if visit.has("europe"):
        return SITE.page(visit, "plain")
    if visit.has("links"):
        return SITE.page(visit, "links")
    called = "Dropbox AI" if visit.has("renamed") else "Third-party AI"
    return SITE.page(visit, "tabs", called=called, row=SITE.part(visit, "row", state=state(visit)))


@SITE.get(HOST, "/account/made-up")
@DOOR.guards
def third_party_ai(visit: Visit) -> Answer:
    return SITE.page(visit, "alone", row=SITE.part(visit, "row", state=state(visit)))


def state(visit: Visit) -> str:
    """How the switch stands."""
    return remembered(visit, "ai", out="off", default="on")
