"""Our names against Chromium's accessibility tree, and what we call seen against its pixels, over many widgets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright

from runner.browser.find import find as find_browser
from runner.flow.folding import fold

from . import widgets
from .widgets import Told, Widget

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]

Fits = Callable[[Widget, Told, Told], bool]  # a widget, ours, Chromium's

# Where we differ, and why that is right.
KNOWN: dict[str, Fits] = {
    "what CSS draws beside a text is decoration: a badge or an arrow would be part of every name": (
        lambda widget, ours, theirs: widget.naming == "drawn text" and theirs.name == f"{ours.name} drawn"
    ),
    "a control whose label is a picture without a name is called by its tooltip rather than by nothing": (
        lambda widget, ours, theirs: widget.naming == "title alone" and not theirs.name and ours.seen == theirs.seen
    ),
    "a field that is hidden itself is there by its label: a press on the label comes into it": (
        lambda widget, ours, _: widget.kind == "field" and widget.own and widget.hiding != "not" and ours.seen
    ),
}


@pytest_asyncio.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser().path)
        yield await browser.new_page()
        await browser.close()


async def test_names_and_sight_are_chromiums(page: Page) -> None:
    made = widgets.widgets()
    await widgets.build(page, made)
    before = await widgets.ours(page)
    theirs = await widgets.chromiums(page, len(made))
    after = await widgets.ours(page)
    differ = {at: _difference(before[at], theirs[at]) for at in range(len(made))}
    explained = {at: _reason(made[at], before[at], theirs[at]) for at, told in differ.items() if told}
    assert len(made) > 300
    assert {str(made[at]): differ[at] for at, reason in explained.items() if not reason} == {}
    assert set(explained.values()) == set(KNOWN)  # a reason nobody needs any more goes
    assert {str(made[at]): told for at, told in after.items() if told != before[at]} == {}  # scrolling changes nothing
    assert 100 < sum(told.seen for told in theirs.values()) < len(made) - 100  # both kinds are among them


def _difference(ours: Told, theirs: Told) -> str:
    """In words; '' where they agree. What Chromium's tree leaves out has no name there."""
    names = f"named {ours.name!r}, in Chromium {theirs.name!r}"
    differs = theirs.name is not None and fold(ours.name or "") != fold(theirs.name)
    sight = f"seen: {ours.seen}, by the pixels {theirs.seen}" if ours.seen != theirs.seen else ""
    return "; ".join(one for one in (names if differs else "", sight) if one)


def _reason(widget: Widget, ours: Told, theirs: Told) -> str:
    return next((reason for reason, fits in KNOWN.items() if fits(widget, ours, theirs)), "")
