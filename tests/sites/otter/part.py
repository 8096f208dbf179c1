"""The person's part at Otter: to the settings, and what they find there."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle, Turns
from ..door import LOG_IN

FLOW = "otter-training"
TO_PRIVACY = (Press("Ada Example"), Press("Account Settings"), Press("Privacy"))
GO: Turns = {"login": (Continue(),), "review": TO_PRIVACY}
OFF: Turns = {"switch": (Toggle("Contribute to improving speech recognition"),)}
IN_FIRST: Turns = {"login": (Press("Log in"), *LOG_IN, See("No meetings today."), Continue()), "review": TO_PRIVACY}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {**IN_FIRST, **OFF}, "opted_out", 1),
    Case(FLOW, "named", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", GO, "already_out"),
    Case(FLOW, "other_way", "en", {**GO, "switch": (Toggle("Opt out of training"), Continue())}, "opted_out", 1, True),
    Case(FLOW, "nothing", "en", {**GO, "review": (*TO_PRIVACY, Continue())}, "not_offered"),
)
