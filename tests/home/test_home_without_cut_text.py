"""Each page of the home in a language two fifths longer than English, and from right to left: no text of it is cut.

At the sizes of small laptops, zoomed to twice the size, and as narrow as a telephone: pages as `test_access.py` fills
them, and each page in every state of `every_page.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from runner.browser.portal import ORIGIN, Portal
from runner.exchange import PageRequest, PageResponse
from runner.home.site import site
from runner.locale import Language, catalogues
from tests.conftest import Start
from tests.home.conftest import Visitor
from tests.home.every_page import every_page
from tests.home.test_access import PAGES, shown  # noqa: F401 - a fixture
from tests.languages.pseudo import pseudo
from tests.panel_measured import CUT

pytestmark = pytest.mark.browser
# In CSS px: a zoom of 200 % halves a window of 1366×768.
SIZES = ((1366, 768), (1024, 600), (683, 384), (320, 640))
ASIDE = "textarea, .code, .diff"  # what is scrolled sideways on purpose
LOOK = f"""() => {{ {CUT}
  for (const one of document.querySelectorAll('details')) one.open = true;
  const wide = document.documentElement.scrollWidth - innerWidth;
  return [...(wide > 0 ? [`the page is ${{wide}} px wider than its window`] : []), ...cutIn(document.body, {ASIDE!r})];
}}"""
Found = dict[str, list[str]]


@pytest.fixture(params=["qps", "ar"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """The person's language, in which everything has accents; Arabic's is written from the right."""
    language = pseudo(request.param)
    monkeypatch.setattr(catalogues, "_current", language)
    yield language


def told(found: Found) -> str:
    """What is cut, and where."""
    return "\n".join(f"{one}\n    {', '.join(where)}" for one, where in found.items())


async def look(page: Page, found: Found, name: str) -> None:
    """Notes what is cut on this page, at each size."""
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        for one in await page.evaluate(LOOK):
            found.setdefault(one, []).append(f"{name} at {width}×{height}")


async def test_no_page_has_text_that_is_cut(spoken: Language, shown: Page) -> None:  # noqa: F811 - the fixture
    found: Found = {}
    for path in PAGES:
        await shown.goto(f"{ORIGIN}{path}")
        assert await shown.evaluate("document.dir") == ("rtl" if spoken.right_to_left else "")
        await look(shown, found, path)
    assert not found, told(found)


@pytest.mark.every
@pytest.mark.usefixtures("spoken")
async def test_no_state_of_a_page_has_text_that_is_cut(
    start: Start, visitor: Visitor, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    found: Found = {}
    rest, body = site(visitor.context).answer, b""

    async def answer(request: PageRequest) -> PageResponse:
        return PageResponse(body=body) if request.path == "/state" else await rest(request)

    async with start() as browser:
        portal = Portal(browser.context.pages[0], answer)
        await portal.open("/help")
        async for name, text in every_page(visitor, folder, tmp_path):
            if text.startswith("<!doctype html>"):
                body = text.encode()
                await portal.page.goto(f"{ORIGIN}/state")
                await look(portal.page, found, name)
    assert not found, told(found)


async def test_what_is_cut_is_found(shown: Page) -> None:  # noqa: F811 - the fixture
    """That the tests above can fail."""
    await shown.goto(f"{ORIGIN}/help")
    assert await shown.evaluate(LOOK) == []
    for style, why in (
        ("h1 { width: 20px; white-space: nowrap; }", "px wider than its box"),
        ("main { width: 200vw; }", "the page is"),
        ("h1 { position: absolute; top: 0; }", "lies over"),
        ("main { max-height: 90px; overflow: hidden; }", "outside main"),
    ):
        await shown.evaluate(
            "(style) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style); "
            "document.adoptedStyleSheets = [sheet]; }",
            style,
        )
        assert any(why in one for one in await shown.evaluate(LOOK)), style
