"""The person's part at Tinder, where there is next to nothing to do."""

from __future__ import annotations

from ..case import Case, Continue
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "tinder-training"

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {}, "not_offered"),
    Case(FLOW, "recs", "en", {}, "not_offered"),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN}, "not_offered"),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE}, "not_offered"),
    Case(FLOW, "one_day", "en", {"review": (Continue(),)}, None),
)
