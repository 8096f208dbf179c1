"""The person's part at Substack."""

from __future__ import annotations

from ..case import Action, Case, Outcome, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

ON = (Toggle("Opt out of AI training"),)


def walk(variant: str, outcome: Outcome, **turns: tuple[Action, ...]) -> Case:
    """A walk for Ada's publication."""
    needs = {"publication": "adawrites"}
    return Case("substack-training", variant, "en", turns, outcome, int(outcome == "opted_out"), needs=needs)


CASES: tuple[Case, ...] = (
    walk("", "opted_out", switch=ON),
    walk("logged_out", "opted_out", login=LOG_IN, switch=ON),
    walk("logged_out email_first in_place", "opted_out", login=LOG_IN_TWICE, switch=ON),
    walk("already_out", "already_out"),
    walk("block", "opted_out", switch=(Toggle("Block AI training"),)),
)
