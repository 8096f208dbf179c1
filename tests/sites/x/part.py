"""The person's part in the flows for X: Grok, and business partners."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE
from .site import PARTNERS_LABEL, PARTNERS_LABEL_FR, TRAINING, TRAINING_OLDER

TURN_OFF = {"switch": (Toggle(TRAINING),)}

PARTNERS = "x-business-partners"
PARTNERS_OFF = {"switch": (Toggle(PARTNERS_LABEL),)}

CASES: tuple[Case, ...] = (
    Case("x-grok", "", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "logged_out", "en", {"login": LOG_IN, **TURN_OFF}, "opted_out", 1),
    Case("x-grok", "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **TURN_OFF}, "opted_out", 1),
    Case("x-grok", "older_label", "en", {"switch": (Toggle(TRAINING_OLDER),)}, "opted_out", 1),
    Case("x-grok", "only_menu", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "only_menu guide_label", "en", TURN_OFF, "opted_out", 1),
    Case("x-grok", "only_menu", "fr", TURN_OFF, "opted_out", 1),
    Case("x-grok", "already_out", "en", {}, "already_out"),
    Case(PARTNERS, "", "en", PARTNERS_OFF, "opted_out", 1),
    Case(PARTNERS, "", "fr", {"switch": (Toggle(PARTNERS_LABEL_FR),)}, "opted_out", 1),
    Case(PARTNERS, "logged_out", "en", {"login": LOG_IN, **PARTNERS_OFF}, "opted_out", 1),
    Case(PARTNERS, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **PARTNERS_OFF}, "opted_out", 1),
    Case(PARTNERS, "only_menu", "en", PARTNERS_OFF, "opted_out", 1),
    Case(PARTNERS, "already_out", "en", {}, "already_out"),
)
