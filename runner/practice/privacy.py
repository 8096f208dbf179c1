"""The Privacy Centre and what it says about AI; where an objection is not offered, it does not say how to object."""

from __future__ import annotations

from runner.practice.art import icon
from runner.practice.call import Answer, Call
from runner.practice.markup import Child, Html, el, join
from runner.practice.shell import shell


def offered(call: Call) -> bool:
    """Whether this account may object: everywhere but in the region `us`."""
    return call.visit.region != "us"


def centre(call: Call) -> Answer:
    """`/privacy`: the topics."""
    drift = call.drift
    topics = (
        (
            "eye",
            "/about/audience",
            call.t("Who sees your posts", "Wer deine Beiträge sieht"),
            call.t("Circles, tags and what strangers can find.", "Kreise, Markierungen und was Fremde finden."),
        ),
        (
            "tag",
            "/settings",
            call.t("Adverts and you", "Werbung und du"),
            call.t("Why you see an advert, and how to see fewer.", "Warum du Werbung siehst und wie es weniger wird."),
        ),
        (
            "box",
            "/about/download",
            call.t("Your information", "Deine Informationen"),
            call.t("Look at, download or move what you shared.", "Ansehen, herunterladen oder mitnehmen."),
        ),
        (
            "lock",
            "/about/security",
            call.t("Staying safe", "Sicher bleiben"),
            call.t("Codes, devices and recovery contacts.", "Codes, Geräte und Vertrauenspersonen."),
        ),
        (
            "people",
            "/about/young",
            call.t("Young people", "Junge Menschen"),
            call.t("What is different under eighteen.", "Was unter achtzehn anders ist."),
        ),
    )
    cards: list[Child] = [_topic(drawn, el("a", head, href=address), words) for drawn, address, head, words in topics]
    about = call.t(
        "How Lark learns, and what you can decide about it.", "Wie Lark lernt und was du dabei entscheiden kannst."
    )
    cards.insert(1, _topic("spark", drift.press("ai"), about))
    second = drift.second("ai")
    if second:
        cards.append(
            _topic("spark", second, call.t("From the newsroom: a year of Lark.", "Aus der Presse: Ein Jahr Lark."))
        )
    hero = el(
        "div",
        el("span", icon("shield"), class_="round large"),
        drift.heading(1, drift.label("privacy")),
        el(
            "p",
            call.t(
                "What we know about you, why we know it, and what you can do about it.",
                "Was wir über dich wissen, warum wir es wissen und was du tun kannst.",
            ),
            class_="lead",
        ),
        class_="band",
    )
    grid = el("div", cards, class_="topics")
    return shell(
        call,
        drift.label("privacy"),
        hero,
        drift.heading(2, call.t("Topics", "Themen")),
        grid,
        _recent(call),
        kind="wide",
    )


def _topic(drawn: str, door: Html, words: str) -> Html:
    return el("div", el("span", icon(drawn), class_="round"), el("div", door, el("p", words)), class_="card topic")


def _recent(call: Call) -> Html | None:
    if not call.visit.received:
        return None
    rows = [
        el("li", el("b", reference), el("span", call.t("Received, being looked at", "Eingegangen, wird geprüft")))
        for reference in call.visit.received
    ]
    return el("section", el("h2", call.t("Your requests", "Deine Anträge")), el("ul", rows), class_="card requests")


def ai(call: Call) -> Answer:
    """`/privacy/ai`: sections to unfold; the last one holds the way to the form."""
    drift = call.drift
    sections = [
        _section(call, "what", call.t("What information Lark learns from", "Woraus Lark lernt"), _what(call)),
        _section(
            call,
            "how",
            call.t("How long it is kept", "Wie lange es aufbewahrt wird"),
            el(
                "p",
                call.t(
                    "What Lark has learnt from cannot be taken out again. What it has not used yet is left "
                    "out as soon as you object.",
                    "Woraus Lark schon gelernt hat, lässt sich nicht mehr entfernen. Was noch nicht verwendet "
                    "wurde, bleibt draußen, sobald du widersprichst.",
                ),
            ),
        ),
        _section(
            call,
            "choices",
            call.t("What you can decide", "Was du entscheiden kannst"),
            el(
                "p",
                call.t(
                    "You can turn training on new posts off in your settings at any time.",
                    "Du kannst das Training mit neuen Beiträgen jederzeit in den Einstellungen abschalten.",
                ),
            ),
            el("a", call.t("Go to settings", "Zu den Einstellungen"), href="/settings/ai", class_="button small plain"),
        ),
    ]
    if offered(call):
        sections.append(_rights(call))
    crumbs = el(
        "nav",
        el("a", drift.label("privacy"), href="/privacy"),
        icon("right"),
        el("span", drift.label("ai")),
        class_="crumbs",
        aria_label=call.t("You are here", "Du bist hier"),
    )
    intro = el(
        "p",
        call.t(
            "Lark is our assistant. It helps to word, find and plan things, and it learns from what people "
            "share publicly on Larkspur.",
            "Lark ist unser Assistent. Er hilft beim Formulieren, Finden und Planen und lernt aus dem, was "
            "Menschen auf Larkspur öffentlich teilen.",
        ),
        class_="lead",
    )
    return shell(
        call,
        drift.label("ai"),
        crumbs,
        drift.heading(1, drift.label("ai")),
        intro,
        el("div", sections, class_="accordion"),
        kind="article",
    )


def _what(call: Call) -> Html:
    return join(
        el(
            "p",
            call.t(
                "Posts, pictures and comments shared with Everyone, and what you write to Lark itself. Not: "
                "messages, and posts in circles.",
                "Beiträge, Bilder und Kommentare, die mit Allen geteilt sind, und was du an Lark selbst schreibst. "
                "Nicht: Nachrichten und Beiträge in Kreisen.",
            ),
        ),
    )


def _section(call: Call, name: str, head: str, *content: Child) -> Html:
    button = el("div", head, icon("down"), role="button", tabindex=0, aria_expanded="false", data_unfolds=name)
    return el("div", call.drift.heading(2, button), el("div", content, data_panel=name, hidden=True), class_="section")


def _rights(call: Call) -> Html:
    drift = call.drift
    words = el(
        "p",
        call.t(
            "Where the law gives you the right to, you can object to your information being used for AI at "
            "Larkspur. You need not give a reason. If we honour your request, it holds from then on.",
            "Wo das Gesetz es vorsieht, kannst du der Verwendung deiner Informationen für KI bei Larkspur "
            "widersprechen. Eine Begründung ist nicht nötig. Geben wir dem Antrag statt, gilt das ab dann.",
        ),
    )
    button = drift.press("rights", drift.label("rights"), icon("down"))
    inside = el(
        "div", words, el("p", drift.press("object", class_="link")), _second(call), data_panel="rights", hidden=True
    )
    return el("div", drift.heading(2, button), inside, class_="section")


def _second(call: Call) -> Html | None:
    second = call.drift.second("object", class_="link")
    return el("p", call.t("For copyright: ", "Zum Urheberrecht: "), second) if second else None
