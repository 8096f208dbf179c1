"""The person's part in ChatGPT's, Codex' and the portal's flows."""

from __future__ import annotations

from ..case import Action, Case, ChooseOption, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE
from .site import WORDS


def turn_off(language: str) -> Turns:
    """The switch, on the page its row opens."""
    return {"switch": (Toggle(WORDS[language]["improve"]),)}


LOG_IN_HERE = {"login": (Press("Log in"), *LOG_IN)}
LOG_IN_HERE_TWICE = {"login": (Press("Log in"), *LOG_IN_TWICE)}
ENVIRONMENTS_OFF = {"switch": (Toggle("Include environments"),)}


def verify(language: str) -> tuple[Press, ...]:
    """To the list of requests: which kind of account, and that it is theirs."""
    return (Press(WORDS[language]["have_account"]), Press("Continue with your account"))


def send(language: str, *, ends_it: bool = False, at_the_wall: tuple[Action, ...] = LOG_IN) -> Turns:
    """The portal from its button to the thanks; where those are in other words, the person says that it is sent."""
    form = (
        Press(WORDS[language]["do_not_train"]),
        ChooseOption("Country or region", "Germany"),
        Press("Submit request"),
    )
    opens = () if language == "en" else (Press(WORDS[language]["make_request"]),)  # in English Optout presses it
    return {"login": (*opens, *verify(language), *at_the_wall), "submit": (*form, Continue()) if ends_it else form}


CASES: tuple[Case, ...] = (
    Case("chatgpt-training", "", "en", turn_off("en"), "opted_out", 1),
    Case("chatgpt-training", "", "de", turn_off("de"), "opted_out", 1),
    Case("chatgpt-training", "logged_out", "en", {**LOG_IN_HERE, **turn_off("en")}, "opted_out", 1),
    Case("chatgpt-training", "logged_out email_first", "en", {**LOG_IN_HERE_TWICE, **turn_off("en")}, "opted_out", 1),
    Case("chatgpt-training", "already_out", "en", {}, "already_out"),
    Case("chatgpt-training", "business", "en", {}, "not_offered"),
    Case("chatgpt-training", "already_out renamed", "en", {}, "stopped"),
    Case("codex-environments", "renamed", "en", {}, "stopped"),
    Case("chatgpt-training", "only_hash", "en", turn_off("en"), "opted_out", 1),
    Case("chatgpt-training", "only_menu", "de", turn_off("de"), "opted_out", 1),
    Case("codex-environments", "", "en", ENVIRONMENTS_OFF, "opted_out", 1),
    Case("codex-environments", "logged_out", "en", {**LOG_IN_HERE, **ENVIRONMENTS_OFF}, "opted_out", 1),
    Case(
        *("codex-environments", "logged_out email_first", "en"),
        {**LOG_IN_HERE_TWICE, **ENVIRONMENTS_OFF},
        *("opted_out", 1),
    ),
    Case("codex-environments", "only_menu", "en", ENVIRONMENTS_OFF, "opted_out", 1),
    Case("codex-environments", "already_out", "en", {}, "already_out"),
    Case("openai-privacy-portal", "", "en", send("en"), "sent", 1),
    Case("openai-privacy-portal", "email_first", "en", send("en", at_the_wall=LOG_IN_TWICE), "sent", 1),
    Case("openai-privacy-portal", "", "de", send("de"), "sent", 1),
    Case("openai-privacy-portal", "only_modal", "en", send("en"), "sent", 1),
    Case("openai-privacy-portal", "odd_thanks", "en", send("en", ends_it=True), "sent", 1),
)
