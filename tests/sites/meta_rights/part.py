"""The person's part in the request under US state law."""

from __future__ import annotations

from ..case import Case, Choose, Press, Type
from ..meta.part import Turns

SEND: Turns = {"submit": (Choose("State", "California"), Type("Tell us more", "All of it, please."), Press("Submit"))}
LOG_IN: Turns = {"login": (Type("Email", "ada@example.org"), Type("Password", "correct horse"), Press("Log in"))}
FLOW = "meta-us-regional"

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", SEND, "sent", 1),
    Case(FLOW, "rights_login", "en", {**LOG_IN, **SEND}, "sent", 1),
    Case(FLOW, "moved_rights", "en", SEND, "sent", 1),
)
