"""How a walk can end, and what that rests on, in words: the one table for every place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runner.events import Basis
from runner.locale import _, joined


@dataclass(frozen=True)
class OutcomeWords:
    """One outcome: as what is said afterwards (`told`), and in the panel to somebody before the page (`shown`).

    `heading` stands over flows that ended so, `means` follows on something that is not there, and `asked` asks the
    person whether it is so.
    """

    told: str
    shown: str
    heading: str
    means: str = ""
    asked: str = ""


@dataclass(frozen=True)
class BasisWords:
    """What an outcome rests on: said after it (`told`), in the panel (`shown`), and in a line (`short`)."""

    told: str = ""
    shown: str = ""
    short: str = ""


OUTCOMES: Mapping[str | None, OutcomeWords] = {
    "sent": OutcomeWords(
        _("Your request was sent."), _("Your request is sent."), _("Sent"), _("it is sent"), _("Was your request sent?")
    ),
    "opted_out": OutcomeWords(
        _("You are opted out."), _("You are opted out."), _("Switched"), _("you are opted out"), _("Are you out?")
    ),
    "already_out": OutcomeWords(
        _("You were opted out already."),
        _("You were opted out already. There was nothing to do."),
        _("Out already"),
        _("you are opted out already"),
        _("Were you out already?"),
    ),
    None: OutcomeWords(
        _("The way was walked to its end; nothing was sent or switched."),
        _("That was all."),
        _("Walked to the end, with nothing to send or switch"),
    ),
    "not_offered": OutcomeWords(
        _("This is not offered to you."),
        _("This is not offered to you here."),
        _("Not offered to you"),
        _("this is not offered to you"),
        _("Is it not offered to you?"),
    ),
    "stopped": OutcomeWords(
        _("You stopped here; the next run offers to go on."),
        _("Stopped. You can go on from here another time."),
        _("Stopped"),
    ),
    "lost": OutcomeWords(
        _("The way was lost."), _("I lost the way and left everything as it was."), _("The way was lost")
    ),
}
BASES: Mapping[Basis | None, BasisWords] = {
    "by_word": BasisWords(
        _("That is by your word: the page did not say so."), _("That is by your word."), _("by your word")
    ),
    "seen": BasisWords(
        _("The page said so; it was not read back, so it is not confirmed."),
        _("The page said so."),
        _("seen, not read back"),
    ),
    "read_back": BasisWords(
        _("Read back and confirmed."), _("I have read it back: it is as you wanted it."), _("read back")
    ),
    None: BasisWords(),
}


def concluded(outcome: str | None, basis: Basis | None) -> str:
    """How a walk ended and what that rests on, in words."""
    return joined(OUTCOMES[outcome].told, BASES[basis].told if outcome else "")
