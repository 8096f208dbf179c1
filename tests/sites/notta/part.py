"""The person's part at Notta: all of it, for the flow knows no names."""

from __future__ import annotations

from ..case import Action, Case, Continue, Press, See, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE
from .site import IMPROVE, TRAIN

FLOW = "notta-training"
GO: Turns = {"login": (Continue(),), "review": (Press("Settings"),)}
OFF: Turns = {"switch": (Toggle(IMPROVE), Continue())}


def log_in(at_the_wall: tuple[Action, ...]) -> Turns:
    """By its button, then at the wall; they go on once they are in."""
    return {"login": (Press("Log in"), *at_the_wall, See("Transcribe a file"), Continue())}


CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "training", "en", {**GO, "switch": (Toggle(TRAIN), Continue())}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {**GO, **log_in(LOG_IN), **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first", "en", {**GO, **log_in(LOG_IN_TWICE), **OFF}, "opted_out", 1),
    Case(FLOW, "nothing", "en", {**GO, "review": (Press("Settings"), Continue())}, "not_offered"),
)
