"""The person's part at Medium."""

from __future__ import annotations

from ..case import Case, Choose, Continue, Press, See
from ..door import LOG_IN

FLOW = "medium-training"
LEAST = {"switch": (Choose("Minimize third-party training"), Press("Save"), See("Saved"), Continue())}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", LEAST, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **LEAST}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "other_tab", "en", LEAST, "opted_out", 1),
)
