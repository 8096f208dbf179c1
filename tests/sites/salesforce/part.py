"""The person's part at Salesforce: to Setup, then the switch and its dialog."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE
from .site import ALLOW, OPT_OUT

FLOW = "salesforce-data-access"
TO_SETUP = (Press("Setup"), Press("Setup for current app"))
GO: Turns = {"review": TO_SETUP}
OFF: Turns = {"switch": (Toggle(ALLOW), Press("Confirm"))}
BY_HAND = (Press("Einstein Setup"), Press(OPT_OUT))
LOOK: Turns = {"review 2": BY_HAND}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**GO, **OFF}, "opted_out", 1, looking=LOOK),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **GO, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **GO, **OFF}, "opted_out", 1),
    Case(FLOW, "new_tab", "en", {**GO, **OFF}, "opted_out", 1),
    Case(FLOW, "opts_out", "en", {**GO, "switch": (Toggle(OPT_OUT), Press("Confirm"))}, "opted_out", 1),
    Case(FLOW, "not_found", "en", {"review 1": TO_SETUP, "review 2": BY_HAND, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", GO, "already_out", looking=LOOK),
    Case(FLOW, "opts_out already_out", "en", GO, "already_out"),
    Case(FLOW, "no_page", "en", {"review 1": TO_SETUP, "review 2": (Continue(),)}, "not_offered"),
)
