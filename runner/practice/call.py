"""What goes between the server and a page: a call, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from runner.practice.drift import SiteDrift
from runner.practice.markup import Html
from runner.practice.visit import Visit


@dataclass(frozen=True)
class Call:
    """What a page is asked: the address taken apart, the fields of a form, the visit, and
    today's drift (which also knows the language to answer in)."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    visit: Visit
    drift: SiteDrift
    consented: bool = False
    save_login_answered: bool = False

    def t(self, english: str, german: str) -> str:
        """The text in the language of this answer."""
        return german if self.drift.language == "de" else english


@dataclass(frozen=True)
class Answer:
    """What goes back: a whole document, or an address to go on to."""

    body: str = ""
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def go_to(address: str) -> Answer:
    """An answer that sends the browser on."""
    return Answer(status=HTTPStatus.SEE_OTHER, location=address)


def page(document: Html, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """An answer that is a whole document."""
    return Answer(body=document, status=status)
