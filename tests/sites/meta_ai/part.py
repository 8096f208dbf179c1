"""The person's part with Meta AI and with Muse."""

from __future__ import annotations

from ..case import Case, Continue, Outcome, Press
from ..door import LOG_IN, LOG_IN_TWICE
from ..meta.part import Turns

DELETE: Turns = {"review": (Press("Remove all public vibes"), Press("Delete all chats and media"), Continue())}
TURN_OFF: Turns = {"switch": (Press("Help improve our AI models"), Press("Turn off to confirm"))}


def meta_ai(variant: str, turns: Turns, outcome: Outcome = None) -> Case:
    """A walk through Meta AI: deleting is neither a request nor a switch, so it ends without a word for that."""
    return Case("meta-ai-app", variant, "en", turns, outcome)


def muse(variant: str, turns: Turns, outcome: Outcome = "opted_out") -> Case:
    """A walk through Muse."""
    return Case("muse-training", variant, "en", turns, outcome, 1 if outcome == "opted_out" else 0)


CASES: tuple[Case, ...] = (
    meta_ai("", DELETE),
    meta_ai("logged_out", {"login": LOG_IN, **DELETE}),
    meta_ai("logged_out email_first", {"login": LOG_IN_TWICE, **DELETE}),
    meta_ai("app_only", {}, "not_offered"),
    muse("", TURN_OFF),
    muse("logged_out", {"login": LOG_IN, **TURN_OFF}),
    muse("logged_out email_first", {"login": LOG_IN_TWICE, **TURN_OFF}),
    muse("already_out", {}, "already_out"),
    muse("no_muse_switch", {}, "not_offered"),
)
