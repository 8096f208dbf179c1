"""The hands, the tabs and the waiting in a real Chromium, on the practice site's pages."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from runner.browser.driver import PageDriver
from runner.browser.launch import Session
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import Elsewhere, PageGone, Refused, RunnerError, TargetNotFound
from runner.events import Question
from runner.flow.driver import Seen, Sign
from runner.flow.load import load
from runner.flow.model import Condition, Target, widen_target
from runner.practice.server import PracticeSite

from ..conftest import Start
from ..patience import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]
HOME = "http://larkspur.localhost"
OTHER = "http://other.localhost"
TRAIN = "Use my posts to train Lark"
OBJECT = "I want to object to my information"
FLOW = """
title: T
service: S
hosts: [larkspur.localhost]
interruptions: [{button: Decline optional cookies}]
steps: [{open: http://larkspur.localhost/}]
"""


def target(raw: object) -> Target:
    return Target.model_validate(widen_target(raw))


def condition(raw: object) -> Condition:
    return Condition.model_validate(raw)


class Heard:
    """A watcher that remembers."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.banners: list[str] = []
        self.hosts: list[str] = []
        self.notes: list[str] = []

    async def found(self, seen: Seen) -> None:
        self.labels.append(seen.label)

    async def declined(self, label: str) -> None:
        self.banners.append(label)

    async def moved(self, host: str) -> None:
        self.hosts.append(host)

    async def script_sent(self, host: str, method: str) -> None: ...

    async def noted(self, text: str) -> None:
        self.notes.append(text)

    async def held_up(self, why: str) -> None: ...


class Stage:
    """A browser on the practice site, a driver in it, and what its watcher heard."""

    def __init__(self, browser: Session, panel: Panel, site: PracticeSite, look_again: float) -> None:
        self.browser, self.panel, self.site, self.heard = browser, panel, site, Heard()
        pace = Pace(ring=0, timeout=5, look_again=look_again)
        self.driver = PageDriver(browser.context, panel, browser.relaunch, pace)
        self.driver.take(load(FLOW, "t.yaml").flow, self.heard)

    async def open(self, path: str, *, member: bool = False) -> Page:
        """A page of the site, the cookie banner answered; as a `member` without the detour of logging in."""
        if member:
            await self.driver.open(f"{HOME}/rooms")
            for visit in self.site._visits.values():
                visit.log_in("robin")
                visit.logged_in = True
        await self.driver.open(HOME + path)
        return await self.page()

    async def page(self) -> Page:
        return await self.driver.tabs.present()

    async def press(self, raw: object) -> str:
        return await self.driver.press(target(raw))

    async def sees(self, raw: object, seconds: float = 2) -> bool:
        return await self.driver.holds(condition({"visible": raw}), seconds)


@pytest.fixture
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as running:
        yield running


@pytest.fixture
def look_again() -> float:
    """Seconds after which a page that says nothing is looked at all the same."""
    return Pace.look_again


@pytest_asyncio.fixture
async def stage(site: PracticeSite, start: Start, look_again: float) -> AsyncIterator[Stage]:
    rules = f"{site.host_rules}, MAP other.localhost:80 127.0.0.1:{site.port}"
    async with start(f"--host-resolver-rules={rules}") as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield Stage(browser, panel, site, look_again)


@contextlib.asynccontextmanager
async def running(waits: object) -> AsyncIterator[asyncio.Task[None]]:
    """Something that waits, beside the block."""
    task = asyncio.ensure_future(waits)  # type: ignore[call-overload]
    try:
        await asyncio.sleep(0.3)
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


# -- pressing -----------------------------------------------------------------------------------------------------


async def test_presses_a_menu_made_of_divs(stage: Stage) -> None:
    await stage.open("/home", member=True)
    assert await stage.press({"button": "Your profile"}) == "Your profile"
    assert await stage.press("Settings & privacy") == "Settings & privacy"
    await stage.press("Privacy Centre")
    assert await stage.driver.holds(condition({"url": "/privacy"}), 2)
    assert stage.heard.labels[:2] == ["Your profile", "Settings & privacy"]


async def test_knows_the_language_around_what_was_found_last(stage: Stage) -> None:
    page = await stage.open("/home", member=True)
    await page.evaluate("document.documentElement.lang = 'de-AT'")
    await stage.driver.show(target({"button": "Your profile"}))
    assert stage.driver.language == "de-AT"
    stage.driver.take(load(FLOW, "t.yaml").flow, stage.heard)
    assert stage.driver.language == "", "it is of one walk"


@pytest.mark.core
async def test_refuses_what_sends_and_sends_nothing(stage: Stage) -> None:
    page = await stage.open("/login")
    await page.fill("#username", "robin")
    await page.fill("#password", "practice")
    with pytest.raises(Refused, match="press it yourself"):
        await stage.press({"button": "Log in"})
    await asyncio.sleep(0.2)
    assert page.url == f"{HOME}/login"
    assert stage.site.submissions == []


async def test_says_what_is_missing(stage: Stage) -> None:
    await stage.open("/rooms")
    with pytest.raises(TargetNotFound, match="Nowhere"):
        await stage.driver.press(target({"link": "Nowhere"}), 0.3)


async def test_opens_nothing_but_the_flows_sites(stage: Stage) -> None:
    with pytest.raises(RunnerError, match="not among the flow's hosts"):
        await stage.driver.open("https://example.com/")


async def test_declines_a_banner_that_lies_under_the_panel(stage: Stage) -> None:
    page = await stage.open("/")
    async with running(stage.panel.ask(Question("review", "All well?", ("continue", "stop")))):
        await stage.panel.settled()
        box = await stage.panel.button_box(page, "continue")
        assert box
        banner = page.get_by_role("button", name="Decline optional cookies")
        await banner.evaluate(
            """(button, box) => { const put = button.closest('[data-box]').style;
               put.cssText = 'position:fixed;inset:auto;margin:0;padding:0;transform:none;z-index:9';
               put.left = put.top = '0';
               const at = button.getBoundingClientRect();
               put.left = `${box.x + box.width / 2 - at.x - at.width / 2}px`;
               put.top = `${box.y + box.height / 2 - at.y - at.height / 2}px`; }""",
            box,
        )
        covered = """(button) => { const at = button.getBoundingClientRect();
            return !button.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)); }"""
        assert await banner.evaluate(covered), "the panel should lie over the banner's button"
        await stage.press({"link": "Log in"})
    assert stage.heard.banners == ["Decline optional cookies"]
    assert await stage.driver.holds(condition({"url": "/login"}), 2)


# -- forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/login", "/login/code"])
async def test_types_into_no_field_for_a_secret(stage: Stage, path: str) -> None:
    page = await stage.open("/rooms")
    for visit in stage.site._visits.values():
        visit.log_in("robin")
    await stage.open(path)
    field = "Password" if path == "/login" else "Six-digit code"
    with pytest.raises(Refused, match="secret"):
        await stage.driver.fill(target({"field": field}), "123456")
    assert await page.locator("#password, #code").input_value() == ""


@pytest.mark.core
async def test_fills_and_chooses(stage: Stage) -> None:
    page = await stage.open("/privacy/ai/object", member=True)
    await stage.driver.choose(target({"radio": OBJECT}))
    await stage.driver.choose(target({"combobox": "Country of residence"}), ("Deutschland", "Germany"))
    await stage.driver.fill(target({"field": "Email address"}), "ada@example.org")
    assert await page.locator("#country").input_value() == "DE"
    assert await page.locator("#email").input_value() == "ada@example.org"
    assert stage.site.submissions == []


async def test_chooses_again_what_flips_back(stage: Stage) -> None:
    page = await stage.open("/privacy/ai/object?drift=radios", member=True)
    await stage.driver.choose(target({"radio": OBJECT}))
    await stage.driver.choose(target({"combobox": "Country of residence"}), ("Germany",))
    radio = page.get_by_label(OBJECT)
    assert not await radio.is_checked(), "the page should have flipped it"
    await stage.driver.choose_again()
    assert await radio.is_checked()
    assert await page.locator("#country").input_value() == "DE"


async def test_reads_a_switch_only_once_it_has_settled(stage: Stage) -> None:
    await stage.open("/settings/ai", member=True)
    assert await stage.driver.is_on(target({"switch": TRAIN})) is True
    for visit in stage.site._visits.values():
        visit.settings["train"] = False
    await stage.open("/settings/ai")
    assert await stage.driver.holds(condition({"is_off": {"switch": TRAIN}}))
    with pytest.raises(Refused):
        await stage.press({"switch": TRAIN})


# -- waiting ------------------------------------------------------------------------------------------------------


# No page is looked at that said nothing, so whoever waits goes on because it was told of the change.
told_only = pytest.mark.parametrize("look_again", [3600.0])


@told_only
async def test_goes_on_promptly(stage: Stage) -> None:
    page = await stage.open("/rooms")
    took = []
    for at in range(5):
        async with running(stage.driver.until(Sign(condition({"visible": {"text": f"All done {at}"}})))) as goes_on:
            put = """at => { const p = document.createElement('p'); p.textContent = `All done ${at}`;
                     document.querySelector('main').prepend(p); return Date.now(); }"""
            began = await page.evaluate(put, at) / 1000  # the page's own clock, when it came true
            await goes_on
            took.append((time.time() - began) * 1000)
    print("until, ms:", [round(one) for one in took])  # noqa: T201


@told_only
async def test_goes_on_promptly_after_a_navigation_and_in_a_frame(stage: Stage) -> None:
    page = await stage.open("/rooms/iframe")
    took = []
    async with running(
        stage.driver.until(Sign(condition({"visible": {"text": "Same-site button was pressed"}})))
    ) as goes_on:
        await page.frames[1].evaluate("document.querySelector('button').click()")
        began = time.monotonic()
        await goes_on
        took.append((time.monotonic() - began) * 1000)
    async with running(stage.driver.until(Sign(condition({"visible": {"heading": "A room with a door"}})))) as goes_on:
        await page.goto(f"{HOME}/rooms/newtab", wait_until="domcontentloaded")
        began = time.monotonic()
        await goes_on
        took.append((time.monotonic() - began) * 1000)
    print("until in a frame, after a navigation, ms:", [round(one) for one in took])  # noqa: T201


def _cpu() -> float:
    """Processor seconds of this process and of Playwright's driver, its child (the browser is the page's own cost)."""
    tick, total = os.sysconf("SC_CLK_TCK"), 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _, rest = stat.read_text().partition(" (")[2].rpartition(") ")
            fields = rest.split()
            if int(stat.parent.name) == os.getpid() or (int(fields[1]) == os.getpid() and "node" in name):
                total += (int(fields[11]) + int(fields[12])) / tick
    return total


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads processor times from /proc")
async def test_waiting_costs_nothing(stage: Stage) -> None:
    await stage.open("/rooms")
    async with running(stage.driver.until(Sign(condition({"visible": {"text": "Never"}})))):
        await asyncio.sleep(1)
        before, began = _cpu(), time.monotonic()
        await asyncio.sleep(3)
        share = (_cpu() - before) / (time.monotonic() - began)
    print(f"processor while waiting: {share:.1%}")  # noqa: T201
    assert share < 0.05


# -- tabs ---------------------------------------------------------------------------------------------------------


async def test_follows_a_new_tab_and_comes_back(stage: Stage) -> None:
    first = await stage.open("/rooms/newtab")
    await stage.press({"link": "Open the other tab"})
    assert await stage.sees({"text": "the page behind the door"})
    second = await stage.page()
    assert second is not first
    await second.close()
    assert await stage.sees({"heading": "A room with a door"})
    assert await stage.page() is first


async def test_leaves_the_persons_own_tabs_alone(stage: Stage) -> None:
    first = await stage.open("/rooms")
    own = await stage.browser.context.new_page()
    await own.goto(f"{OTHER}/rooms")
    assert await stage.page() is first
    await stage.press({"link": "Shadow"})
    assert own.url == f"{OTHER}/rooms"


async def test_opens_the_page_again_that_was_closed(stage: Stage) -> None:
    page = await stage.open("/rooms/shadow")
    own = await stage.browser.context.new_page()  # so that the browser stays
    async with running(stage.driver.until(None)) as waiting:
        await page.close()
        with pytest.raises(PageGone):
            await waiting
    assert "opened the page again" in (await stage.driver.recover()).said
    assert (await stage.page()).url == f"{HOME}/rooms/shadow"
    await (await stage.page()).close()
    with pytest.raises(PageGone):
        await stage.press("Outer button")
    with pytest.raises(PageGone, match="twice"):
        await stage.driver.recover()
    await own.close()


async def test_goes_on_in_another_tab_of_the_site(stage: Stage) -> None:
    page = await stage.open("/rooms/shadow")
    other = await stage.browser.context.new_page()
    await other.goto(f"{HOME}/rooms")
    await page.close()
    with pytest.raises(PageGone):
        await stage.press("Outer button")
    assert "go on in this one" in (await stage.driver.recover()).said
    assert await stage.page() is other


async def test_starts_the_browser_again(stage: Stage) -> None:
    page = await stage.open("/rooms/shadow")
    async with running(stage.driver.until(None)) as waiting:
        await page.close()
        with pytest.raises(PageGone):
            await waiting
        await stage.browser.context.close()  # headless Chromium outlives its last tab; a window does not
    assert "browser was closed" in (await stage.driver.recover()).said
    assert (await stage.page()).url == f"{HOME}/rooms/shadow"
    assert await stage.press("Outer button") == "Outer button"
    assert await stage.sees({"text": "Outer button was pressed."})


# -- other sites --------------------------------------------------------------------------------------------------


@pytest.mark.core
async def test_keeps_its_hands_off_other_sites(stage: Stage) -> None:
    page = await stage.open("/rooms")
    await page.goto(f"{OTHER}/rooms")
    with pytest.raises(Elsewhere, match=r"other\.localhost"):
        await stage.press({"link": "Shadow"})
    assert page.url == f"{OTHER}/rooms"
    assert await stage.driver.picture() is None
    assert not await stage.sees({"link": "Shadow"}, 0.3)
    assert stage.driver.here == f"{HOME}/rooms"
    async with running(stage.driver.until_back()) as waiting:
        assert not waiting.done()
        await page.goto(f"{HOME}/rooms/shadow")
        await waiting
    assert await stage.press("Outer button") == "Outer button"


async def test_says_where_the_person_wanders_but_not_during_a_login(stage: Stage) -> None:
    page = await stage.open("/rooms")

    async def heard(*hosts: str) -> None:
        await until(lambda: stage.heard.hosts == list(hosts), lambda: True)

    async with running(stage.driver.until(None)):
        await page.goto(f"{OTHER}/rooms")
        await heard("other.localhost")
        await page.goto(f"{HOME}/rooms")
        await heard("other.localhost", "")
        with stage.driver.private():
            await page.goto(f"{OTHER}/login")
            await asyncio.sleep(0.4)
            await page.goto(f"{HOME}/rooms")
            await asyncio.sleep(0.4)
    assert stage.heard.hosts == ["other.localhost", ""]


async def test_looks_into_no_frame_of_another_site(stage: Stage) -> None:
    page = await stage.page()
    inside = "<!doctype html><meta charset=utf-8><button type=button>The one</button>"
    frames = "".join(f'<iframe src="{host}/one"></iframe>' for host in (HOME, OTHER))
    await page.route("**/one", lambda route: route.fulfill(body=inside, content_type="text/html"))
    await page.route("**/two", lambda route: route.fulfill(body=frames, content_type="text/html"))
    await stage.open("/two")
    await page.wait_for_load_state()
    assert [frame.url for frame in page.frames[1:]] == [f"{HOME}/one", f"{OTHER}/one"]
    assert await stage.press("The one") == "The one"  # there is one only: the other is not looked at
    await page.frames[1].evaluate("document.body.remove()")
    with pytest.raises(TargetNotFound):
        await stage.driver.press(target("The one"), 0.3)


# -- rooms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "pressed", "seen"),
    [
        ("iframe", "Same-site button", "Same-site button was pressed."),
        ("iframe", "Other-host button", "Other-host button was pressed."),
        ("shadow", "Outer button", "Outer button was pressed."),
        ("shadow", "Inner button", "Inner button was pressed."),
        ("dialog", "Show me", "You have looked at it."),
        ("strict", "Leave the strict room", "Rooms"),
    ],
)
async def test_acts_in_every_room(stage: Stage, room: str, pressed: str, seen: str) -> None:
    await stage.open(f"/rooms/{room}")
    assert await stage.press(pressed) == pressed
    assert await stage.sees({"text": seen})
