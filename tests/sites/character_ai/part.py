"""The person's part in Character.AI's flow; no page tells for sure who is in, so they say it."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "character-ai-training"
GO: Turns = {"login": (Continue(),), "review": (Press("ada_example"),)}
OFF: Turns = {"switch": (Toggle("Improve the Model for Everyone"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {**GO, "login": (Press("Log In"), *LOG_IN, Continue()), **OFF}, "opted_out", 1),
    Case(
        FLOW,
        "logged_out email_first",
        "en",
        {**GO, "login": (Press("Log In"), *LOG_IN_TWICE, Continue()), **OFF},
        "opted_out",
        1,
    ),
    Case(FLOW, "already_out", "en", GO, "already_out"),
    Case(FLOW, "us", "en", GO, "not_offered"),
)
