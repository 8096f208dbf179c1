"""Home: the feed, with what friends wrote, drawn and planned."""

from __future__ import annotations

from dataclasses import dataclass

from runner.practice.art import face, icon, picture
from runner.practice.call import Answer, Call
from runner.practice.markup import Html, el
from runner.practice.shell import shell

Pair = tuple[str, str]


@dataclass(frozen=True)
class Post:
    """Something a friend shared; texts in English and German."""

    who: str
    name: str
    when: Pair
    circle: Pair
    words: Pair
    hearts: int
    replies: int
    picture: str = ""
    alt: Pair = ("", "")
    reply: tuple[str, str, str, str] | None = None  # who, name, English, German


POSTS = (
    Post(
        "jonas",
        "Jonas Weil",
        ("2 h", "2 Std."),
        ("Lake people", "Seemenschen"),
        (
            "Last swim of the year. Nine degrees, thirty seconds, one thermos of tea. The mist rose just as we did.",
            "Zum letzten Mal geschwommen. Neun Grad, dreißig Sekunden, eine Thermoskanne Tee. Der Nebel stieg, "
            "als wir herausstiegen.",
        ),
        24,
        7,
        "lake",
        ("A lake between hills at dusk", "Ein See zwischen Hügeln in der Dämmerung"),
        ("sana", "Sana Iqbal", "Thirty? I counted eleven.", "Dreißig? Ich habe elf gezählt."),
    ),
    Post(
        "adaeze",
        "Adaeze Obi",
        ("5 h", "5 Std."),
        ("Rose Street", "Rosenstraße"),
        (
            "Does anyone on the street have a ladder over four metres? The swift boxes are here and I'd like them up "
            "before the frost. Soup for helpers.",
            "Hat jemand in der Straße eine Leiter über vier Meter? Die Mauerseglerkästen sind da und sollen vor dem "
            "Frost hängen. Suppe für alle, die helfen.",
        ),
        11,
        9,
    ),
    Post(
        "mina",
        "Mina Duarte",
        ("Yesterday", "Gestern"),
        ("Everyone", "Alle"),
        (
            "Out of the kiln! The blue one is called Brigitte and is not for sale.",
            "Frisch aus dem Ofen! Die Blaue heißt Brigitte und ist unverkäuflich.",
        ),
        86,
        14,
        "vases",
        ("Three vases on a wooden shelf", "Drei Vasen auf einem Holzregal"),
    ),
    Post(
        "theo",
        "Theo Brandt",
        ("Sunday", "Sonntag"),
        ("Plot 14", "Parzelle 14"),
        (
            "Beds are mulched, the shed is locked, the scarecrow wears my old hat. See you in March, allotment.",
            "Beete gemulcht, Hütte zu, die Vogelscheuche trägt meinen alten Hut. Bis März, Garten.",
        ),
        39,
        3,
        "allotment",
        ("An allotment with a red shed", "Ein Schrebergarten mit roter Hütte"),
    ),
)


def home(call: Call) -> Answer:
    """`/home`: the feed between what is yours and what is coming up."""
    posts = [_post(call, post) for post in POSTS]
    return shell(
        call,
        call.t("Feed", "Startseite"),
        _mine(call),
        el("div", _composer(call), posts, class_="stream"),
        _coming(call),
        kind="home",
    )


def _post(call: Call, post: Post) -> Html:
    drawn = picture(post.picture, call.t(*post.alt)) if post.picture else None
    reply = None
    if post.reply:
        who, name, english, german = post.reply
        reply = el("div", face(who), el("p", el("b", name), " ", call.t(english, german)), class_="reply")
    replies = call.t(f"{post.replies} replies", f"{post.replies} Antworten")
    acts = (
        ("heart", str(post.hearts), call.t("Like", "Gefällt mir")),
        ("message", replies, None),
        ("share", call.t("Pass on", "Weitergeben"), None),
    )
    buttons = [
        el("button", icon(drawn_), words, type="button", aria_label=f"{label}, {words}" if label else None)
        for drawn_, words, label in acts
    ]
    head = el(
        "header",
        face(post.who),
        el("p", el("b", post.name), el("small", call.t(*post.when), " · ", call.t(*post.circle))),
        el("button", icon("more"), type="button", class_="icon-button", aria_label=call.t("More", "Mehr")),
    )
    return el(
        "article",
        head,
        el("p", call.t(*post.words), class_="words"),
        drawn,
        el("footer", buttons),
        reply,
        class_="card post",
    )


def _composer(call: Call) -> Html:
    words = call.t("What are you up to?", "Was machst du gerade?")
    return el(
        "section",
        face("you"),
        el("button", words, type="button", class_="prompt"),
        el("button", icon("image"), type="button", class_="icon-button", aria_label=call.t("Photo", "Foto")),
        class_="card composer",
    )


def _mine(call: Call) -> Html:
    circles = (
        ("Lake people", "Seemenschen", "a"),
        ("Rose Street", "Rosenstraße", "b"),
        ("Plot 14", "Parzelle 14", "c"),
        ("Choir, altos", "Chor, Alt", "d"),
    )
    return el(
        "aside",
        el("a", face("you"), el("b", call.visit.person), href="/home", class_="row-link"),
        el("a", icon("saved"), call.t("Saved", "Gemerkt"), href="/about/saved", class_="row-link"),
        el("a", icon("calendar"), call.t("Events", "Termine"), href="/about/events", class_="row-link"),
        el("h2", call.t("Your circles", "Deine Kreise")),
        [
            el("a", el("i", class_=f"swatch {tint}"), call.t(english, german), href="/about/circles", class_="row-link")
            for english, german, tint in circles
        ],
        class_="mine",
    )


def _coming(call: Call) -> Html:
    lark = el(
        "section",
        el("h2", icon("spark"), "Lark"),
        el(
            "p",
            call.t(
                "Ask for the photo from the lake, or a list for Saturday's soup.",
                "Frag nach dem Foto vom See oder nach einer Liste für die Suppe am Samstag.",
            ),
        ),
        el("a", call.t("Ask Lark", "Lark fragen"), href="/chat", class_="button small"),
        class_="card lark",
    )
    days = (
        ("28", "Soup and swifts", "Suppe und Segler", "Adaeze · 6 going", "Adaeze · 6 dabei"),
        ("03", "Choir: full rehearsal", "Chor: Gesamtprobe", "Town hall · 31 going", "Rathaus · 31 dabei"),
    )
    events = el(
        "section",
        el("h2", call.t("Coming up", "Demnächst")),
        [
            el(
                "div",
                el("b", day, class_="day"),
                el("p", el("b", call.t(en, de)), el("small", call.t(en2, de2))),
                class_="event",
            )
            for day, en, de, en2, de2 in days
        ],
        class_="card",
    )
    people = el(
        "section",
        el("h2", call.t("People you may know", "Vielleicht kennst du")),
        [
            el(
                "div",
                face(who),
                el("p", el("b", name), el("small", call.t(en, de))),
                el("button", call.t("Say hello", "Grüßen"), type="button", class_="button small plain"),
                class_="event",
            )
            for who, name, en, de in (
                ("sana", "Sana Iqbal", "4 circles in common", "4 gemeinsame Kreise"),
                ("pottery", "Studio Lehm", "Pottery, Rose Street", "Töpferei, Rosenstraße"),
            )
        ],
        class_="card",
    )
    return el("aside", lark, events, people, class_="coming")
