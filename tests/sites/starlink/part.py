"""The person's part at Starlink: the box, Save, and mostly a code."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Type
from ..door import LOG_IN, LOG_IN_TWICE
from .site import BOX

FLOW = "starlink-training"
CODE = (Type("Verification code", "123456"), Press("Verify"))
OFF = {"switch": (Toggle(BOX), Press("Save"), *CODE, Continue())}
REWORDED = Toggle("Allow sharing my personal data with Starlink's collaborators to train AI.")

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "no_code", "en", {"switch": (Toggle(BOX), Press("Save"), Continue())}, "opted_out", 1),
    Case(FLOW, "switch", "en", OFF, "opted_out", 1),
    Case(FLOW, "reworded", "en", {"switch": (REWORDED, Press("Save"), *CODE, Continue())}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "no_box", "en", {}, "not_offered"),
    Case(FLOW, "renamed already_out", "en", {}, "stopped"),
)
