"""The person's part at HubSpot."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "hubspot-training"
OFF = {"switch": (Toggle("AI model training"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "sensitive", "en", {}, "already_out"),
    Case(FLOW, "no_admin", "en", {}, "not_offered"),
    Case(FLOW, "", "nb", OFF, "opted_out", 1),
)
