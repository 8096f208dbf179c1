"""The person's part in Google's flows."""

from __future__ import annotations

from ..case import Action, Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE
from .words import WORDS

SEARCH = "google-search-services-history"
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
        "switch 2": (Toggle(words["workspace_title"]), Toggle(words["others_title"]), Press(words["save"])),
    }


SEARCH_OFF: Turns = {"switch 1": (Toggle("Save media"),), "switch 2": choose_off()["switch"]}
BOTH_OFF: Turns = {
    "switch 1": choose_off()["switch"],
    "switch 2": (Toggle("Save media"),),
    "switch 3": choose_off()["switch"],
}
BOTH_OFF_UNNAMED: Turns = {
    "switch": choose_off()["switch"],
    "review": (Toggle("Save media"), *choose_off()["switch"], Continue()),
}
UNTICK: Turns = {"switch": (Toggle(WORDS["en"]["allow"]), Press("Save"))}
UNTICK_DE: Turns = {
    "review": (Press("Kanal"), Press("Erweiterte Einstellungen")),
    "switch": (Toggle(WORDS["de"]["allow"]), Press("Speichern")),
}

CASES: tuple[Case, ...] = (
    Case(GEMINI, "", "en", choose_off(), "opted_out", 1),
    Case(GEMINI, "", "de", choose_off("de", Continue()), "opted_out", 1, unread=True),
    Case(GEMINI, "logged_out", "en", {"login": LOG_IN, **choose_off()}, "opted_out", 1),
    Case(GEMINI, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **choose_off()}, "opted_out", 1),
    Case(GEMINI, "older_label", "en", choose_off(), "opted_out", 1),
    Case(GEMINI, "only_menu", "en", {"login": (Continue(),), **choose_off()}, "opted_out", 1),
    Case(GEMINI, "already_out", "en", {}, "already_out"),
    Case(GEMINI, "work", "en", {}, "not_offered"),
    Case(GEMINI, "renamed", "en", choose_off("en", Continue()), "opted_out", 1, unread=True),
    Case(WEB, "", "en", choose_off(), "opted_out", 1),
    Case(WEB, "", "de", choose_off("de", Continue()), "opted_out", 1, unread=True),
    Case(WEB, "logged_out", "en", {"login": LOG_IN, **choose_off()}, "opted_out", 1),
    Case(WEB, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **choose_off()}, "opted_out", 1),
    Case(WEB, "only_overview", "en", {"login": (Continue(),), **choose_off()}, "opted_out", 1),
    Case(WEB, "already_out", "en", {}, "already_out"),
    Case(WEB, "work", "en", {}, "not_offered"),
    Case(WEB, "search_services", "en", BOTH_OFF, "opted_out", 3),
    Case(WEB, "search_services already_out", "en", SEARCH_OFF, "opted_out", 2),
    Case(WEB, "search_services already_out search_already_out", "en", {}, "already_out"),
    Case(WEB, "search_services search_renamed", "en", BOTH_OFF_UNNAMED, "opted_out", 3),
    Case(SEARCH, "search_services", "en", SEARCH_OFF, "opted_out", 2),
    Case(SEARCH, "search_services logged_out", "en", {"login": LOG_IN, **SEARCH_OFF}, "opted_out", 2),
    Case(
        SEARCH,
        "search_services logged_out email_first in_place",
        "en",
        {"login": LOG_IN_TWICE, **SEARCH_OFF},
        "opted_out",
        2,
    ),
    Case(SEARCH, "search_services search_already_out", "en", {}, "already_out"),
    Case(SEARCH, "", "en", {"login": (Continue(),)}, "not_offered"),
    Case(MAIL, "", "en", smart_off(), "opted_out", 2),
    Case(MAIL, "", "de", smart_off("de"), "opted_out", 2),
    Case(MAIL, "logged_out", "en", {"login": LOG_IN, **smart_off()}, "opted_out", 2),
    Case(MAIL, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **smart_off()}, "opted_out", 2),
    Case(MAIL, "already_out", "en", {"review": (Press("Cancel"),)}, "already_out"),
    Case(STUDIO, "", "en", {}, "already_out"),
    Case(STUDIO, "shared", "en", UNTICK, "opted_out", 1),
    Case(STUDIO, "shared", "de", UNTICK_DE, "opted_out", 1),
    Case(STUDIO, "shared logged_out", "en", {"login": LOG_IN, **UNTICK}, "opted_out", 1),
    Case(STUDIO, "shared logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **UNTICK}, "opted_out", 1),
    Case(STUDIO, "content_manager", "en", {}, "not_offered"),
)
