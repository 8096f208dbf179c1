"""“It worked for me”: what is noted of a walk that ended confirmed, and the file that a person may send to a keeper.

The file is written only when the person asks for it, and shown before; nothing is sent. The country is that of their
settings, without its part; nothing else of the settings is looked at.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from runner import events
from runner.app.region import home_region
from runner.errors import RecordsError, UsageError
from runner.events import Event
from runner.flow.hosts import is_loopback
from runner.flow.load import FlowFile
from runner.flow.vouch import Vouch
from runner.flow.vouched import vouched_digest
from runner.locale import _
from runner.records.files import FILE_MODE, write_private
from runner.session.kept import packed, unpacked

_HELPED = ("missing", "agree", "elsewhere")  # what a person is asked where the runner does not get on by itself
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|-)")


class WalkNote:
    """Listens to one walk, and keeps what could be vouched for where it was walked in one go and ended confirmed."""

    def __init__(self, home: Path, file: FlowFile, account: str = "") -> None:
        self._path = _path(home, file.id, account)
        self._file = file
        self._answered = set[int]()
        self._is_whole = False
        self._ended: events.SessionEnded | None = None

    def hear(self, event: Event) -> None:
        """Notes at which steps the person had to help, and how it ended."""
        match event:
            case events.SessionStarted():
                self._is_whole = event.from_step == 1
            case events.PersonAnswered() if event.for_ in _HELPED:
                self._answered.add(event.step)
            case events.SessionEnded():
                self._ended = event
            case _:
                pass

    def keep(self, language: str, today: date) -> None:
        """Writes it down; practice is nothing to vouch for. Where the disk is full, the walk is none the worse."""
        ended, flow = self._ended, self._file.flow
        if not (self._is_whole and ended and ended.confirmed) or all(map(is_loopback, flow.hosts)):
            return
        told = Vouch(
            flow=self._file.id,
            digest=vouched_digest(self._file.source.text),
            date=f"{today}",
            country="",
            language=_language(language),
            outcome=ended.outcome or "",
            answered=tuple(sorted(self._answered)),
        )
        try:
            write_private(self._path, packed(asdict(told)))
        except RecordsError:
            return  # what is owed to the person is in the ledger; this is for others


def _path(home: Path, flow: str, account: str) -> Path:
    return home / "runs" / f"{flow}{f'@{account}' if account else ''}.walked.json"


def _language(told: str) -> str:
    """A language without its country, which a page may say in a way that is somebody's own."""
    found = _LANGUAGE.match(told.strip().casefold())
    return found[0] if found else ""


def vouch_for(home: Path, flow: str, country: str, account: str = "") -> Vouch:
    """What the person can vouch for of a flow; `country` is that of their settings.

    Raises UsageError where the flow has not been walked in one go to a confirmed end.
    """
    found = noted(home, flow, account)
    if found is None or found.flow != flow:
        raise UsageError(
            _(
                "there is nothing to vouch for: {flow} has not yet been walked in one go to an end that was read back",
                flow=flow,
            )
        )
    return replace(found, country=_code(country))


def noted(home: Path, flow: str, account: str = "") -> Vouch | None:
    """What is noted of the last walk of a flow that can be vouched for; the country is left open."""
    gone = _("nothing is known any more of how you walked {flow}", flow=flow)
    return unpacked(_path(home, flow, account), _understood, gone)


def _understood(data: Any) -> Vouch:
    if not isinstance(data, dict) or not all(isinstance(step, int) for step in data["answered"]):
        raise ValueError("not a note of a walk")
    return Vouch(**data | {"answered": tuple(data["answered"])})


def _code(country: str) -> str:
    """The country of the settings by its code, without the part of it; empty where that is not one country."""
    lives = home_region(country)
    codes = {code.partition("-")[0] for code in lives.codes} if lives else set()
    return codes.pop() if len(codes) == 1 else ""


def write_vouch(vouch: Vouch, out: Path) -> None:
    """Writes it to a new file; raises UsageError where something lies there, RecordsError where that fails."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            out.chmod(FILE_MODE)
            file.write(vouch.as_text())
    except FileExistsError:
        raise UsageError(
            _("{path} is there already; give another name with {option}", path=out, option="--out")
        ) from None
    except OSError as error:
        raise RecordsError(_("{path} cannot be written: {reason}", path=out, reason=error.strerror)) from error
