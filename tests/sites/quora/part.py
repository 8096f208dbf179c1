"""The person's part at Quora."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle
from ..door import LOG_IN

FLOW = "quora-training"
SWITCH = Toggle("Allow large language models to be trained on your content")
OFF = {"switch": (SWITCH, Press("Save"), See("Saved"), Continue())}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "renamed already_out", "en", {}, "stopped"),
    Case(FLOW, "saves_itself", "en", {"switch": (SWITCH, See("Saved"), Continue())}, "opted_out", 1),
)
