"""The person's turn at a pause: when it is over, and on whose word.

The page may answer, once it shows what it did not show before. What it showed already is asked about, and so is a
Continue while it does not show it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from runner.events import Basis, Choice, Question, Reply
from runner.flow.driver import Sign
from runner.flow.model import Condition
from runner.flow.results import Asks
from runner.flow.texts import in_each_language
from runner.locale import ENGLISH, _, joined, language, nearest
from runner.session.talk import Talk

_CHOICES: tuple[Choice, ...] = ("continue", "skip", "back", "stop")
_DONE_ALREADY: Mapping[str, str] = {"login": _("It looks as if you are logged in already. Are you?")}
_LOOKS_DONE = _("It looks as if that is done already. Is it?")
_NOT_YET: Mapping[str, str] = {
    "login": _("You don't seem to be logged in yet. Go on all the same?"),
    "submit": _("The page does not show that it was sent. Did you send it?"),
    "switch": _("The page does not show the setting as changed. Go on all the same?"),
}
_NOT_SEEN = _("The page does not look as it should afterwards. Go on all the same?")

_WAS_THEIR_TURN = _(
    "This was your turn before the page was lost. If you did it then, press Continue: don't do it twice."
)


@dataclass(frozen=True)
class TurnEnd:
    """How a turn ended: what the person, or the page for them, replied, and what that rests on."""

    reply: Reply
    basis: Basis | None = None


class OtherWay(Protocol):
    """Another way to log in, which the question of a login offers."""

    def offered(self, question: Question) -> Question:
        """The question with this way among its choices, where there is one."""
        ...

    def offered_first(self, question: Question) -> Question:
        """The same once it is known that the site refuses a driven browser."""
        ...


async def persons_turn(talk: Talk, asks: Asks, notes: Sequence[Condition], by_hand: OtherWay | None = None) -> TurnEnd:
    """Asks until the turn is over; `notes` are messages that a later step reads, `by_hand` another way to log in."""
    sign = Sign(asks.until, asks.earns is not None, asks.last, asks=True) if asks.until else None
    question = Question(asks.about, asks.say, _CHOICES, page_answers=sign is not None)
    question = await _with_copy(question, asks.copy, talk) if asks.copy else question
    question = by_hand.offered(question) if by_hand else question
    await talk.driver.begin_turn(sign, notes)
    while True:
        reply = await talk.ask(question, sign)
        if by_hand and reply == Reply("by_hand", "page"):
            question = by_hand.offered_first(question)
        elif reply.choice == "retry":  # the page shows it, and did before
            if await _yes(talk, _DONE_ALREADY.get(asks.about, _LOOKS_DONE)):
                return TurnEnd(Reply("continue", "page"), "by_word")
        elif reply.choice != "continue" or sign is None:
            return TurnEnd(reply, "by_word" if reply.choice == "continue" else None)
        elif reply.via == "page":
            return TurnEnd(reply, "seen")
        else:
            told = await talk.driver.look_again(sign)
            if told or await _yes(talk, _NOT_YET.get(asks.about, _NOT_SEEN)):
                return TurnEnd(reply, "seen" if told == "came_true" else "by_word")


async def _with_copy(question: Question, text: str, talk: Talk) -> Question:
    """The question with a text to copy: in the page's language where the flow has it in that, else in the person's."""
    copies = await asyncio.to_thread(in_each_language, text)  # the first time, catalogues are read
    if not copies:
        return replace(question, copy=text)
    spoken = (await talk.driver.page_language(), language().code, ENGLISH)
    codes = (nearest(code, copies) for code in spoken if code)
    code = next(filter(None, codes), next(iter(copies)))
    return replace(question, copy=copies[code], copy_in=code, copies=copies)


def once_more(asks: Asks) -> Asks:
    """A turn that was the person's already when the page was lost."""
    return replace(asks, say=joined(asks.say, _WAS_THEIR_TURN, between="\n"))


async def _yes(talk: Talk, say: str) -> bool:
    reply = await talk.ask(Question("agree", say, ("yes", "no", "stop"), topic="all_the_same"))
    return reply.choice == "yes"
