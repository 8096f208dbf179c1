"""The person's part in the request under US state law."""

from __future__ import annotations

from ..case import Case, ChooseOption, Press, Type
from ..door import LOG_IN, LOG_IN_TWICE
from ..meta.part import Turns

SEND: Turns = {
    "submit": (ChooseOption("State", "California"), Type("Tell us more", "All of it, please."), Press("Submit"))
}
FLOW = "meta-us-regional"

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", SEND, "sent", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **SEND}, "sent", 1),
    Case(FLOW, "logged_out email_first", "en", {"login": LOG_IN_TWICE, **SEND}, "sent", 1),
    Case(FLOW, "moved_rights", "en", SEND, "sent", 1),
)
