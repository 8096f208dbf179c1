"""The person's part in Microsoft Copilot's flow: by the sidebar to the privacy page, then two switches."""

from __future__ import annotations

from collections.abc import Mapping

from ..case import Action, Case, Continue, Press, Toggle
from ..door import LOG_IN
from .site import SITE

FLOW = "microsoft-copilot"
BY_SIDEBAR = tuple(map(Press, ("Open sidebar", "Your picture", "Ada Example ada@example.org", "Privacy")))
GO = {"login": (Continue(),), "review": BY_SIDEBAR}


def turn_off(words: str = "en") -> Mapping[str, tuple[Action, ...]]:
    """One switch after the other."""
    labels = SITE.words[words]
    return {"switch 1": (Toggle(labels["text"]),), "switch 2": (Toggle(labels["voice"]),)}


CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **turn_off()}, "opted_out", 2),
    Case(
        FLOW, "logged_out", "en", {**GO, "login": (Press("Sign in"), *LOG_IN, Continue()), **turn_off()}, "opted_out", 2
    ),
    Case(FLOW, "older_label", "en", {**GO, **turn_off("older")}, "opted_out", 2),
    Case(FLOW, "already_out", "en", GO, "already_out"),
    Case(FLOW, "new_app", "en", {**GO, "review": (*BY_SIDEBAR, Continue())}, "not_offered"),
)
