"""The person's part in Vercel's flow."""

from __future__ import annotations

from ..case import Case, Continue, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "vercel-training"
OFF = {"switch": (Toggle("Share code and agent chats"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "no_short_link", "en", {"login": (Continue(),), **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "enterprise", "en", {}, "not_offered"),
)
