"""The person's part at Lovable."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE
from .site import SWITCH

FLOW = "lovable-training"
OFF = {"switch": (Toggle(SWITCH),)}
BY_MENU = {"review": (Press("Ada"), Press("Account settings"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "named", "en", OFF, "opted_out", 1),
    Case(FLOW, "by_menu", "en", {**BY_MENU, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "locked", "en", {}, "already_out"),
    Case(FLOW, "before_august", "en", {"review": (Press("Privacy"), Continue())}, "not_offered"),
)
