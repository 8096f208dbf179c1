"""The person's part at Amazon."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "alexa-voice-recordings"
OFF = {"switch": (Toggle("Use of voice recordings"),)}
SERVICES = {"switch": (Toggle("Help improve Amazon services and develop new features"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "folded", "en", OFF, "opted_out", 1),
    Case(FLOW, "services", "en", SERVICES, "opted_out", 1),
    Case(FLOW, "", "de", OFF, "opted_out", 1),
)
