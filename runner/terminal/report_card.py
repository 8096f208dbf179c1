"""The report card of `optout audit` in a terminal: what needs the person first, and the command that begins with it.

Reads well at 80 columns, without colour and in a pipe.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from runner.plain import plain
from runner.records.card import CARD_HEADINGS, CardEntry, CardState, counted, to_mend

_CARD_STYLES: dict[CardState, str] = {"open": "bold red", "to_send": "yellow", "closed": "green", "sent": "green"}
_MOST = 96


class ReportCard:
    """Prints to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, _MOST)

    def show(self, entries: Sequence[CardEntry]) -> None:
        """Everything, by how it stands; what is right is told in short."""
        told = [f"{number} {CARD_HEADINGS[state].lower()}" for state, number in counted(entries).items() if number]
        self._say(f"\nReport card: {', '.join(told) or 'nothing to tell of'}.", "bold")
        for state, group in groupby(entries, key=lambda one: one.state):
            self._say(f"\n{CARD_HEADINGS[state]}", _CARD_STYLES.get(state, "bold"))
            for one in group:
                self._one(one)
        wanted = list(dict.fromkeys(one.flow.id for one in to_mend(entries)))
        if wanted:
            account = next((f" --as {one.account}" for one in entries if one.account), "")
            self._say(f"\nSet it right: optout run {' '.join(wanted)}{account}")

    def _one(self, one: CardEntry) -> None:
        whose = f" (as {one.account})" if one.account else ""
        self._wrapped(f"{one.flow.title}{whose}", "  ")
        for sentence in (*one.in_words(), one.how):
            self._wrapped(sentence, "      ")
        if one.state in ("open", "to_send"):
            not_covered = one.flow.not_covered
            self._wrapped(" ".join(one.flow.at_stake()), "      ")
            self._wrapped(f"It is about: {one.flow.covers}" if one.flow.covers else "", "      ")
            self._wrapped(f"What stays in use all the same: {not_covered}" if not_covered else "", "      ")
        if one.state == "not_offered":
            self._wrapped(f"What remains: {one.flow.remains}" if one.flow.remains else "", "      ")
        if one.state == "unknown":
            self._wrapped(f"More: {one.next}", "      ")

    def _wrapped(self, text: str, indent: str) -> None:
        for line in textwrap.wrap(
            plain(text), self._width - len(indent), break_on_hyphens=False, break_long_words=False
        ):
            self._say(f"{indent}{line}")

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Text(plain(text), style=style), soft_wrap=True)
