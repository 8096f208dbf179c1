"""The person's part at Tumblr."""

from __future__ import annotations

from ..case import Action, Case, Outcome, Toggle
from ..door import LOG_IN, LOG_IN_TWICE
from .site import BLOG

ON = (Toggle(f"Prevent third-party sharing for {BLOG}"),)


def walk(variant: str, outcome: Outcome, **turns: tuple[Action, ...]) -> Case:
    """A walk for Ada's blog."""
    return Case("tumblr-sharing", variant, "en", turns, outcome, int(outcome == "opted_out"), needs={"blog": BLOG})


CASES: tuple[Case, ...] = (
    walk("", "opted_out", switch=ON),
    walk("logged_out", "opted_out", login=LOG_IN, switch=ON),
    walk("logged_out email_first in_place", "opted_out", login=LOG_IN_TWICE, switch=ON),
    walk("already_out", "already_out"),
    walk("discouraged", "already_out"),
)
