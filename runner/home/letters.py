"""The letter to a company that does not answer or refuses, and the complaint after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args
from urllib.parse import urlencode

from runner.app.downloads import save
from runner.app.letters import facts_of, home_of, kind_of, note_sent, remarks, written
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.requests import there
from runner.locale import _
from runner.records.countries import country
from runner.records.law import complaint_rule
from runner.records.letters import NAMES, Kind, Letter, languages_by_law
from runner.records.request import RequestRow


class LetterPages:
    """The letters about a request."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def letter(self, request: PageRequest, id_: str) -> PageResponse:
        """The letter that comes next, to read, copy, save or print."""
        kind, found = self._letter(request, id_)
        place, language = _where(request)
        lives = home_of(self._home.config, place)
        return self._home.page(
            request,
            "letter",
            current="/requests",
            id=id_,
            kind=kind,
            kinds=_kinds(lives, self._home.look()),
            letter=found,
            remarks=remarks(found),
            lives=lives,
            languages=[(code, NAMES[code]) for code in languages_by_law(lives)],
            as_chosen={"country": place or "", "language": language or ""},
        )

    def save(self, request: PageRequest, id_: str) -> PageResponse:
        """Puts the letter into the Downloads folder."""
        kind, found = self._letter(request, id_)
        path = save(f"{id_}-{kind}.txt", f"{found.to}\n\n{found.subject}\n\n{found.body}".encode())
        place, language = _where(request)
        back = urlencode({"kind": kind, "country": place or "", "language": language or ""})
        return self._home.done(f"/requests/{id_}/letter?{back}", _("Saved as {path}.", path=path))

    def sent(self, request: PageRequest, id_: str) -> PageResponse:
        """Notes that they have sent it."""
        with self._home.to_write() as ledger:
            row = ledger.request(id_)
            facts_of(row, self._home.config, self._home.look())  # raises where there is nothing to write about yet
            place = _where(request)[0]
            note_sent(ledger, row, self._kind(row, request.one("kind"), place), self._home.config, place)
        self._home.changes.tell()
        return self._home.done(f"/requests/{id_}", _("Noted: it is on its way."))

    def _letter(self, request: PageRequest, id_: str) -> tuple[Kind, Letter]:
        place, language = _where(request)
        with self._home.to_read() as ledger:
            row = there(ledger, id_).request(id_)
        kind = self._kind(row, request.one("kind"), place)
        facts = facts_of(row, self._home.config, self._home.look())
        return kind, written(facts, kind, self._home.config, place, language)

    def _kind(self, row: RequestRow, wanted: str, place: str | None) -> Kind:
        """Which letter: the one that they want, else the one that comes next by the law of where they live."""
        asked = cast(Kind, wanted) if wanted in get_args(Kind) else None
        return kind_of(row, asked, place or self._home.config.me.get("country", ""), self._home.look())


def _where(request: PageRequest) -> tuple[str | None, str | None]:
    """By the law of which country a letter is wanted, and in which language; None for what the settings and it say."""
    return request.one("country").strip() or None, request.one("language") or None


def _kinds(lives: str, today: date) -> list[tuple[Kind, str]]:
    """The letters there are for somebody who lives there."""
    rule = complaint_rule(country(lives).law, today)
    first = rule is not None and rule.first == "company"
    return [(kind, said) for kind, said in _LETTERS.items() if kind != "company-complaint" or first]


_LETTERS: Mapping[Kind, str] = {
    "follow-up": _("The letter to the company"),
    "company-complaint": _("The complaint to the company"),
    "complaint": _("The complaint to the authority"),
}
