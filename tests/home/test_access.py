"""Every page of the home for everybody: axe-core finds nothing in either theme, all is reached by keys, nothing is cut.

axe-core comes with what checks the scripts (`make check`); where that was not run, its part is skipped.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from runner.app.adding import look, take
from runner.app.batch import Batch, FlowResult, planned
from runner.app.bench_state import BenchState, Suggestion
from runner.app.own_recording import OwnRecording
from runner.browser.portal import ORIGIN, Portal
from runner.browser.tally import Tally
from runner.config import Config
from runner.events import Question, SessionStarted, StepStarted
from runner.flow.load import load_file
from runner.home.context import HomeContext
from runner.home.site import site
from runner.home.walks import WalkNow
from runner.records.copies import copy_of
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.session.repair import learnt
from runner.session.trial import StepTried
from tests.collections.keeping import Forger, key_at, zip_at
from tests.conftest import Start, unavailable
from tests.home.seen import look_at_all, receipts_in
from tests.home.test_flows import MOVED
from tests.home.test_flows import Pick as Looks
from tests.home.test_recording import WAY
from tests.home.test_services import own_flow
from tests.records.books import Clock, many

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "build" / "js" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/start", "/start/language", "/start/country", "/start/services", "/start/me", "/start/done", "/services",
    "/services?q=zzz", "/services/review?flow=x-grok&flow=facebook-objection", "/walk", "/requests",
    "/requests/facebook-1",
    "/requests/facebook-1/letter", "/flows", "/flows/facebook-objection", "/flows/moved", "/flows/moved/edit",
    "/flows/facebook-objection/edit", "/settings", "/stored",
    "/stored/evidence", "/stored/profile", "/help", "/no-such-page", "/services?q=notion", "/collections",
    "/collections/look?path=acme-2.zip", "/collections/acme/remove", "/record", "/stored/all", "/stored/account/work",
    "/card", "/receipts", "/doctor",
    "/receipts/look?path=good.zip", "/receipts/look?path=changed.zip", "/receipts/look?path=none.zip",
    "/check", "/check/live", "/check/live/now",
    "/check/merge", "/publish", "/publish/now", "/collections/make",
)  # fmt: skip
THEMES = ("light-each third", "light", "dark")  # with the pages that are looked at in it
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  const places = (nodes) => nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
  return found.violations.map((one) => `${one.id}: ${places(one.nodes)}`);
}"""


@pytest_asyncio.fixture
async def shown(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Page]:
    """The home with something of everything: requests in each state, a repair that waits, a walk that asks."""
    folder = tmp_path / "home"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        many(ledger, clock)
    write_private(folder / "flows" / "moved.yaml", MOVED.encode())
    write_private(folder / "profile-work" / "Default" / "Preferences", b"{}")
    OwnRecording("", "half", Config()).so_far(WAY)
    context = HomeContext(folder, tmp_path / "config.yaml", Config(me={"country": "Germany"}))
    file = load_file(folder / "flows" / "moved.yaml")
    pick = Looks(role="link", name="New menu", tag="a")
    context.mending.lessons.add(learnt(file, ("steps", 1, "click"), "renamed", pick, "2026-11-30"))
    _under_way(context, folder)
    _collection(tmp_path, monkeypatch)
    _tried(context)
    look_at_all(folder)
    receipts_in(folder, tmp_path / "Downloads")
    await context.read_aside()
    async with start() as browser:
        portal = Portal(browser.context.pages[0], site(context).answer)
        await portal.open("/services")
        yield portal.page


def _collection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is there, and a newer version of it lies in Downloads."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(folder / "Downloads"))
    (folder / "Downloads").mkdir()
    forger = Forger(key_at(folder / "keeper.key"))
    page = "https://acme.example/optout"
    take(look(zip_at(folder / "Downloads" / "acme-1.zip", forger.parts(forger.manifest(page=page)))))
    forger.version = 2
    zip_at(folder / "Downloads" / "acme-2.zip", forger.parts(forger.manifest(page=page)))


def _tried(context: HomeContext) -> None:
    """A flow is edited, has a problem and a warning, and a step of it was tried beside: its menu has moved."""
    draft = context.editing.draft("moved")
    assert draft
    context.editing.put(draft, f"{MOVED}  - clik: {'x' * 90}\n")
    at: tuple[str | int, ...] = ("steps", 1, "click")
    tried = {at: StepTried(at, "missing", "nothing on this page is “Old menu”")}
    found = Suggestion("It is called “New menu” now.", draft.text, f"{draft.text}# more\n", "-Old menu\n+New menu\n")
    tallies = [Tally("link: Old menu", 0), Tally("css: " + "a > " * 40, 3, ("One", "Two"))]
    context.bench.state = BenchState(
        "moved", said="Nothing on this page is “Old menu”.", is_fine=False, at=at, tried=tried, candidates=tallies,
        called="New menu", ways=tallies, suggestion=found,
    )  # fmt: skip


def _under_way(context: HomeContext, folder: Path) -> None:
    """A walk of three: one is done, one asks, one is to come."""
    names = ("one", "two", "three")
    for name in names:
        own_flow(folder, name, title=f"Flow {name}")
    batch = Batch([planned(load_file(folder / "flows" / f"{name}.yaml"), {}) for name in names])
    batch.walked(FlowResult("one", "Flow one", "sent", "seen", "facebook-1"))
    now = WalkNow("3 flows", batch=batch)
    now.watching.hear(SessionStarted(flow="two", title="Flow two", steps=3))
    now.watching.hear(StepStarted(flow="two", step=2, kind="pause", sentence="Turn it off."))
    context.walks.now = now
    context.walks._idle.clear()
    question = Question(
        "submit", "Press Send yourself.", ("continue", "skip", "stop"),
        copy="I object.", diff="-a\n+b",
        copies={"de": "Ich widerspreche.", "en": "I object."}, copy_in="en",
    )  # fmt: skip
    context.walks.person.show(question)


@pytest.mark.core(cases=1)
@pytest.mark.parametrize(("theme", "pages"), [("light", PAGES[::3]), ("light", PAGES), ("dark", PAGES)], ids=THEMES)
async def test_axe_finds_nothing_on_any_page(shown: Page, theme: str, pages: Sequence[str]) -> None:
    if not AXE.is_file():
        unavailable("axe-core is not there: `make check` gets it where there is npm.")
    script = AXE.read_text("utf-8")
    await shown.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found: dict[str, Sequence[str]] = {}
    for path in pages:
        await shown.goto(f"{ORIGIN}{path}")
        await shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        await shown.evaluate(script)
        if wrong := await shown.evaluate(RUN):
            found[path] = wrong
    assert found == {}


async def test_the_text_to_copy_can_be_had_in_another_language(shown: Page) -> None:
    await shown.goto(f"{ORIGIN}/walk")
    text = shown.get_by_label("Text to copy")
    await expect(text).to_have_value("I object.")
    await shown.get_by_label("Language of the text").select_option(label="Deutsch")
    await expect(text).to_have_value("Ich widerspreche.")
    await expect(text).to_have_attribute("lang", "de")


@pytest.mark.parametrize("width", [320, 683, 1920])
async def test_no_page_is_wider_than_its_window(shown: Page, width: int) -> None:
    await shown.set_viewport_size({"width": width, "height": 500})
    wide = {}
    for path in PAGES:
        await shown.goto(f"{ORIGIN}{path}")
        await shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        if (now := await shown.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = now
    assert wide == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_where_requests_cannot_be_read(shown: Page, tmp_path: Path, theme: str) -> None:
    if not AXE.is_file():
        unavailable("axe-core is not there: `make check` gets it where there is npm.")
    ledger = tmp_path / "home" / "ledger.sqlite"
    copy_of(tmp_path / "home", date(2026, 11, 28)).write_bytes(ledger.read_bytes())
    ledger.write_bytes(b"no ledger")
    await shown.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    await shown.goto(f"{ORIGIN}/requests")
    await expect(shown.get_by_role("button", name="Put the copy back")).to_be_visible()
    await shown.evaluate(AXE.read_text("utf-8"))
    assert await shown.evaluate(RUN) == []


@pytest.mark.core
async def test_all_that_can_be_pressed_is_reached_by_the_keyboard(shown: Page) -> None:
    await shown.goto(f"{ORIGIN}/services?q=flow+three")
    await shown.keyboard.press("Tab")
    await expect(shown.get_by_role("link", name="To the content")).to_be_focused()
    await shown.keyboard.press("Enter")
    reached: list[str] = []
    for _ in range(12):
        await shown.keyboard.press("Tab")
        reached.append(await shown.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert {"q", "Search", "f-three", "Look at what comes"} <= {*reached}
    await shown.locator("#f-three").focus()
    await shown.keyboard.press("Space")
    await shown.get_by_role("button", name="Look at what comes").focus()
    await shown.keyboard.press("Enter")
    await expect(shown.get_by_role("heading", name="What comes")).to_be_visible()


async def test_the_problems_of_all_flows_come_by_themselves(shown: Page) -> None:
    await shown.goto(f"{ORIGIN}/check")
    await expect(shown.locator("#files ul.cards").first).to_be_visible()
    await expect(shown.locator("[aria-busy=true]")).to_have_count(0)
