"""The person's part at PayPal: the whole page."""

from __future__ import annotations

from ..case import Case, ChooseOption, Continue, Press, See, Type
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "paypal-objection"
SEND = {
    "submit": (
        Press("Message us"),
        ChooseOption("Topic", "Other privacy question"),
        Type("Your message", "I object."),
        Press("Send message"),
        See("Someone will be with you soon."),
        Continue(),
    )
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", SEND, "sent", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **SEND}, "sent", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **SEND}, "sent", 1),
    Case(FLOW, "logged_out of_a_country", "en", {"login": LOG_IN, **SEND}, "sent", 1),
)
