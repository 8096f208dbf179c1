"""The person's part at Discord."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "discord-data"
OFF = {"switch": (Toggle("Use my data to improve Discord"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "safety", "en", {"switch": (Toggle("Use data to improve Discord"),)}, "opted_out", 1),
)
