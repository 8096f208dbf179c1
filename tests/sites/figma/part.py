"""The person's part at Figma."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "figma-training"
OFF = {"switch": (Toggle("Content training"),)}
CARET = {"review": (Press("More actions"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "professional", "en", OFF, "opted_out", 1),
    Case(FLOW, "professional logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "professional logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "professional already_out", "en", {}, "already_out"),
    Case(FLOW, "starter", "en", {**CARET, **OFF}, "opted_out", 1),
    Case(FLOW, "starter already_out", "en", CARET, "already_out"),
    Case(FLOW, "starter", "ja", {**CARET, **OFF}, "opted_out", 1),
)
