"""Twitch as a streamer sees it: the settings, whose last section is on training.

The tab's and the section's names are on record (facts: Twitch); the rest of the page is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

WWW = "www.twitch.tv"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "moved": "the tab's address leads to the first tab of the settings",
        "renamed": "the label is one that nobody has heard of yet",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Twitch", WWW, "/login", in_place=True)
remembers(SITE, WWW, "/gql")


@SITE.get(WWW, "/settings")
@SITE.get(WWW, "/settings/*")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    tab = "/settings/privacy" if visit.has("moved") else "/settings/security"
    state = remembered(visit, "training", out="off", default="on")
    label = "AI improvements" if visit.has("renamed") else "Training for Generative AI"
    return SITE.page(visit, "security" if visit.path == tab else "profile", tab=tab, label=label, state=state)
