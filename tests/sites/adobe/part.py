"""The person's part at Adobe."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "adobe-content-analysis"
OFF = {"switch": (Toggle("Content analysis"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "business", "en", {}, "not_offered"),
    Case(FLOW, "machine_learning", "en", {"switch": (Toggle("Machine learning"),)}, "opted_out", 1),
    Case(FLOW, "moved", "en", OFF, "opted_out", 1),
    Case(FLOW, "", "de", {"switch": (Toggle("Inhaltsanalyse"),)}, "opted_out", 1),
)
