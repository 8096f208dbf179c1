"""The report card of `optout audit` in a terminal: what needs the person first, and the command that begins with it.

Reads well at 80 columns, without colour and in a pipe.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from runner.locale import Message, _, joined, many
from runner.locale.phrase import commas
from runner.records.card import CARD_HEADINGS, CardEntry, CardState, counted, to_mend
from runner.terminal.console import readable

_CARD_STYLES: dict[CardState, str] = {"open": "bold red", "to_send": "yellow", "closed": "green", "sent": "green"}
_MOST = 96


class ReportCard:
    """Prints to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, _MOST)

    def show(self, entries: Sequence[CardEntry]) -> None:
        """Everything, by how it stands; what is right is told in short."""
        told = [_so_many(state, number) for state, number in counted(entries).items() if number]
        if told:
            self._say(_("Report card: {counted}.", counted=commas(*told)), "bold", "\n")
        else:
            self._say(_("Report card: nothing to tell of."), "bold", "\n")
        for state, group in groupby(entries, key=lambda one: one.state):
            self._say(CARD_HEADINGS[state], _CARD_STYLES.get(state, "bold"), "\n")
            for one in group:
                self._one(one)
        wanted = list(dict.fromkeys(one.flow.id for one in to_mend(entries)))
        if wanted:
            account = next((f" --as {one.account}" for one in entries if one.account), "")
            command = f"optout run {' '.join(wanted)}{account}"
            self._say(_("Set it right: {command}", command=command), before="\n")

    def _one(self, one: CardEntry) -> None:
        title, account = one.flow.title, one.account
        self._wrapped(_("{title} (as {account})", title=title, account=account) if account else title, "  ")
        for sentence in (*one.in_words(), one.how):
            self._wrapped(sentence, "      ")
        if one.state in ("open", "to_send"):
            covers, not_covered = one.flow.covers, one.flow.not_covered
            self._wrapped(joined(*one.flow.at_stake()), "      ")
            self._wrapped(_("It is about: {covers}", covers=covers) if covers else "", "      ")
            stays = _("What stays in use all the same: {not_covered}", not_covered=not_covered)
            self._wrapped(stays if not_covered else "", "      ")
        if one.state == "not_offered" and one.flow.remains:
            self._wrapped(_("What remains: {remains}", remains=one.flow.remains), "      ")
        if one.state == "unknown":
            self._wrapped(_("More: {command}", command=one.next), "      ")

    def _wrapped(self, text: str, indent: str) -> None:
        for line in textwrap.wrap(
            readable(text), self._width - len(indent), break_on_hyphens=False, break_long_words=False
        ):
            self._say(f"{indent}{line}")

    def _say(self, text: str, style: str = "", before: str = "") -> None:
        self._console.print(Text(f"{before}{readable(text)}", style=style), soft_wrap=True)


def _so_many(state: CardState, number: int) -> Message:
    """How many things stand so, as a part of the first line."""
    return {
        "open": many("{count} not refused", "{count} not refused", number),
        "to_send": many("{count} not asked for yet", "{count} not asked for yet", number),
        "unknown": many("{count} could not tell", "{count} could not tell", number),
        "not_offered": many("{count} not offered to you", "{count} not offered to you", number),
        "sent": many("{count} asked for", "{count} asked for", number),
        "closed": many("{count} refused", "{count} refused", number),
    }[state]
