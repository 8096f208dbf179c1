"""One thing done on the page beside a flow that is edited: steps tried, a thing pointed at, a way recorded.

By the same driver and guard as a walk. Nothing is noted as done, and no flow is written: what could be written into one
is a Suggestion, for the person to decide about.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from runner.app.bench_state import BenchState, Order, Suggestion
from runner.app.run import Plan, RunContext, memory_of
from runner.browser import pointing
from runner.browser.driver import PageDriver
from runner.browser.recording import Recording
from runner.browser.tally import tally
from runner.errors import PageGone, RepairError, Stopped
from runner.events import Noted, Question, Reply
from runner.flow import patch
from runner.flow.driver import Pointed
from runner.flow.load import FlowFile, Loc, walk
from runner.flow.model import Target
from runner.flow.own import Own
from runner.locale import _, joined, many
from runner.locale.phrase import semicolons, sentence
from runner.session.drift.drafts import Drafts
from runner.session.own import own_words
from runner.session.race import first
from runner.session.recorder import draft
from runner.session.repair import propose, unified
from runner.session.trial import StepToTry, Trial, onward, up_to

_POINT = _("Click on the thing in this page. The click does nothing else.")
_RECORD = _("Do here what belongs into the flow, then finish. What you do is written down; what you type is not.")
_SETTLE = 0.2  # seconds between two looks for new tabs and frames


@dataclass
class BenchDeed:
    """One thing that is done on the page."""

    order: Order
    plan: Plan
    there: RunContext[PageDriver]
    state: BenchState
    needs: dict[str, str]

    async def it(self) -> None:
        """Does it; raises Stopped where the person wants that, and what a walk raises."""
        file, loc = await self._filled(), self.order.loc
        here = [StepToTry(loc, dict(walk(file.flow.steps))[loc])]
        match self.order.deed:
            case "try":
                await self._walk(file, [*await self._way_there(file), *here])
            case "run":
                await self._walk(file, [*await self._way_there(file), *onward(file, loc)])
            case "until":
                await self._walk(file, up_to(file, loc, self.state.next))
            case "point":
                if await self._walk(file, await self._way_there(file)):
                    await self._point(file)
            case "insert" | "append":
                await self._record(file)
            case "back":
                await self._back(file)

    async def _filled(self) -> FlowFile:
        """The flow with the person's values in it, and what it asks for before it starts."""
        flow = self.order.file.flow
        for key, need in flow.needs.items():
            if key not in self.needs:
                self.needs[key] = (await self.there.front.ask(Question("need", need.ask, ("stop",)))).text
        return replace(self.order.file, flow=flow.with_values(self.plan.config.me, self.needs))

    async def _way_there(self, file: FlowFile) -> list[StepToTry]:
        """The steps to the page on which a step begins, where the flow was not begun yet."""
        page = await self.there.driver.tabs.present()
        return [] if file.flow.sites.allow(page.url) else up_to(file, self.order.loc)

    def _trial(self, file: FlowFile, steps: list[StepToTry]) -> Trial:
        there = self.there
        trial = Trial(file, steps, there.driver, there.person, there.listeners, memory_of(self.plan))
        there.driver.take(file.flow, trial)
        return trial

    async def _walk(self, file: FlowFile, steps: list[StepToTry]) -> bool:
        """Walks these steps; whether all went well."""
        trial, state = self._trial(file, steps), self.state
        if not steps:
            self._say(_("Nothing is to be done before it: the page is as it is."), is_fine=True)
            return True
        ended = await trial.run()
        state.tried |= {one.loc: one for one in trial.tried}
        state.trail += trial.tried
        last = trial.tried[-1] if trial.tried else None
        is_fine = last is not None and last.came in ("done", "skipped")
        if last is None or (is_fine and ended.outcome == "stopped"):
            self._say(_("Stopped."), is_fine=False)
            return False
        state.at = state.next = last.loc
        if is_fine:
            state.next = _after(file, last.loc)
            works = _("It works: {note}.", note=last.note)
            self._say(works if len(steps) == 1 else _("All of it works: {note}.", note=last.note), is_fine=True)
        else:
            self._say(sentence(last.note), is_fine=False)
        if not is_fine:  # what has worked has often led to another page
            await self._look(dict(walk(file.flow.steps))[last.loc].looks_for)
        if trial.likely:
            await self._suggest(trial.likely, last.loc)
        return is_fine

    async def _look(self, target: Target | None) -> None:
        """Which of the written candidates match now, and how often."""
        driver = self.there.driver
        if target is not None:
            with contextlib.suppress(PageGone):
                self.state.candidates = await tally(driver.tabs.frames(await driver.tabs.present()), target)

    async def _point(self, file: FlowFile) -> None:
        driver, state = self.there.driver, self.state
        self.there.front.tell(Noted(flow=file.id, text=_POINT))
        state.at = self.order.loc
        await driver.hand_over()
        pointed = await first(driver.point(), _when_stopped(self.there.person.stops()))
        if pointed is None:
            self._say(_("Nothing was pointed at that could be told from other things there."), is_fine=False)
            return
        await self._look(self.order.step.looks_for)
        await self._suggest(pointed, self.order.loc)
        self._say("", is_fine=True)

    async def _suggest(self, pointed: Pointed, loc: Loc) -> None:
        """What could be written for a thing on the page, and what else each way to find it would find."""
        driver, state = self.there.driver, self.state
        state.called = pointed.pick.name or pointed.pick.text or _("a thing without a name")
        frames = driver.tabs.frames(await driver.tabs.present())
        for target in list(pointing.ways(pointed.pick))[:4]:
            state.ways += await tally(frames, target)
        own = own_words(self.plan.config.me)
        drafts = Drafts(driver, self.order.file, own, date.today)
        lesson = await drafts.of(loc, ("renamed", "apart"), pointed)
        if lesson is None:
            reason = _("Nothing would find that again")
            state.suggestion = Suggestion("", self.order.text, self.order.text, "", reason)
            return
        found = propose(self.order.text, [lesson])[0]
        name = Path(self.order.file.path).name
        diff = "" if found.reason else found.diff(name)
        state.suggestion = Suggestion(found.summary, self.order.text, found.after, diff, found.reason)

    async def _record(self, file: FlowFile) -> None:
        there, driver = self.there, self.there.driver
        self._trial(file, [])
        await driver.hand_over()
        recording = Recording(is_aside=driver.tabs.is_aside)
        recording.attach((await driver.tabs.present()).context)
        await recording.settle()
        try:
            question = Question("record", _RECORD, ("continue", "stop"), labels={"continue": _("That was it")})
            reply = await first(there.person.ask(question), _keep_settled(recording))
        finally:
            await recording.end()
        if reply.choice == "stop":
            raise Stopped
        recorded = recording.recorded
        made = draft(recorded, own=Own([*self.plan.config.me.values()])) if recorded.deeds else None
        if made is None or not made.steps:
            self._say(_("Nothing was done that would be a step."), is_fine=False)
            return
        text = self.order.text
        for number, step in enumerate(made.steps):
            text = self._with_step(text, number, step)
        said: str = many("{count} step was recorded.", "{count} steps were recorded.", len(made.steps))
        if made.untold:
            said = joined(said, _("Left to the person: {those}.", those=semicolons(*made.untold)))
        name = Path(self.order.file.path).name
        self.state.suggestion = Suggestion(said, self.order.text, text, unified(self.order.text, text, name, name))

    def _with_step(self, text: str, number: int, step: dict[str, object]) -> str:
        loc = self.order.loc
        if self.order.deed == "append":
            return patch.append_step(text, loc, step)
        at = loc[-2]
        assert isinstance(at, int)
        return patch.insert_step(text, (*loc[:-2], at + number, loc[-1]), step)

    async def _back(self, file: FlowFile) -> None:
        """The page on which the step that was tried last began."""
        trail = self.state.trail
        self._trial(file, [])
        while trail and not trail[-1].before:
            trail.pop()
        if not trail:
            raise RepairError(_("there is no page before this one to go back to"))
        last = trail.pop()
        await self.there.driver.open(last.before)
        self.state.at = self.state.next = last.loc
        self.state.tried.pop(last.loc, None)
        self._say(_("Back on the page where this step began."), is_fine=True)

    def _say(self, text: str, is_fine: bool) -> None:
        self.state.said, self.state.is_fine = text, is_fine


def _after(file: FlowFile, loc: Loc) -> Loc | None:
    """The step that is walked after another one."""
    following = onward(file, loc)[1:]
    return following[0].loc if following else None


async def _when_stopped(stops: Awaitable[None]) -> Pointed | None:
    await stops
    return None


async def _keep_settled(recording: Recording) -> Reply:
    while True:
        await recording.settle()
        await asyncio.sleep(_SETTLE)
