"""Rooms: one page for each thing on the web that is hard to act in. No banner, no login, no drift."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from runner.practice.art import icon
from runner.practice.call import Answer, Call
from runner.practice.markup import Html, el, join
from runner.practice.shell import shell

FRAMES = "http://frames.larkspur.localhost"
STRICT_STYLE = (
    "body{font:17px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color-scheme:light dark}"
)


def index(call: Call) -> Answer:
    """`/rooms`: the list."""
    rooms = (
        ("strict", "Strict", "a policy that allows nothing, and trusted types"),
        ("dialog", "Dialog", "a modal dialog over the page"),
        ("iframe", "Frames", "one of this site, one of another host"),
        ("shadow", "Shadow", "open shadow roots, one in another"),
        ("newtab", "New tab", "a link that opens a tab"),
        ("fullscreen", "Full screen", "a part of the page that fills the screen"),
    )
    rows = [
        el("a", el("p", el("b", head), el("small", words)), icon("right"), href=f"/rooms/{name}", class_="setting")
        for name, head, words in rooms
    ]
    return _room(call, "Rooms", el("section", rows, class_="card rows"))


def strict(call: Call) -> Answer:
    """`/rooms/strict`: nothing may be loaded, no script runs, styles only by their hash."""
    digest = b64encode(sha256(STRICT_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; require-trusted-types-for 'script'"
    head = el("head", el("meta", charset="utf-8"), el("title", "Strict | Larkspur"), el("style", Html(STRICT_STYLE)))
    body = el(
        "body",
        el("h1", "A strict room"),
        el("p", "Nothing from outside gets in here."),
        el("p", el("a", "Leave the strict room", href="/rooms")),
    )
    document = join(Html("<!doctype html>"), el("html", head, body, lang="en"))
    return Answer(body=document, headers=(("Content-Security-Policy", policy),))


def dialog(call: Call) -> Answer:
    """`/rooms/dialog`: a modal dialog opens with the page, and again by a button."""
    box = el(
        "dialog",
        el("h2", "What's new in circles"),
        el("p", "Circles can have a picture now. Everything outside this dialog is inert until it closes."),
        el("p", "You have looked at it.", data_name="looked", hidden=True),
        el(
            "div",
            el("button", "Close", type="button", data_closes=True, class_="button plain"),
            el("button", "Show me", type="button", data_says="looked", class_="button"),
            class_="row",
        ),
        data_modal=True,
        data_name="news",
        class_="sheet small",
    )
    opener = el("button", "What's new", type="button", data_shows="news", class_="button")
    return _room(call, "A room with a dialog", el("p", opener), box)


def iframe(call: Call) -> Answer:
    """`/rooms/iframe`: a frame of this site, and one of frames.larkspur.localhost."""
    own = el("iframe", src="/rooms/iframe/inside?framed=1", title="A frame of this site", class_="framed short")
    other = el(
        "iframe", src=f"{FRAMES}/rooms/iframe/other?framed=1", title="A frame of another host", class_="framed short"
    )
    return _room(call, "A room with frames", own, other)


def inside(call: Call) -> Answer:
    """`/rooms/iframe/inside`: what the frame of this site holds."""
    return _part(call, "A frame of this site", "Same-site button", "Same-site link")


def other(call: Call) -> Answer:
    """`/rooms/iframe/other`: what the frame of the other host holds."""
    return _part(call, "A frame of another host", "Other-host button", "Other-host link")


def _part(call: Call, title: str, button: str, link: str) -> Answer:
    return shell(
        call,
        title,
        el("h2", title),
        el(
            "div",
            el("button", button, type="button", data_says="pressed", class_="button plain"),
            el("a", link, href="http://larkspur.localhost/rooms", class_="link"),
            class_="row start",
        ),
        el("p", f"{button} was pressed.", data_name="pressed", hidden=True),
        kind="article",
        bar=False,
    )


def shadow(call: Call) -> Answer:
    """`/rooms/shadow`: an open shadow root with a button, and one more inside it."""
    sheet = el("link", rel="stylesheet", href="/assets/style.css")
    inner = _rooted(
        sheet,
        el("p", el("button", "Inner button", type="button", data_says="inner", class_="button")),
        el("p", "Inner button was pressed.", data_name="inner", hidden=True),
    )
    outer = _rooted(
        sheet,
        el("p", el("button", "Outer button", type="button", data_says="outer", class_="button plain")),
        el("p", "Outer button was pressed.", data_name="outer", hidden=True),
        inner,
    )
    return _room(call, "A room with shadow roots", outer)


def _rooted(*content: Html) -> Html:
    return el("div", el("template", *content, shadowrootmode="open"), data_open_root=True)


def newtab(call: Call) -> Answer:
    """`/rooms/newtab`: a link to a page that opens in another tab."""
    link = el("a", "Open the other tab", href="/rooms/newtab/opened", target="_blank", class_="button")
    return _room(call, "A room with a door", el("p", link))


def opened(call: Call) -> Answer:
    """`/rooms/newtab/opened`: the other tab; its button closes it."""
    back = el("button", "Back", type="button", data_back=True, class_="button plain")
    return _room(call, "The other tab", el("p", "This is the page behind the door."), el("p", back))


def fullscreen(call: Call) -> Answer:
    """`/rooms/fullscreen`: a button that asks for the whole screen for one part of the page."""
    stage = el(
        "div",
        el("h2", "The stage"),
        el("p", el("button", "Fill the screen", type="button", data_fills="stage", class_="button")),
        data_name="stage",
        class_="card stage",
    )
    return _room(call, "A room with a stage", stage)


def _room(call: Call, title: str, *content: Html) -> Answer:
    return shell(call, title, el("h1", title), *content, kind="article", bar=False)
