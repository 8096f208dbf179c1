"""Nothing the panel says is cut, and nothing lies under it, whatever it asks: in long words, and from right to left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from runner import events
from runner.browser.panel import Panel
from runner.events import Question, Shown
from runner.flow.load import load_file
from runner.flow.model import Pick
from runner.locale import Language
from runner.session import questions
from tests.browser.test_panel import Asking, browser, press, site  # noqa: F401 - fixtures
from tests.browser.test_panel_place import LAYOUTS, free, show
from tests.browser.test_panel_words import ABOUT, ASKED, PRACTICE, spoken  # noqa: F401 - a fixture
from tests.few import nth
from tests.panel_measured import measured

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SIZES = ((1366, 768), (1024, 600), (1024, 456), (683, 384))  # the third is what a window of the second has for a page
SAY = questions.still_there(Pick(name="Home"))


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, site: str) -> AsyncIterator[Page]:  # noqa: F811 - fixtures of another file
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(f"{site}/plain")
    yield page
    await context.close()


async def ask_all(page: Page) -> None:
    """The panel in that page says and asks all it can, in each size of window."""
    flow = load_file(PRACTICE)
    steps = flow.flow.steps
    async with Panel(go_home=lambda: None) as panel:
        await panel.attach(page.context)
        panel.hear(events.BatchMovedOn(flow="practice", place=2, of=6, next=flow.flow.title))
        panel.hear(events.SessionStarted(flow="practice", title=flow.flow.title, steps=len(steps)))
        panel.hear(events.StepStarted(flow="practice", step=2, kind="click", sentence=steps[1].narrated()))
        shown = Shown(await page.screenshot(), [(10, 10, 40, 20), (80, 10, 40, 20)])
        asked = [Question(about, SAY, ASKED, copy=str(SAY), page_answers=True) for about in ABOUT]
        asked += [replace(asked[0], about="agree", topic="picture", copy=None, picture=shown)]
        asked += [replace(asked[0], about="agree", copy=None, diff=f"- {SAY}\n+ {SAY}")]
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            for one in asked:
                async with Asking(panel, one):
                    await press(panel, page, "fold")
        panel.hear(events.SessionEnded(flow="practice", outcome="sent", basis="read_back"))
        await panel.settled()


async def test_no_question_is_cut_in_any_window(page: Page, spoken: Language) -> None:  # noqa: F811 - the fixture
    with measured() as panel:
        await ask_all(page)
    assert not panel.cut, panel.told()
    assert panel.windows == set(SIZES)
    assert panel.directions == {"rtl" if spoken.right_to_left else "ltr"}
    assert panel.abouts >= {"", "picture", *ABOUT}
    assert len(panel.texts) > 30


@pytest.mark.core(cases=1)
@pytest.mark.parametrize(
    ("style", "why"),
    [
        (".say { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }", "px wider than its box"),
        (".title { max-height: 9px; overflow: hidden; }", "px taller than its box"),
        (".say { margin-top: -36px; }", "lies over"),
        (".foot { position: relative; left: 400px; }", "sideways"),
        (".card { top: -60px; }", "the card is not in the window"),
    ],
)
async def test_what_is_cut_is_found(page: Page, spoken: Language, style: str, why: str) -> None:  # noqa: F811
    """That the test above can fail."""
    with measured(style) as panel:
        async with Panel() as shown:
            await shown.attach(page.context)
            shown.hear(events.SessionStarted(flow="practice", title=str(SAY), steps=3))
            async with Asking(shown, Question("submit", SAY, ASKED)):
                pass
    assert any(why in one for one in panel.cut), panel.cut


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 456)], ids=str)
@pytest.mark.parametrize("layout", nth(sorted({*LAYOUTS} - {"switches"}), 2))
async def test_nothing_lies_under_it_either(
    page: Page,
    spoken: Language,  # noqa: F811
    layout: str,
    size: tuple[int, int],
) -> None:
    await show(page, LAYOUTS[layout], size, spoken.right_to_left)
    await page.locator("[data-work]").first.scroll_into_view_if_needed()
    with measured() as measures:
        async with Panel() as panel:
            await panel.attach(page.context)
            panel.hear(events.SessionStarted(flow="practice", title=str(SAY), steps=3))
            async with Asking(panel, Question("submit", SAY, ("continue", "skip", "back", "stop"))):
                await free(page)
    assert not measures.cut, measures.told()
