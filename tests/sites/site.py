"""One service's pages: routes by host and path, HTML from its folder. Knows neither sockets nor TLS."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

LOOK = Path(__file__).parent / "look"


class Html(str):
    """Text that is HTML already; everything else put into a page is escaped."""


@dataclass(frozen=True)
class Visit:
    """One request, and how the world is meant to be just now."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    fields: Mapping[str, str]
    cookies: Mapping[str, str]
    variant: frozenset[str]
    language: str

    def has(self, *words: str) -> bool:
        """Whether the variant has one of these words."""
        return not self.variant.isdisjoint(words)


@dataclass(frozen=True)
class Answer:
    """What goes back: a page, or the way to another (`go_to`)."""

    html: str = ""
    status: int = 200
    go_to: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)  # name: "value; Attribute"


Route = Callable[[Visit], Answer]


class Site:
    """The hosts of one service, the words its variants may have, its labels by language, and its routes."""

    def __init__(
        self, folder: Path, hosts: tuple[str, ...], variants: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.folder, self.hosts, self.variants, self.words = folder, hosts, variants, words
        self._routes: list[tuple[str, str, str, bool, Route]] = []

    def get(self, host: str, path: str) -> Callable[[Route], Route]:
        """Answers GET there; `*` in host or path stands for anything."""
        return self._at("GET", host, path)

    def post(self, host: str, path: str, *, login: bool = False) -> Callable[[Route], Route]:
        """Answers POST there; a login is not counted as a submission."""
        return self._at("POST", host, path, login)

    def _at(self, method: str, host: str, path: str, login: bool = False) -> Callable[[Route], Route]:
        def keep(route: Route) -> Route:
            self._routes.append((method, host, path, login, route))
            return route

        return keep

    def route(self, visit: Visit) -> tuple[Route, bool] | None:
        """The first route for this visit, and whether it is a login."""
        for method, host, path, login, route in self._routes:
            if method == visit.method and fnmatchcase(visit.host, host) and fnmatchcase(visit.path, path):
                return route, login
        return None

    def word(self, visit: Visit, key: str) -> str:
        """A label in the visit's language, else in English."""
        return {**self.words["en"], **self.words.get(visit.language, {})}[key]

    def part(self, visit: Visit, name: str, **values: str) -> Html:
        """The text of `name`.html, its `{{key}}` filled from `values`, else the visit's language, else English."""

        def fill(found: re.Match[str]) -> str:
            value = values[found[1]] if found[1] in values else self.word(visit, found[1])
            return value if isinstance(value, Html) else html.escape(value)

        return Html(re.sub(r"\{\{(\w+)\}\}", fill, (self.folder / f"{name}.html").read_text(encoding="utf-8")))

    def page(self, visit: Visit, name: str, status: int = 200, /, **values: str) -> Answer:
        """`name`.html in the shared frame."""
        return Answer(framed(self.part(visit, name, **values), visit.language), status)


def framed(body: str, language: str) -> str:
    """A whole document around `body`: shared look and behaviour, nothing fetched from elsewhere."""
    look, script = (LOOK / "look.css").read_text(encoding="utf-8"), (LOOK / "behave.js").read_text(encoding="utf-8")
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.S)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<title>{title[1] if title else ''}</title><style>{look}</style></head>"
        f"<body>{body}<script>{script}</script></body></html>"
    )
