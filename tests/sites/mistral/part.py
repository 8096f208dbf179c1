"""The person's part in Mistral's two flows."""

from __future__ import annotations

from ..case import Case, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

VIBE, API = "mistral-vibe", "mistral-api"
CHATS = {"switch": (Toggle("Allow your interactions to be used to train our models"),)}
SERVICES = {"switch": (Toggle("Data usage for improving our services"),)}

CASES: tuple[Case, ...] = (
    Case(VIBE, "", "en", CHATS, "opted_out", 1),
    Case(VIBE, "logged_out", "en", {"login": LOG_IN, **CHATS}, "opted_out", 1),
    Case(VIBE, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **CHATS}, "opted_out", 1),
    Case(VIBE, "le_chat", "en", CHATS, "opted_out", 1),
    Case(VIBE, "already_out", "en", {}, "already_out"),
    Case(VIBE, "team", "en", {}, "not_offered"),
    Case(VIBE, "already_out renamed", "en", {}, "stopped"),
    Case(API, "", "en", SERVICES, "opted_out", 1),
    Case(API, "logged_out", "en", {"login": LOG_IN, **SERVICES}, "opted_out", 1),
    Case(API, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **SERVICES}, "opted_out", 1),
    Case(API, "already_out", "en", {}, "already_out"),
    Case(API, "team", "en", {}, "not_offered"),
    Case(API, "renamed", "en", {}, "stopped"),
)
