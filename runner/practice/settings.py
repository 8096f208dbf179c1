"""Settings: switches that save when pressed, one of which shows the wrong state until the page has its data."""

from __future__ import annotations

from http import HTTPStatus

from runner.practice.art import icon
from runner.practice.call import Answer, Call
from runner.practice.markup import Html, el
from runner.practice.shell import shell


def general(call: Call) -> Answer:
    """`/settings`: where the settings are."""
    groups = (
        (
            "spark",
            "/settings/ai",
            call.t("Lark and your posts", "Lark und deine Beiträge"),
            call.t("Training, adverts and what Lark remembers", "Training, Werbung und was Lark sich merkt"),
        ),
        (
            "lock",
            "/about/security",
            call.t("Password and security", "Passwort und Sicherheit"),
            call.t("Codes, devices, recovery", "Codes, Geräte, Wiederherstellung"),
        ),
        (
            "bell",
            "/about/notifications",
            call.t("Notifications", "Benachrichtigungen"),
            call.t("What reaches you, and when", "Was dich erreicht und wann"),
        ),
    )
    rows = [
        el(
            "a",
            el("span", icon(drawn), class_="round"),
            el("p", el("b", head), el("small", words)),
            icon("right"),
            href=address,
            class_="setting",
        )
        for drawn, address, head, words in groups
    ]
    return shell(
        call,
        call.t("Settings", "Einstellungen"),
        el("h1", call.t("Settings", "Einstellungen")),
        el("section", rows, class_="card rows"),
        kind="article",
    )


def lark(call: Call) -> Answer:
    """`/settings/ai`: the training switch, which settles 1.2 s late, and nameless switches beside their texts."""
    train = call.t("Use my posts to train Lark", "Meine Beiträge zum Training von Lark verwenden")
    about = call.t(
        "Posts, pictures and comments you share with Everyone.",
        "Beiträge, Bilder und Kommentare, die du mit Allen teilst.",
    )
    on = call.visit.settings
    settling = el(
        "button",
        el("i"),
        type="button",
        role="switch",
        aria_checked="false",
        aria_label=train,
        data_setting="train",
        data_settles=_word(on["train"]),
        class_="switch",
    )
    nameless = (
        (
            "ads",
            call.t("Personalised ads", "Personalisierte Werbung"),
            call.t("Adverts chosen from what you look at.", "Werbung nach dem, was du dir ansiehst."),
        ),
        (
            "online",
            call.t("Show when I'm online", "Anzeigen, wenn ich online bin"),
            call.t(
                "A green dot for the people in your circles.", "Ein grüner Punkt für die Menschen in deinen Kreisen."
            ),
        ),
        (
            "digest",
            call.t("Weekly digest", "Wöchentliche Übersicht"),
            call.t("What you missed, on Sunday mornings.", "Was du verpasst hast, sonntags früh."),
        ),
    )
    others = [
        _row(
            head,
            words,
            el(
                "button",
                el("i"),
                type="button",
                role="switch",
                aria_checked=_word(on[name]),
                data_setting=name,
                class_="switch",
            ),
        )
        for name, head, words in nameless
    ]
    note = el(
        "p",
        call.t(
            "Changes are saved at once. What Lark has already learnt from stays.",
            "Änderungen werden sofort gespeichert. Woraus Lark schon gelernt hat, bleibt.",
        ),
        class_="note",
    )
    title = call.t("Lark and your posts", "Lark und deine Beiträge")
    return shell(
        call,
        title,
        el(
            "nav",
            el("a", call.t("Settings", "Einstellungen"), href="/settings"),
            icon("right"),
            el("span", title),
            class_="crumbs",
            aria_label=call.t("You are here", "Du bist hier"),
        ),
        el("h1", title),
        el("h2", call.t("Training", "Training")),
        el("section", _row(train, about, settling), class_="card rows"),
        note,
        el("h2", call.t("More choices", "Weitere Einstellungen")),
        el("section", others, class_="card rows"),
        kind="article",
    )


def _row(head: str, words: str, switch: Html) -> Html:
    return el("div", el("p", el("b", head), el("small", words)), switch, class_="setting")


def _word(on: bool) -> str:
    return "true" if on else "false"


def save(call: Call) -> Answer:
    """`/settings/save`: what a pressed switch sends."""
    name = call.form.get("setting", "")
    if call.method != "POST" or name not in call.visit.settings:
        return Answer(status=HTTPStatus.BAD_REQUEST)
    call.visit.settings[name] = call.form.get("on") == "1"
    return Answer(status=HTTPStatus.NO_CONTENT)
