"""The person's part in Claude's flow."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

TURN_OFF = {"switch": (Toggle("Help improve our AI models"),)}

CASES: tuple[Case, ...] = (
    Case("claude-training", "", "en", TURN_OFF, "opted_out", 1),
    Case("claude-training", "logged_out", "en", {"login": LOG_IN, **TURN_OFF}, "opted_out", 1),
    Case(
        "claude-training", "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **TURN_OFF}, "opted_out", 1
    ),
    Case("claude-training", "older_label", "en", {"switch": (Toggle("Help improve Claude"),)}, "opted_out", 1),
    Case("claude-training", "only_menu", "en", TURN_OFF, "opted_out", 1),
    Case("claude-training", "already_out", "en", {}, "already_out"),
    Case("claude-training", "already_out older_label", "en", {}, "already_out"),
    Case("claude-training", "team", "en", {}, "not_offered"),
    Case("claude-training", "already_out renamed", "en", {}, "stopped"),
)
