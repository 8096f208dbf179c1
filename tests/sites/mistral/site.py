"""Mistral's Admin Console: privacy of Vibe (once Le Chat) and of the API.

Addresses and labels are on record (facts: Mistral); the other rows, and what a team's page says, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

ADMIN = "admin.mistral.ai"

SITE = Site(
    Path(__file__).parent,
    hosts=(ADMIN, "auth.mistral.ai"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "le_chat": "the console of early 2026: Le Chat has the name and address it had then",
        "renamed": "the switches have names nobody has heard of yet",
        "team": "a plan of a team: nothing to refuse",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Mistral", "auth.mistral.ai", "/self-service/login")
remembers(SITE, ADMIN, "/api/settings")


@SITE.get("auth.mistral.ai", "/")
def auth(visit: Visit) -> Answer:
    return Answer(go_to="/self-service/login")


@SITE.get(ADMIN, "/")
@SITE.get(ADMIN, "/organization")
@DOOR.guards
def organization(visit: Visit) -> Answer:
    return console(visit, "Organization", Html("<p>Ada's workspace</p>"))


def console(visit: Visit, title: str, body: Html) -> Answer:
    """A page of the console; its menu unfolds."""
    older = visit.has("le_chat")
    chat, address = ("Le Chat", "/chat/privacy-settings") if older else ("Vibe", "/vibe/privacy")
    return SITE.page(visit, "console", title=title, body=body, chat=chat, chat_address=address)


def privacy(visit: Visit, part: str, setting: str) -> Answer:
    """A privacy page, with its switch or without."""
    state = remembered(visit, setting, out="off", default="on")
    name = next((word for word in ("team", "renamed") if visit.has(word)), part)
    return console(visit, "Privacy", SITE.part(visit, name, state=state, key=setting))


@SITE.get(ADMIN, "/chat/privacy-settings")  # the stand-in's own address
@SITE.get(ADMIN, "/vibe/privacy")
@DOOR.guards
def vibe(visit: Visit) -> Answer:
    if visit.path.startswith("/vibe") and visit.has("le_chat"):
        return Answer(go_to="/organization")
    return privacy(visit, "vibe", "chat")


@SITE.get(ADMIN, "/plateforme/privacy")
@DOOR.guards
def api(visit: Visit) -> Answer:
    return privacy(visit, "api", "api")
