"""ChatGPT with its settings, Codex' settings and OpenAI's privacy portal, as guides of 2026 describe them.

Written from the facts on OpenAI (1 to 3). Made up: what the portal asks between its button and the list of requests,
its form, and the texts of pages nobody has quoted.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WORDS = {
    "en": {
        "settings": "Settings",
        "data_controls": "Data controls",
        "improve": "Improve the model for everyone",
        "make_request": "Make a Privacy Request",
        "have_account": "I have a ChatGPT account",
        "do_not_train": "Do not train on my content",
    },
    "de": {
        "settings": "Einstellungen",
        "data_controls": "Datenkontrollen",
        "improve": "Das Modell für alle verbessern",
        "make_request": "Datenschutzanfrage stellen",
        "have_account": "Ich habe ein OpenAI-Konto",
        "do_not_train": "Nicht mit meinen Inhalten trainieren",
    },
}

SITE = Site(
    Path(__file__).parent,
    hosts=("chatgpt.com", "auth.openai.com", "privacy.openai.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "renamed": "the row and its switch have a name nobody has heard of yet",
        "business": "a business account: its data controls have no row for training",
        "only_hash": "settings have their older address, with a #",
        "only_menu": "settings have no address, only the menu leads there",
        "only_modal": "the portal's first page has no button; only the link that OpenAI passes around opens it",
        "odd_thanks": "the confirmation is worded as nobody expects",
    },
    words=WORDS,
)
DOOR = Door(SITE, "OpenAI", "auth.openai.com", "/log-in")
remembers(SITE, "chatgpt.com", "/api/settings")


@SITE.get("privacy.openai.com", "/")
@SITE.get("auth.openai.com", "/")
def elsewhere(visit: Visit) -> Answer:
    return Answer(go_to="https://privacy.openai.com/policies" if visit.host.startswith("privacy") else "/log-in")


# --- ChatGPT -------------------------------------------------------------------------------------------------------


def state(visit: Visit) -> str:
    """How the main switch stands."""
    return remembered(visit, "training", out="off", default="on")


def improve(visit: Visit) -> str:
    """What the row and the switch behind it are called."""
    return "Use my chats for training" if visit.has("renamed") else SITE.word(visit, "improve")


def controls(visit: Visit) -> Html:
    """The settings with the data controls open."""
    row = (
        Html()
        if visit.has("business")
        else SITE.part(visit, "row", says=state(visit).capitalize(), improve=improve(visit))
    )
    return SITE.part(visit, "controls", row=row, state=state(visit), improve=improve(visit))


@SITE.get("chatgpt.com", "/")
def home(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return SITE.page(visit, "signed-out", wall=DOOR.address("https://chatgpt.com/"))
    by_hash, by_menu = (controls(visit) if visit.has(word) else Html() for word in ("only_hash", "only_menu"))
    return SITE.page(visit, "home", by_hash=by_hash, by_menu=by_menu)


@SITE.get("chatgpt.com", "/settings/data-controls")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if visit.has("only_hash", "only_menu"):
        return Answer(go_to="/")
    return SITE.page(visit, "settings", controls=controls(visit))


# --- Codex ---------------------------------------------------------------------------------------------------------


@SITE.get("chatgpt.com", "/codex")
def codex(visit: Visit) -> Answer:
    return SITE.page(visit, "codex")


@SITE.get("chatgpt.com", "/codex/settings")  # the stand-in's own address
@SITE.get("chatgpt.com", "/codex/cloud/settings/general")
@DOOR.guards
def codex_settings(visit: Visit) -> Answer:
    if visit.path.startswith("/codex/cloud") and visit.has("only_menu"):
        return Answer(go_to="/codex")
    label = "Environments in training" if visit.has("renamed") else "Include environments"
    return SITE.page(
        visit, "codex-settings", label=label, state=remembered(visit, "environments", out="off", default="on")
    )


# --- the privacy portal --------------------------------------------------------------------------------------------


@SITE.get("privacy.openai.com", "/policies")
def portal(visit: Visit) -> Answer:
    shown = visit.query.get("modal") == "take-control" if visit.has("only_modal") else None
    button = Html() if shown is not None else SITE.part(visit, "portal-button")
    wall = DOOR.address("https://privacy.openai.com/requests")
    return SITE.page(visit, "portal", wall=wall, button=button, closed=Html("" if shown else "hidden"))


@SITE.get("privacy.openai.com", "/requests")  # the stand-in's own address
def requests(visit: Visit) -> Answer:
    return SITE.page(visit, "requests")


@SITE.post("privacy.openai.com", "/requests")
def request_sent(visit: Visit) -> Answer:
    thanks = "All done." if visit.has("odd_thanks") else "We have your request. You'll soon be notified by email."
    return Answer(f"<h2>Thank you</h2><p>{thanks}</p>")
