"""The person's part in the flow for grok.com."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE

TURN_OFF: Turns = {"switch": (Toggle("Improve the Model"),)}
BY_MENU: Turns = {"login": (Continue(),), "review": (Press("pfp"), Press("Settings"), Press("Data Controls"))}

CASES: tuple[Case, ...] = (
    Case("grok-app", "", "en", TURN_OFF, "opted_out", 1),
    Case("grok-app", "logged_out", "en", {"login": (Press("Sign in"), *LOG_IN), **TURN_OFF}, "opted_out", 1),
    Case(
        "grok-app",
        "logged_out email_first",
        "en",
        {"login": (Press("Sign in"), *LOG_IN_TWICE), **TURN_OFF},
        "opted_out",
        1,
    ),
    Case("grok-app", "only_menu", "en", {**BY_MENU, **TURN_OFF}, "opted_out", 1),
    Case("grok-app", "eu", "en", {}, "already_out"),
    Case("grok-app", "enterprise", "en", {}, "not_offered"),
)
