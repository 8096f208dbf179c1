"""`optout status` in a terminal: how all requests stand, or all about one.

Reads well at 80 columns, without colour and in a pipe. Titles and notes may hold texts of strangers; they are shown
without their control characters.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest

from rich.console import Console
from rich.text import Text

from runner.plain import plain
from runner.records.phrases import CHANNELS, HEADINGS, day, said
from runner.records.request import LOUD, Check, RequestRow, State
from runner.records.status import Standing, counts

NOTHING = """Nothing is noted yet.

Rehearse first:     optout practice
Look what there is: optout list
And then:           optout run FLOW"""
_STYLES: dict[State, str] = {**dict.fromkeys(LOUD, "bold red"),
                             "due": "yellow", "confirmed": "green", "answered": "green"}  # fmt: skip
_WIDEST = 100
MOMENT = "{:%Y-%m-%d %H:%M}"
_COMMAND = re.compile(r"optout .*")  # is kept on one line, to be copied
_STUCK = "\N{NO-BREAK SPACE}"


class Overview:
    """Prints to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, _WIDEST)
        self._column = 0  # where the second of two columns begins
        self._arrow = "→" if (console.encoding or "").lower().startswith("utf") else "->"

    def all(self, standings: Sequence[Standing], missing: Iterable[Check] = (), practice: bool = False) -> None:
        """How everything stands: counts, then each state's requests, what needs the person first."""
        real = [one for one in standings if not one.request.practice]
        rehearsed = [one for one in standings if one.request.practice]
        self._column = max((len(one.request.id) for one in standings), default=10) + 4
        self._say("\n".join(_wrapped(_counted(real), self._width)) if real else NOTHING)
        for state, group in groupby(real, key=lambda one: one.state):
            self._group(HEADINGS[state], list(group), state)
        self._missing(list(missing))
        if practice and rehearsed:
            self._group("Practice, not counted", rehearsed, None)
        elif rehearsed:
            runs = "1 practice run" if len(rehearsed) == 1 else f"{len(rehearsed)} practice runs"
            self._say(f"\nNot counted: {runs} (optout status --practice).", "dim")

    def one(self, standing: Standing) -> None:
        """All there is about one request."""
        request = standing.request
        self._column = len(f"  {MOMENT}  ".format(request.began))
        self._group(HEADINGS[standing.state], [standing], standing.state)
        self._say("\nWhat happened (UTC)", "bold")
        for one in request.history:
            self._line(MOMENT.format(one.at), f"{said(request, one.what)} {one.note}".strip())
        if request.evidence:
            self._say("\nPictures", "bold")
            for kept in request.evidence:
                self._line(MOMENT.format(kept.taken), f"{kept.name}: {kept.path}")
                self._say(f"    SHA-256 {plain(kept.sha256)}")
        self._say("\nMore", "bold")
        for label, text in _facts(request):
            self._line(label, text)
        self._say(f"    SHA-256 {request.digest}")

    def _group(self, heading: str, group: Sequence[Standing], state: State | None) -> None:
        style = _STYLES.get(state, "bold") if state else "bold"
        self._say(f"\n{heading.upper() if state in LOUD else heading}", style)
        for one in group:
            request = one.request
            self._line(request.id, f"{request.title}{f' (as {request.account})' if request.account else ''}")
            self._line("", one.fact)
            self._line("", f"{self._arrow} {one.next}", style if state in LOUD else "")

    def _missing(self, missing: Sequence[Check]) -> None:
        if missing:
            self._say("\nNot offered to you", "bold")
        for check in missing:
            account = f" (as {check.account})" if check.account else ""
            self._say(f"  {plain(check.flow + account)}, as of {day(check.at)}")

    def _line(self, first: str, text: str, style: str = "") -> None:
        """A line in two columns; what does not fit goes on below in the second."""
        whole = _COMMAND.sub(lambda found: found[0].replace(" ", _STUCK), plain(text))
        lines = _wrapped(whole, max(20, self._width - self._column)) or [""]
        for head, line in zip_longest([f"  {plain(first)}"], lines, fillvalue=""):
            self._say(f"{head:<{self._column}}{line.replace(_STUCK, ' ')}", style)

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style=style), soft_wrap=True)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a text; paths, addresses and hashes stay whole, so that they can be copied."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _counted(real: Sequence[Standing]) -> str:
    found = {HEADINGS[state].lower(): number for state, number in counts(real).items() if number}
    total = "1 request" if len(real) == 1 else f"{len(real)} requests"
    return f"{total}: {', '.join(f'{number} {word}' for word, number in found.items())}."


def _facts(request: RequestRow) -> list[tuple[str, str]]:
    """What else is known of a request."""
    deadline, complaint = request.deadline, request.complaint
    told = {
        "Sent by": CHANNELS[request.channel],
        "Address": request.url,
        "Reference": request.reference,
        "Law": f"{deadline.law} ({deadline.source})" if deadline and deadline.law else "",
        "Complaint": f"{complaint.law} ({complaint.source})" if complaint else "",
        "Usual time": deadline.usual if deadline else "",
        "Flow": f"{request.flow}, as it was walked",
    }
    return [(label, text) for label, text in told.items() if text]
