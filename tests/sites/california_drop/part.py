"""The person's part at California's platform."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Type
from ..door import LOG_IN_TWICE

FLOW = "california-drop"
RESIDENT = (Press("I agree"), Press("California Identity Gateway"), See("Your deletion request"), Continue())
BY_LOGIN_GOV = (Press("I agree"), Press("Login.gov"), *LOG_IN_TWICE, See("Your deletion request"), Continue())
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
    Case(FLOW, "logged_out email_first", "en", {**TURNS, "login": BY_LOGIN_GOV}, "sent", 1),
    Case(FLOW, "moved", "en", TURNS, "sent", 1),
    Case(FLOW, "closed", "en", {}, "stopped", 0),
)
