"""Walks every flow of the suite against every kind of change: python -m tests.drift [--flows …] [--kinds …].

Prints each trial as it ends, then the table, and writes that into the README where everything was walked. The exit code
is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from runner.flow.index import with_table

from .kinds import KINDS
from .rivals import codegen, installed, replay, rival
from .stage import Stage, stage
from .subjects import Subject, subjects
from .tables import MARKS, missed, story, table
from .trial import Ground, Trial, ground, trial
from .walked import Walked

README = Path(__file__).parents[2] / "README.md"

Job = Callable[[Stage], Awaitable[None]]


async def on_stages(stages: Sequence[Stage], jobs: Iterable[Job]) -> None:
    """Does all jobs, each on the stage that is free first."""
    left = iter(jobs)

    async def work(here: Stage) -> None:
        for job in left:
            await job(here)

    async with asyncio.TaskGroup() as group:
        for here in stages:
            group.create_task(work(here))


class Suite:
    """All trials; `talk` prints how they went."""

    def __init__(self, folder: Path, rivals: bool, talk: bool) -> None:
        self._folder, self._rivals, self._talk = folder, rivals, talk
        self.why_no_replay = installed() if rivals else "it was not asked for"
        self.grounds: list[Ground] = []
        self.trials: list[Trial] = []

    async def run(self, stages: Sequence[Stage], chosen: Sequence[Subject], kinds: Sequence[str]) -> None:
        """First every flow on its pages as they are, then every kind of change that applies to it."""
        await on_stages(stages, (self._ground(subject) for subject in chosen))
        pairs = [(one, kind) for kind in kinds for one in self.grounds if one.applies(kind)]
        await on_stages(stages, (self._trial(one, kind) for one, kind in pairs))

    def _ground(self, subject: Subject) -> Job:
        async def job(here: Stage) -> None:
            found = await ground(here, subject, self._folder / f"{subject}-as-it-was")
            for name, walked in (await self._rivals_of(here, found, None)).items():
                assert walked.reached, f"{name} does not walk {subject} as it was: {walked.story}"
            self.grounds.append(found)

        return job

    def _trial(self, ground: Ground, kind: str) -> Job:
        async def job(here: Stage) -> None:
            done = await trial(here, ground, kind, self._folder / f"{ground.subject}-{kind}")
            done.rivals = await self._rivals_of(here, ground, kind)
            self.trials.append(done)
            self._say(done)

        return job

    async def _rivals_of(self, here: Stage, ground: Ground, kind: str | None) -> dict[str, Walked]:
        plays = {"codegen": codegen} if self._rivals else {}
        if not self.why_no_replay:
            plays["replay"] = replay
        change = ground.change(kind) if kind else lambda: None
        return {name: await rival(play, here, ground, change()) for name, play in plays.items()}

    def _say(self, done: Trial) -> None:
        told = [str(done)] + (story(done) if self._talk else [])
        sys.stdout.write("\n".join(told) + "\n")
        sys.stdout.flush()


async def drift(options: argparse.Namespace) -> list[Trial]:
    """Walks what was asked for."""
    chosen = [one for one in subjects() if not options.flows or str(one) in options.flows]
    with tempfile.TemporaryDirectory() as folder:
        suite = Suite(Path(folder), not options.alone, options.verbose)
        async with contextlib.AsyncExitStack() as stack:
            stages = [
                await stack.enter_async_context(stage(Path(folder) / f"stage-{at}")) for at in range(options.stages)
            ]
            await suite.run(stages, chosen, options.kinds or list(KINDS))
    note = f"No recording was replayed: {suite.why_no_replay}." if suite.why_no_replay else ""
    made = table(suite.trials, note)
    sys.stdout.write(f"\n{made}\n")
    if not (options.flows or options.kinds or options.alone):
        README.write_text(with_table(README.read_text("utf-8"), made, MARKS), "utf-8")
    return suite.trials


def main() -> None:
    """The exit code is 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.drift", description="Flows against pages that have changed.")
    parser.add_argument("--flows", nargs="+", metavar="FLOW", choices=[str(one) for one in subjects()], default=[])
    parser.add_argument("--kinds", nargs="+", metavar="KIND", choices=[*KINDS], default=[])
    parser.add_argument("--alone", action="store_true", help="without the recorders beside it")
    parser.add_argument("--stages", type=int, default=4, metavar="N", help="browsers at once")
    parser.add_argument("--verbose", action="store_true", help="with what happened where it did not go by itself")
    problems = missed(asyncio.run(drift(parser.parse_args())))
    sys.stdout.write("\n".join([*problems, "all targets met" if not problems else "targets missed"]) + "\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
