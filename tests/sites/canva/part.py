"""The person's part at Canva."""

from __future__ import annotations

from ..case import Case, Continue, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "canva-training"
BOTH = {"review": (Toggle("General usage"), Toggle("Designs and uploads"), Continue())}
LISTED = "Use my content to improve Canva AI features"

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", BOTH, None, 2),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **BOTH}, None, 2),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **BOTH}, None, 2),
    Case(FLOW, "already_out", "en", {"review": (Continue(),)}, None),
    Case(FLOW, "school", "en", {"review": (Continue(),)}, None),
    Case(FLOW, "privacy_settings", "en", BOTH, None, 2),
    Case(
        FLOW,
        "listed_label",
        "en",
        {"switch": (Toggle(LISTED),), "review": (Toggle("General usage"), Continue())},
        "opted_out",
        2,
    ),
    Case(FLOW, "listed_label already_out", "en", {"review": (Continue(),)}, "already_out"),
)
