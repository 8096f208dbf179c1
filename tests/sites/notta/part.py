"""The person's part at Notta: all of it, for the flow knows no names."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle, Turns
from ..door import LOG_IN
from .site import IMPROVE, TRAIN

FLOW = "notta-training"
GO: Turns = {"login": (Continue(),), "review": (Press("Settings"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, "switch": (Toggle(IMPROVE), Continue())}, "opted_out", 1),
    Case(FLOW, "training", "en", {**GO, "switch": (Toggle(TRAIN), Continue())}, "opted_out", 1),
    Case(
        FLOW,
        "logged_out",
        "en",
        {
            **GO,
            "login": (Press("Log in"), *LOG_IN, See("Transcribe a file"), Continue()),
            "switch": (Toggle(IMPROVE), Continue()),
        },
        "opted_out",
        1,
    ),
    Case(FLOW, "nothing", "en", {**GO, "review": (Press("Settings"), Continue())}, "not_offered"),
)
