"""The person's part at Grammarly."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "grammarly-training"
OFF = {"switch": (Toggle("Product Improvement and Training"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "pro", "en", OFF, "opted_out", 1),
    Case(FLOW, "member", "en", {}, "not_offered"),
    Case(FLOW, "ampersand", "en", {"switch": (Toggle("Product Improvement & Training"),)}, "opted_out", 1),
)
