"""What is different from one way of walking to another, and what the driver tells a walk of its own accord."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any

from runner import events
from runner.errors import Refused
from runner.flow.driver import Seen
from runner.flow.load import FlowFile
from runner.flow.results import Result
from runner.flow.step import Step
from runner.session.drift import Drift
from runner.session.going_on import GoingOn
from runner.session.next_step import Next
from runner.session.step_position import StepPosition
from runner.session.talk import Talk


class Walker(ABC):
    """Who walks: the engine, which does what a flow says, or looking.py. Also the driver's watcher (flow/driver.py)."""

    file: FlowFile
    _talk: Talk
    _drift: Drift
    _going_on: GoingOn

    async def found(self, seen: Seen) -> None:
        """A target is ringed and about to be used."""
        await self._drift.seen(seen)
        self._going_on.found()
        later = seen.candidate + 1 if seen.candidate else None
        await self._talk.tell_step(events.TargetFound, label=seen.label, candidate=later)

    async def declined(self, label: str) -> None:
        """An interruption was told no."""
        self._drift.declined(label)
        await self._talk.tell(events.InterruptionPressed(flow=self.file.id, label=label))

    async def script_sent(self, host: str, method: str) -> None:
        """A script of the page has sent something after a deed of ours."""
        await self._talk.tell_step(events.ScriptSent, host=host, method=method)

    async def moved(self, host: str) -> None:
        """The person is on another site, or back."""
        await self._talk.tell(events.Wandered(flow=self.file.id, host=host))

    async def noted(self, text: str) -> None:
        """Something the person should know."""
        await self._talk.note(text)

    async def held_up(self, why: str) -> None:
        """What the person has done does not count yet."""
        await self._talk.tell_step(events.HeldUp, why=why)

    # -- what each says for itself ---------------------------------------------------------------------------

    def _sentence(self, step: Step) -> str:
        """What happens in a step, in a sentence."""
        return step.narrated()

    @abstractmethod
    def _do(self, step: Step) -> Coroutine[Any, Any, Result]:
        """The step's part on the page."""

    @abstractmethod
    async def _own(self, result: Result, position: StepPosition) -> Next:
        """What follows from a result that not every walk can have."""

    @abstractmethod
    async def _refused(self, refusal: Refused, step: Step) -> Next:
        """What follows where the guard leaves a thing to the person."""
