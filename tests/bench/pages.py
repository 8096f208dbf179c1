"""The pages that every tool walks, and the ways through them, as what is done and to what.

`site` has what real pages have: menus that open, a thing that comes late, a frame, two fields; ten steps. `plain` is
nine pages with a link to the next on each, and two fields on the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from .served import Served, served

LATE = 400  # milliseconds after which a thing of the third page comes
NAME, EMAIL = "Ada Example", "ada@example.org"
_FIELDS = (
    "<p><label>Name <input id=name name=name></label><p><label>Email <input id=email type=email name=email></label>"
)
# What a person reads is on the page as soon as it is typed; the server hears of it before the page goes on.
_TELLS = f"""
document.getElementById('email').addEventListener('input', (event) => {{
  if (event.target.value === '{EMAIL}') told('filled');
}});
"""


@dataclass(frozen=True)
class Act:
    """One thing that is done: `name` is an address or what a thing is called, `leads` the page it leads to.

    `here` is the id of the element, `framed` whether it stands in the frame.
    """

    word: Literal["open", "link", "button", "fill"]
    name: str
    here: str = ""
    value: str = ""
    leads: str = ""
    framed: bool = False


@dataclass(frozen=True)
class Way:
    """A way through a set of pages; it is at its end once the server has heard `end`, a path or a word told to it."""

    name: str
    title: str
    acts: tuple[Act, ...]
    end: str
    base: str = ""

    @property
    def begin(self) -> str:
        """The path of the first page."""
        return self.acts[0].name

    @property
    def last_page(self) -> str:
        """The path of the page it ends on."""
        return next(act.leads for act in reversed(self.acts) if act.leads)

    def address(self, path: str) -> str:
        """Where a page is."""
        return f"{self.base}{path}"


_SITE = Way(
    "site",
    "a small site: menus, a late element, a frame",
    (
        Act("open", "/home", leads="/home"),
        Act("button", "Account", "account"),
        Act("link", "Settings", "settings", leads="/settings"),
        Act("button", "Privacy", "privacy"),
        Act("link", "Data and AI", "data", leads="/data"),
        Act("link", "Your choices", "choices", leads="/choices"),
        Act("link", "Show the questions", "questions", leads="/questions", framed=True),
        Act("fill", "Name", "name", NAME),
        Act("fill", "Email", "email", EMAIL),
        Act("link", "Read it over", "over", leads="/over"),
    ),
    "/over",
)
PAGES = 9
_PLAIN = Way(
    "plain",
    "nine plain pages: eight links, two fields",
    (
        Act("open", "/1", leads="/1"),
        *(Act("link", f"Go to page {at}", "next", leads=f"/{at}") for at in range(2, PAGES + 1)),
        Act("fill", "Name", "name", NAME),
        Act("fill", "Email", "email", EMAIL),
    ),
    "filled",
)
WAYS = {way.name: way for way in (_SITE, _PLAIN)}


@contextmanager
def pages() -> Iterator[tuple[Served, dict[str, Way]]]:
    """The server, and each way by name, for the length of the block."""
    with served({**_site_pages(), **_plain_pages()}) as there:
        yield there, {name: replace(way, base=there.base) for name, way in WAYS.items()}


def _plain_pages() -> dict[str, str]:
    there = {
        f"/{at}": page(
            f"<h1>Page {at}</h1><nav><a id=next href=/{at + 1}>Go to page {at + 1}</a> <a href=/1>Start</a></nav>"
        )
        for at in range(1, PAGES)
    }
    return {**there, f"/{PAGES}": page(f"<h1>Page {PAGES}</h1>{_FIELDS}", _TELLS)}


def _site_pages() -> dict[str, str]:
    late = f"""setTimeout(() => {{
  document.querySelector('main').innerHTML += '<p><a id=choices href=/choices>Your choices</a>';
}}, {LATE});"""
    return {
        "/home": page(_menu("Account", "account", "<a id=settings href=/settings>Settings</a>")),
        "/settings": page(_menu("Privacy", "privacy", "<a id=data href=/data>Data and AI</a>")),
        "/data": page("<main><h1>Data and AI</h1><p>What we use.</main>", late),
        "/choices": page("<h1>Your choices</h1><iframe title=Questions src=/framed width=600 height=200></iframe>"),
        "/framed": page("<p><a id=questions target=_top href=/questions>Show the questions</a>"),
        "/questions": page(f"<h1>Questions</h1>{_FIELDS}<p><a id=over href=/over>Read it over</a>"),
        "/over": page("<h1>All there is to read</h1>"),
    }


def _menu(name: str, here: str, inside: str) -> str:
    opens = (
        "this.nextElementSibling.hidden = !this.nextElementSibling.hidden;"
        "this.setAttribute('aria-expanded', !this.nextElementSibling.hidden)"
    )
    filler = "".join(f"<p>Some words of paragraph {at}, as a page has them." for at in range(40))
    return (
        f'<nav><button id={here} aria-expanded=false onclick="{opens}">{name}</button>'
        f"<ul hidden><li>{inside}<li><a href=/help>Help</a></ul></nav><main><h1>{name}</h1>{filler}</main>"
    )


def page(body: str, script: str = "") -> str:
    """A page of the server's; `told('word')` in a script of it has arrived there when it returns."""
    told = (
        "const told = (what) => { const call = new XMLHttpRequest();"
        " call.open('GET', '/told/' + what, false); call.send(); };"
    )
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>T</title>{body}<script>{told}{script}</script>"
