"""The person's part in the flow for Grok on X."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN
from .site import TRAINING, TRAINING_OLDER

TURN_OFF = {"switch": (Toggle(TRAINING),)}

CASES: tuple[Case, ...] = (
    Case("x-grok", "", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "logged_out", "en", {"login": LOG_IN, **TURN_OFF}, "opted_out", 1),
    Case("x-grok", "older_label", "en", {"switch": (Toggle(TRAINING_OLDER),)}, "opted_out", 1),
    Case("x-grok", "only_menu", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "only_menu guide_label", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "already_out", "en", {}, "already_out"),
)
