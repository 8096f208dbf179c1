"""The person's part in Microsoft Copilot's flow: by the sidebar to the privacy page, then two switches."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE
from .site import SITE

FLOW = "microsoft-copilot"
BY_SIDEBAR = tuple(map(Press, ("Open sidebar", "Your picture", "Ada Example ada@example.org", "Privacy")))
BY_SETTINGS = (*BY_SIDEBAR[:3], Press("Memory"))
GO: Turns = {"login": (Continue(),), "review": BY_SIDEBAR}
IN_TWICE: Turns = {"login": (Press("Sign in"), *LOG_IN_TWICE, Continue())}


USAGE = "microsoft-usage-data"
TO_MEMORY: Turns = {"login": (Continue(),), "review": BY_SETTINGS}
USAGE_OFF: Turns = {"switch": (Toggle("Microsoft usage data"),)}


def turn_off(words: str = "en") -> Turns:
    """One switch after the other."""
    labels = SITE.words[words]
    return {"switch 1": (Toggle(labels["text"]),), "switch 2": (Toggle(labels["voice"]),)}


CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **turn_off()}, "opted_out", 2),
    Case(
        FLOW, "logged_out", "en", {**GO, "login": (Press("Sign in"), *LOG_IN, Continue()), **turn_off()}, "opted_out", 2
    ),
    Case(FLOW, "logged_out email_first", "en", {**GO, **IN_TWICE, **turn_off()}, "opted_out", 2),
    Case(FLOW, "older_label", "en", {**GO, **turn_off("older")}, "opted_out", 2),
    Case(FLOW, "already_out", "en", GO, "already_out"),
    Case(FLOW, "new_app", "en", {**GO, "review": (*BY_SIDEBAR, Continue())}, "not_offered"),
    Case(FLOW, "phone_only", "en", {**GO, "review": (*BY_SIDEBAR, Continue())}, "not_offered"),
    Case(USAGE, "usage_data", "en", {**TO_MEMORY, **USAGE_OFF}, "opted_out", 1),
    Case(USAGE, "usage_data logged_out email_first", "en", {**TO_MEMORY, **IN_TWICE, **USAGE_OFF}, "opted_out", 1),
    Case(USAGE, "usage_data new_app", "en", {**TO_MEMORY, **USAGE_OFF}, "opted_out", 1),
    Case(USAGE, "usage_data already_out", "en", TO_MEMORY, "already_out"),
    Case(USAGE, "", "en", {**TO_MEMORY, "review": (*BY_SETTINGS, Continue())}, "not_offered"),
)
