"""The person's part at Strava: a look at the controls, and a mail."""

from __future__ import annotations

from ..case import Case, Continue
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "strava-training"
DONE = {"review": (Continue(),), "submit": (Continue(),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", DONE, "sent"),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **DONE}, "sent"),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **DONE}, "sent"),
)
