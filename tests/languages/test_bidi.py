"""A sentence from right to left is read in one direction, whatever Latin names stand in it: measured in a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from markupsafe import Markup
from playwright.async_api import Page

from runner.app.speaking import speak
from runner.flow.texts import FlowText
from runner.locale import language
from runner.locale.bidi import in_order
from runner.records.page import render_page
from runner.records.sheet import Sheet, Task
from tests.conftest import Start

WAYS = (
    "افتح «Settings»، «Privacy & data» › «AI training» وأوقف تشغيله.",
    "افتح Settings › Privacy › Data، ثم أوقف تشغيله.",
    "تقول Adobe إنها لا تدرّب Firefly، وهذا في https://www.adobe.com/privacy/ أيضًا.",
)


def names_of(way: str) -> list[str]:
    """The Latin names of a sentence, as they stand in it."""
    return [one for one in ("Settings", "Privacy", "AI", "Data", "Adobe", "Firefly", "https") if one in way]


LEFTS = """([node, names]) => {
  const range = document.createRange(), text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
  return names.map((name) => {
    const at = text.data.indexOf(name);
    range.setStart(text, at);
    range.setEnd(text, at + name.length);
    return range.getBoundingClientRect().left;
  });
}"""


@pytest.fixture
async def page(start: Start) -> AsyncIterator[Page]:
    async with start() as session:
        page = await session.context.new_page()
        await page.set_viewport_size({"width": 1366, "height": 768})
        yield page


async def lefts(page: Page, css: str, way: str) -> list[float]:
    """Where each name begins on its line, from the left."""
    node = await page.locator(css).element_handle()
    found: list[float] = await page.evaluate(LEFTS, [node, names_of(way)])
    return found


@pytest.mark.browser
@pytest.mark.core(cases=1)
@pytest.mark.parametrize("way", WAYS)
async def test_a_way_through_menus_runs_as_the_sentence_around_it(page: Page, way: str) -> None:
    style = "<style>p { white-space: nowrap; font: 14px sans-serif }</style>"
    await page.set_content(f"<html dir=rtl lang=ar>{style}<p>{in_order(way)}</p>")
    found = await lefts(page, "p", way)
    assert len(found) > 1 and found == sorted(found, reverse=True)


@pytest.mark.browser
async def test_without_that_it_would_run_against_it(page: Page) -> None:
    await page.set_content(f"<html dir=rtl lang=ar><p style='white-space: nowrap'>{WAYS[1]}</p>")
    found = await lefts(page, "p", WAYS[1])
    assert found == sorted(found)


def test_what_is_kept_apart() -> None:
    assert in_order("افتح «Settings».") == "افتح «\u2068Settings\u2069»."
    assert in_order("افتح «الإعدادات».") == "افتح «الإعدادات»."
    assert in_order("شغّل `optout --lang ar` الآن.") == "شغّل \u2068`optout --lang ar`\u2069 الآن."
    assert in_order("في https://a.example/b/.") == "في \u2068https://a.example/b/\u2069."
    assert in_order("Log in.\n\nThen go on.") == "\u2066Log in.\u2069\n\n\u2066Then go on.\u2069"
    assert [in_order(one) for one in ("", "12.", "متابعة")] == ["", "12.", "متابعة"]


def test_html_stays_html() -> None:
    told = Markup('افتح <a href="https://a.example/">Settings › Data</a>')
    assert in_order(told) == Markup('افتح <a href="https://a.example/">Settings\u200f › \u200fData</a>')
    assert isinstance(in_order(told), Markup)


@pytest.fixture
def _arabic() -> Iterator[None]:
    speak("ar")
    yield
    speak("en")


@pytest.mark.usefixtures("_arabic")
def test_what_is_to_be_copied_from_a_checklist_is_left_as_it_is() -> None:
    way, copied = (FlowText("English.", by_language={"ar": one}) for one in WAYS[1:])
    sheet = Sheet(title=WAYS[0], facts=(), tasks=(Task(way, copy=copied),))
    told = render_page("checklist.html.jinja", language(), sheet=sheet)
    assert in_order(WAYS[1]) in told
    assert WAYS[2] in told and in_order(WAYS[2]) not in told
