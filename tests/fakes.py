"""Stand-ins for the two ports: a page made of sets of names, and a person who answers from a list."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from runner.errors import Elsewhere, PageGone, Refused, TargetMissing
from runner.events import Event, Question, Reply
from runner.flow.driver import Picture, Pointed
from runner.flow.load import FlowFile, load
from runner.flow.model import Condition, Pick, Target
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together


class FakeDriver:
    """A page as the set of names that can be seen on it; records what is done to it.

    `leads` says what a press, or opening an address, changes: a new set of names. `refuses` are names the guard leaves
    to the person; `on` are switches that are on.
    """

    def __init__(self, sees: Iterable[str] = (), leads: dict[str, set[str]] | None = None) -> None:
        self.sees = set(sees)
        self.leads = leads or {}
        self.refuses: set[str] = set()
        self.on: set[str] = set()
        self.done: list[str] = []
        self.url = ""
        self.off_site = False
        self.gone = 0
        self.over: dict[str, Pointed] = {}  # what says no in the box that lies over a thing
        self.points: list[Pointed] = []
        self.looks: list[Pick] = []  # what a survey of the page finds beside what can be seen
        self.ringed: list[str] = []
        self.private_now = False
        self.pictures_refused: list[str] = []  # the reasons why the next pictures are not taken
        self.paints = True
        self.takes_files = True
        self.changed = asyncio.Event()

    def change(self, *names: str, off: Iterable[str] = ()) -> None:
        """Something happens on the page by itself, or by the person's own hands."""
        self.sees |= set(names)
        self.on -= set(off)
        self.changed.set()

    def _texts(self, target: Target) -> list[str]:
        return [name.text for one in target.candidates() for name in one.names]

    def _find(self, target: Target) -> str:
        if self.gone:
            self.gone -= 1
            raise PageGone("the page is closed")
        if self.off_site:
            raise Elsewhere("elsewhere.example", ("a.example",))
        found = next((text for text in self._texts(target) if text in self.sees), None)
        if found is None:
            raise TargetMissing(str(target))
        if found in self.over:
            raise TargetMissing(found).because(f"{found} is there, but something lies over it", covered=True)
        if found in self.refuses:
            raise Refused(f"“{found}” may send something: press it yourself")
        return found

    def _did(self, what: str, name: str) -> str:
        self.done.append(f"{what} {name}")
        if name in self.leads:
            self.sees = set(self.leads[name])
        return name

    async def open(self, url: str) -> None:
        self.url = url
        self._did("open", url)

    async def press(self, target: Target, timeout: float | None = None) -> str:
        return self._did("press", self._find(target))

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        return self._did("hover", self._find(target))

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        return self._did("choose", self._find(target))

    async def choose_again(self) -> None:
        self.done.append("choose again")

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        return self._did("fill", self._find(target))

    async def show(self, target: Target, timeout: float | None = None) -> str:
        return self._find(target)

    async def clear_the_way(self) -> None:
        pass

    async def holds(self, condition: Condition, timeout: float | None = None) -> bool:
        if condition.visible:
            return any(text in self.sees for text in self._texts(condition.visible))
        if condition.gone:
            return not any(text in self.sees for text in self._texts(condition.gone))
        if condition.url:
            return condition.url in self.url
        if condition.is_on or condition.is_off:
            control = condition.is_on or condition.is_off
            assert control is not None
            return any(text in self.on for text in self._texts(control)) == bool(condition.is_on)
        if condition.any:
            return any([await self.holds(one) for one in condition.any])
        return all([await self.holds(one) for one in condition.all or ()])

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        return self._find(control) in self.on

    async def until(self, condition: Condition | None) -> None:
        while condition is None or not await self.holds(condition):
            if self.gone:
                self.gone -= 1
                raise PageGone("the page is closed")
            await self.changed.wait()
            self.changed.clear()

    async def until_back(self) -> None:
        while self.off_site:
            await self.changed.wait()
            self.changed.clear()

    async def point(self) -> Pointed | None:
        return self.points.pop(0) if self.points else None

    async def survey(self) -> list[Pick]:
        return [*self.looks, *(Pick(role="link", name=name, text=name) for name in sorted(self.sees))]

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        if pick is None:
            return None
        self.ringed.append(pick.name)
        return pointed(pick.name)

    async def capture(self, of: str | Target, timeout: float | None = None) -> Picture:
        what = self._find(of) if isinstance(of, Target) else of
        if self.private_now:
            raise Refused("No picture is taken while you log in")
        if self.pictures_refused:
            raise Refused(self.pictures_refused.pop(0))
        self.done.append(f"picture of {what}")
        return Picture(f"{what} {len(self.done)}".encode(), self.url, "A title")

    async def black_out(self, png: bytes, boxes: Sequence[tuple[int, int, int, int]]) -> bytes:
        if not self.paints:
            raise Refused("The picture cannot be blacked out here")
        return png + b" without " + str(list(boxes)).encode()

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        name = self._find(field)
        self.done.append(f"attach {', '.join(path.name for path in files)} to {name}")
        return self.takes_files

    async def in_the_way(self, target: Target) -> Pointed | None:
        return self.over.get(next(iter(self._texts(target))))

    async def decline_also(self, control: Target) -> None:
        self.done.append(f"decline {control}")
        self.over.clear()

    async def recover(self) -> str:
        return "You closed the page; I opened it again."

    @contextlib.contextmanager
    def private(self) -> Iterator[None]:
        self.private_now = True
        try:
            yield
        finally:
            self.private_now = False

    @property
    def here(self) -> str:
        return self.url


def pointed(name: str, role: str = "link") -> Pointed:
    """What pointing at a thing of that name gives."""
    return Pointed(Pick(role=role, name=name, text=name), Target.model_validate({role: name}))


class FakePictures:
    """Pictures kept in memory; `kept` is what was put on disk, by name."""

    def __init__(self, *names: str) -> None:
        self.kept: dict[str, tuple[bytes, int, datetime | None]] = {name: (b"earlier", 0, None) for name in names}

    def keep(self, name: str, picture: Picture, step: int, taken: datetime) -> Path:
        self.kept[name] = (picture.png, step, taken)
        return Path(f"/evidence/{name}.png")

    def find(self, name: str) -> Path | None:
        return Path(f"/evidence/{name}.png") if name in self.kept else None


class ScriptedPerson:
    """Answers from a list, and does things to the page first where an answer is a pair (deed, choice or None).

    A function among them is given the question and gives the answer.
    """

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []
        self.wants_to_stop = asyncio.Event()

    async def ask(self, question: Question) -> Reply:
        self.asked.append(question)
        if not self.answers:
            raise AssertionError(f"nobody expected to be asked: {question.say}")
        answer = self.answers.pop(0)
        answer = answer(question) if callable(answer) else answer
        deed, choice = answer if isinstance(answer, tuple) else (None, answer)
        await asyncio.sleep(0)
        if deed:
            deed()
        if choice is None:
            await asyncio.Event().wait()
        return Reply(choice, "terminal")

    async def stops(self) -> None:
        await self.wants_to_stop.wait()


HEAD = "title: T\nservice: S\nhosts: [a.example]\nsteps:\n"


def flow(steps: str, name: str = "f") -> FlowFile:
    """A flow of the given steps (YAML, without indentation)."""
    return load(HEAD + "\n".join(f"  {line}" for line in steps.strip("\n").splitlines()), f"{name}.yaml")


async def play(file: FlowFile, driver: FakeDriver, *answers: object, **kwargs: object) -> list[Event]:
    """The events of a walk."""
    heard: list[Event] = []
    person = ScriptedPerson(*answers)
    checkpoint = kwargs.pop("checkpoint", None)
    memory = Memory(**kwargs)  # type: ignore[arg-type]
    engine = Engine(file, driver, Together([person]), [heard.append], memory)
    await asyncio.wait_for(engine.run(checkpoint), 5)  # type: ignore[arg-type]
    return heard


def names(heard: Iterable[Event]) -> list[str]:
    """The names of events, each with what tells it apart."""
    return [f"{event.name()}{_detail(event)}" for event in heard]


def _detail(event: Event) -> str:
    for field in ("outcome", "reply", "for_", "kind"):
        if getattr(event, field, None):
            return f" {getattr(event, field)}"
    return ""
