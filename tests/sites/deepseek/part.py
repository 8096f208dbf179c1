"""The person's part in DeepSeek's flow: the picture, which has no name, is theirs to press."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "deepseek-training"
GO = {"review": (Press("(A) Ada"),)}
OFF = {"switch": (Toggle("Improve the model for everyone"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **GO, **OFF}, "opted_out", 1),
    Case(FLOW, "data_controls", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", GO, "already_out"),
)
