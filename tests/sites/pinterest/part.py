"""The person's part on Pinterest."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "pinterest-training"
OFF = {"switch": (Toggle("Use your data to train Pinterest Canvas"), Press("Save"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "moved", "en", OFF, "opted_out", 1),
    Case(FLOW, "paragraph", "en", OFF, "opted_out", 1),
    Case(FLOW, "paragraph already_out", "en", {}, "already_out"),
    Case(FLOW, "teen", "en", {}, "not_offered"),
)
