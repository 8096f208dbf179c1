"""The person's part at Otter: to the settings, and what they find there."""

from __future__ import annotations

from ..case import Action, Case, Continue, Press, See, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "otter-training"
TO_PRIVACY = (Press("Ada Example"), Press("Account Settings"), Press("Privacy"))
GO: Turns = {"login": (Continue(),), "review": TO_PRIVACY}
OFF: Turns = {"switch": (Toggle("Contribute to improving speech recognition"),)}


def log_in(at_the_wall: tuple[Action, ...]) -> Turns:
    """By its button, then at the wall; they go on once they are in."""
    return {"login": (Press("Log in"), *at_the_wall, See("No meetings today."), Continue())}


CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {**GO, **log_in(LOG_IN), **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first", "en", {**GO, **log_in(LOG_IN_TWICE), **OFF}, "opted_out", 1),
    Case(FLOW, "named", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", GO, "already_out"),
    Case(FLOW, "other_way", "en", {**GO, "switch": (Toggle("Opt out of training"), Continue())}, "opted_out", 1, True),
    Case(FLOW, "nothing", "en", {**GO, "review": (*TO_PRIVACY, Continue())}, "not_offered"),
)
