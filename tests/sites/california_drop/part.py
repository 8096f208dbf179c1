"""The person's part at California's platform."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Type

FLOW = "california-drop"
RESIDENT = (Press("I agree"), Press("California Identity Gateway"), See("Your deletion request"), Continue())
SEND = (
    Type("First name", "Ada"),
    Type("Last name", "Example"),
    Type("ZIP code", "94203"),
    Press("Submit request"),
    See("Request submitted"),
    Continue(),
)
TURNS = {"login": RESIDENT, "submit": SEND}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", TURNS, "sent", 1),
    Case(FLOW, "moved", "en", TURNS, "sent", 1),
    Case(FLOW, "closed", "en", {}, "stopped", 0),
)
