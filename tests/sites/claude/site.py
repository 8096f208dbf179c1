"""claude.ai's settings, as read in 2026. Written from the facts on Claude (4); what the other rows say is made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

SITE = Site(
    Path(__file__).parent,
    hosts=("claude.ai",),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "older_label": "the switch has its name of 2025",
        "renamed": "the switch has a name nobody has heard of yet",
        "team": "an account of a team: its privacy page has no such switch",
        "only_menu": "the page's address has changed, only the menu knows it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Claude", "claude.ai", "/login")
remembers(SITE, "claude.ai", "/api/settings")


@SITE.get("claude.ai", "/")
@SITE.get("claude.ai", "/new")
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "home")


@SITE.get("claude.ai", "/settings")
@SITE.get("claude.ai", "/settings/general")
def general(visit: Visit) -> Answer:
    return SITE.page(visit, "settings", title="General", rows=Html("<p>Full name</p>"), privacy=privacy_address(visit))


def privacy_address(visit: Visit) -> str:
    """Where the menu leads."""
    return "/settings/privacy" if visit.has("only_menu") else "/settings/data-privacy-controls"


@SITE.get("claude.ai", "/settings/privacy")
@SITE.get("claude.ai", "/settings/data-privacy-controls")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    if visit.path != privacy_address(visit):
        return Answer(go_to="/settings/general")
    state = remembered(visit, "training", out="off", default="on")
    name = next((f"row-{word}" for word in ("older_label", "renamed") if visit.has(word)), "row")
    row = SITE.part(visit, name, state=state)
    rows = SITE.part(visit, "rows", training=Html() if visit.has("team") else row)
    return SITE.page(visit, "settings", title="Privacy", rows=rows, privacy=visit.path)
