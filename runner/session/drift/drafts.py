"""Lessons that were tried before they are kept: with each, the page at hand is as a later run will find it.

What is pointed at can be written down in several ways (its name, where it leads, what stands beside it). The first with
which the mended flow, looked for by the same rules, finds this very thing and nothing else is what is learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from runner.errors import FlowError, RepairError
from runner.flow.describe import near, role_word
from runner.flow.driver import LookingDriver, Pointed
from runner.flow.load import FlowFile, Loc, load, walk
from runner.flow.model import Pick, Target
from runner.flow.step import Step
from runner.session.learned import Learned, Way, learnt
from runner.session.own import without_own
from runner.session.repair import mended

_NEAREST = 6  # texts around a thing by which it may be told from others


class Drafts:
    """What could be learnt from a thing that was pointed at; `own` are the person's values, `today` dates it."""

    def __init__(self, driver: LookingDriver, file: FlowFile, own: frozenset[str], today: Callable[[], date]) -> None:
        self._driver = driver
        self._file = file
        self._own = own
        self._today = today

    def lesson(self, loc: Loc, way: Way, pick: Pick | None = None) -> Learned:
        """A lesson that needs no trying."""
        kept = without_own(pick, self._own) if pick else None
        return learnt(self._file, loc, way, kept, self._today().isoformat())

    async def of(self, loc: Loc, ways: tuple[Way, ...], pointed: Pointed) -> Learned | None:
        """The first lesson, of these ways in this order, with which the thing pointed at is found, and it alone.

        Where the file can be mended in none of them, the first all the same, which then says why not; None where a
        mended file would find something else, or nothing.
        """
        unwritten: Learned | None = None
        could_be = False
        for way in ways:
            for told in _told(without_own(pointed.pick, self._own)):
                lesson = learnt(self._file, loc, way, told, self._today().isoformat())
                target = _looked_for_after(self._file, lesson)
                if target is not None and await self._driver.same(target, pointed.target):
                    return lesson
                could_be, unwritten = could_be or target is not None, unwritten or lesson
        return None if could_be else unwritten


def _told(pick: Pick) -> Iterator[Pick]:
    """The same thing as it is, then by each text near it alone, then by nothing but itself."""
    yield pick
    itself = pick.model_copy(update={"href": "", "neighbours": ()})
    for text in near(pick)[:_NEAREST]:
        yield itself.model_copy(update={"neighbours": (text,)})
    if itself != pick:
        yield itself


def _looked_for_after(file: FlowFile, lesson: Learned) -> Target | None:
    """What the step would look for with a lesson in the file; None where the file cannot be mended so."""
    try:
        after = load(mended(file.source.text, [lesson]).removeprefix("\ufeff"), lesson.path)
    except (RepairError, FlowError):
        return None
    loc = (*lesson.loc[:-1], "click") if lesson.way == "inserted" else lesson.loc
    step = dict(walk(after.flow.steps)).get(loc)
    return _of_step(step, lesson.pick) if step else None


def _of_step(step: Step, pick: Pick | None) -> Target | None:
    option = getattr(step, "option", None)
    is_option = option and pick and role_word(pick.role) == "option"
    return Target(option=option) if is_option else step.looks_for
