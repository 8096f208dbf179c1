"""Quora's privacy settings: rows of texts with switches, saved by themselves or, as one list has it, by a button.

The label is on record (facts: Quora); whether there is a button is not, so both are stood in for.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

WWW = "www.quora.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "saves_itself": "there is no Save button",
        "renamed": "the label is one that nobody has heard of yet",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Quora", WWW, "/login")
remembers(SITE, WWW, "/graphql/gql_POST", "Saved")


@SITE.get(WWW, "/settings/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    name = "by-itself" if visit.has("saves_itself") else "by-button"
    label = "Allow large language models to be trained on your content"
    if visit.has("renamed"):
        label = "Improve AI with what you write"
    return SITE.page(visit, name, label=label, state=remembered(visit, "llm", out="off", default="on"))
