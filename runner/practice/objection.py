"""The form with which people object, and the page that says it has arrived."""

from __future__ import annotations

from runner.practice.art import icon
from runner.practice.call import Answer, Call, go_to
from runner.practice.entrance import field
from runner.practice.markup import Html, el
from runner.practice.privacy import offered
from runner.practice.shell import shell

COUNTRIES: tuple[tuple[str, str, str], ...] = (
    ("AT", "Austria", "Österreich"), ("BE", "Belgium", "Belgien"), ("BR", "Brazil", "Brasilien"),
    ("BG", "Bulgaria", "Bulgarien"), ("CA", "Canada", "Kanada"), ("HR", "Croatia", "Kroatien"),
    ("CY", "Cyprus", "Zypern"), ("CZ", "Czechia", "Tschechien"), ("DK", "Denmark", "Dänemark"),
    ("EE", "Estonia", "Estland"), ("FI", "Finland", "Finnland"), ("FR", "France", "Frankreich"),
    ("DE", "Germany", "Deutschland"), ("GR", "Greece", "Griechenland"), ("HU", "Hungary", "Ungarn"),
    ("IS", "Iceland", "Island"), ("IN", "India", "Indien"), ("IE", "Ireland", "Irland"), ("IT", "Italy", "Italien"),
    ("JP", "Japan", "Japan"), ("LV", "Latvia", "Lettland"), ("LI", "Liechtenstein", "Liechtenstein"),
    ("LT", "Lithuania", "Litauen"), ("LU", "Luxembourg", "Luxemburg"), ("MT", "Malta", "Malta"),
    ("NL", "Netherlands", "Niederlande"), ("NO", "Norway", "Norwegen"), ("PL", "Poland", "Polen"),
    ("PT", "Portugal", "Portugal"), ("RO", "Romania", "Rumänien"), ("SK", "Slovakia", "Slowakei"),
    ("SI", "Slovenia", "Slowenien"), ("ES", "Spain", "Spanien"), ("SE", "Sweden", "Schweden"),
    ("CH", "Switzerland", "Schweiz"), ("GB", "United Kingdom", "Vereinigtes Königreich"),
    ("US", "United States", "Vereinigte Staaten"),
)  # fmt: skip


def form(call: Call) -> Answer:
    """`/privacy/ai/object`: three radios; the rest of the form comes 0.8 s after one is chosen."""
    if call.method == "POST":
        reference = f"LKS-{48171 + 7 * len(call.visit.received)}"
        call.visit.received.append(reference)
        return go_to("/privacy/ai/object/received")
    title = call.t(
        "Object to your information being used for AI", "Widerspruch gegen die Nutzung deiner Informationen für KI"
    )
    if not offered(call):
        return _closed(call, title)
    aims = (
        (
            "object",
            call.t(
                "I want to object to my information being used for AI at Larkspur",
                "Ich möchte der Verwendung meiner Informationen für KI bei Larkspur widersprechen",
            ),
        ),
        (
            "delete",
            call.t(
                "I want to delete what Lark knows about me from others",
                "Ich möchte löschen lassen, was Lark von anderen über mich weiß",
            ),
        ),
        ("other", call.t("I have a different concern", "Ich habe ein anderes Anliegen")),
    )
    radios = [
        el(
            "label",
            el("input", type="radio", name="aim", value=value, required=True, data_default=value == "other"),
            el("span", words),
            class_="radio",
        )
        for value, words in aims
    ]
    paper = el(
        "form",
        el("fieldset", el("legend", call.t("What is this about?", "Worum geht es?")), radios),
        el("div", _further(call), data_panel="further", hidden=True),
        method="post",
        action=call.path,
        enctype="multipart/form-data",
        data_reveals="further",
        data_flips="radios" in call.drift.kinds,
        class_="card paper",
    )
    intro = call.t(
        "Use this form to exercise your rights over your own information. It takes about two minutes.",
        "Mit diesem Formular übst du deine Rechte an deinen eigenen Informationen aus. Es dauert etwa zwei Minuten.",
    )
    return shell(call, title, call.drift.heading(1, title), el("p", intro, class_="lead"), paper, kind="article")


def _further(call: Call) -> list[Html]:
    pick = el("option", call.t("Choose a country", "Land auswählen"), value="")
    named = sorted((call.t(english, german), code) for code, english, german in COUNTRIES)
    countries = el(
        "select",
        pick,
        [el("option", name, value=code) for name, code in named],
        id="country",
        name="country",
        required=True,
    )
    optional = call.t("You need not give a reason.", "Eine Begründung ist nicht nötig.")
    proof = call.t("PDF or picture, 5 MB at most.", "PDF oder Bild, höchstens 5 MB.")
    return [
        field("country", call.t("Country of residence", "Wohnsitzland"), countries),
        el(
            "div",
            field(
                "full-name",
                call.t("Full name", "Vollständiger Name"),
                el("input", id="full-name", name="full_name", autocomplete="name", required=True),
            ),
            field(
                "email",
                call.t("Email address", "E-Mail-Adresse"),
                el("input", id="email", name="email", type="email", autocomplete="email", required=True),
            ),
            class_="pair",
        ),
        field(
            "reason",
            call.t("Why you object", "Warum du widersprichst"),
            el("textarea", id="reason", name="reason", rows=4),
            optional,
        ),
        field(
            "proof",
            call.t("Attach a file (optional)", "Datei anhängen (freiwillig)"),
            el("input", id="proof", name="proof", type="file", accept=".pdf,image/*"),
            proof,
        ),
        el(
            "label",
            el("input", type="checkbox", name="true", required=True),
            el("span", call.t("I confirm this is true", "Ich bestätige, dass dies wahr ist")),
            class_="radio",
        ),
        el("div", el("button", call.t("Submit", "Absenden"), type="submit", class_="button"), class_="row"),
    ]


def _closed(call: Call, title: str) -> Answer:
    words = call.t("This form isn't available in your region.", "Dieses Formular gibt es in deiner Region nicht.")
    return shell(call, title, call.drift.heading(1, title), el("p", words, class_="lead"), kind="article")


def received(call: Call) -> Answer:
    """`/privacy/ai/object/received`: the reference number, and what happens next."""
    if not call.visit.received:
        return go_to("/privacy/ai/object")
    steps = (
        (
            call.t("Today", "Heute"),
            call.t("Your request is with our privacy team.", "Dein Antrag liegt bei unserem Datenschutzteam."),
        ),
        (
            call.t("Within 30 days", "Innerhalb von 30 Tagen"),
            call.t(
                "We answer by email. Nothing more to do until then.",
                "Wir antworten per E-Mail. Bis dahin ist nichts zu tun.",
            ),
        ),
        (
            call.t("After that", "Danach"),
            call.t(
                "If we honour it, your posts stay out of training from then on.",
                "Geben wir statt, bleiben deine Beiträge ab dann außen vor.",
            ),
        ),
    )
    card = el(
        "section",
        el("span", icon("check"), class_="round large good"),
        el("h1", call.t("We've received your request", "Wir haben deinen Antrag erhalten")),
        el(
            "p",
            call.t("Your reference number is ", "Deine Vorgangsnummer ist "),
            el("b", call.visit.received[-1], class_="reference"),
            ".",
        ),
        el("ol", [el("li", el("b", when), el("span", what)) for when, what in steps], class_="timeline"),
        el(
            "div",
            el("a", call.t("Back to the feed", "Zurück zur Startseite"), href="/home", class_="button plain"),
            class_="row",
        ),
        class_="card receipt",
    )
    return shell(call, call.t("Request received", "Antrag eingegangen"), card, kind="article")
