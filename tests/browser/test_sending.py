"""In the runner's turn nothing is sent, in whatever way a page tries; what the person sends with their own hand is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page

from runner import events
from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import Refused
from runner.flow.load import load
from runner.flow.model import Target
from runner.session.engine import Engine
from runner.session.person import Person, Together
from runner.testing import ScriptedPerson

from ..busy import Site, page, site
from ..conftest import Start
from ..patience import until
from .sending import FORM, NEXT, Way, ways

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
WAYS = dict(ways())
COMES = 2.0  # seconds in which what is not held would have arrived
SECOND = 0.3  # seconds in which a second one would have, after a first


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[PageDriver]:
    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=2))


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _one_tab(stage: PageDriver) -> AsyncIterator[None]:
    yield
    await stage.hand_over()
    shown = await stage.tabs.present()
    for other in [one for one in shown.context.pages if one is not shown]:
        await other.close()
    while shown.url != "about:blank":
        with suppress(Error):  # what the person has just sent may still be on its way, and comes in between
            await shown.goto("about:blank")


async def walk(stage: PageDriver, there: Site, steps: str, *persons: Person) -> list[events.Event]:
    """Walks steps on the page of a site; with nobody there it never is the person's turn."""
    text = f"{{title: T, service: S, hosts: [localhost], steps: [{{open: '{there.address()}'}}, {steps}]}}"
    file, heard = load(text, "sending.yaml"), list[events.Event]()
    engine = Engine(file, stage, Together(persons), [heard.append])
    stage.take(file.flow, engine)
    await engine.run()
    return heard


def notes(heard: list[events.Event]) -> list[str]:
    return [event.text for event in heard if isinstance(event, events.Noted)]


async def settled(stage: PageDriver, there: Site, seconds: float) -> None:
    """Returns when what is not held would have arrived: sooner where something was held, with time for a second one."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not (stage.held or there.sent):
                await asyncio.sleep(0.02)
    await asyncio.sleep(SECOND)


@pytest.mark.core(cases=4)
@pytest.mark.parametrize("name", WAYS)
async def test_nothing_is_sent(stage: PageDriver, name: str) -> None:
    way: Way = WAYS[name]
    with site(way.pages) as there:
        await walk(stage, there, way.step)
        while "told('tried')" in way.pages["/page.html"] and not there.told["tried"]:
            await asyncio.sleep(0.05)
        await settled(stage, there, COMES if "late" in name or "on" in name.split() else COMES / 2)
        assert there.sent == []


async def test_what_comes_late_is_told_and_made_the_persons_turn(stage: PageDriver) -> None:
    way = WAYS["post submit to a hidden frame after 1 s"]
    later = "addEventListener('click', () => setTimeout(() => document.body.append('Two seconds'), 2000))"
    way.pages["/page.html"] += f"<p>Wait<script>{later}</script>"
    person = ScriptedPerson("continue")
    with site(way.pages) as there:
        seen = "{visible: {text: Two seconds}}"
        heard = await walk(stage, there, f"{way.step}, {{expect: {seen}}}, {{expect: {seen}}}", person)
        assert there.sent == []
    (question,) = person.asked
    assert "tried to send something to localhost" in question.say
    assert [note for note in notes(heard) if "held it back" in note]
    assert [event.kind for event in heard if isinstance(event, events.StepDone)] == [
        "open",
        "click",
        "expect",
        "expect",
    ]


async def press(shown: Page, css: str) -> None:
    """As a person does: by the mouse."""
    await shown.locator(css).click(no_wait_after=True)


OWN = {
    "a form": ("<form id=f method=post action=/sent><input name=a><button id=own>Send</button></form>", ""),
    "a login": (
        "<form method=post action=/sent><input name=u><input type=password><button id=own>Log in</button></form>",
        "",
    ),
    "into a frame": (
        "<iframe name=h hidden></iframe><form method=post action=/sent target=h><button id=own>Send</button></form>",
        "",
    ),
    "into a window": ("<form method=post action=/sent target=_blank><button id=own>Send</button></form>", ""),
    "late": (
        "<form id=f method=post action=/sent></form><button id=own type=button>Send</button>",
        "own.onclick = () => setTimeout(() => f.submit(), 700)",
    ),
    "by get": ("<form action=/sent><input name=a value=1><button id=own>Send</button></form>", ""),
}


@pytest.mark.core
@pytest.mark.parametrize("turn", ["the person's", "the runner's"])
@pytest.mark.parametrize("name", OWN)
async def test_what_the_person_sends_arrives(stage: PageDriver, name: str, turn: str) -> None:
    html, script = OWN[name]
    with site({"/page.html": page(f"<button type=button id=x>Next</button>{html}", script)}) as there:
        await walk(stage, there, "{click: {button: Next}}")
        if turn == "the person's":
            await stage.hand_over()
        await press(await stage.tabs.present(), "#own")
        while not there.sent:
            await asyncio.sleep(0.05)


async def test_the_persons_own_tab_is_left_alone(stage: PageDriver) -> None:
    form = page("<form id=f method=post action=/sent></form>", "setTimeout(() => f.submit(), 1500)")
    with site({"/page.html": page("<button type=button>Next</button>"), "/own.html": form}) as there:
        shown = await stage.tabs.present()
        theirs = await shown.context.new_page()
        await theirs.goto(there.address("/own.html"), wait_until="commit")
        await walk(stage, there, "{click: {button: Next}}")
        while not there.sent:
            await asyncio.sleep(0.05)


async def test_a_search_that_the_guard_allows_is_made(stage: PageDriver) -> None:
    form = "<form role=search action=/sent><input type=search name=q><button>Search</button></form>"
    with site({"/page.html": page(form)}) as there:
        await walk(stage, there, "{click: {button: Search}}")
        while not there.sent:
            await asyncio.sleep(0.05)


async def test_a_search_frees_no_other_form(stage: PageDriver) -> None:
    """Not later either, in another frame or window."""
    form = (
        "<form role=search action=/found onsubmit='event.preventDefault()'><input type=search><button>Search</button>"
        "</form><iframe name=h hidden></iframe><form id=f action=/sent target=h><input name=a></form>"
    )
    late = "document.forms[0].addEventListener('click', () => setTimeout(() => { told('tried'); f.submit() }, 500))"
    with site({"/page.html": page(form, late)}) as there:
        await walk(stage, there, "{click: {button: Search}}")
        await until(lambda: there.told["tried"], lambda: True)
        await settled(stage, there, COMES / 2)
        assert there.sent == []


async def test_a_hand_of_the_persons_own_turn_frees_nothing_afterwards(stage: PageDriver) -> None:
    """The page behind a window has been touched by the person, and sends when the runner presses in the window."""
    behind = page(
        "<button id=own type=button>Open</button><form id=f method=post action=/sent><input name=a></form>",
        "own.onclick = () => open('/window.html')",
    )
    front = page(
        "<button type=button id=x>Next</button>",
        "x.onclick = () => { told('tried'); opener.document.forms[0].submit() }",
    )
    with site({"/page.html": behind, "/window.html": front}) as there:
        await walk(stage, there, "{expect: {visible: {button: Open}}}")
        shown = await stage.tabs.present()
        async with shown.context.expect_page() as opened:
            await press(shown, "#own")
        await (await opened.value).wait_for_load_state()
        with suppress(Refused):
            await stage.press(Target(button=["Next"]))
        await until(lambda: there.told["tried"], lambda: True)
        await settled(stage, there, COMES / 2)
        assert there.sent == []


async def test_what_scrolling_into_view_sets_off_is_held(stage: PageDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is ringed, which is before it is pressed."""
    monkeypatch.setattr(stage, "pace", Pace(ring=1, timeout=2))
    form = f"{FORM.format(method='post', target='')}<p style='height:300vh'></p>{NEXT}"
    seen = "new IntersectionObserver(([one]) => { if (one.isIntersecting) { told('tried'); f.submit() } }).observe(x)"
    with site({"/page.html": page(form, seen)}) as there:
        await walk(stage, there, "{click: {button: Next}}")
        await until(lambda: there.told["tried"], lambda: True)
        await settled(stage, there, COMES / 2)
        assert there.sent == []


async def test_a_driver_that_has_let_go_holds_nothing(stage: PageDriver) -> None:
    shown = await stage.tabs.present()
    form = page("<button type=button>Next</button><form id=f method=post action=/sent></form>")
    with site({"/page.html": form}) as there:
        async with PageDriver(shown.context, stage.panel, stage.tabs._relaunch, Pace(ring=0, timeout=2)) as other:
            await walk(other, there, "{click: {button: Next}}")
        await shown.evaluate("f.submit()")
        await until(lambda: there.sent, lambda: True)
