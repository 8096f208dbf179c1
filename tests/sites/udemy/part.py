"""The person's part at Udemy: looking for it, and the choice."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "udemy-genai-program"
GO = {"review": (Press("Instructor settings"),)}
OUT = {"switch": (Toggle("Opt out"), Press("Save"), See("Saved"), Continue())}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OUT}, "opted_out", 1),
    Case(FLOW, "in_words", "en", {**GO, **OUT}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **GO, **OUT}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **GO, **OUT}, "opted_out", 1),
    Case(FLOW, "learner", "en", {"review": (Continue(),)}, "not_offered"),
)
