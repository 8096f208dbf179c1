"""The person at the home: what they are asked stands on its pages, and is answered there or anywhere else."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from runner.events import Choice, Question, Reply


@dataclass(eq=False)
class AskedHere:
    """The open question, by the name that its form has, and where its answer goes."""

    id: str
    question: Question
    answer: asyncio.Future[Reply]


class HomePerson:
    """A `Person`; `tell` is called where there is something else to show."""

    def __init__(self, tell: Callable[[], object]) -> None:
        self._tell = tell
        self._ids = itertools.count(1)
        self._stop = asyncio.Event()
        self.asked: AskedHere | None = None

    async def ask(self, question: Question) -> Reply:
        """Shows a question until it is answered; cancelled, it goes away."""
        here = self.show(question)
        try:
            return await here.answer
        finally:
            if self.asked is here:
                self.asked = None
                self._tell()

    def show(self, question: Question) -> AskedHere:
        """Makes a question the open one."""
        self.asked = AskedHere(f"q{next(self._ids)}", question, asyncio.get_running_loop().create_future())
        self._tell()
        return self.asked

    def reply(self, id_: str, choice: str, text: str = "") -> bool:
        """Takes an answer to the question of that name; whether it was still open, and has such a choice."""
        here = self.asked
        if here is None or here.id != id_ or here.answer.done():
            return False
        wanted: Choice | None = next((one for one in (*here.question.choices, "stop") if one == choice), None)
        if here.question.about == "need" and choice == "text":
            wanted = "continue" if text.strip() else None
        if wanted is None:
            return False
        here.answer.set_result(Reply(wanted, "home", text.strip() if choice == "text" else ""))
        return True

    async def stops(self) -> None:
        """Returns when they want to stop while nothing is asked."""
        await self._stop.wait()
        self._stop.clear()


class HomeExit:
    """Where all of a batch is stopped."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()

    def press(self) -> None:
        """They want to stop now."""
        self._stopped.set()

    def pressed(self) -> bool:
        """Whether they have said so."""
        return self._stopped.is_set()

    async def ask(self, question: Question) -> Reply:
        """Stop, once they say so."""
        await self._stopped.wait()
        return Reply("stop", "home")

    async def stops(self) -> None:
        """Returns when they say so."""
        await self._stopped.wait()
