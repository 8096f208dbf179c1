"""The person's part at Quora."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "quora-training"
SWITCH = Toggle("Allow large language models to be trained on your content")
OFF = {"switch": (SWITCH, Press("Save"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "renamed already_out", "en", {}, "stopped"),
    Case(FLOW, "saves_itself", "en", {"switch": (SWITCH,)}, "opted_out", 1),
)
