"""A press happens once, however long the page is busy with it: counted at the server, with nothing false said."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from runner import events
from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.flow.load import load
from runner.session.engine import Engine
from runner.session.person import Together
from runner.testing import ScriptedPerson

from ..busy import CASES, Site, page, site
from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CASE = CASES / "press-on-a-busy-page"
# Milliseconds a handler keeps the page busy; the shortest of which a person is told.
TIMES = (1, 100, 1_000, pytest.param(2_500, marks=pytest.mark.core), 10_000, 30_000)


@dataclass
class Walked:
    """What came of a walk."""

    heard: list[events.Event]
    person: ScriptedPerson
    learnt: bool

    def of(self, kind: type[events.Event]) -> list[events.Event]:
        return [event for event in self.heard if isinstance(event, kind)]

    @property
    def notes(self) -> list[str]:
        return [event.text for event in self.heard if isinstance(event, events.Noted)]

    @property
    def was_plain(self) -> bool:
        """Nothing was missing, nobody was asked, nothing was learnt."""
        return not (self.of(events.TargetMissing) or self.of(events.PersonAsked) or self.learnt)


Walks = Callable[..., "asyncio.Future[Walked]"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[PageDriver]:
    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3))


async def walk(stage: PageDriver, there: Site, steps: str, *answers: object, person: object = None) -> Walked:
    """Walks steps (YAML in braces) on the page of a site."""
    text = f"{{title: T, service: S, hosts: [localhost], steps: [{{open: '{there.address()}'}}, {steps}]}}"
    heard: list[events.Event] = []
    asked = person or ScriptedPerson(*answers)
    file = load(text, "busy.yaml")
    engine = Engine(file, stage, Together([asked]), [heard.append])  # type: ignore[list-item]
    stage.take(file.flow, engine)
    await engine.run()
    return Walked(heard, asked, engine._drift.has_learnt)  # type: ignore[arg-type]


@pytest.mark.parametrize("ms", TIMES)
async def test_the_menu_is_pressed_once(stage: PageDriver, ms: int) -> None:
    html = (CASE / "page.html").read_text("utf-8").replace("2500", str(ms)).replace("/pressed", "/told/pressed")
    steps = "{click: {button: Your profile}}, {click: {link: Settings}}, {expect: {visible: {heading: Settings}}}"
    with site({"/page.html": html, "/settings.html": (CASE / "settings.html").read_text("utf-8")}) as there:
        walked = await walk(stage, there, steps)
        assert there.told == {"pressed": 1}
    assert walked.was_plain
    assert [event.kind for event in walked.heard if isinstance(event, events.StepDone)][-1] == "expect"
    assert ms < 2_500 or sum("busy" in note for note in walked.notes) == 1


# What keeps the page busy, and when: each is done once, and what follows from it is found.
DEEDS = {
    "on the way down": ("<button id=x>Menu</button>", "x.onpointerdown", "click: {button: Menu}"),
    "on the way up": ("<button id=x>Menu</button>", "x.onmouseup", "click: {button: Menu}"),
    "when the pointer comes": (
        "<div id=x role=button tabindex=0>Menu</div>",
        "x.onmouseenter",
        "hover: {button: Menu}",
    ),
    "typing": ("<label>Name <input id=x></label>", "x.oninput", "fill: {field: Name, with: {text: Ann}}"),
    "a radio": (
        "<form><label><input id=x type=radio>I object</label></form>",
        "x.onchange",
        "choose: {radio: I object}",
    ),
    "a list": (
        "<form><label>Land <select id=x><option>A<option>B</select></label></form>",
        "x.onchange",
        "choose: {option: B, from: {combobox: Land}}",
    ),
    "in a frame": (
        '<iframe srcdoc="<button id=x>Menu</button><script>x.onclick = () => parent.x()</script>"></iframe>',
        "window.x",
        "click: {button: Menu}",
    ),
}


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("deed", DEEDS)
async def test_each_deed_is_done_once(stage: PageDriver, deed: str) -> None:
    html, when, step = DEEDS[deed]
    script = f"{when} = () => {{ told('done'); busy(4000); document.body.append('It is there'); }}"
    with site({"/page.html": page(html, script)}) as there:
        walked = await walk(stage, there, f"{{{step}}}, {{expect: {{visible: {{text: It is there}}}}}}")
        assert there.told == {"done": 1}
    assert walked.was_plain


async def test_a_press_that_leads_away_at_the_end_of_a_busy_time_is_done(stage: PageDriver) -> None:
    script = "x.onclick = () => { told('done'); busy(3000); location = '/next.html'; }"
    pages = {"/page.html": page("<button id=x>Next</button>", script), "/next.html": page("<h1>Next page</h1>")}
    with site(pages) as there:
        walked = await walk(stage, there, "{click: {button: Next}}, {expect: {visible: {heading: Next page}}}")
        assert there.told == {"done": 1}
    assert walked.was_plain


async def test_what_the_press_opened_is_no_interruption(stage: PageDriver) -> None:
    dialog = "<dialog id=d><p>Settings</p><button type=button>No thanks</button></dialog><button id=x>Settings</button>"
    script = "x.onclick = () => { told('done'); d.showModal(); busy(4000); }"
    with site({"/page.html": page(dialog, script)}) as there:
        walked = await walk(stage, there, "{click: {button: Settings}}, {expect: {visible: {button: No thanks}}}")
        assert there.told == {"done": 1}
    assert walked.was_plain


async def test_a_page_that_is_busy_is_not_one_where_a_thing_is_missing(stage: PageDriver) -> None:
    """Busy by itself, for longer than a thing is looked for, before it shows it."""
    script = "setTimeout(() => { busy(6000); document.body.append('It is there'); }, 300)"
    with site({"/page.html": page("<h1>Wait</h1>", script)}) as there:
        walked = await walk(stage, there, "{expect: {visible: {text: It is there}}}")
    assert walked.was_plain


async def test_busy_before_the_press_it_is_pressed_once(stage: PageDriver) -> None:
    """Busy when the hand is on its way: it arrives late, and once."""
    script = """x.onmousemove = () => { x.onmousemove = null; busy(5000); };
      x.onclick = () => { told('done'); x.after('It is there'); }"""
    with site({"/page.html": page("<button id=x>Menu</button>", script)}) as there:
        walked = await walk(stage, there, "{click: {button: Menu}}, {expect: {visible: {text: It is there}}}")
        assert there.told == {"done": 1}
    assert walked.was_plain


async def test_stop_works_while_the_page_is_busy(stage: PageDriver) -> None:
    script = "x.onclick = () => { told('done'); busy(8000); told('over'); }"

    class Impatient(ScriptedPerson):
        async def stops(self) -> None:
            while not there.told["done"]:
                await asyncio.sleep(0.1)

    with site({"/page.html": page("<button id=x>Menu</button>", script)}) as there:
        walked = await walk(stage, there, "{click: {button: Menu}}, {click: Nothing}", person=Impatient())
        assert there.told == {"done": 1}, "it ended before the page was at rest"
        assert walked.heard[-1].as_json()["outcome"] == "stopped"
        while not there.told["over"]:
            await asyncio.sleep(0.1)


async def test_the_hand_of_the_person_is_not_ours(stage: PageDriver) -> None:
    """They press elsewhere while ours is under way: theirs passes, and ours is done all the same."""
    html = "<button id=x>Menu</button><p><button id=y>Theirs</button>"
    script = """x.onpointerdown = () => { told('down'); busy(2000); };
      x.onclick = () => told('ours');
      y.onclick = () => told('theirs');"""
    with site({"/page.html": page(html, script)}) as there:
        shown = await stage.tabs.present()
        await shown.goto(there.address())
        where = await shown.locator("#y").bounding_box()
        assert where

        async def theirs() -> None:
            while not there.told["down"]:
                await asyncio.sleep(0.05)
            shown = await stage.tabs.present()
            box = await shown.context.new_cdp_session(shown)
            at = {"x": where["x"] + 5, "y": where["y"] + 5, "button": "left", "clickCount": 1}
            await box.send("Input.dispatchMouseEvent", {"type": "mousePressed", **at})
            await box.send("Input.dispatchMouseEvent", {"type": "mouseReleased", **at})

        _, walked = await asyncio.gather(theirs(), walk(stage, there, "{click: {button: Menu}}"))
        while not there.told["theirs"]:
            await asyncio.sleep(0.1)
        assert there.told == {"down": 1, "ours": 1, "theirs": 1}
    assert walked.was_plain


async def test_a_field_that_is_readonly_until_one_is_in_it(stage: PageDriver) -> None:
    html = (CASES / "fill-readonly-until-focus" / "page.html").read_text("utf-8")
    script = page("", "document.querySelector('input').oninput = (event) => told(event.target.value)")
    with site({"/page.html": html + re.sub("<!doctype html>", "", script)}) as there:
        walked = await walk(stage, there, "{fill: {field: Email, with: {text: ann}}}")
        while not there.told["ann"]:
            await asyncio.sleep(0.1)
        assert there.told == {"ann": 1}
    assert walked.was_plain
