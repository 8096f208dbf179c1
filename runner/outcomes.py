"""How a walk can end, and what that rests on, in words: the one table for every place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runner.events import Basis


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
        "Your request was sent.", "Your request is sent.", "Sent", "it is sent", "Was your request sent?"
    ),
    "opted_out": OutcomeWords(
        "You are opted out.", "You are opted out.", "Switched", "you are opted out", "Are you out?"
    ),
    "already_out": OutcomeWords(
        "You were opted out already.",
        "You were opted out already. There was nothing to do.",
        "Out already",
        "you are opted out already",
        "Were you out already?",
    ),
    None: OutcomeWords(
        "The way was walked to its end; nothing was sent or switched.",
        "That was all.",
        "Walked to the end, with nothing to send or switch",
    ),
    "not_offered": OutcomeWords(
        "This is not offered to you.",
        "This is not offered to you here.",
        "Not offered to you",
        "this is not offered to you",
        "Is it not offered to you?",
    ),
    "stopped": OutcomeWords(
        "You stopped here; the next run offers to go on.",
        "Stopped. You can go on from here another time.",
        "Stopped",
    ),
    "lost": OutcomeWords("The way was lost.", "I lost the way and left everything as it was.", "The way was lost"),
}
BASES: Mapping[Basis | None, BasisWords] = {
    "by_word": BasisWords("That is by your word: the page did not say so.", "That is by your word.", "by your word"),
    "seen": BasisWords(
        "The page said so; it was not read back, so it is not confirmed.", "The page said so.", "seen, not read back"
    ),
    "read_back": BasisWords("Read back and confirmed.", "I have read it back: it is as you wanted it.", "read back"),
    None: BasisWords(),
}


def concluded(outcome: str | None, basis: Basis | None) -> str:
    """How a walk ended and what that rests on, in words."""
    return f"{OUTCOMES[outcome].told} {BASES[basis].told if outcome else ''}".rstrip()
