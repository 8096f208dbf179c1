"""What strangers and pages have written, on every page of the home: it is text, no element of it and no script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from runner.app.adding import look, take
from runner.app.batch import Batch, FlowResult, planned
from runner.browser.portal import ORIGIN, Portal
from runner.config import Config
from runner.events import Noted, Question, SessionStarted, Shown
from runner.flow.load import load_file
from runner.home.context import HomeContext
from runner.home.site import site
from runner.home.walks import WalkNow
from runner.records.files import write_private
from runner.records.ledger import Ledger
from tests.collections.keeping import Forger, key_at, zip_at
from tests.conftest import Start
from tests.home.test_services import FLOW
from tests.records.books import Clock, keep, sent, walked_flow

pytestmark = pytest.mark.browser
EVIL = "\"'><img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script><b class=evil>\u202e"
IN_YAML = EVIL.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "\\u202e")
NAME = "<img src=x onerror=document.title='pwned'>&quot;"  # a file may be called so
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='pwned'</script></svg>"
HTML = b"<!doctype html><script>top.document.title='pwned'</script>"
FOUND = """() => ({
  title: document.title, evil: document.querySelectorAll('.evil, [src="x"], [onerror]').length,
  scripts: document.scripts.length, seen: document.body.innerText,
})"""


@pytest_asyncio.fixture
async def shown(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Page]:
    """A home in which everything that others can write is hostile."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    folder = tmp_path / "home"
    text = FLOW.format(title=f'"{IN_YAML}"', service=f'"{IN_YAML}"', offered="everywhere")
    text = text.replace("covers: Your words.", f'covers: "{IN_YAML}"').replace("say: Turn it off", f'say: "{IN_YAML}"')
    for name in ("evil", NAME):
        write_private(folder / "flows" / f"{name}.yaml", text.encode())
    write_private(folder / "flows" / f"broken{NAME}.yaml", f"title: [{EVIL}".encode())
    _books(folder)
    _collection(tmp_path)
    me = {"country": "Germany", "name": EVIL, "user_name": EVIL}
    context = HomeContext(folder, tmp_path / "config.yaml", Config(me=me, run=[EVIL]))
    _under_way(context, folder)
    await context.read_aside()
    async with start() as browser:
        portal = Portal(browser.context.pages[0], site(context).answer)
        await portal.open("/help")
        yield portal.page


def _books(folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        id_ = sent(ledger, walked_flow("evil", EVIL, EVIL), account=EVIL)
        ledger.refer(id_, EVIL)
        ledger.happen(id_, "note", note=EVIL)
        for name, content in (("svg", SVG), ("html", HTML)):
            path = keep(ledger, id_, name, title=EVIL)
            path.chmod(0o600)
            path.write_bytes(content)


def _collection(folder: Path) -> None:
    forger = Forger(key_at(folder / "keeper.key"))
    title = EVIL.replace("\u202e", "")
    bundle = zip_at(folder / "acme.zip", forger.parts(forger.manifest(title=title, kept_by=title)))
    take(look(bundle))
    (folder / "Downloads").mkdir()
    zip_at(folder / "Downloads" / f"{NAME.replace('/', '')}.zip", forger.parts())


def _under_way(context: HomeContext, folder: Path) -> None:
    """A walk with a question, and a picture that is none."""
    file = load_file(folder / "flows" / "evil.yaml")
    batch = Batch([planned(file, {}), planned(file, {})])
    batch.walked(FlowResult("evil", EVIL, "sent", "seen", "evil-1"))
    now = context.walks.now = WalkNow(EVIL, batch=batch)
    now.watching.hear(SessionStarted(flow="evil", title=EVIL, steps=3))
    now.watching.hear(Noted(flow="evil", text=EVIL))
    context.walks._idle.clear()
    question = Question(
        "submit", EVIL, ("continue",), copy=EVIL, diff=f"+{EVIL}", labels={"continue": EVIL}, picture=Shown(SVG)
    )
    context.walks.person.show(question)


@pytest.mark.core
async def test_it_is_text_on_every_page(shown: Page) -> None:
    said: list[str] = []
    shown.on("dialog", lambda dialog: said.append(dialog.message))
    await shown.goto(f"{ORIGIN}/requests")
    request = await shown.locator("h3 a").first.get_attribute("href")
    quoted = "%3Cimg%20src=x%20onerror=document.title='pwned'%3E&quot;".replace("&", "%26").replace(";", "%3B")
    paths = [
        "/services", "/services?q=%3Cimg", f"/services?q={quoted}", "/services/review?flow=evil", "/walk", "/requests",
        request, f"{request}/letter", "/flows", "/flows/evil", f"/flows/{quoted}", "/collections", "/settings",
        "/collections/acme/remove", "/start/me", "/start/services", "/stored", f"/{quoted}", f"/flows/{quoted}x",
        "/card", f"/card?as={quoted}", "/receipts", f"/receipts/look?path={quoted}", "/doctor",
    ]  # fmt: skip
    showing = 0
    for path in paths:
        await shown.goto(f"{ORIGIN}{path}")
        await shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = await shown.evaluate(FOUND)
        assert found["title"] != "pwned", path
        assert (found["evil"], found["scripts"]) == (0, 1), path
        assert "\u202e" not in found["seen"], f"{path}: what turns the direction of a text is left out"
        showing += "<img src=x" in found["seen"]
    assert showing > 10, "and it is to be read on most of them"
    assert said == []


@pytest.mark.parametrize("number", range(6))
async def test_a_picture_that_is_none_is_shown_as_none(shown: Page, number: int) -> None:
    """Also where it is opened alone: it is called a picture, and the browser takes it for nothing else."""
    await shown.goto(f"{ORIGIN}/requests")
    request = await shown.locator("h3 a").first.get_attribute("href")
    answer = await shown.goto(f"{ORIGIN}{request}/picture/{number}")
    assert answer
    assert answer.status in (200, 404)
    if answer.status == 200:
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert await shown.title() != "pwned"
    assert await shown.locator("svg, script:not([src])").count() == 0
