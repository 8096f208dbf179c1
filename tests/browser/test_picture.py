"""The picture in the panel: looked at and blacked out by mouse and keyboard, on a page that allows nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page

from runner import events
from runner.browser.panel import Panel
from runner.browser.panel_messages import understand
from runner.browser.shapes import NotUnderstood
from runner.events import Box, Question, Shown
from runner.practice.server import PracticeSite
from tests.png import read_png

from ..conftest import Start
from .test_panel import Asking, centre, press

pytestmark = [pytest.mark.asyncio(loop_scope="module")]
browser_test = pytest.mark.browser
SIZE = (400, 1200)  # of the picture in px: taller than the window, so that it scrolls


@dataclass
class Desk:
    """A picture under the person's eyes, in the strict room of the practice site."""

    panel: Panel
    page: Page
    png: bytes
    shown: Shown = field(init=False)

    def __post_init__(self) -> None:
        self.shown = Shown(self.png)

    def asking(self) -> Asking:
        question = Question(
            "agree", "Is it right?", ("yes", "retry", "no", "stop"), topic="picture", picture=self.shown
        )
        return Asking(self.panel, question)

    async def corner(self) -> tuple[float, float]:
        """Where the picture's left top corner is on the screen; it is drawn as large as it is."""
        box = None
        while box is None or round(box["width"]) != SIZE[0]:
            box = await self.panel.button_box(self.page, "picture")
            await asyncio.sleep(0.02)
        return box["x"], box["y"]

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """From one point of the picture to another."""
        left, top = await self.corner()
        await self.page.mouse.move(left + start[0], top + start[1])
        await self.page.mouse.down()
        await self.page.mouse.move(left + end[0], top + end[1], steps=5)
        await self.page.mouse.up()

    async def boxes(self) -> list[Box]:
        """What is black by now, once the page has said so."""
        await self.panel.button_box(self.page, "fold")
        return self.shown.boxes


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def context(site: PracticeSite, start: Start) -> AsyncIterator[BrowserContext]:
    async with start(f"--host-resolver-rules={site.host_rules}", "--window-size=1000,700") as browser:
        yield browser.context


@pytest_asyncio.fixture(loop_scope="module")
async def desk(context: BrowserContext, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Desk]:
    page = await context.new_page()
    await page.set_content("<body style='margin:0;background:linear-gradient(45deg,#fa5,#5af)'>")
    clip = {"x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
    png = await page.screenshot(full_page=True, clip=clip, style="body { height: 1200px }")  # type: ignore[arg-type]
    await page.goto("http://larkspur.localhost/rooms/strict")
    async with Panel() as panel:
        await panel.attach(context)
        panel.hear(events.SessionStarted(flow="f", title="T", steps=3))
        panel.hear(events.StepStarted(flow="f", step=1, kind="capture", sentence="A picture."))
        yield Desk(panel, page, png)
    await page.close()
    assert not caplog.records


@pytest.mark.core
@browser_test
async def test_what_is_dragged_over_is_black_and_can_be_taken_back(desk: Desk) -> None:
    async with desk.asking():
        await desk.drag((20, 30), (120, 80))
        assert await desk.boxes() == [(20, 30, 100, 50)]
        await desk.drag((200, 90), (150, 60))  # whichever way
        assert await desk.boxes() == [(20, 30, 100, 50), (150, 60, 50, 30)]
        await press(desk.panel, desk.page, "undo")
        assert await desk.boxes() == [(20, 30, 100, 50)]
        await press(desk.panel, desk.page, "undo")
        assert await desk.boxes() == []


@browser_test
async def test_a_box_can_be_moved_and_sized_but_not_out_of_the_picture(desk: Desk) -> None:
    async with desk.asking():
        await desk.drag((20, 30), (120, 80))
        await desk.drag((70, 55), (90, 65))
        assert await desk.boxes() == [(40, 40, 100, 50)]
        await desk.drag((140, 90), (160, 120))  # its corner
        assert await desk.boxes() == [(40, 40, 120, 80)]
        await desk.drag((60, 60), (-300, 70))
        assert (await desk.boxes())[0][0] == 0


@browser_test
async def test_a_click_is_no_box(desk: Desk) -> None:
    async with desk.asking():
        await desk.drag((20, 30), (22, 31))
        assert await desk.boxes() == []


@browser_test
async def test_the_keyboard_will_do(desk: Desk) -> None:
    async with desk.asking():
        await desk.corner()
        await press(desk.panel, desk.page, "box")
        ((x, y, width, height),) = await desk.boxes()
        keyboard = desk.page.keyboard
        for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown"):
            await keyboard.press(key)
        assert await desk.boxes() == [(x + 8, y + 8, width + 8, height + 8)]
        await keyboard.press("b")
        await keyboard.press("n")
        await keyboard.press("ArrowLeft")
        assert (await desk.boxes())[0] == (x, y + 8, width + 8, height + 8)
        await keyboard.press("Delete")
        assert len(await desk.boxes()) == 1
        await keyboard.press("Control+z")
        assert len(await desk.boxes()) == 2


@pytest.mark.core
@browser_test
async def test_what_is_drawn_is_what_is_painted(desk: Desk) -> None:
    async with desk.asking() as asking:
        await desk.drag((20, 30), (120, 80))
        await press(desk.panel, desk.page, "yes")
        assert await asking.reply() == "yes"
    painted = read_png(await desk.panel.paint(desk.page, desk.png, desk.shown.boxes))
    assert (painted.width, painted.height) == SIZE
    assert set(painted.within(20, 30, 100, 50)) == {(0, 0, 0)}
    assert (0, 0, 0) not in {painted.pixel(x, y) for x, y in ((19, 30), (20, 29), (120, 80), (121, 81))}


@browser_test
async def test_boxes_outlive_the_page_they_were_drawn_on(desk: Desk) -> None:
    async with desk.asking():
        await desk.drag((20, 30), (120, 80))
        await desk.page.goto("http://larkspur.localhost/rooms")
        await desk.drag((200, 90), (250, 120))
        assert await desk.boxes() == [(20, 30, 100, 50), (200, 90, 50, 30)]


@browser_test
async def test_it_is_not_large_any_more_once_it_is_answered(desk: Desk) -> None:
    async with desk.asking():
        await desk.corner()
    await desk.panel.settled()
    assert await desk.panel.button_box(desk.page, "picture") is None
    x, _ = await centre(desk.panel, desk.page, "fold")
    assert x > 500


@pytest.mark.parametrize(
    "said",
    [
        '{"type":"boxes","question":"q1","boxes":[[1,2,3]]}',
        '{"type":"boxes","question":"q1","boxes":[[1,2,3,-4]]}',
        '{"type":"boxes","question":"q1","boxes":[[1,2,3,4.5]]}',
        '{"type":"boxes","question":"q1","boxes":[[1,2,3,true]]}',
        '{"type":"boxes","question":"q1","boxes":[[1,2,3,1e9]]}',
        '{"type":"boxes","question":null,"boxes":[]}',
        '{"type":"boxes","question":"q1","boxes":[],"png":"x"}',
        '{"type":"boxes","question":"q1","boxes":[' + ",".join(["[1,2,3,4]"] * 501) + "]}",
    ],
)
async def test_boxes_that_are_none_are_not_understood(said: str) -> None:
    with pytest.raises(NotUnderstood):
        understand(said)


async def test_boxes_of_yesterdays_question_are_not_taken() -> None:
    panel, shown = Panel(), Shown(b"png")
    async with Asking(panel, Question("agree", "Is it right?", ("yes",), picture=shown)):
        panel._on_boxes("q0", [(1, 2, 3, 4)])
        assert shown.boxes == []
        panel._on_boxes("q1", [(1, 2, 3, 4)])
        assert shown.boxes == [(1, 2, 3, 4)]
