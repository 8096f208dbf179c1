"""The person's part at Squarespace."""

from __future__ import annotations

from ..case import Action, Case, Outcome, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

BLOCK = (Toggle("Block known artificial intelligence crawlers"), Press("Save"))


def walk(variant: str, outcome: Outcome, **turns: tuple[Action, ...]) -> Case:
    """A walk for Ada's site."""
    needs = {"site": "ada-draws"}
    return Case("squarespace-crawlers", variant, "en", turns, outcome, int(outcome == "opted_out"), needs=needs)


CASES: tuple[Case, ...] = (
    walk("", "opted_out", switch=BLOCK),
    walk("logged_out", "opted_out", login=LOG_IN, switch=BLOCK),
    walk("logged_out email_first in_place", "opted_out", login=LOG_IN_TWICE, switch=BLOCK),
    walk("already_out", "already_out"),
    walk("allow_switch", "opted_out", switch=(Toggle("Artificial Intelligence Crawlers"),)),
    walk("allow_switch already_out", "already_out"),
)
