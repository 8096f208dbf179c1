"""The person's part at Medium."""

from __future__ import annotations

from ..case import Case, ChooseOption, Press
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "medium-training"
LEAST = {"switch": (ChooseOption("Minimize third-party training"), Press("Save"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", LEAST, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **LEAST}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **LEAST}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "other_tab", "en", LEAST, "opted_out", 1),
)
