"""The person's part at TikTok."""

from __future__ import annotations

from ..case import Case, ChooseOption, Press, Type
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "tiktok-objection"
SEND = (
    ChooseOption("Country or region", "Ireland"),
    Type("Which processing do you object to?", "Training AI."),
    Type("Why do you object?", "I did not agree."),
    Type("How does it affect you?", "It copies me."),
    Press("Submit"),
)
TOPIC = {"review": (ChooseOption("Objection to processing"), Press("Next"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "login_first logged_out", "en", {"login": LOG_IN, "submit": SEND}, "sent", 1),
    Case(FLOW, "only_report", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "only_webform", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "only_dpo", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "cookie_banner", "en", {"submit": SEND}, "sent", 1),
    Case(FLOW, "login_first logged_out email_first", "en", {"login": LOG_IN_TWICE, "submit": SEND}, "sent", 1),
    Case(FLOW, "topics_first", "en", {**TOPIC, "submit": SEND}, "sent", 1),
)
