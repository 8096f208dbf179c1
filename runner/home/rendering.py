"""Templates into pages: everything escaped, no script and no style in them, everything loaded from the home itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2

from runner.exchange import PageResponse
from runner.locale import Text, _, day_of, in_context, language, many, shown
from runner.locale.bidi import in_order
from runner.locale.names import own_name
from runner.locale.phrase import capital, sentence
from runner.looks import tokens
from runner.plain import plain
from runner.records.page import moment
from runner.records.phrases import day

_FILES = {"home.css": "text/css; charset=utf-8", "home.js": "text/javascript; charset=utf-8",
          "editor.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}  # fmt: skip
_NUMBERS = 200


@dataclass(frozen=True)
class NavEntry:
    """An entry of the navigation."""

    name: str
    path: str


class Exact(str):
    """A text that is shown to the character, those included that only act on what is around them; escaped as others."""

    __slots__ = ()


TABS = (
    NavEntry(in_context("page", "Services"), "/services"),
    NavEntry(in_context("page", "Requests"), "/requests"),
    NavEntry(in_context("page", "Flows"), "/flows"),
    NavEntry(in_context("page", "Settings"), "/settings"),
    NavEntry(in_context("page", "Help"), "/help"),
)


class Rendering:
    """Makes pages; `around` gives what stands on every one of them beside its own."""

    def __init__(self, around: Callable[[], dict[str, object]]) -> None:
        self._around = around

    def page(self, template: str, status: int = 200, **values: Any) -> PageResponse:
        """A page of that template."""
        shown = {"tabs": TABS, "current": "", **self._around(), **values}
        return PageResponse(status, _environment().get_template(f"{template}.html.jinja").render(shown).encode())

    def failed(self, status: int, said: str, copy: date | None = None) -> PageResponse:
        """A page that says what went wrong; `copy` is the day of a copy of the requests that can be put back."""
        return self.page("failed", status, said="", problem=said, copy=copy)


def by_number(said: Callable[[int], str]) -> dict[str, object]:
    """A sentence with a number that only a page's script knows: its forms, and which of them each number takes.

    Numbers past these take the form of the same number a hundred less, as in every language of ours.
    """
    forms: list[str] = []
    which = []
    for number in range(_NUMBERS):
        form = shown(said(number))
        if form not in forms:
            forms.append(form)
        which.append(forms.index(form))
    return {"forms": forms, "which": which}


def go(path: str) -> PageResponse:
    """The page to go on to, after something was done."""
    return PageResponse(303, location=path)


def asset(name: str) -> PageResponse | None:
    """A file that pages load; None where there is none of that name."""
    if name not in _FILES:
        return None
    package = "runner" if name == "icon.svg" else "runner.home"
    text = files(package).joinpath(name).read_text("utf-8")
    if name == "home.css":
        text = f":root {{\n{tokens()}}}\n{text}"
    return PageResponse(body=text.encode("utf-8"), kind=_FILES[name])


def _said(value: object) -> object:
    """What stands on a page: texts in the person's language, and nothing that acts on what is around it."""
    if isinstance(value, Text):
        said = shown(value)
        said = type(said)(plain(said))  # HTML stays HTML
        return in_order(said) if language().right_to_left else said
    return plain(value) if type(value) is str else value


def _exactly(text: str) -> str:
    """A text to copy: in the person's language, and without what puts it in order for reading."""
    return plain(shown(text))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("runner.home").joinpath("templates", name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_said,
    )
    environment.globals |= {"_": _, "many": many, "in_context": in_context, "language": language, "own_name": own_name}
    environment.filters |= {"moment": moment, "day": day, "day_of": day_of, "part": lambda text: quote(text, safe="")}
    environment.filters |= {"capital": capital, "sentence": sentence, "exactly": _exactly}
    return environment
