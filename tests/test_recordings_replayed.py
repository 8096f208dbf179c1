"""Recordings of every kind of deed, by every way of selecting, become flows that do the same where they were made."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from runner import events
from runner.browser.driver import PageDriver
from runner.browser.launch import Session
from runner.browser.panel import Panel
from runner.browser.recording import Recording
from runner.browser.waiting import Pace
from runner.events import Question, Reply
from runner.flow.check import check
from runner.flow.load import load
from runner.flow.recorded_action import Recorded
from runner.session.devtools import recorded_in
from runner.session.engine import Engine
from runner.session.person import Together
from runner.session.recorder import draft
from tests import patience
from tests.conftest import Start
from tests.replayed.pages import Made, Pages

ME = {"email": "robin@example.org"}
PARTS = 10  # tests, so that several workers share them


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Pages() as served:
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(start: Start) -> AsyncIterator[Session]:
    async with start("--accept-lang=en") as session:
        yield session


Watched = Callable[[], Awaitable[None]]


async def no_watch() -> None:
    """Nobody watches what is done."""


class Doer:
    """Does with their own hands what a recording is of, each thing as the pages note it."""

    def __init__(self, made: Made, proof: Path, by_script: bool = True, watched: Watched = no_watch) -> None:
        self.made = made
        self._proof = proof
        self._by_script = by_script
        self._watched = watched  # waits until what is done is watched, as a person needs a moment for a new page

    async def next(self, page: Page) -> None:
        """The first thing that is not done yet."""
        noted = await notes_of(page)
        wanted = next(note for at, note in enumerate(self.made.notes) if note not in noted[at:])
        if wanted == "it":
            await self.use(page)
        elif wanted == "sent":
            await self.send(page)

    async def use(self, page: Page) -> None:
        kind, it = self.made.kind, page.locator("#it")
        if kind.act == "log in":
            await page.locator("#u").fill("ann@example.org")
            await it.fill(kind.value)
            await self.send(page)
            await page.get_by_text("Here").wait_for()
        elif kind.act in ("type", "type and enter"):
            await (it.fill(kind.value) if self._by_script else it.press_sequentially(kind.value))
        elif kind.act == "select":
            await it.select_option(kind.value)
        elif kind.act == "attach":
            await it.set_input_files(self._proof)
        elif kind.act == "dblclick":
            await it.dblclick()
        else:
            if kind.act == "hover":
                await page.locator("#opener").hover()
            await it.click()

    async def send(self, page: Page) -> None:
        if self.made.kind.act == "type and enter":
            await page.locator("#it").press("Enter")
        else:
            await page.locator("#send").click()

    async def all(self, page: Page) -> None:
        """Everything, from the page on, as a person does it once."""
        for ident, *_ in self.made.kind.before:
            await page.locator(f"#{ident}").click()
        if self.made.kind.leads == "popup":
            async with page.context.expect_page() as popup:
                await self.use(page)
            page = await popup.value
            await self._watched()
        else:
            await self.use(page)
        if "sent" in self.made.kind.notes and self.made.kind.act != "log in":
            await self.send(page)
        if "next" in self.made.kind.notes:
            await page.get_by_text("Here").wait_for()
        await page.locator("#onward").click()
        await page.get_by_text("The end").wait_for()


class Player:
    """The person of a walk: at a pause they do what comes next, and press Continue."""

    def __init__(self, doer: Doer, browser: Session) -> None:
        self.doer = doer
        self.browser = browser

    async def ask(self, question: Question) -> Reply:
        if "continue" not in question.choices:  # it is asked whether that is so
            return Reply(question.choices[0], "terminal")
        await self.doer.next(self.browser.context.pages[-1])
        return Reply("continue", "terminal")

    async def stops(self) -> None:
        await asyncio.Event().wait()


async def notes_of(page: Page) -> list[str]:
    return list(json.loads(await page.evaluate("localStorage.did || '[]'")))


async def fresh(browser: Session, made: Made) -> Page:
    """One tab, on another page of the same site, where nothing is noted."""
    page, *others = browser.context.pages
    for other in others:
        await other.close()
    await page.goto(f"{made.url}next")
    await page.evaluate("localStorage.clear()")
    return page


async def walked(made: Made, browser: Session, panel: Panel, proof: Path) -> str:
    """What went wrong with a recording; '' where its flow does the same again."""
    text = draft(recorded_in(made.recording, "recording.json")).text
    steps = text.partition("steps:")[2]
    if made.kind.value and re.search(rf"\b{re.escape(made.kind.value)}\b", steps):
        return f"what was typed is in it:\n{text}"
    file = load(text, "recorded.yaml")
    if errors := [str(problem) for problem in check(file) if problem.severity == "error"]:
        return f"{errors}\n{text}"
    page = await fresh(browser, made)
    heard: list[events.Event] = []
    ready = replace(file, flow=file.flow.with_values(ME, {}))
    try:
        async with PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3)) as driver:
            engine = Engine(ready, driver, Together([Player(Doer(made, proof), browser)]), [heard.append])
            driver.take(ready.flow, engine)
            await engine.run()
        await browser.context.pages[-1].get_by_text("The end").wait_for(timeout=patience.seconds * 1000)
    except Exception as error:  # noqa: BLE001  each of them is told with its flow
        return f"{type(error).__name__}: {error}\n{text}"
    missing = [event for event in heard if isinstance(event, events.TargetMissing)]
    noted = await notes_of(page)
    return "" if noted == made.notes and not missing else f"noted {noted}, not {made.notes}; {missing}\n{text}"


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("part", range(PARTS))
async def test_a_recording_of_every_kind_replays_where_it_was_made(
    part: int, pages: Pages, browser: Session, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"a picture")
    wrong = {}
    async with Panel() as panel:
        await panel.attach(browser.context)
        for made in pages.made[part::PARTS]:
            if why := await walked(made, browser, panel, proof):
                wrong[f"{made.kind.name} by {made.way}"] = why
    assert len(pages.made) >= 100
    assert not wrong, "\n\n".join(f"{name}: {why}" for name, why in wrong.items())


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
async def test_the_same_done_by_hand_gives_the_same_flow(pages: Pages, browser: Session, tmp_path: Path) -> None:
    proof = tmp_path / "passport.pdf"
    proof.write_bytes(b"a file")
    recordings = [made for made in pages.made if made.tells_all]
    wrong = {}
    recording = Recording()
    recording.attach(browser.context)
    settling = asyncio.ensure_future(keep_settled(recording))
    for made in recordings:
        page = await fresh(browser, made)
        before = len(recording.recorded.deeds), len(recording.recorded.typed)
        await page.goto(made.url)
        await Doer(made, proof, by_script=False, watched=recording.settle).all(page)
        by_hand = draft(since(recording.recorded, *before)).text
        from_file = draft(recorded_in(made.recording, "recording.json")).text
        if by_hand != from_file:
            wrong[f"{made.kind.name} by {made.way}"] = (
                f"{by_hand.partition('hosts')[2]}\nfrom the file: {from_file.partition('hosts')[2]}"
            )
    settling.cancel()
    assert len(recordings) >= 30
    assert not wrong, "\n\n".join(f"{name}: {why}" for name, why in wrong.items())


def since(recorded: Recorded, deeds: int, typed: int) -> Recorded:
    """What was recorded after so much."""
    return Recorded(recorded.deeds[deeds:], recorded.typed[typed:])


async def keep_settled(recording: Recording) -> None:
    while True:
        await recording.settle()
        await asyncio.sleep(0.05)
