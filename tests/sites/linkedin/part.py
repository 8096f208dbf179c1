"""The person's part on LinkedIn: the setting, and the objection form."""

from __future__ import annotations

from ..case import Case, ChooseOption, Continue, Press, Toggle, Type
from ..door import LOG_IN, LOG_IN_TWICE
from .words import WORDS

OFF = {"switch": (Toggle(WORDS["en"]["switch"]),)}
AUS = {"switch": (Toggle(WORDS["de"]["switch"]),)}
FORM = (
    Type("First name", "Ada"),
    Type("Last name", "Example"),
    Type("Email address", "ada@example.org"),
    ChooseOption("Type of objection", "Other"),
    Press("Submit"),
)
MORE = (Type("What do you object to?", "AI that judges me."), Press("Submit"))

CASES: tuple[Case, ...] = (
    Case("linkedin-training", "", "en", OFF, "opted_out", 1),
    Case("linkedin-training", "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case("linkedin-training", "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case("linkedin-training", "already_out", "en", {}, "already_out"),
    Case("linkedin-training", "moved", "en", OFF, "opted_out", 1),
    Case("linkedin-training", "", "de", AUS, "opted_out", 1),
    Case("linkedin-training", "moved already_out", "de", {}, "already_out"),
    Case("linkedin-training", "renamed already_out", "en", {}, "stopped"),
    Case("linkedin-objection", "", "en", {"submit": FORM}, "sent", 1),
    Case("linkedin-objection", "logged_out", "en", {"login": LOG_IN, "submit": FORM}, "sent", 1),
    Case(
        "linkedin-objection",
        "logged_out email_first in_place",
        "en",
        {"login": LOG_IN_TWICE, "submit": FORM},
        "sent",
        1,
    ),
    Case("linkedin-objection", "moved", "en", {"submit": (*FORM, Continue())}, "sent", 1),
    Case("linkedin-objection", "follow_up", "en", {"submit": (*FORM, *MORE)}, "sent", 2),
)
