"""The person's part at TikTok."""

from __future__ import annotations

from ..case import Case, Choose, Press, Type
from ..door import LOG_IN

FLOW = "tiktok-objection"
SEND = (
    Choose("Country or region", "Ireland"),
    Type("What do you want to tell us?", "I object."),
    Press("Submit"),
)
TOPIC = {"review": (Choose("Objection to processing"), Press("Next"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "login_first logged_out", "en", {"login": LOG_IN, "submit": SEND}, "sent", 1),
    Case(FLOW, "topics_first", "en", {**TOPIC, "submit": SEND}, "sent", 1),
)
