"""Spotify's privacy page: switches for other things, and none on training (facts: Spotify).

The address and “Tailored Ads” are from Spotify's policy; the point is which switch is not there.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Html, Site, Visit

WWW, ACCOUNTS = "www.spotify.com", "accounts.spotify.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW, ACCOUNTS),
    variants={
        **AT_THE_DOOR,
        "of_a_country": "the page is under the country one lives in",
        "one_day": "one day there is a switch after all",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Spotify", ACCOUNTS, "/login")


@SITE.get(WWW, "/account/privacy/")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    return Answer(go_to=f"https://{WWW}/ie/account/privacy/") if visit.has("of_a_country") else shown(visit)


@SITE.get(WWW, "/ie/account/privacy/")
@DOOR.guards
def shown(visit: Visit) -> Answer:
    """The page itself."""
    return SITE.page(visit, "privacy", more=SITE.part(visit, "one-day") if visit.has("one_day") else Html())
