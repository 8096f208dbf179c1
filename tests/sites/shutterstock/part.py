"""The person's part at Shutterstock."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "shutterstock-data-licensing"
OUT = {"switch": (Toggle("Include my content in datasets"), Continue())}
BOX = {
    "switch": (Toggle("Opt out"), Press("Change account information"), See("Your account is changed."), Continue()),
}
BY_HAND = {"review": (Press("Ada"), Press("Settings"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OUT, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OUT}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OUT}, "opted_out", 1),
    Case(FLOW, "box", "en", BOX, "opted_out", 1),
    Case(FLOW, "in_a_menu", "en", {**BY_HAND, **OUT}, "opted_out", 1),
    Case(FLOW, "without", "en", {"review": (Continue(),)}, "not_offered"),
)
