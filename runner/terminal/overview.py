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

from runner.locale import Message, _, joined, many, shown
from runner.locale.phrase import commas
from runner.records.phrases import CHANNELS, HEADINGS, day, noted, said
from runner.records.request import LOUD, Check, RequestRow, State
from runner.records.status import Standing, counts
from runner.terminal.console import readable

NOTHING = _(
    "Nothing is noted yet.\n\n"
    "Rehearse first:     optout practice\n"
    "Look what there is: optout list\n"
    "And then:           optout run FLOW"
)
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
        self._say("\n".join(_wrapped(shown(_counted(real)), self._width)) if real else NOTHING)
        for state, group in groupby(real, key=lambda one: one.state):
            self._group(HEADINGS[state], list(group), state)
        self._missing(list(missing))
        if practice and rehearsed:
            self._group(_("Practice, not counted"), rehearsed, None)
        elif rehearsed:
            told = many(
                "Not counted: {count} practice run ({command}).",
                "Not counted: {count} practice runs ({command}).",
                len(rehearsed),
                command="optout status --practice",
            )
            self._say(told, "dim", "\n")

    def one(self, standing: Standing) -> None:
        """All there is about one request."""
        request = standing.request
        self._column = len(f"  {MOMENT}  ".format(request.began))
        self._group(HEADINGS[standing.state], [standing], standing.state)
        self._say(_("What happened (UTC)"), "bold", "\n")
        for one in request.history:
            self._line(MOMENT.format(one.at), joined(said(request, one.what), noted(one)))
        if request.evidence:
            self._say(_("Pictures"), "bold", "\n")
            for kept in request.evidence:
                self._line(MOMENT.format(kept.taken), f"{kept.name}: {kept.path}")
                self._say(f"    SHA-256 {kept.sha256}")
        self._say(_("More"), "bold", "\n")
        facts = _facts(request)
        self._column = max(self._column, *(len(shown(label)) + 4 for label, _text in facts))
        for label, text in facts:
            self._line(label, text)
        self._say(f"    SHA-256 {request.digest}")

    def _group(self, heading: str, group: Sequence[Standing], state: State | None) -> None:
        style = _STYLES.get(state, "bold") if state else "bold"
        self._say(shown(heading).upper() if state in LOUD else heading, style, "\n")
        for one in group:
            request = one.request
            self._line(request.id, _as(request.title, request.account))
            self._line("", one.fact)
            self._line("", joined(self._arrow, one.next), style if state in LOUD else "")

    def _missing(self, missing: Sequence[Check]) -> None:
        if missing:
            self._say(_("Not offered to you"), "bold", "\n")
        for check in missing:
            flow = _as(check.flow, check.account)
            self._say(_("{flow}, as of {day}", flow=flow, day=day(check.at)), before="  ")

    def _line(self, first: str, text: str, style: str = "") -> None:
        """A line in two columns; what does not fit goes on below in the second."""
        whole = _COMMAND.sub(lambda found: found[0].replace(" ", _STUCK), readable(text))
        lines = _wrapped(whole, max(20, self._width - self._column)) or [""]
        for head, line in zip_longest([f"  {readable(first)}"], lines, fillvalue=""):
            self._say(f"{head:<{self._column}}{line.replace(_STUCK, ' ')}", style)

    def _say(self, text: str, style: str = "", before: str = "") -> None:
        self._console.print(Text(f"{before}{readable(text)}", style=style), soft_wrap=True)


def _as(title: str, account: str | None) -> str:
    return _("{title} (as {account})", title=title, account=account) if account else title


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a text; paths, addresses and hashes stay whole, so that they can be copied."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _counted(real: Sequence[Standing]) -> Message:
    found = (_so_many(state, number) for state, number in counts(real).items() if number)
    told = commas(*found)
    return many("{count} request: {counted}.", "{count} requests: {counted}.", len(real), counted=told)


def _so_many(state: State, number: int) -> Message:
    """How many requests stand so, as a part of the first line."""
    return {
        "overdue": many("{count} overdue", "{count} overdue", number),
        "reverted": many("{count} on again", "{count} on again", number),
        "refused": many("{count} refused", "{count} refused", number),
        "reopened": many("{count} open again", "{count} open again", number),
        "due": many("{count} due", "{count} due", number),
        "waiting": many("{count} waiting", "{count} waiting", number),
        "prepared": many("{count} not sent", "{count} not sent", number),
        "answered": many("{count} answered", "{count} answered", number),
        "confirmed": many("{count} confirmed", "{count} confirmed", number),
    }[state]


def _facts(request: RequestRow) -> list[tuple[str, str]]:
    """What else is known of a request."""
    deadline, complaint = request.deadline, request.complaint
    told = {
        _("Sent by"): CHANNELS[request.channel],
        _("Address"): request.url,
        _("Reference"): request.reference,
        _("Law"): joined(deadline.law, f"({deadline.source})") if deadline and deadline.law else "",
        _("Complaint"): joined(complaint.law, f"({complaint.source})") if complaint else "",
        _("Usual time"): deadline.usual if deadline else "",
        _("Flow"): _("{flow}, as it was walked", flow=request.flow),
    }
    return [(label, text) for label, text in told.items() if text]
