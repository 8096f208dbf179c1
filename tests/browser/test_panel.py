"""The panel in a real Chromium, on pages that make it hard: strict policies, modal dialogs, focus traps, removal."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import struct
import threading
import zlib
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from runner import events
from runner.browser import panel_messages
from runner.browser.panel import NOT_UNDERSTOOD, Panel
from runner.browser.panel_messages import understand
from runner.browser.panel_story import PanelStory, told
from runner.browser.shapes import NotUnderstood
from runner.errors import Refused
from tests import patience

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
STRICT = {"Content-Security-Policy": "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"}
PLAIN = "<!doctype html><title>Plain</title><p>Text</p><input id=name><button id=send>Send</button>"
PAGES = {
    "/plain": ({}, PLAIN),
    "/strict": (STRICT, PLAIN),
    "/hostile": (
        {},
        """<!doctype html><style>body *, div { display: none !important; transform: rotate(9deg) !important }
           div { opacity: 0 !important; pointer-events: none !important; zoom: 3 }</style>""",
    ),
    "/dialog": ({}, "<!doctype html><dialog id=d>A dialog <input id=name></dialog><p>Text</p>"),
    "/shadow": (
        {},
        """<!doctype html><div id=w></div><script>
           w.attachShadow({mode: 'open'}).innerHTML = '<dialog>In a shadow</dialog>'</script>""",
    ),
    "/full": ({}, "<!doctype html><div id=stage><button id=go onclick='stage.requestFullscreen()'>Full</button></div>"),
    "/frames": ({}, "<!doctype html><iframe src=/plain></iframe><iframe srcdoc='<p>In</p>'></iframe>"),
    "/scroll": (
        {},
        """<!doctype html><body style='margin:0'><div id=box style='height:200px;overflow:auto'>
           <button id=t style='position:relative;top:150px;left:60px'>Target</button>
           <div style='height:900px'></div></div>
           <div style='height:3000px'></div>""",
    ),
}

browser_test = pytest.mark.browser
pytestmark = pytest.mark.asyncio(loop_scope="module")


# ── Stage ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        headers, body = PAGES.get(self.path, ({}, ""))
        self.send_response(200 if self.path in PAGES else 404)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ["chromium", "google-chrome", "chromium-browser"])), None)
    if not chromium and not os.environ.get("CI"):
        pytest.skip("no Chromium found")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1000, "height": 640}, color_scheme="light")
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(context: BrowserContext) -> Page:
    return await context.new_page()


@pytest_asyncio.fixture(loop_scope="module")
async def panel(context: BrowserContext, page: Page, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Panel]:
    """A panel on `page`, in the third step of eight; whatever stumbles in panel.js fails the test."""
    async with Panel() as panel:
        await panel.attach(context)
        panel.hear(events.SessionStarted(flow="f", title="Example – object", steps=8))
        panel.hear(events.StepStarted(flow="f", step=3, kind="click", sentence="Opening the settings."))
        yield panel
    assert not caplog.records


def question(*choices: events.Choice, **more: object) -> events.Question:
    return events.Question(about="review", say="All well?", choices=choices or ("continue", "skip", "stop"), **more)  # type: ignore[arg-type]


class Asking:
    """A question that is open inside the block; `reply()` is its answer."""

    def __init__(self, panel: Panel, asked: events.Question | None = None) -> None:
        self.panel = panel
        self.task = asyncio.ensure_future(panel.ask(asked or question()))

    async def __aenter__(self) -> Asking:
        await asyncio.sleep(0)
        await self.panel.settled()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def reply(self) -> events.Choice:
        await patience.until(self.task.done, lambda: True)
        reply = self.task.result()
        assert reply.via == "panel"
        return reply.choice


async def centre(panel: Panel, page: Page, part: panel_messages.Part) -> tuple[float, float]:
    """Where a button is, once it is there."""
    for _ in range(600):
        if box := await panel.button_box(page, part):
            return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await asyncio.sleep(0.05)
    raise AssertionError(f"the panel shows no {part}")


async def press(panel: Panel, page: Page, part: panel_messages.Part) -> None:
    await page.mouse.click(*await centre(panel, page, part))


TOPMOST = """([x, y]) => { let node = document.elementFromPoint(x, y);
  while (node?.shadowRoot) node = node.shadowRoot.elementFromPoint(x, y);
  return Boolean(node?.matches('[data-optout]')) }"""


async def reachable(panel: Panel, page: Page) -> None:
    """Waits until a click on the panel's fold button would arrive there."""
    for _ in range(60):
        box = await panel.button_box(page, "fold")
        if box and await page.evaluate(TOPMOST, [box["x"] + 5, box["y"] + 5]):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the panel cannot be reached")


async def colour(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """The colour of one pixel, out of the smallest of PNGs."""
    png = await page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    red, green, blue = zlib.decompress(data)[1:4]
    return red, green, blue


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "nonsense",
        '{"type":"open","url":"https://x"}',
        '{"type":"ready","more":1}',
        '{"type":"pressed","choice":"buy","question":null}',
        '{"type":"pressed","choice":["stop"],"question":null}',
        '{"type":"pressed","choice":"stop","question":1}',
        '{"type":"pressed","choice":"stop"}',
        '{"type":"placed","x":2,"y":0,"folded":false}',
        '{"type":"placed","x":NaN,"y":0,"folded":false}',
        '{"type":"placed","x":"0","y":0,"folded":false}',
        '{"type":"placed","x":0,"y":0,"folded":1}',
        "[" * 100_000,
    ],
)
async def test_what_is_not_a_message_is_not_understood(said: str) -> None:
    with pytest.raises(NotUnderstood):
        understand(said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("nonsense", "it is no JSON"),
        ("[]", "it is no message"),
        ('{"type":"open","url":"https://x"}', "no message is called 'open'"),
        ('{"type":["ready"]}', "no message is called \"['ready']\""),
        ('{"type":"pressed","choice":"buy","question":"q1"}', "no question has the choice 'buy'"),
        ('{"type":"placed","x":2,"y":0,"folded":false}', "its message 'placed' is not made as such messages are"),
        ('{"type":"' + "x" * 5000 + '"}', f"no message is called '{'x' * 40}'"),
    ],
)
async def test_why_something_is_not_understood_is_said_and_no_more_of_it(said: str, why: str) -> None:
    with pytest.raises(NotUnderstood) as wrong:
        understand(said)
    assert str(wrong.value) == why


async def test_messages_are_understood() -> None:
    said = [{"type": "ready"}, {"type": "placed", "x": 0.5, "y": 1, "folded": True}]
    said += [{"type": "pressed", "choice": "stop", "question": None}, {"type": "home"}]
    assert [understand(json.dumps(each)) for each in said] == said


async def test_which_of_a_batch_it_is_stays_while_it_is_walked() -> None:
    moved = events.BatchMovedOn(flow="f", place=2, of=6, next="Instagram – object")
    story = told(told(PanelStory(), moved), events.SessionStarted(flow="f", title="T", steps=4))
    assert story.batch == "2 of 6; next: Instagram – object"
    assert told(story, events.BatchMovedOn(flow="g", place=6, of=6)).batch == "6 of 6"


async def test_what_came_of_the_flow_before_is_said_at_the_first_step() -> None:
    moved = events.BatchMovedOn(flow="g", place=2, of=2, came="Claude: You are opted out.")
    begun = told(told(PanelStory(), moved), events.SessionStarted(flow="g", title="T", steps=4))
    assert begun.note == "Claude: You are opted out."
    at_one = told(begun, events.StepStarted(flow="g", step=1, kind="open", sentence="I open it."))
    assert at_one.note == begun.note
    assert told(at_one, events.StepStarted(flow="g", step=3, kind="click", sentence="I press it.")).note == ""


async def test_only_news_is_put_on_the_pages_and_all_of_it_after_a_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    async with Panel() as panel:
        monkeypatch.setattr(panel, "_post", lambda message: shown.append(message["type"]))
        panel.hear(events.SessionStarted(flow="f", title="T", steps=4))
        panel.hear(events.StepStarted(flow="f", step=1, kind="click", sentence="I press it."))
        assert shown == ["show", "show"]
        panel.hear(events.StepDone(flow="f", step=1, kind="click"))
        assert shown == ["show", "show"]  # the panel says no more than before
        panel._is_aside = True  # as after a ring: done with, so it comes back
        panel.hear(events.StepDone(flow="f", step=1, kind="click"))
        assert shown == ["show"] * 3
        monkeypatch.undo()


async def test_the_story_is_told_in_words() -> None:
    story = told(PanelStory(), events.SessionStarted(flow="f", title="T", steps=4, from_step=2))
    assert (story.where, story.note) == ("Step 2 of 4", "Going on where you were, at step 2.")
    story = told(story, events.StepStarted(flow="f", step=2, kind="click", sentence="Opening it."))
    story = told(story, events.InterruptionPressed(flow="f", label="Decline"))
    story = told(story, events.StepStarted(flow="f", step=3, kind="click", sentence="Looking."))
    assert (story.doing, story.note) == ("Looking.", "Pressed “Decline” to get a banner out of the way.")
    inside = events.StepStarted(flow="f", step=4, kind="click", sentence="More.", within="older", part="the older form")
    story = told(story, inside)
    assert (story.where, story.note) == ("Step 4 of 4", "The older form")
    unnamed = told(story, events.StepStarted(flow="f", step=4, kind="click", sentence="More.", within="when"))
    assert unnamed.note == ""
    chosen = told(story, events.StepDone(flow="f", step=4, note="i want to Object", kind="choose"))
    assert chosen.note == "i want to Object", "the page's name for a thing stays as the page has it"
    stopped = told(story, events.SessionEnded(flow="f", outcome="stopped"))
    assert (stopped.state, stopped.where) == ("ended", "Stopped at step 4 of 4")
    assert (
        told(story, events.SessionEnded(flow="f", outcome="sent", basis="read_back")).note
        == "I have read it back: it is as you wanted it."
    )


# ── Every page ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.core
@browser_test
@pytest.mark.parametrize("path", ["/plain", "/strict", "/hostile", "/frames"])
async def test_a_press_is_the_reply(panel: Panel, page: Page, site: str, path: str) -> None:
    await page.goto(site + path)
    async with Asking(panel) as asking:
        await press(panel, page, "skip")
        assert await asking.reply() == "skip"
    assert await panel.button_box(page, "skip") is None


@browser_test
async def test_it_lives_in_a_modal_dialog_while_that_is_open(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/dialog")
    await page.evaluate("d.showModal()")
    await reachable(panel, page)
    async with Asking(panel) as asking:
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"
    await page.evaluate("d.close()")
    await reachable(panel, page)
    await page.evaluate("d.showModal()")
    await reachable(panel, page)
    await page.evaluate("d.remove()")
    await reachable(panel, page)


@browser_test
async def test_it_lives_in_a_modal_dialog_of_a_shadow_tree(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/shadow")
    await page.evaluate("w.shadowRoot.firstChild.showModal()")
    await reachable(panel, page)
    async with Asking(panel) as asking:
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"


@browser_test
async def test_it_is_above_full_screen(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/full")
    await page.click("#go")
    await page.wait_for_function("document.fullscreenElement")
    await reachable(panel, page)
    async with Asking(panel) as asking:
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"


@browser_test
async def test_it_is_above_a_popover_of_the_page(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    await page.evaluate("""() => { const p = document.createElement('div'); p.popover = 'auto'; document.body.append(p);
        p.style = 'inset:0;width:auto;height:auto;background:pink'; p.showPopover() }""")
    await reachable(panel, page)


@pytest.mark.core
@browser_test
async def test_it_stays_through_navigation_reload_and_in_new_tabs(panel: Panel, page: Page, site: str) -> None:
    async with Asking(panel) as asking:
        await page.goto(site + "/plain")
        await centre(panel, page, "continue")
        await page.reload()
        await centre(panel, page, "continue")
        await page.goto(site.replace("127.0.0.1", "localhost") + "/strict")
        await centre(panel, page, "continue")
        async with page.expect_popup() as popup:
            await page.evaluate("open('/plain')")
        await press(panel, await popup.value, "continue")
        assert await asking.reply() == "continue"
    assert await panel.button_box(page, "continue") is None


@browser_test
async def test_pages_that_are_open_already_get_it_too(context: BrowserContext, page: Page, site: str) -> None:
    await page.goto(site + "/strict")
    async with Panel() as panel:
        panel.hear(events.SessionStarted(flow="f", title="T", steps=2))
        await panel.attach(context)
        await reachable(panel, page)
        await panel.attach(context)
        assert await page.locator("[data-optout]").count() == 1
    assert await page.locator("[data-optout]").count() == 0
    async with Panel() as panel:
        panel.hear(events.SessionStarted(flow="f", title="T", steps=2))
        await panel.attach(context)
        await reachable(panel, page)


@browser_test
async def test_it_goes_along_to_another_context(panel: Panel, browser: Browser, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    other = await browser.new_context()
    try:
        await panel.attach(other)
        there = await other.new_page()
        await there.goto(site + "/plain")
        await reachable(panel, there)
        assert await panel.button_box(page, "stop") is None
    finally:
        await other.close()


@browser_test
async def test_it_is_not_in_frames_and_says_nothing_before_a_session(
    context: BrowserContext, page: Page, site: str
) -> None:
    async with Panel() as panel:
        await panel.attach(context)
        await page.goto(site + "/frames")
        assert await page.locator("[data-optout]").count() == 0
        panel.hear(events.SessionStarted(flow="f", title="T", steps=2))
        await reachable(panel, page)
        assert [await frame.locator("[data-optout]").count() for frame in page.frames] == [1, 0, 0]


@browser_test
async def test_a_page_that_hangs_holds_nobody_up(panel: Panel, context: BrowserContext, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    other = await context.new_page()
    await other.goto(site + "/plain")
    box = await other.locator("p").bounding_box()
    async with other.expect_event("dialog") as alert:
        other.on("dialog", lambda _: None)
        await other.evaluate("setTimeout(() => alert('wait'))")
    await panel.ring(other, box)
    async with Asking(panel) as asking:
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"
    await (await alert.value).dismiss()


@browser_test
async def test_pages_may_close_at_any_time(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel):
        await asyncio.gather(page.close(), panel.veil(True), panel.ring(page, None))
        panel.hear(events.StepDone(flow="f", step=3, kind="click"))


# ── A page that is against it ────────────────────────────────────────────────────────────────────────────────────────


@browser_test
@pytest.mark.parametrize(
    "harm",
    [
        "host.remove()",
        "host.hidePopover()",
        "host.inert = true",
        "host.setAttribute('style', 'display:none !important')",
        "host.popover = 'auto'",
        "document.documentElement.replaceChildren(document.createElement('body'))",
        "(document.open(), document.write('<p>All new'), document.close())",
    ],
)
async def test_it_comes_back(panel: Panel, page: Page, site: str, harm: str) -> None:
    await page.goto(site + "/plain")
    await reachable(panel, page)
    await page.evaluate(f"() => {{ const host = document.querySelector('[data-optout]'); {harm} }}")
    async with Asking(panel) as asking:
        await reachable(panel, page)
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"


@browser_test
async def test_it_does_not_fight_without_end(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    await reachable(panel, page)
    await page.evaluate("""() => { window.kills = 0; window.fight = new MutationObserver(() => {
        const host = document.querySelector('[data-optout]'); if (host) { host.remove(); window.kills += 1 } });
        window.fight.observe(document, {childList: true, subtree: true});
        document.querySelector('[data-optout]').remove() }""")
    await asyncio.sleep(1.5)
    assert 0 < await page.evaluate("window.kills") < 20
    await page.evaluate("window.fight.disconnect()")
    await reachable(panel, page)


@pytest.mark.core
@browser_test
async def test_a_page_cannot_press(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel) as asking:
        at = await centre(panel, page, "continue")
        await page.evaluate(
            """([x, y]) => { const host = document.querySelector('[data-optout]');
            for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
              host.dispatchEvent(new MouseEvent(type, {bubbles: true, clientX: x, clientY: y, detail: 1}));
            host.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); host.click() }""",
            list(at),
        )
        await asyncio.sleep(0.2)
        assert not asking.task.done()


@browser_test
async def test_a_page_sees_neither_binding_nor_inside(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel):
        await reachable(panel, page)
        assert await page.evaluate("document.querySelector('[data-optout]').shadowRoot") is None
        assert await page.evaluate("[typeof optoutSay, typeof optoutPanel]") == ["undefined", "undefined"]
        assert "All well?" not in await page.content()
        assert await page.get_by_role("button", name="Continue").count() == 0


@browser_test
async def test_a_page_hears_nothing_of_it(panel: Panel, page: Page, site: str) -> None:
    """A page whose focus trap and "click outside" handlers would answer to every touch of the panel."""
    await page.goto(site + "/plain")
    await page.evaluate("""() => { window.heard = [];
        for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'keyup', 'focusin'])
          addEventListener(type, (e) => { heard.push(type); e.stopPropagation(); e.preventDefault() }, true) }""")
    async with Asking(panel) as asking:
        await page.keyboard.press("Alt+Shift+KeyO")
        await page.keyboard.press("Tab")
        await page.evaluate("heard.length = 0")
        await press(panel, page, "continue")
        assert await asking.reply() == "continue"
    assert await page.evaluate("heard") == []


# ── Hands ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@browser_test
async def test_enter_presses_the_primary_button(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel) as asking:
        await page.keyboard.press("Alt+Shift+KeyO")
        await page.keyboard.press("Enter")
        assert await asking.reply() == "continue"


@pytest.mark.core
@browser_test
async def test_the_keyboard_reaches_every_button(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel) as asking:
        await page.keyboard.press("Alt+Shift+KeyO")
        for _ in ["move", "fold", "continue", "skip", "stop"]:
            await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        assert await asking.reply() == "stop"


@browser_test
async def test_where_the_page_can_answer_enter_presses_nothing(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel, question(page_answers=True)) as asking:
        await page.keyboard.press("Alt+Shift+KeyO")
        await page.keyboard.press("Enter")
        await asyncio.sleep(0.1)
        assert not asking.task.done()


@browser_test
async def test_escape_folds_and_the_shortcut_leads_back(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/dialog")
    await page.evaluate("d.showModal()")
    await reachable(panel, page)
    await page.focus("#name")
    await page.keyboard.press("Alt+Shift+KeyO")
    assert await page.evaluate("document.activeElement.matches('[data-optout]')")
    await page.keyboard.press("Escape")
    await panel.settled()
    assert await panel.button_box(page, "stop") is None
    assert await page.evaluate("d.open"), "Escape was for the panel, not for the page's dialog"
    await page.keyboard.press("Alt+Shift+KeyO")
    assert await page.evaluate("document.activeElement.id") == "name"


@browser_test
async def test_the_focus_stays_where_the_person_types(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    await page.focus("#name")
    await page.keyboard.type("Ada ")
    async with Asking(panel) as asking:
        await page.keyboard.type("Lovelace")
        await press(panel, page, "continue")
        await asking.reply()
    await page.keyboard.type("!")
    assert await page.input_value("#name") == "Ada Lovelace!"


@browser_test
async def test_place_and_fold_survive_a_navigation(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    x, y = await centre(panel, page, "move")
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 300, y - 200, steps=4)
    await page.mouse.up()
    assert await centre(panel, page, "move") == pytest.approx((x - 300, y - 200), abs=1)
    await page.goto(site + "/strict")
    assert await centre(panel, page, "move") == pytest.approx((x - 300, y - 200), abs=1)
    await press(panel, page, "fold")
    await page.reload()
    await reachable(panel, page)
    assert await panel.button_box(page, "stop") is None
    await press(panel, page, "fold")
    await centre(panel, page, "stop")


@browser_test
async def test_the_arrow_keys_move_it_and_never_out_of_sight(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    x, y = await centre(panel, page, "move")
    await page.keyboard.press("Alt+Shift+KeyO")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("ArrowUp")
    assert await centre(panel, page, "move") == pytest.approx((x - 24, y - 24), abs=1)
    for _ in range(20):
        await page.keyboard.press("Shift+ArrowLeft")
        await page.keyboard.press("Shift+ArrowUp")
    await page.set_viewport_size({"width": 320, "height": 480})
    for part in ("move", "fold", "stop"):
        left, top = await centre(panel, page, part)
        assert 0 < left < 320
        assert 0 < top < 480


@browser_test
async def test_a_double_click_does_not_answer_the_next_question(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel) as asking:
        at = await centre(panel, page, "continue")
        await page.mouse.click(*at)
        assert await asking.reply() == "continue"
    async with Asking(panel) as asking:
        await page.mouse.down(click_count=2)
        await page.mouse.up(click_count=2)
        await asyncio.sleep(0.2)
        assert not asking.task.done()


@browser_test
@pytest.mark.parametrize("origin", ["", "http://plain.test"])
async def test_the_text_is_copied(panel: Panel, page: Page, site: str, origin: str) -> None:
    """Also over http, where pages have no clipboard."""
    await page.route("http://plain.test/**", lambda route: route.fulfill(body=PLAIN, content_type="text/html"))
    await page.goto((origin or site) + "/plain")
    async with Asking(panel, question(copy="I object.\nSincerely")):
        await press(panel, page, "copy")
        await page.evaluate("document.body.append(document.createElement('textarea'))")
        await page.focus("textarea")
        while not await page.input_value("textarea"):  # copying takes a moment
            await page.keyboard.press("Control+V")
        assert await page.input_value("textarea") == "I object.\nSincerely"


async def _focused(page: Page) -> str:
    """The role of what has the focus, in the panel's closed tree as well."""
    cdp = await page.context.new_cdp_session(page)
    tree = (await cdp.send("Accessibility.getFullAXTree"))["nodes"]
    await cdp.detach()
    focused = [
        node["role"]["value"]
        for node in tree
        if any(one["name"] == "focused" and one["value"]["value"] for one in node.get("properties", ()))
    ]
    return str(focused[-1]) if focused else ""


@browser_test
async def test_the_text_to_copy_can_be_had_in_another_language(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    copies = {"de": "Ich widerspreche.", "en": "I object.", "nl": "Ik maak bezwaar."}
    async with Asking(panel, question(copy="I object.", copies=copies, copy_in="en")):
        await panel.settled()
        await page.keyboard.press("Alt+Shift+O")
        while await _focused(page) != "combobox":
            await page.keyboard.press("Tab")
        await page.keyboard.press("ArrowDown")
        await press(panel, page, "copy")
        await page.evaluate("document.body.append(document.createElement('textarea'))")
        await page.focus("textarea")
        while not await page.input_value("textarea"):
            await page.keyboard.press("Control+V")
        assert await page.input_value("textarea") == "Ik maak bezwaar."


@browser_test
async def test_it_can_be_pressed_while_the_person_points_at_something(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    box = await page.locator("#send").bounding_box()
    assert box
    async with Asking(panel) as asking:
        picking = asyncio.ensure_future(page.pick_locator())
        await page.locator("body[data-pw-cursor]").wait_for()  # which says that the next click points
        await press(panel, page, "skip")
        assert await asking.reply() == "skip"
        assert not picking.done()
        await page.mouse.click(box["x"] + 5, box["y"] + 5)
        assert await (await picking).get_attribute("id") == "send"


# ── Questions ────────────────────────────────────────────────────────────────────────────────────────────────────────


@browser_test
async def test_a_cancelled_question_goes_away(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel):
        await centre(panel, page, "continue")
    await panel.settled()
    assert await panel.button_box(page, "continue") is None


@pytest.mark.core
@browser_test
async def test_only_a_choice_of_the_open_question_counts(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel, question("yes", "no")) as asking:
        for choice, of in [("stop", None), ("yes", "q0")]:
            panel._on_pressed(choice, of)  # type: ignore[arg-type]
        await asyncio.sleep(0)
        assert not asking.task.done()
        await press(panel, page, "no")
        assert await asking.reply() == "no"


@browser_test
@pytest.mark.parametrize(
    ("message", "why"),
    [
        ('{"type":"pressed","choice":"buy","question":"q1"}', "no question has the choice 'buy'"),
        ('{"type":"pressed","choice":"skip","question":"q1"}', "'skip', which is no choice of the question"),
        ('{"type":"prodded"}', "no message is called 'prodded'"),
    ],
)
async def test_what_the_panel_says_in_words_of_no_list_is_an_error_and_no_answer(
    panel: Panel, page: Page, site: str, caplog: pytest.LogCaptureFixture, message: str, why: str
) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel, question("yes", "no", "retry")) as asking:
        await centre(panel, page, "yes")  # the panel is there
        tab, _ = panel._tabs[page]
        assert tab._cdp and tab._world
        say = {"expression": f"optoutSay({json.dumps(message)})", "uniqueContextId": tab._world}
        await tab._cdp.send("Runtime.evaluate", say)
        [record] = caplog.records
        assert (record.levelname, why in record.getMessage()) == ("ERROR", True)
        assert not asking.task.done()
        assert panel._view()["hint"] == NOT_UNDERSTOOD
        caplog.clear()
        await press(panel, page, "no")
        assert await asking.reply() == "no"
    assert panel._view()["note"] != NOT_UNDERSTOOD


@browser_test
async def test_what_the_panel_answers_otherwise_than_is_declared_is_an_error_and_no_answer(
    panel: Panel, page: Page, site: str, caplog: pytest.LogCaptureFixture
) -> None:
    await page.goto(site + "/plain")
    async with Asking(panel, question("yes", "no")) as asking:
        await centre(panel, page, "yes")  # the panel is there
        tab, _ = panel._tabs[page]
        assert tab._cdp and tab._world
        say = {"expression": "optoutPanel = () => ({ fine: true })", "uniqueContextId": tab._world}
        await tab._cdp.send("Runtime.evaluate", say)
        assert await panel.button_box(page, "yes") is None
        assert await tab.sight() == "hidden"
        with pytest.raises(Refused):
            await panel.paint(page, b"a picture", [])
        assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
        assert "the panel answered 'where' by what Optout does not understand" in caplog.text
        assert not asking.task.done()


@browser_test
async def test_stop_is_there_while_no_question_is(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    await press(panel, page, "stop")
    await panel.stops()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(panel.stops(), 0.1)
    panel.hear(events.SessionEnded(flow="f", outcome="stopped"))
    await panel.settled()
    assert await panel.button_box(page, "stop") is None


@browser_test
async def test_errors_of_the_block_stay_what_they_are(context: BrowserContext) -> None:
    with pytest.raises(ValueError, match="mine"):
        async with Panel() as panel:
            await panel.attach(context)
            raise ValueError("mine")


# ── Ring, veil, looks ────────────────────────────────────────────────────────────────────────────────────────────────

ACCENT = (11, 110, 102)


@browser_test
async def test_the_ring_is_around_the_target_and_lets_clicks_through(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/scroll")
    await page.emulate_media(reduced_motion="reduce")
    target = page.locator("#t")
    await panel.ring(page, await target.bounding_box())
    assert await colour(page, *await left_of(page)) == ACCENT
    await page.evaluate("scrollTo(0, 40)")
    assert await colour(page, *await left_of(page)) == ACCENT
    await page.evaluate("box.scrollTo(0, 60)")
    await asyncio.sleep(0.1)
    assert await colour(page, *await left_of(page)) == ACCENT
    await target.click()
    x, y = await left_of(page)
    await panel.ring(page, None)
    assert await colour(page, x, y) == (255, 255, 255)


async def left_of(page: Page) -> tuple[float, float]:
    """The middle of the ring's left side."""
    box = await page.locator("#t").bounding_box()
    assert box
    return round(box["x"] - 6), round(box["y"] + box["height"] / 2)


@browser_test
@pytest.mark.parametrize("width", [1000, 340])
async def test_it_steps_aside_for_the_ring(panel: Panel, page: Page, site: str, width: int) -> None:
    await page.goto(site + "/plain")
    await page.set_viewport_size({"width": width, "height": 400})
    x, y = await centre(panel, page, "stop")
    await page.evaluate(
        "([x, y]) => { send.style.cssText = `position:fixed;left:${x}px;top:${y}px;width:40px;height:20px`;"
        " send.onclick = () => { document.title = 'clicked' } }",
        [x - 100, y],
    )
    await panel.ring(page, await page.locator("#send").bounding_box())
    await panel.ring(page, None)
    await page.click("#send")
    assert await page.title() == "clicked"
    panel.hear(events.StepDone(flow="f", step=3, kind="click"))
    assert await centre(panel, page, "stop") == pytest.approx((x, y), abs=1)


@browser_test
async def test_the_veil_hides_everything_from_pictures(panel: Panel, page: Page, site: str) -> None:
    await page.goto(site + "/plain")
    await page.set_viewport_size({"width": 700, "height": 500})
    async with panel.veiled():
        bare = await page.screenshot()
        await page.reload()
        assert await page.screenshot() == bare
    await panel.ring(page, await page.locator("p").bounding_box())
    assert await page.screenshot() != bare
    async with panel.veiled():
        assert await page.screenshot() == bare
    await reachable(panel, page)


@browser_test
@pytest.mark.parametrize(("scheme", "paper"), [("light", (255, 255, 255)), ("dark", (27, 35, 34))])
async def test_it_is_light_and_dark(
    panel: Panel, page: Page, site: str, scheme: str, paper: tuple[int, int, int]
) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    await page.goto(site + "/plain")
    x, y = await centre(panel, page, "fold")
    assert await colour(page, x, y - 14) == paper


@browser_test
async def test_a_login_without_us_stands_first_where_nothing_else_works(panel: Panel, page: Page, site: str) -> None:
    await page.goto(f"{site}/plain")
    for choices in (("by_hand", "continue", "stop"), ("continue", "by_hand", "stop")):
        async with Asking(panel, question(*choices)) as asking:
            places = {one: (await centre(panel, page, one))[::-1] for one in ("by_hand", "continue")}
            assert min(places, key=lambda one: places[one]) == choices[0]
            await press(panel, page, "by_hand")
            assert await asking.reply() == "by_hand"
