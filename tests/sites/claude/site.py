"""claude.ai's settings, as read in 2026. Written from the facts on Claude (4); what the other rows say is made up."""

from __future__ import annotations

from pathlib import Path

from ..door import LOGGED_OUT, Door
from ..site import Answer, Html, Site, Visit

LABELS = {"new": "Help improve our AI models", "older": "Help improve Claude"}

SITE = Site(
    Path(__file__).parent,
    hosts=("claude.ai",),
    variants={
        "logged_out": LOGGED_OUT,
        "out": "everything is off already",
        "older_label": "the switch has its name of 2025",
        "team": "an account of a team: its privacy page has no such switch",
        "only_menu": "the page's address has changed, only the menu knows it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "https://claude.ai/login")


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
def privacy(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return DOOR.send_away(visit)
    if visit.path != privacy_address(visit):
        return Answer(go_to="/settings/general")
    state = visit.setting("training", "off" if visit.has("out") else "on")
    row = SITE.part(visit, "row-older" if visit.has("older_label") else "row", state=state)
    rows = SITE.part(visit, "rows", training=Html() if visit.has("team") else row)
    return SITE.page(visit, "settings", title="Privacy", rows=rows, privacy=visit.path)
