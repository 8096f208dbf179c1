"""The person's part on WordPress.com."""

from __future__ import annotations

from ..case import Action, Case, Outcome, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE
from .site import SLUG

THIS = (Toggle("Prevent third-party sharing for this site"), Press("Save"))
OLDER = (Toggle(f"Prevent third-party sharing for {SLUG}"), Press("Save settings"))


def walk(variant: str, outcome: Outcome, **turns: tuple[Action, ...]) -> Case:
    """A walk for Ada's site."""
    sends = int(outcome == "opted_out")
    return Case("wordpress-com-sharing", variant, "en", turns, outcome, sends, needs={"site": SLUG})


CASES: tuple[Case, ...] = (
    walk("", "opted_out", switch=THIS),
    walk("logged_out", "opted_out", login=LOG_IN, switch=THIS),
    walk("logged_out email_first in_place", "opted_out", login=LOG_IN_TWICE, switch=THIS),
    walk("already_out", "already_out"),
    walk("discouraged", "already_out"),
    walk("private", "not_offered"),
    walk("general", "opted_out", switch=OLDER),
)
