"""A stage for walks on pages made for one test each, and on those of tests/cases.

The pages' timers run `HURRY` times as fast, as does the settling.
"""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from runner import events
from runner.browser import asking
from runner.browser.driver import PageDriver
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.browser.waiting import Pace
from runner.events import Question, Reply
from runner.flow.load import load
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.person import Together
from tests.conftest import QUIET
from tests.patience import until

CASES = Path(__file__).parents[1] / "cases"
HURRY = 10
SETTLE = Pace.settle / HURRY
TIMERS = (
    f"{{ const later = setTimeout; window.setTimeout = (do_, ms, ...given) => later(do_, ms / {HURRY}, ...given); }}"
)
Deed = Callable[[Page], Awaitable[object]]


class Pages(http.server.ThreadingHTTPServer):
    """Serves what a test puts in `at`: a text, or a status and a text; and the files of a case."""

    def __init__(self) -> None:
        self.at: dict[str, str | tuple[int, str]] = {}
        self.posted: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server_address[1]}"

    def of_case(self, name: str) -> str:
        """Puts a case's pages there and gives its flow."""
        self.at = {f"/{file.name}": file.read_text("utf-8") for file in (CASES / name).glob("*.html")}
        return (CASES / name / "flow.yaml").read_text("utf-8").replace("http://localhost:8000", self.address)


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Pages

    def do_GET(self) -> None:
        given = self.server.at.get(self.path.split("?")[0], (404, "<h1>Not found</h1>"))
        status, body = given if isinstance(given, tuple) else (200, given)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self) -> None:
        self.server.posted.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    with Pages() as server:
        yield server
        server.shutdown()


@dataclass
class Stage:
    """One browser for all tests of this module."""

    browser: Session
    panel: Panel
    heard: list[events.Event] = field(default_factory=list)  # in the walk of now

    @property
    def held_up(self) -> list[str]:
        """Why the page's answer did not count, as the person was told in the walk of now."""
        return [one.why for one in self.heard if isinstance(one, events.HeldUp) and one.why]

    async def holds_up(self) -> None:
        """Waits until the person is told why the page's answer does not count."""
        await until(lambda: self.held_up, lambda: True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    spec = Launch(find(), tmp_path_factory.mktemp("home") / "profile", headless=True, args=QUIET)
    async with browser_session(spec, asking.register) as browser, Panel() as panel:
        await browser.context.add_init_script(TIMERS)
        await panel.attach(browser.context)
        yield Stage(browser, panel)


@dataclass
class Hands:
    """A person: at each question the next deed, which may give a choice; without one the page has to answer."""

    driver: PageDriver
    deeds: list[Deed | str]
    said: list[str] = field(default_factory=list)

    async def ask(self, question: Question) -> Reply:
        self.said.append(question.say)
        deed = self.deeds.pop(0) if self.deeds else "stop"
        choice = deed if isinstance(deed, str) else await deed(await self.driver.tabs.present())
        if not isinstance(choice, str):
            await asyncio.Event().wait()
        return Reply(choice, "panel")  # type: ignore[arg-type]

    async def stops(self) -> None:
        await asyncio.Event().wait()


@dataclass
class Came:
    """What came of a walk."""

    outcome: str | None
    basis: str | None
    said: list[str]
    held_up: list[str]
    notes: list[str]


async def walk(stage: Stage, text: str, *deeds: Deed | str) -> Came:
    context = stage.browser.context
    page = await context.new_page()
    for other in context.pages:
        if other is not page:
            await other.close()
    file = load(text, "case.yaml")
    pace = Pace(ring=0, timeout=1, settle=SETTLE)
    async with PageDriver(context, stage.panel, stage.browser.relaunch, pace) as driver:
        person, stage.heard = Hands(driver, list(deeds)), []
        engine = Engine(file, driver, Together([person]), [stage.heard.append, stage.panel.hear], Memory())
        driver.take(file.flow, engine)
        ended = await engine.run()
    notes = [one.note for one in stage.heard if isinstance(one, events.StepDone)]
    return Came(ended.outcome, ended.basis, person.said, stage.held_up, notes)


def press(name: str, then: str | None = None, after: float = 0) -> Deed:
    """Presses a button by its name; then says a choice, or waits for the page."""

    async def deed(page: Page) -> str | None:
        await page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("switch", name=name)).first.click()
        if then:
            await asyncio.sleep(after)
        return then

    return deed


async def nothing_for_a_while(page: Page) -> str:
    await asyncio.sleep(25 / HURRY + 1)
    return "stop"


def head(pages: Pages) -> str:
    return f"title: T\nservice: S\nhosts: [localhost]\nsteps:\n  - open: {pages.address}/page.html\n"
