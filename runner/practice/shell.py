"""The frame around every page: head, header with the profile menu, footer, and what lies over a page."""

from __future__ import annotations

from http import HTTPStatus

from runner.practice.art import face, flower, icon, skeleton
from runner.practice.call import Answer, Call, page
from runner.practice.markup import Child, Html, el, join

CSP = (
    "default-src 'self'; frame-src 'self' http://frames.larkspur.localhost; style-src 'self'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'"
)


def shell(
    call: Call, title: str, *main: Child, kind: str = "plain", status: HTTPStatus = HTTPStatus.OK, bar: bool = True
) -> Answer:
    """A whole page: `main` inside the site, wrapped in whatever today's drift wraps it in.

    `kind` names its layout. Without `bar` no cookie banner covers it (the rooms).
    """
    drift, framed = call.drift, "framed" in call.query
    close = call.t("Close", "Schließen")
    if drift.framed(call.path) and not framed:
        inside: Html = el("iframe", src=f"{call.path}?framed=1", title=title, data_fits=True, class_="framed")
    else:
        inside = drift.late(drift.around(call.path, join(*main), kind, close), skeleton())
    layout = f"page {kind} second" if drift.second_layout else f"page {kind}"
    content = el("main", inside, class_=layout, id="main")
    body = content if framed else join(header(call), content, footer(call), _over(call, bar))
    return page(document(call, title, body, framed=framed), status)


def document(call: Call, title: str, body: Html, framed: bool = False) -> Html:
    """The document around a body; one inside a frame sends its links to the whole window."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("base", target="_top") if framed else None,
        el("title", f"{title} | Larkspur"),
        el("link", rel="icon", href="/assets/icon.svg"),
        el("link", rel="stylesheet", href=call.drift.stylesheet()),
        el("script", src="/assets/site.js", defer=True),
    )
    return call.drift.document(
        join(Html("<!doctype html>"), el("html", head, el("body", body), lang=call.drift.language))
    )


def header(call: Call) -> Html:
    """The top of the page: for strangers the way in, for people at home search, places and the profile menu."""
    mark = el("a", flower(), el("span", "larkspur"), href="/", class_="mark", aria_label="Larkspur")
    if not call.visit.logged_in:
        doors = el(
            "nav",
            el("a", call.t("Help", "Hilfe"), href="/help", class_="quiet"),
            el("a", call.t("Log in", "Anmelden"), href="/login", class_="button small")
            if call.path != "/login"
            else None,
            class_="doors",
        )
        return el("header", el("div", mark, doors, class_="bar"), class_="top")
    return el("header", el("div", mark, _search(call), _places(call), _corner(call), class_="bar"), class_="top")


def _search(call: Call) -> Html:
    words = call.t("Search Larkspur", "Larkspur durchsuchen")
    field = el("input", type="search", name="q", placeholder=words, aria_label=words, autocomplete="off")
    return el("form", icon("search"), field, action="/help/search", role="search", class_="search")


def _places(call: Call) -> Html:
    places = (
        ("home", "/home", call.t("Feed", "Startseite")),
        ("people", "/about/people", call.t("People", "Leute")),
        ("circles", "/about/circles", call.t("Circles", "Kreise")),
        ("calendar", "/about/events", call.t("Events", "Termine")),
    )
    links = [
        el("a", icon(name), href=address, aria_label=label, aria_current="page" if call.path == address else None)
        for name, address, label in places
    ]
    return el("nav", links, class_="places", aria_label=call.t("Places", "Bereiche"))


def _corner(call: Call) -> Html:
    drift = call.drift
    bell = el(
        "a",
        icon("bell"),
        el("i", class_="dot"),
        href="/about/notifications",
        class_="icon-button",
        aria_label=call.t("Notifications, 3 new", "Benachrichtigungen, 3 neu"),
    )
    letters = el(
        "a", icon("message"), href="/about/messages", class_="icon-button", aria_label=call.t("Messages", "Nachrichten")
    )
    avatar = drift.press("profile", face("you"), class_="avatar-button", aria_label=drift.label("profile"))
    levels = join(*(_level(call, panel, entries) for panel, entries in drift.menu().items()))
    menu = el("div", drift.late(drift.shadowed(levels), skeleton()), data_panel="menu", hidden=True, class_="menu")
    return el("div", letters, bell, avatar, menu, class_="corner")


def _level(call: Call, panel: str, entries: tuple[str, ...]) -> Html:
    top = panel == "menu-top"
    head = None
    if not top:
        outer = "menu-settings" if panel == "menu-account" else "menu-top"
        back = el(
            "button",
            icon("left"),
            type="button",
            aria_label=call.t("Back", "Zurück"),
            data_unfolds=outer,
            data_folds=panel,
            class_="icon-button",
        )
        head = el("div", back, el("strong", call.drift.label(panel.removeprefix("menu-"))), class_="menu-head")
    return el("div", head, [_entry(call, key) for key in entries], data_panel=panel, hidden=not top, class_="level")


def _entry(call: Call, key: str) -> Html:
    icons = {"settings": "gear", "account": "people", "privacy": "shield"}
    if key in icons:
        more = icon("right") if key != "privacy" else None
        return call.drift.press(key, _round(icons[key]), el("span", call.drift.label(key)), more, class_="entry")
    if key == "see":
        name = el("span", el("b", call.visit.person), el("small", call.t("See your page", "Deine Seite ansehen")))
        return el("a", face("you"), name, href="/home", class_="entry who")
    if key == "logout":
        button = el("button", _round("door"), el("span", call.t("Log out", "Abmelden")), class_="entry")
        return el("form", button, action="/logout", method="post")
    drawn, address, words = {
        "general": ("gear", "/settings", call.t("Settings", "Einstellungen")),
        "lark": ("spark", "/settings/ai", call.t("Lark and your posts", "Lark und deine Beiträge")),
        "activity": ("list", "/about/activity", call.t("Activity log", "Aktivitätenprotokoll")),
        "help": ("help", "/help", call.t("Help & support", "Hilfe & Support")),
        "display": ("moon", "/about/display", call.t("Display & accessibility", "Anzeige & Bedienungshilfen")),
        "details": ("people", "/about/details", call.t("Personal details", "Persönliche Angaben")),
        "security": ("lock", "/about/security", call.t("Password and security", "Passwort und Sicherheit")),
    }[key]
    return el("a", _round(drawn), el("span", words), href=address, class_="entry")


def _round(name: str) -> Html:
    return el("span", icon(name), class_="round")


def footer(call: Call) -> Html:
    """The bottom of the page, with the switch of language and the truth about the site."""
    here = call.drift.language
    links = (
        ("/about/company", call.t("About", "Über uns")),
        ("/help", call.t("Help", "Hilfe")),
        ("/about/policy", call.t("Privacy", "Datenschutz")),
        ("/about/terms", call.t("Terms", "Nutzungsbedingungen")),
        ("/about/cookies", call.t("Cookies", "Cookies")),
    )
    tongues = [
        el(
            "a",
            name,
            href=f"{call.path}?lang={code}",
            lang=code,
            hreflang=code,
            aria_current="true" if code == here else None,
        )
        for code, name in (("en", "English"), ("de", "Deutsch"))
    ]
    truth = call.t(
        "A practice site: Larkspur is made up, runs on your own computer and sends nothing anywhere.",
        "Eine Übungsseite: Larkspur ist erfunden, läuft nur auf deinem Rechner und sendet nichts.",
    )
    return el(
        "footer",
        el(
            "div",
            el(
                "nav",
                [el("a", words, href=address) for address, words in links],
                call.drift.second("privacy"),
                aria_label=call.t("About Larkspur", "Über Larkspur"),
            ),
            el("nav", icon("globe"), tongues, class_="tongues", aria_label=call.t("Language", "Sprache")),
            el("p", el("span", "© 2026 Larkspur Networks"), el("span", truth)),
            class_="foot",
        ),
    )


def _over(call: Call, bar: bool) -> Html:
    saved = el(
        "div",
        icon("check"),
        call.t("Saved", "Gespeichert"),
        data_toast=True,
        hidden=True,
        role="status",
        class_="toast",
    )
    parts: list[Child] = [saved]
    if "banner" in call.drift.kinds and call.visit.logged_in and not call.save_login_answered:
        parts.append(_save_login(call))
    if bar and not call.consented:
        parts.append(_cookies(call))
    return join(*parts)


def _save_login(call: Call) -> Html:
    box = el(
        "div",
        face("you"),
        el("h2", call.t("Save your login info?", "Anmeldedaten speichern?"), id="save-login"),
        el(
            "p",
            call.t(
                "Next time you can log in on this device with one tap.",
                "Beim nächsten Mal kannst du dich auf diesem Gerät mit einem Tippen anmelden.",
            ),
        ),
        el("button", call.t("Save", "Speichern"), type="button", data_answers="save_login=yes", class_="button"),
        el(
            "button",
            call.t("Not now", "Jetzt nicht"),
            type="button",
            data_answers="save_login=no",
            class_="button plain",
        ),
        class_="box",
        role="dialog",
        aria_labelledby="save-login",
    )
    return el("div", box, hidden=True, data_box=True, data_after=600, class_="scrim")


def _cookies(call: Call) -> Html:
    kinds = (
        (call.t("Necessary", "Notwendig"), True),
        (call.t("Measurement", "Messung"), False),
        (call.t("Adverts", "Werbung"), False),
    )
    choices = [
        el("label", el("input", type="checkbox", checked=fixed, disabled=fixed), el("span", words))
        for words, fixed in kinds
    ]
    return el(
        "section",
        el("h2", call.t("Cookies at Larkspur", "Cookies bei Larkspur")),
        el(
            "p",
            call.t(
                "We use necessary cookies to keep you logged in. With your permission we also use optional "
                "cookies to measure visits and to choose adverts.",
                "Wir verwenden notwendige Cookies, damit du angemeldet bleibst. Mit deiner Erlaubnis verwenden "
                "wir auch optionale Cookies, um Besuche zu messen und Werbung auszuwählen.",
            ),
        ),
        el(
            "div",
            choices,
            el(
                "button",
                call.t("Save choices", "Auswahl speichern"),
                type="button",
                data_answers="consent=chosen",
                class_="button small",
            ),
            data_panel="cookie-settings",
            hidden=True,
            class_="cookie-settings",
        ),
        el(
            "div",
            el(
                "button",
                call.t("Cookie settings", "Cookie-Einstellungen"),
                type="button",
                aria_expanded="false",
                data_unfolds="cookie-settings",
                class_="button bare",
            ),
            el(
                "button",
                call.t("Decline optional cookies", "Optionale Cookies ablehnen"),
                type="button",
                data_answers="consent=necessary",
                class_="button plain",
            ),
            el(
                "button",
                call.t("Allow all cookies", "Alle Cookies erlauben"),
                type="button",
                data_answers="consent=all",
                class_="button",
            ),
            class_="row",
        ),
        data_box=True,
        class_="cookies",
        aria_label=call.t("Cookies", "Cookies"),
    )
