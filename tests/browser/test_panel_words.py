"""What the panel says in another language: nothing of it stays English, whichever way that language is written."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from runner import events
from runner.browser.panel import Panel
from runner.events import Choice, Numbered, Question, Shown
from runner.flow.load import load_file
from runner.flow.model import Pick
from runner.locale import Language, catalogues
from runner.locale.bidi import in_order
from runner.session import questions
from tests.browser.test_panel import Asking, browser, centre, site  # noqa: F401 - fixtures
from tests.languages.pseudo import accented, plain_words, pseudo
from tests.languages.test_bidi import WAYS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
PRACTICE = Path(__file__).parents[2] / "flows" / "practice.yaml"
VALUES = {"Optout", "Ctrl"}  # our name, and the name of a key
_NAMES = re.compile("“[^“”]*”")  # what the page calls things
ASKED: tuple[Choice, ...] = tuple(choice for choice in get_args(Choice) if choice not in get_args(Numbered))
ABOUT = (
    "login",
    "submit",
    "switch",
    "attach",
    "review",
    "missing",
    "elsewhere",
    "agree",
    "record",
    "next",
    "by_hand",
    "need",
)


@pytest.fixture(params=["qps", "ar"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """The person's language, in which everything has accents."""
    language = pseudo(request.param)
    monkeypatch.setattr(catalogues, "_current", language)
    yield language


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, site: str) -> AsyncIterator[Page]:  # noqa: F811 - fixtures of another file
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
    page = await context.new_page()
    await page.goto(f"{site}/plain")
    yield page
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def panel(spoken: Language, page: Page, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Panel]:
    """A panel in that language, in the midst of the practice flow."""
    flow = load_file(PRACTICE)
    async with Panel() as panel:
        await panel.attach(page.context)
        started = events.SessionStarted(flow="practice", title=flow.flow.title, steps=len(flow.flow.steps))
        panel.hear(started)
        panel.hear(events.StepStarted(flow="practice", step=2, kind="click", sentence=flow.flow.steps[1].narrated()))
        yield panel
    assert not caplog.records


async def said(page: Page) -> dict[str, Any]:
    """The panel as a screen reader has it, node by node: what each is called, and what describes it."""
    connection = await page.context.new_cdp_session(page)
    nodes = (await connection.send("Accessibility.getFullAXTree"))["nodes"]
    await connection.detach()
    known = {node["nodeId"]: node for node in nodes}
    card = next(node for node in nodes if node.get("role", {}).get("value") == "complementary")

    def inside(node: dict[str, Any]) -> Iterator[str]:
        for what in ("name", "description", "value"):
            yield str(node.get(what, {}).get("value", ""))
        for child in node.get("childIds", ()):
            yield from inside(known[child])

    return {"name": card["name"]["value"], "texts": [text for text in inside(card) if text]}


async def nothing_is_english(page: Page) -> None:
    told = await said(page)
    assert told["name"] == accented("Optout, your guide")
    left = {text: words for text in told["texts"] if (words := plain_words(_NAMES.sub("", text)) - VALUES)}
    assert left == {}


@pytest.mark.core(cases=4)
@pytest.mark.parametrize("about", ABOUT)
async def test_each_question_is_all_in_the_persons_language(panel: Panel, page: Page, about: str) -> None:
    asked = Question(about, questions.still_there(Pick(name="Home")), ASKED, copy="7", page_answers=True)
    async with Asking(panel, asked):
        await nothing_is_english(page)
    panel.hear(events.SessionEnded(flow="practice", outcome="sent", basis="read_back"))
    await panel.settled()
    await nothing_is_english(page)


async def test_a_picture_is_too(panel: Panel, page: Page) -> None:
    shown = Shown(await page.screenshot(), [(10, 10, 40, 20), (80, 10, 40, 20)])
    asked = replace(
        Question("agree", questions.still_there(Pick(name="Home")), ("yes", "retry", "no", "stop")), picture=shown
    )
    async with Asking(panel, replace(asked, topic="picture")):
        await nothing_is_english(page)


@pytest.mark.core
async def test_what_is_written_from_the_right_begins_there(panel: Panel, page: Page, spoken: Language) -> None:
    asked = Question("review", questions.still_there(Pick(name="Home")), ("continue", "skip", "back", "stop"))
    async with Asking(panel, asked):
        fold, back, stop = [(await centre(panel, page, part))[0] for part in ("fold", "back", "stop")]
        left, right = (fold, back) if spoken.right_to_left else (back, fold)
        assert left < right
        assert (stop < back) == spoken.right_to_left


async def test_latin_names_in_it_are_in_its_order_but_not_in_what_is_to_be_copied(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "_current", catalogues.find("ar"))
    asked = Question("review", WAYS[0], ("continue", "stop"), copy=WAYS[1], copy_in="ar", copies={"ar": WAYS[1]})
    async with Panel() as panel:
        await panel.attach(page.context)
        async with Asking(panel, asked):
            texts = (await said(page))["texts"]
    assert in_order(WAYS[0]) in texts
    assert WAYS[1] in texts
    assert in_order(WAYS[1]) not in texts
