"""The person's part at Devin."""

from __future__ import annotations

from ..case import Action, Case, Continue, Outcome, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE
from .site import ORGANIZATION

OFF = (Toggle("Make Devin smarter"),)
THERE = (Press("Preferences"),)


def walk(variant: str, outcome: Outcome, **turns: tuple[Action, ...]) -> Case:
    """A walk for Ada's organization."""
    sends = int(outcome == "opted_out")
    return Case("devin-training", variant, "en", turns, outcome, sends, needs={"organization": ORGANIZATION})


CASES: tuple[Case, ...] = (
    walk("", "opted_out", switch=OFF),
    walk("logged_out", "opted_out", login=LOG_IN, switch=OFF),
    walk("logged_out email_first in_place", "opted_out", login=LOG_IN_TWICE, switch=OFF),
    walk("already_out", "already_out"),
    walk("nameless", "opted_out", switch=OFF),
    walk("elsewhere", "opted_out", switch=OFF),
    walk("moved", "opted_out", review=THERE, switch=OFF),
    walk("absent", "not_offered", review=(Continue(),)),
)
