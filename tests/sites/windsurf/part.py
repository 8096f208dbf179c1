"""The person's part at Windsurf."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "windsurf-telemetry"
ON = {"switch": (Toggle("Disable Telemetry"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", ON, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **ON}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **ON}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "box", "en", ON, "opted_out", 1),
    Case(FLOW, "nameless", "en", ON, "opted_out", 1),
    Case(FLOW, "renamed", "en", {}, "stopped"),
)
