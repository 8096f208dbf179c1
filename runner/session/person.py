"""The person a session is walked with: a port that panel, terminal and test persons answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NoReturn, Protocol

from runner.events import Question, Reply
from runner.session.race import first


class Person(Protocol):
    """Someone who can be asked. Cancelling `ask` takes the question back."""

    async def ask(self, question: Question) -> Reply:
        """Puts a question and waits, without a time limit, for one of its choices."""
        ...

    async def stops(self) -> None:
        """Returns when the person wants to stop while nothing is being asked."""


class Together:
    """One person at several places, panel and terminal: whichever answers first has answered.

    `exits` are places where they can only say stop, such as Ctrl-C; those alone are nobody to ask. In a window that is
    not there nobody `sees_page`: then they can answer, but point at nothing and do nothing by hand.
    """

    def __init__(self, places: Sequence[Person], exits: Sequence[Person] = (), sees_page: bool = True) -> None:
        self.places = (*places, *exits)
        self.present = bool(places)
        self.sees_page = sees_page

    async def ask(self, question: Question) -> Reply:
        """The first answer of any place; with nobody there it waits until it is cancelled."""
        return await first(_never(), *(place.ask(question) for place in self.places))

    async def stops(self) -> None:
        """Returns when the person asks at any place to stop."""
        await first(_never(), *(place.stops() for place in self.places))


async def _never() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError  # pragma: no cover - an event nobody sets
