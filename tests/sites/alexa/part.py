"""The person's part at Amazon."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN

FLOW = "alexa-voice-recordings"
OFF = {"switch": (Toggle("Use of voice recordings"),)}
SERVICES = {"switch": (Toggle("Help improve Amazon services and develop new features"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "folded", "en", OFF, "opted_out", 1),
    Case(FLOW, "services", "en", SERVICES, "opted_out", 1),
    Case(FLOW, "", "de", OFF, "opted_out", 1),
)
