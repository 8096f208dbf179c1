"""A way walked once in a real browser becomes a flow without anything that was typed, and the flow can be walked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from click.testing import CliRunner
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
from runner.practice.server import PracticeSite
from runner.session.engine import Engine
from runner.session.person import Together
from runner.session.recorder import draft
from runner.terminal.cli import cli
from tests import forms
from tests.conftest import Start

CANARIES = ("canary-user", "canary-password", "424242", "canary-reason")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[tuple[PracticeSite, Session]]:
    with PracticeSite() as site:
        async with start(f"--host-resolver-rules={site.host_rules}", "--accept-lang=en") as browser:
            yield site, browser


async def send(page: Page, button: str) -> None:
    """The person sends a form, and it is theirs."""
    thing = page.get_by_role("button", name=button)
    await forms.sign(thing)
    await thing.click()


async def log_in(page: Page) -> None:
    await page.get_by_label("Email or username").fill("canary-user@example.org")
    await page.get_by_label("Password").fill("canary-password")
    await send(page, "Log in")
    await page.get_by_label("Six-digit code").fill("424242")
    await send(page, "Continue")
    await page.get_by_role("button", name="Your profile").wait_for()


async def walk_once(page: Page) -> None:
    """The way to the switch, as a person would: through the menus."""
    await page.goto("http://larkspur.localhost/")
    await page.get_by_role("button", name="Decline optional cookies").click()
    await page.get_by_role("link", name="Log in").first.click()
    await log_in(page)
    if await page.get_by_role("button", name="Not now").is_visible():
        await page.get_by_role("button", name="Not now").click()
    await page.get_by_role("button", name="Your profile").click()
    await page.get_by_text("Settings & privacy").first.click()
    await page.get_by_text("Privacy Centre").first.click()
    await page.get_by_role("link", name="AI at Larkspur").click()
    await page.get_by_role("button", name="Your right to object").click()
    await page.get_by_role("link", name="Submit an objection request").click()
    await page.get_by_label("I want to object to my information").check()
    country = page.get_by_label("Country of residence")
    await country.wait_for()
    await country.press_sequentially("Germany", delay=30)  # a choice made by script would not be a person's
    await page.get_by_label("Email address").fill("canary-user@example.org")
    await page.get_by_label("Full name").fill("canary-user")
    await page.get_by_label("Why you object").fill("canary-reason")
    await page.get_by_label("I confirm this is true").check()
    await send(page, "Submit")
    await page.get_by_text("received your request").first.wait_for()


async def recorded(browser: Session) -> str:
    recording = Recording()
    recording.attach(browser.context)
    await recording.settle()
    page = browser.context.pages[0]
    await walk_once(page)
    await page.evaluate("new Promise((done) => setTimeout(done, 800))")  # longer than what shows later takes
    made = draft(recording.recorded, "Larkspur – object")
    assert made.untold == ()
    return made.text


class Player:
    """Plays the person of the recorded flow; the reason is theirs to type, for no config has it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def ask(self, question: Question) -> Reply:
        if question.about == "login":
            await self.page.get_by_role("link", name="Log in").first.click()
            await log_in(self.page)
            await asyncio.Event().wait()
        if question.about == "review" and "Why" in question.say:
            await self.page.get_by_label("Why you object").fill("Because.")
        elif question.about == "review":
            await self.page.get_by_label("I confirm this is true").check()
        if question.about == "submit":
            await send(self.page, "Submit")
            await self.page.get_by_text("received your request").first.wait_for()
        return Reply("continue", "terminal")

    async def stops(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_recorded_has_nothing_typed_and_can_be_walked(stage: tuple[PracticeSite, Session]) -> None:
    site, browser = stage
    text = await recorded(browser)
    assert not [canary for canary in CANARIES if canary in text], text
    file = load(text, "recorded.yaml")
    assert [problem for problem in check(file) if problem.severity == "error"] == []
    assert file.flow.hosts == ["larkspur.localhost"]
    kinds = [step.word for step in file.flow.steps]
    assert kinds[:2] == ["open", "when"]  # what was declined on the way need not be there the next time
    pauses = [getattr(step, "for_", "") for step in file.flow.steps if step.word == "pause"]
    assert pauses == ["login", "review", "submit"], text
    assert file.flow.interruptions == []  # a recording alone makes none

    await browser.context.clear_cookies()
    before = len(site.submissions)
    heard: list[events.Event] = []
    async with Panel() as panel:
        await panel.attach(browser.context)
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3))
        ready = replace(file, flow=file.flow.with_values({"email": "robin@example.org", "name": "Robin"}, {}))
        engine = Engine(ready, driver, Together([Player(browser.context.pages[0])]), [heard.append])
        driver.take(ready.flow, engine)
        ended = await engine.run()
    assert ended.outcome == "sent", [event.as_json() for event in heard][-8:]
    assert not [event for event in heard if isinstance(event, events.TargetMissing)]
    assert [sent.path for sent in site.submissions[before:]].count("/privacy/ai/object") == 1


@pytest.mark.slow
def test_a_recording_from_a_file_becomes_a_flow_and_nothing_is_written_over(tmp_path: Path) -> None:
    recording = Path(__file__).parent / "recordings" / "privacy-toggle.json"
    out = tmp_path / "flow.yaml"
    done = CliRunner().invoke(cli, ["record", "--from", str(recording), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert load(out.read_text("utf-8"), str(out)).flow.hosts == ["larkspur.localhost"]
    again = CliRunner().invoke(cli, ["record", "--from", str(recording), "--out", str(out)])
    assert "is there already" in str(again.exception)
