"""Stand-ins for the two ports: a page made of sets of names, and a person who answers from a list."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from runner.errors import Elsewhere, PageGone, Refused, TargetNotFound
from runner.events import Event, Question, Reply
from runner.flow.driver import Alike, HandWindow, LoginPage, Picture, Pointed, Recovered, Sign, Told, Watcher
from runner.flow.load import FlowFile, load
from runner.flow.login_refusals import LoginRefusal
from runner.flow.model import Condition, Pick, Target
from runner.flow.signs import shows_something
from runner.session.engine import Engine
from runner.session.looking import Onlooker, Verdict
from runner.session.memory import Memory
from runner.session.person import Together


class FakeLookingDriver:
    """A page as the set of names that can be seen on it; records what is done to it.

    `leads` says what a press, or opening an address, changes: a new set of names. `refuses` are names the guard leaves
    to the person; `on` are switches that are on. `change` is the person's hand, `shift` the page by itself. `kept` is
    what a page shows once it is loaded again, where that is something else.
    """

    def __init__(self, sees: Iterable[str] = (), leads: dict[str, set[str]] | None = None) -> None:
        self.sees = set(sees)
        self.leads = leads or {}
        self.refuses: set[str] = set()
        self.on: set[str] = set()
        self.done: list[str] = []
        self.url = ""
        self.language = ""  # which the page says it is in
        self.off_site = False
        self.gone = 0
        self.over: dict[str, Pointed] = {}  # what says no in the box that lies over a thing
        self.points: list[Pointed] = []
        self.alike: dict[str, list[Alike]] = {}  # what is there several times, by its name
        self.looks: list[Pick] = []  # what a survey of the page finds beside what can be seen
        self.ringed: list[str] = []
        self.private_now = False
        self.pictures_refused: list[str] = []  # the reasons why the next pictures are not taken
        self.paints = True
        self.takes_files = True
        self.held = ""  # the host that the page has tried to send something to
        self.depth = 1
        self.changed = asyncio.Event()
        self.silent = False  # whether the page is loading, busy, empty or broken
        self.kept: tuple[set[str], set[str]] | None = None  # what is seen, and what is on, after loading again
        self.watcher: Watcher | None = None
        self._acted = False
        self._denied = False
        self._was_there: set[str] = set()
        self._noted: dict[str, bool] = {}
        self.aside = FakeAside(self)
        self._asked = False
        self._last: bool | None = None

    def change(self, *names: str, off: Iterable[str] = (), gone: Iterable[str] = ()) -> None:
        """Something happens on the page by the person's own hands."""
        self._acted = True
        self.shift(*names, off=off, gone=gone)

    def shift(self, *names: str, off: Iterable[str] = (), gone: Iterable[str] = ()) -> None:
        """Something happens on the page by itself."""
        self.sees = (self.sees | set(names)) - set(gone)
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
            raise TargetNotFound(str(target))
        if found in self.alike and len(target.candidates()) == 1 and target.candidates()[0].role is None:
            raise TargetNotFound(found, len(self.alike[found]))
        if found in self.over:
            raise TargetNotFound(found).because(f"{found} is there, but something lies over it", covered=True)
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

    async def show(self, target: Target, timeout: float | None = None) -> str:
        return self._find(target)

    async def clear_the_way(self) -> None:
        pass

    async def holds(self, condition: Condition, timeout: float | None = None, seen: bool = False) -> bool:
        if seen and not shows_something(condition):
            return False
        return self._is_so(condition)

    def _is_so(self, condition: Condition, in_turn: bool = False) -> bool:
        if condition.visible:
            return any(text in self.sees for text in self._texts(condition.visible))
        if condition.gone:
            texts = set(self._texts(condition.gone))
            known = not in_turn or (self._acted and bool(texts & self._was_there))
            return known and not self.silent and not texts & self.sees
        if condition.url:
            return not self.silent and condition.url in self.url
        if condition.is_on or condition.is_off:
            control = condition.is_on or condition.is_off
            assert control is not None
            there = any(text in self.sees for text in self._texts(control))
            return there and any(text in self.on for text in self._texts(control)) == bool(condition.is_on)
        if condition.any:
            return any(self._is_so(one, in_turn) for one in condition.any)
        return all(self._is_so(one, in_turn) for one in condition.all or ())

    async def begin_turn(self, sign: Sign | None, notes: Sequence[Condition] = ()) -> None:
        self._acted = self._denied = self._asked = False
        self._was_there = set()
        self._last = None
        self._noted = {str(one): self._is_so(one) for one in notes}
        if sign:
            self._told(sign)

    def _told(self, sign: Sign) -> Told | None:
        if self.silent:
            return None
        self._was_there |= self.sees
        if sign.last:
            control = sign.last.is_on or sign.last.is_off
            if control and any(text in self.sees for text in self._texts(control)):
                self._last = self._is_so(sign.last)
        if not self._is_so(sign.condition, in_turn=True):
            self._denied = True
            return None
        if self._last is False:
            return None
        came = self._denied and self._acted if sign.earns else self._denied or shows_something(sign.condition)
        return "came_true" if came else "true_already"

    async def until(self, sign: Sign | None) -> Told:
        while True:
            if self.gone:
                self.gone -= 1
                raise PageGone("the page is closed")
            told = self._told(sign) if sign else None
            if told == "came_true":
                return told
            if told and sign and sign.asks and not self._asked:
                self._asked = True
                return told
            await self.changed.wait()
            self.changed.clear()

    async def hand_over(self) -> None:
        self.held = ""

    async def look_again(self, sign: Sign) -> Told | None:
        return self._told(sign)

    async def load_again(self) -> None:
        self.done.append("load again")
        if self.kept:
            self.sees, self.on = set(self.kept[0]), set(self.kept[1])

    async def reads(self, condition: Condition, timeout: float | None = None, news: bool = False) -> bool:
        if self.silent or (news and self._noted.get(str(condition), True)):
            return False
        return shows_something(condition) and self._is_so(condition)

    async def is_on(self, control: Target, timeout: float | None = None) -> bool:
        return self._find(control) in self.on

    async def until_back(self) -> None:
        while self.off_site:
            await self.changed.wait()
            self.changed.clear()

    async def point(self) -> Pointed | None:
        return self.points.pop(0) if self.points else None

    async def survey(self) -> list[Pick]:
        return [*self.looks, *(Pick(role="link", name=name, text=name) for name in sorted(self.sees))]

    async def page_error(self) -> str:
        return ""

    async def suggest(self, pick: Pick | None) -> Pointed | None:
        if pick is None:
            return None
        self.ringed.append(pick.name)
        return pointed(pick.name)

    async def tell_apart(self, target: Target) -> list[Alike]:
        return self.alike.get(next(iter(self._texts(target)), ""), [])

    async def same(self, one: Target, other: Target) -> bool:
        return True

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

    async def in_the_way(self, target: Target) -> Pointed | None:
        return self.over.get(next(iter(self._texts(target))))

    async def decline_also(self, control: Target) -> None:
        self.done.append(f"decline {control}")
        self.over.clear()

    async def recover(self) -> Recovered:
        return Recovered("You closed the page; I opened it again.", anew=True)

    @contextlib.contextmanager
    def private(self) -> Iterator[None]:
        self.private_now = True
        try:
            yield
        finally:
            self.private_now = False

    async def page_language(self) -> str:
        return self.language

    @property
    def here(self) -> str:
        return self.url


class FakeDriver(FakeLookingDriver):
    """The same with a hand that also puts things into a form."""

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        return self._did("choose", self._find(target))

    async def choose_again(self) -> None:
        self.done.append("choose again")

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        return self._did("fill", self._find(target))

    async def attach(self, field: Target, files: Sequence[Path], timeout: float | None = None) -> bool:
        name = self._find(field)
        self.done.append(f"attach {', '.join(path.name for path in files)} to {name}")
        return self.takes_files


class FakeAside:
    """The way to log in without us, and the window for it: closed as soon as what they do there is done."""

    def __init__(self, driver: FakeLookingDriver) -> None:
        self._driver = driver
        self.is_possible = False
        self.refusal: LoginRefusal | None = None
        self.logins: list[LoginPage] = []  # where the person was sent
        self.visit: Callable[[], object] = lambda: None  # what they do there
        self.problem = ""
        self.stays_open = False  # until they say so

    @contextlib.asynccontextmanager
    async def step(self, logins: Sequence[LoginPage]) -> AsyncIterator[HandWindow]:
        self.logins += logins
        yield self
        self._driver.done.append("come back")
        self._driver.sees, self._driver.url = set(), ""
        self.refusal = None

    async def closed(self) -> str:
        self.visit()
        if self.stays_open:
            await asyncio.Event().wait()
        return self.problem

    async def until_refused(self) -> None:
        while self.refusal is None:
            await self._driver.changed.wait()
            self._driver.changed.clear()


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
    offered = bool(kwargs.pop("offered_here", False))
    memory = Memory(**kwargs)  # type: ignore[arg-type]
    engine = Engine(file, driver, Together([person]), [heard.append], memory, offered)
    await engine.run(checkpoint)  # type: ignore[arg-type]
    return heard


def names(heard: Iterable[Event]) -> list[str]:
    """The names of events, each with what tells it apart."""
    return [f"{event.name()}{_detail(event)}" for event in heard]


def _detail(event: Event) -> str:
    for field in ("outcome", "reply", "for_", "kind"):
        if getattr(event, field, None):
            return f" {getattr(event, field)}"
    return ""


async def look(file: FlowFile, driver: FakeLookingDriver, *answers: object, **kwargs: Any) -> tuple[Onlooker, Verdict]:
    """A walk that only looks, at all there is or at what it is `of`; and what was seen comes to."""
    of = kwargs.pop("of", None)
    onlooker = Onlooker(file, driver, Together([ScriptedPerson(*answers)]), **kwargs)
    onlooker = onlooker.only(of) if of else onlooker
    return onlooker, onlooker.verdict(await onlooker.run())
