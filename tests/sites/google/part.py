"""The person's part in Google's flows."""

from __future__ import annotations

from collections.abc import Mapping

from ..case import Action, Case, Continue, Press, Toggle
from ..door import LOG_IN
from .words import WORDS

Turns = Mapping[str, tuple[Action, ...]]
GEMINI, WEB, MAIL, STUDIO = (
    *("gemini-activity", "google-web-and-app-activity"),
    *("gmail-smart-features", "youtube-third-party-training"),
)


def choose_off(language: str = "en", *more: Action) -> Turns:
    """An activity control: its menu, and yes in the window that asks once more."""
    words = WORDS[language]
    return {"switch": (Press(words["on"]), Press(words["turn_off"]), Press(words["got_it"]), *more)}


def smart_off(language: str = "en") -> Turns:
    """Gmail: a box with a button under it, then two switches in a window with a button of its own."""
    words = WORDS[language]
    return {
        "switch 1": (Toggle(words["smart"]), Press(words["save_changes"])),
        "switch 2": (Toggle(words["workspace_title"]),),
        "switch 3": (Toggle(words["others_title"]),),
        "review": (Press(words["save"]),),
    }


UNTICK = {"switch": (Toggle(WORDS["en"]["allow"]), Press("Save"))}
UNTICK_DE = {
    "review": (Press("Kanal"), Press("Erweiterte Einstellungen")),
    "switch": (Toggle(WORDS["de"]["allow"]), Press("Speichern")),
}

CASES: tuple[Case, ...] = (
    Case(GEMINI, "", "en", choose_off(), "opted_out", 1),
    Case(GEMINI, "", "de", choose_off("de", Continue()), "opted_out", 1, unread=True),
    Case(GEMINI, "logged_out", "en", {"login": LOG_IN, **choose_off()}, "opted_out", 1),
    Case(GEMINI, "older_label", "en", choose_off(), "opted_out", 1),
    Case(GEMINI, "only_menu", "en", {"login": (Continue(),), **choose_off()}, "opted_out", 1),
    Case(GEMINI, "already_out", "en", {}, "already_out"),
    Case(GEMINI, "work", "en", {}, "not_offered"),
    Case(GEMINI, "renamed", "en", choose_off("en", Continue()), "opted_out", 1, unread=True),
    Case(WEB, "", "en", choose_off(), "opted_out", 1),
    Case(WEB, "", "de", choose_off("de", Continue()), "opted_out", 1, unread=True),
    Case(WEB, "logged_out", "en", {"login": LOG_IN, **choose_off()}, "opted_out", 1),
    Case(WEB, "only_overview", "en", {"login": (Continue(),), **choose_off()}, "opted_out", 1),
    Case(WEB, "already_out", "en", {}, "already_out"),
    Case(WEB, "work", "en", {}, "not_offered"),
    Case(MAIL, "", "en", smart_off(), "opted_out", 2),
    Case(MAIL, "", "de", smart_off("de"), "opted_out", 2),
    Case(MAIL, "logged_out", "en", {"login": LOG_IN, **smart_off()}, "opted_out", 2),
    Case(MAIL, "already_out", "en", {"review": (Press("Cancel"),)}, "already_out"),
    Case(STUDIO, "", "en", {}, "already_out"),
    Case(STUDIO, "shared", "en", UNTICK, "opted_out", 1),
    Case(STUDIO, "shared", "de", {**UNTICK_DE}, "opted_out", 1),
    Case(STUDIO, "shared logged_out", "en", {"login": LOG_IN, **UNTICK}, "opted_out", 1),
    Case(STUDIO, "content_manager", "en", {}, "not_offered"),
)
