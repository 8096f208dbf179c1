"""Counts what a person has to do for each flow, by hand and with Optout, on the stand-ins: python -m tests.effort.

Flows by name are counted anew alone, and put into the tables beside what those tell of the others; with --go-on, what
was counted before it broke off is not walked again.

With Optout: each press of theirs on the page and each Continue is a click, each character they type a key, and one more
click goes on to the next flow where this one did not end as done. By hand: the same presses and characters of theirs,
and all the runner did for them: each press, hover and choice a click, each character it filled in a key, and each
character of a mail it wrote.

How they get there by hand: where the flow knows a way through menus, they type the address where that begins, mostly
the site's name, then Enter, and press their way along; of several such ways the one with the least to type counts.
Else they type the whole address. What is left out is left out on both sides, or helps those who do it by hand:
logging in, reading back whether it worked, routes that led nowhere, and finding out which page it is that one has to
go to.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Literal
from urllib.parse import urlsplit

from playwright.async_api import Error

from runner import events
from runner.app.batch import FlowResult
from runner.app.evidence_store import EvidenceStore
from runner.browser import asking
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.events import Question, Reply
from runner.flow.index import with_table
from runner.flow.kinds.mail import Mail
from runner.flow.kinds.open import Open
from runner.flow.kinds.reach import Reach
from runner.flow.load import FlowFile, load_file
from runner.flow.model import Target
from runner.flow.step import Step
from runner.records.evidence import EvidenceFolder
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together

from .conftest import QUIET
from .sites.case import Action, Case, Continue, Press, See, Type, all_cases
from .sites.serve import StandIn
from .test_stand_in_flows import FLOWS, LONGEST, PACE, Player, Stage

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "effort.jsonl"  # what was counted so far
BEST_KNOWN = (
    *("facebook-objection", "instagram-objection", "chatgpt-training", "claude-training", "gemini-activity"),
    *("linkedin-training", "linkedin-objection", "x-grok", "github-copilot", "microsoft-copilot"),
)
MARKS = ("<!-- effort: made by `make effort` -->", "<!-- end of effort -->")
_PRESSES = ("click", "hover", "choose")


@dataclass(frozen=True)
class Count:
    """Clicks and keys; halves are of medians."""

    clicks: float = 0
    keys: float = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.clicks + other.clicks, self.keys + other.keys)


@dataclass(frozen=True)
class Deed:
    """One thing done while a flow was walked: by the runner (open, press, type) or, in their turn, by the person."""

    step: int
    within: str
    what: Literal["open", "press", "type", "turn"]
    text: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Row:
    """One flow's effort."""

    flow: str
    title: str
    by_hand: Count
    with_optout: Count


# -- counting -----------------------------------------------------------------------------------------------------


def counted(file: FlowFile, deeds: Sequence[Deed], arrived: dict[int, str], goes_on: bool = False) -> Row:
    """The effort of a walk; `arrived` has the route that led there, by the number of its step.

    `goes_on` says that nobody is asked before the next flow.
    """
    turns = [deed for deed in deeds if deed.what == "turn"]
    last = max((at for at, deed in enumerate(deeds) if deed.what == "turn"), default=-1)
    mails = [step for step in file.flow.steps if isinstance(step, Mail)]
    copied = Count(clicks=len(mails))
    written = Count(keys=sum(len(mail.to) + len(mail.subject) + len(mail.body) for mail in mails))
    own = _sum(_own(action) for deed in turns for action in deed.actions)
    pressed_on = Count(clicks=sum(isinstance(action, Continue) for deed in turns for action in deed.actions))
    way = _sum(_way(file.flow.steps, deeds[: last + 1], arrived))
    return Row(file.id, file.flow.title, own + way + written, own + pressed_on + copied + Count(clicks=not goes_on))


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _own(action: Action) -> Count:
    """What the person does on the page either way."""
    if isinstance(action, (Continue, See)):
        return Count()
    return Count(keys=len(action.text)) if isinstance(action, Type) else Count(clicks=1)


def _way(steps: Sequence[Step], deeds: Sequence[Deed], arrived: dict[int, str]) -> Iterator[Count]:
    """What the runner did, as they would have to do it by hand."""
    menus = _menus(steps, deeds, arrived)
    if menus:
        first = menus[min(menus)]
        yield _typed(first.opens or f"https://{urlsplit(_opens(steps)[0]).hostname}/")
        yield from (Count(clicks=menu.presses) for menu in menus.values())
    for deed in deeds:
        if deed.step in menus or deed.within != arrived.get(deed.step, deed.within):
            continue
        if deed.what == "press":
            yield Count(clicks=1)
        elif deed.what == "type":
            yield Count(keys=len(deed.text))
        elif deed.what == "open" and deed.step > max(menus, default=0):
            yield _typed(deed.text)


def _typed(address: str) -> Count:
    """An address as people type it, and Enter."""
    short = address.removeprefix("https://").removeprefix("www.").rstrip("/")
    return Count(keys=len(short) + 1)


def _opens(steps: Iterable[Step]) -> list[str]:
    """The addresses a flow opens, those of its routes as well."""
    found = []
    for step in steps:
        found += [step.url] if isinstance(step, Open) else []
        found += [url for inner in step.parts().values() for url in _opens(inner)]
    return found


@dataclass(frozen=True)
class Menu:
    """A way through menus: where it begins (empty: on the page they are on), and the presses along it."""

    opens: str
    presses: int


def _menus(steps: Sequence[Step], deeds: Sequence[Deed], arrived: dict[int, str]) -> dict[int, Menu]:
    """By step, the way through menus where the runner took an address that nobody knows by heart."""
    met = max((deed.step for deed in deeds), default=0)
    found = {}
    for at, step in enumerate(steps[:met], 1):
        if isinstance(step, Reach):
            taken = step.by.get(arrived.get(at, ""))
            if (taken is None or _opens(taken)) and (menu := _menu(step)):
                found[at] = menu
    return found


def _menu(step: Reach) -> Menu | None:
    """Of the routes with something to press, the one with the least to type; None where there is no such route."""
    routes = [
        ("".join(_opens(route)[:1]), sum(inner.word in _PRESSES for inner in route)) for route in step.by.values()
    ]
    return min((Menu(*one) for one in routes if one[1]), key=lambda menu: len(menu.opens), default=None)


# -- walking ------------------------------------------------------------------------------------------------------


class Watched(PageDriver):
    """The runner's hands, each of whose deeds is noted."""

    deeds: list[Deed]
    place: tuple[int, str] = (0, "")

    async def open(self, url: str) -> None:
        await super().open(url)
        self.deeds.append(Deed(*self.place, "open", url))

    async def press(self, target: Target, timeout: float | None = None) -> str:
        return self._pressed(await super().press(target, timeout))

    async def hover(self, target: Target, timeout: float | None = None) -> str:
        return self._pressed(await super().hover(target, timeout))

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        return self._pressed(await super().choose(target, options, timeout))

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        label = await super().fill(target, text, timeout)
        self.deeds.append(Deed(*self.place, "type", text))
        return label

    def _pressed(self, label: str) -> str:
        self.deeds.append(Deed(*self.place, "press"))
        return label


class Counted(Player):
    """The person of a case, whose turns are noted; a login is the same either way."""

    driver: Watched

    async def ask(self, question: Question) -> Reply:
        if question.about != "login":
            number = self.asked[question.about] + 1
            turns = self.case.actions_by_pause
            actions = turns.get(f"{question.about} {number}", turns.get(question.about, ()))
            picture = (Press(""),) if "yes" in question.choices else ()  # taken, looked at and attached, either way
            self.driver.deeds.append(Deed(*self.driver.place, "turn", question.about, (*actions, *picture)))
        return await super().ask(question)


async def effort(stage: Stage, case: Case, folder: Path) -> Row:
    """Walks a case once and counts."""
    await stage.set_up(case)
    file = load_file(FLOWS / f"{case.flow}.yaml")
    file = replace(file, flow=file.flow.with_values(case.me, case.needs))
    async with Watched(stage.browser.context, stage.panel, stage.browser.relaunch, PACE) as driver:
        driver.deeds, arrived = [], {}

        def hear(event: events.Event) -> None:
            if isinstance(event, events.StepStarted):
                driver.place = (event.step, event.within)
            elif isinstance(event, events.StepDone) and event.kind == "reach" and not event.within:
                arrived[event.step] = event.note

        person = Counted(driver, stage.panel, case)
        memory = Memory(pictures=EvidenceStore(file.id, lambda: EvidenceFolder(folder)))
        engine = Engine(file, driver, Together([person]), [hear, stage.panel.hear], memory)
        driver.take(file.flow, engine)
        async with asyncio.timeout(LONGEST * 2):
            ended = await engine.run()
    if ended.outcome != case.outcome:
        raise AssertionError(f"{case}: {ended.outcome} where {case.outcome} was to come")
    stage.spoilt = False
    came = FlowResult(file.id, file.flow.title, ended.outcome, ended.basis)
    return counted(file, driver.deeds, arrived, came.is_done)


def usual_cases() -> list[Case]:
    """For each flow its first case that comes to an end a person wants: in English, and logged in where it can be."""
    found: dict[str, Case] = {}
    for case in all_cases():
        if case.language == "en" and case.outcome in ("sent", "opted_out", None):
            found.setdefault(case.flow, case)
    return [found[flow] for flow in sorted(found)]


async def walked(cases: Sequence[Case], keep: Callable[[Row], None]) -> None:
    """Walks these cases, and gives each one's effort as soon as it is known."""
    with tempfile.TemporaryDirectory() as folder, StandIn() as site:
        spec = Launch(find(), Path(folder) / "profile", headless=True, own=(*QUIET, *site.chromium_args))
        async with browser_session(spec, asking.register) as browser, Panel() as panel:
            stage = Stage(site, browser, panel)
            for case in cases:
                where = Path(folder) / "evidence" / case.flow
                try:
                    row = await effort(stage, case, where)
                except (TimeoutError, Error):  # a busy machine; the next one has a browser of its own
                    row = await effort(stage, case, where)
                sys.stdout.write(f"{_line(f'`{row.flow}`', row.by_hand, row.with_optout)}\n")
                sys.stdout.flush()
                keep(row)


# -- from one run to the next ---------------------------------------------------------------------------------------


def kept(path: Path) -> dict[str, Row]:
    """What was counted and written down, by flow."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    rows = (json.loads(line) for line in lines)
    sides = ("by_hand", "with_optout")
    return {one["flow"]: Row(**{**one, **{side: Count(**one[side]) for side in sides}}) for one in rows}


def write_down(row: Row, path: Path = KEPT) -> None:
    """Adds a row to what was counted; the latest of a flow counts."""
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(asdict(row))}\n")


_ROW = re.compile(r"^\| `(.+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


def told(path: Path) -> dict[str, Row]:
    """What the table in a file tells of each flow."""
    _, _, table = path.read_text("utf-8").partition(MARKS[0])
    rows = [(flow, *map(int, counts)) for flow, *counts in _ROW.findall(table.partition(MARKS[1])[0])]
    return {flow: Row(flow, "", Count(*counts[:2]), Count(*counts[2:])) for flow, *counts in rows}


# -- telling ------------------------------------------------------------------------------------------------------


def table(shown: Sequence[Row], all_of_them: Sequence[Row]) -> str:
    """A table in Markdown of some flows, then medians and totals of all."""
    lines = [
        "| flow | by hand: clicks | keys | with Optout: clicks | keys |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_line(f"`{row.flow}`", row.by_hand, row.with_optout) for row in shown),
    ]
    number = len(all_of_them)
    for name, middle in ((f"median of {number} flows", True), (f"all {number} in one sitting", False)):
        lines.append(_line(f"**{name}**", *(_together(side, middle) for side in _sides(all_of_them))))
    return "\n".join(lines)


def _line(name: str, *counts: Count) -> str:
    return f"| {name} | " + " | ".join(f"{count.clicks:g} | {count.keys:g}" for count in counts) + " |"


def _sides(found: Sequence[Row]) -> tuple[list[Count], list[Count]]:
    return [row.by_hand for row in found], [row.with_optout for row in found]


def _together(counts: Sequence[Count], middle: bool) -> Count:
    how = median if middle else sum
    return Count(how([count.clicks for count in counts]), how([count.keys for count in counts]))


def main(args: Sequence[str] = ()) -> None:
    """Walks every flow once and writes both tables; with flows by name it walks those, and leaves the others as told.

    With `--go-on` what was counted before it broke off is not walked again.
    """
    names = [one for one in args if one != "--go-on"]
    if "--go-on" not in args and not names:
        KEPT.unlink(missing_ok=True)
    done = set() if names else set(kept(KEPT))
    cases = [case for case in usual_cases() if (case.flow in names if names else case.flow not in done)]
    if cases:
        asyncio.run(walked(cases, write_down))
    there = told(FLOWS / "README.md") if names else {}
    there |= {flow: row for flow, row in kept(KEPT).items() if not names or flow in names}
    write_tables([there[case.flow] for case in usual_cases() if case.flow in there])


def write_tables(counts: Sequence[Row]) -> None:
    """Writes both; what is done in an app or a program has nothing to count, and is in none."""
    found = [row for row in counts if row.by_hand != Count()]
    known = [row for name in BEST_KNOWN for row in found if row.flow == name]
    for path, shown in ((ROOT / "README.md", known), (FLOWS / "README.md", found)):
        path.write_text(with_table(path.read_text("utf-8"), table(shown, found), MARKS), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
