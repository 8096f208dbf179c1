"""One walk of a flow by the runner with the suite's person, and what came of it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.async_api import Error

from runner import events
from runner.app.evidence_store import EvidenceStore
from runner.app.repairs import Mending
from runner.browser.waiting import Pace
from runner.flow.load import FlowFile, load_file
from runner.flow.load import walk as walk_steps
from runner.flow.model import Name, fold
from runner.records.evidence import EvidenceFolder
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoints
from runner.session.engine import Engine
from runner.session.fingerprints import Fingerprints
from runner.session.memory import Memory
from runner.session.person import Together

from .acts import Act, Recorder
from .person import Person
from .stage import HURRY, Change, Press, Stage
from .subjects import Subject

FLOWS = Path(__file__).parents[2] / "flows"
LONGEST = 300  # seconds; a walk takes two to ten where nothing else runs
PACE = Pace(ring=0, timeout=4, settle=Pace.settle / HURRY, rest=0.5)
_LATE = replace(PACE, rest=None)  # where things come late, a page at rest says nothing


@dataclass
class Home:
    """A folder of everything the tool writes, and a copy of the flow that repairs may change."""

    folder: Path
    flow: Path

    @classmethod
    def new(cls, folder: Path, subject: Subject) -> Home:
        """An empty one."""
        flow = folder / "flows" / f"{subject.case.flow}.yaml"
        flow.parent.mkdir(parents=True)
        shutil.copy(FLOWS / flow.name, flow)
        return cls(folder / "home", flow)

    def copy(self, folder: Path) -> Home:
        """The same again, to be changed apart; what was learnt there is about that copy."""
        shutil.copytree(self.folder.parent, folder)
        return Home(folder / "home", folder / "flows" / self.flow.name)

    @property
    def memory(self) -> Memory:
        """What walks keep here, as the commands wire it."""
        mending = Mending(self.folder)
        runs, fingerprints = self.folder / "runs", self.folder / "sightings"
        pictures = EvidenceStore(self.flow.stem, lambda: EvidenceFolder(self.folder / "evidence"))
        kept = Checkpoints(runs, write_private), Fingerprints(fingerprints, write_private)
        return Memory(*kept, mending.lessons, mending, pictures)


@dataclass
class Walked:
    """What came of a walk. `wrong` are presses of the runner on what the flow's author did not mean."""

    reached: bool = False
    answers: int = 0
    misled: int = 0
    wrong: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    acts: list[Act] = field(default_factory=list)
    mended: bool = False
    seconds: float = 0.0
    story: list[str] = field(default_factory=list)

    @property
    def unaided(self) -> bool:
        """Whether it arrived without a word about drift."""
        return self.reached and self.answers == 0

    def __str__(self) -> str:
        how = "not reached" if not self.reached else f"{self.answers} answers" if self.answers else "unaided"
        wrong = f" and {len(self.wrong)} wrong clicks" if self.wrong else ""
        return f"{how}{wrong} ({self.seconds:.0f} s)"


async def walk(stage: Stage, home: Home, subject: Subject, change: Change, labels: set[str] | None = None) -> Walked:
    """Walks once; `labels` is what may be pressed beside what the suite has marked, None for whatever is."""
    walked, began = Walked(), asyncio.get_running_loop().time()
    await stage.set_up(subject, change)
    kind = getattr(change, "kind", change)
    file = load_file(home.flow)
    file = replace(file, flow=file.flow.with_values(subject.case.me, subject.case.needs))
    pace = _LATE if kind == "slow" else PACE
    before = home.flow.read_bytes()
    async with Recorder(stage.browser.context, stage.panel, stage.browser.relaunch, pace) as driver:
        person = Person(stage, driver, subject, change)
        stage.pressed = judge(walked, subject, labels, names_in(file))
        listeners = [person.hear, driver.hear, stage.panel.hear, lambda event: walked.story.append(_line(event))]
        engine = Engine(file, driver, Together([person]), listeners, home.memory)
        driver.take(file.flow, engine)
        try:
            async with asyncio.timeout(LONGEST):
                ended = await engine.run()
            walked.reached = ended.outcome == subject.case.outcome and await stage.arrived(subject)
            walked.story.append(f"outcome {ended.outcome}, sent {stage.sent(subject)}")
        except (TimeoutError, Error, AssertionError) as error:
            walked.story.append(f"{type(error).__name__}: {str(error)[:300]}")
    walked.wrong += [f"stray {address}" for address in stage.standins.strays]
    walked.answers, walked.misled, walked.acts = person.answers, person.misled, driver.acts
    walked.story += person.said
    walked.mended = home.flow.read_bytes() != before
    walked.seconds = asyncio.get_running_loop().time() - began
    return walked


def names_in(file: FlowFile) -> list[Name]:
    """What the flow's author has called the things that are pressed or chosen."""
    used = ("click", "hover", "choose")
    steps = [step.looks_for for _, step in walk_steps(file.flow.steps) if step.word in used]
    targets = [*steps, *file.flow.interruptions]
    return [name for target in targets if target for one in target.candidates() for name in one.names]


def _is(name: Name, text: str) -> bool:
    """Whether something of this text is called so; long ones are called by their beginning."""
    short = fold(name.text)
    return name.fits(text) if name.pattern else fold(text) == short or (" " in short and fold(text).startswith(short))


def judge(walked: Walked, subject: Subject, labels: set[str] | None, names: list[Name]) -> Callable[[Press], None]:
    """Hears of each press of a machine; it must land on what was meant.

    That is what the suite has marked, what was pressed on the pages as they were, or what has a name the flow gives.
    """

    def hear(press: Press) -> None:
        if not press["texts"]:
            return
        texts = {fold(text) for text in press["texts"]}
        walked.labels |= texts
        known = labels is None or not texts.isdisjoint(labels)
        told = [name for group in subject.names_on_the_way for name in group]
        named = not texts.isdisjoint(map(fold, told)) or any(
            _is(name, text) for name in names for text in press["texts"]
        )
        right = press["mark"] in ("target", "level", "no") or (not press["mark"] and (known or named))
        if not right or any(press["href"].endswith(address) for address in subject.wrong):
            walked.wrong.append(f"pressed {press}")

    return hear


def _line(event: events.Event) -> str:
    data = event.as_json()
    return " ".join(str(value) for key, value in data.items() if key not in ("flow", "choices"))
