"""GitHub's settings for Copilot: a list that says Enabled or Disabled, and a row beside it that sounds alike.

Labels and addresses are on record (facts: GitHub Copilot). Whether the list is GitHub's own or a plain one is not, so
there is one of each.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

FEATURES = "/settings/copilot/features"

SITE = Site(
    Path(__file__).parent,
    hosts=("github.com",),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "plain_list": "the setting is a plain list of the browser's",
        "business": "a member of a company with Copilot: no row for training",
        "only_menu": "the page's address has changed, only the menu knows it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "GitHub", "github.com", "/login")
remembers(SITE, "github.com", "/settings/copilot/api")


def features(visit: Visit) -> str:
    """Where the page is."""
    return "/settings/copilot/preferences" if visit.has("only_menu") else FEATURES


@SITE.get("github.com", "/")
@SITE.get("github.com", "/settings/profile")
@DOOR.guards
def profile(visit: Visit) -> Answer:
    return SITE.page(visit, "page", title="Public profile", rows=Html(), features=features(visit))


@SITE.get("github.com", "/settings/copilot")
def copilot(visit: Visit) -> Answer:
    return Answer(go_to="/settings/profile" if visit.has("only_menu") else FEATURES)


@SITE.get("github.com", "/settings/copilot/*")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if visit.path != features(visit):
        return SITE.page(visit, "gone", 404)
    state = remembered(visit, "training", out="Disabled", default="Enabled")
    row = SITE.part(visit, "row-plain" if visit.has("plain_list") else "row", state=state)
    rows = SITE.part(visit, "rows", training=Html() if visit.has("business") else row)
    return SITE.page(visit, "page", title="GitHub Copilot", rows=rows, features=visit.path)
