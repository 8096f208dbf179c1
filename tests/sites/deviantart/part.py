"""The person's part at DeviantArt: all of it but getting there."""

from __future__ import annotations

from ..case import Case, Continue, Press, See, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "deviantart-noai"
LOOK = {"switch": (Press("Edit"), Press("Save"), See("Saved"), Continue()), "review": (Press("Presets"), Continue())}
LABEL = {
    **LOOK,
    "switch": (Toggle("Select all"), Press("Edit"), Toggle("NoAI"), Press("Save"), See("Saved"), Continue()),
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", LOOK, "opted_out", 1),
    Case(FLOW, "taken_off", "en", LABEL, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **LOOK}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **LOOK}, "opted_out", 1),
)
