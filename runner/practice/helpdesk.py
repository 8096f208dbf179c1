"""Help, its articles and search; the pages that only fill the site; and the page that is not there."""

from __future__ import annotations

from http import HTTPStatus

from runner.practice.art import icon
from runner.practice.call import Answer, Call
from runner.practice.drift import FORM
from runner.practice.markup import Html, el
from runner.practice.privacy import offered
from runner.practice.shell import shell

ARTICLES: dict[str, tuple[str, str]] = {
    "/help/centre/about-ais": ("About AIs on Larkspur", "Über KIs auf Larkspur"),
    "/about/recovery": ("I can't get into my account", "Ich komme nicht in mein Konto"),
    "/about/circles": ("Who is in a circle, and who decides", "Wer in einem Kreis ist und wer entscheidet"),
    "/about/download": ("Download what you shared", "Herunterladen, was du geteilt hast"),
    "/about/blocking": ("Block somebody", "Jemanden blockieren"),
}
ABOUT: dict[str, tuple[str, str]] = {
    "company": ("About Larkspur", "Über Larkspur"),
    "policy": ("Privacy policy", "Datenschutzerklärung"),
    "privacy": ("Privacy at Larkspur: our approach", "Datenschutz bei Larkspur: unser Ansatz"),
    "terms": ("Terms of use", "Nutzungsbedingungen"),
    "cookies": ("Cookies", "Cookies"),
    "signup": ("Create an account", "Konto erstellen"),
    "lark": ("Meet Lark", "Das ist Lark"),
    "copyright": ("Report a copyright problem", "Urheberrechtsproblem melden"),
}


def desk(call: Call) -> Answer:
    """`/help`: how to get help, and the way to the Help Centre."""
    ways = (
        (
            "list",
            "/help/centre",
            call.t("Help Centre", "Hilfebereich"),
            call.t("Answers to what people ask most.", "Antworten auf das, was am häufigsten gefragt wird."),
        ),
        (
            "people",
            "/about/community",
            call.t("Community", "Community"),
            call.t("Ask people who know Larkspur well.", "Frag Menschen, die Larkspur gut kennen."),
        ),
        (
            "shield",
            "/about/report",
            call.t("Report something", "Etwas melden"),
            call.t("A post, a person or a problem.", "Einen Beitrag, eine Person oder ein Problem."),
        ),
    )
    cards = [
        el(
            "div",
            el("span", icon(drawn), class_="round"),
            el("div", el("a", head, href=address), el("p", words)),
            class_="card topic",
        )
        for drawn, address, head, words in ways
    ]
    title = call.t("How can we help?", "Wie können wir helfen?")
    return shell(
        call,
        call.t("Help", "Hilfe"),
        el("div", el("h1", title), _search(call), class_="band"),
        el("div", cards, class_="topics"),
        kind="wide",
    )


def _search(call: Call) -> Html:
    words = call.t("Search for help", "Hilfe durchsuchen")
    field = el("input", type="search", name="q", placeholder=words, aria_label=words)
    button = el("button", call.t("Search", "Suchen"), class_="button")
    return el("form", field, button, action="/help/search", role="search", class_="ask")


def centre(call: Call) -> Answer:
    """`/help/centre`: the articles."""
    title = call.t("Help Centre", "Hilfebereich")
    return shell(call, title, _crumbs(call, title), el("h1", title), _listed(call, tuple(ARTICLES)), kind="article")


def search(call: Call) -> Answer:
    """`/help/search`: the articles whose title has a word of the question."""
    asked = call.query.get("q", "").strip()
    words = [word for word in asked.lower().split() if len(word) > 1]
    hits = tuple(path for path, names in ARTICLES.items() if any(w in call.t(*names).lower() for w in words))
    title = call.t(f"Results for “{asked}”", f"Ergebnisse für „{asked}“")
    nothing = el("p", call.t("Nothing found. Try a single word.", "Nichts gefunden. Versuch es mit einem Wort."))
    return shell(
        call,
        title,
        _crumbs(call, call.t("Search", "Suche")),
        el("h1", title),
        _listed(call, hits) if hits else nothing,
        kind="article",
    )


def about_ais(call: Call) -> Answer:
    """`/help/centre/about-ais`: the other way to the form."""
    title = call.t(*ARTICLES["/help/centre/about-ais"])
    way = el(
        "p",
        call.t(
            "In many countries you can object to this. You find the form here: ",
            "In vielen Ländern kannst du dem widersprechen. Hier ist das Formular: ",
        ),
        el("a", call.t("objection request form", "Formular für den Widerspruch"), href=FORM, class_="link"),
        ".",
    )
    return shell(
        call,
        title,
        _crumbs(call, title),
        el("h1", title),
        el(
            "p",
            call.t(
                "Lark is made by Larkspur Networks. You can talk to it in messages and in the search field, and it "
                "may suggest words when you write a post.",
                "Lark ist ein Produkt von Larkspur Networks. Du kannst in Nachrichten und im Suchfeld mit ihm reden, "
                "und er schlägt dir beim Schreiben Wörter vor.",
            ),
            class_="lead",
        ),
        el("h2", call.t("What Lark learns from", "Woraus Lark lernt")),
        el(
            "p",
            call.t(
                "Lark learns from posts, pictures and comments that people share with Everyone.",
                "Lark lernt aus Beiträgen, Bildern und Kommentaren, die Menschen mit Allen teilen.",
            ),
        ),
        way if offered(call) else None,
        el("h2", call.t("What Lark doesn't read", "Was Lark nicht liest")),
        el(
            "p",
            call.t(
                "Messages between people, and posts in circles.",
                "Nachrichten zwischen Menschen und Beiträge in Kreisen.",
            ),
        ),
        el(
            "section",
            el("p", call.t("Was this helpful?", "War das hilfreich?")),
            el("button", call.t("Yes", "Ja"), type="button", class_="button small plain"),
            el("button", call.t("No", "Nein"), type="button", class_="button small plain"),
            class_="helpful",
        ),
        kind="article prose",
    )


def _crumbs(call: Call, here: str) -> Html:
    return el(
        "nav",
        el("a", call.t("Help", "Hilfe"), href="/help"),
        icon("right"),
        el("span", here),
        class_="crumbs",
        aria_label=call.t("You are here", "Du bist hier"),
    )


def _listed(call: Call, paths: tuple[str, ...]) -> Html:
    return el(
        "section",
        [
            el("a", el("p", el("b", call.t(*ARTICLES[path]))), icon("right"), href=path, class_="setting")
            for path in paths
        ],
        class_="card rows",
    )


def about(call: Call) -> Answer:
    """`/about/…`: pages that a real company would have; here they only say so."""
    names = ABOUT.get(call.path.rpartition("/")[2])
    title = call.t(*names) if names else call.t("Not on the practice site", "Nicht auf der Übungsseite")
    words = call.t(
        "This page isn't part of the practice. Go back, or start from the feed.",
        "Diese Seite gehört nicht zur Übung. Geh zurück oder beginne auf der Startseite.",
    )
    return _notice(call, title, words, HTTPStatus.OK)


def missing(call: Call) -> Answer:
    """The page for an address that leads nowhere, or nowhere any more."""
    return _notice(
        call,
        call.t("This page isn't available", "Diese Seite ist nicht verfügbar"),
        call.t(
            "The link may be broken, or the page may have been removed.",
            "Der Link ist vielleicht veraltet, oder die Seite wurde entfernt.",
        ),
        HTTPStatus.NOT_FOUND,
    )


def _notice(call: Call, title: str, words: str, status: HTTPStatus) -> Answer:
    back = el("a", call.t("Go to the feed", "Zur Startseite"), href="/home", class_="button plain")
    return shell(
        call,
        title,
        el("div", el("h1", title), el("p", words, class_="lead"), back, class_="notice"),
        kind="article",
        status=status,
    )
