"""The person's part at ArtStation."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "artstation-noai"
ON = {"switch": (Toggle("NoAI Tagging"), Press("Save"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", ON, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **ON}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **ON}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "other_tab", "en", ON, "opted_out", 1),
)
