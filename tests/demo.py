"""Pictures of the home, beside those of practice: `make demo` runs it after a practice walk, in the same folder.

Needs no more than what Optout itself needs. The browser is unseen, on an empty profile that goes again.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Page

from runner.app.places import home
from runner.app.rehearsal import QUIET
from runner.browser import asking
from runner.browser.find import find
from runner.browser.launch import browser_session
from runner.browser.portal import ORIGIN, Portal
from runner.browser.profile import profile_folder
from runner.browser.switches import Launch
from runner.config import Config
from runner.home.context import HomeContext
from runner.home.site import site
from runner.practice.part import ME
from runner.records.files import write_private

WINDOW = {"width": 1366, "height": 768}
CHOSEN = ("facebook-objection", "linkedin-training", "x-grok")
PICTURES: Sequence[tuple[str, str, str]] = (
    ("1-start", "/start/services", "light"),
    ("2-services", "/services", "light"),
    ("2-services-dark", "/services", "dark"),
    ("3-what-comes", f"/services/review?{'&'.join(f'flow={flow}' for flow in CHOSEN)}", "light"),
    ("4-requests", "/requests", "light"),
    ("5-request", "/requests/larkspur-1", "light"),
    ("6-flow", "/flows/facebook-objection", "light"),
    ("7-settings", "/settings", "light"),
)


# What practice has noted is unfolded, and pictures are there.
_READY = """() => {
  for (const one of document.querySelectorAll('details#practice')) one.open = true;
  for (const one of document.images) one.loading = 'eager';
  return Promise.all([...document.images].map((one) => one.decode().catch(() => null)));
}"""


async def take_pictures(folder: Path, context: HomeContext) -> list[Path]:
    """Puts a picture of each page into the folder."""
    await context.read_aside()
    with tempfile.TemporaryDirectory(prefix="optout-demo-") as empty:
        spec = Launch(find(), profile_folder(Path(empty)), headless=True, own=QUIET)
        async with browser_session(spec, asking.register) as session:
            page = session.context.pages[0]
            await page.set_viewport_size({"width": WINDOW["width"], "height": WINDOW["height"]})
            await Portal(page, site(context).answer).open("/help")
            return [await _take(page, folder / f"{name}.png", path, theme) for name, path, theme in PICTURES]


async def _take(page: Page, file: Path, path: str, theme: str) -> Path:
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    await page.goto(f"{ORIGIN}{path}")
    for flow in CHOSEN[:2] if path == "/services" else ():
        await page.locator(f"#f-{flow}").check()
    await page.evaluate(_READY)
    write_private(file, await page.screenshot())
    return file


def main() -> None:
    """Takes them in the folder of everything the tool writes (OPTOUT_HOME), and says where they are."""
    folder = home()
    context = HomeContext(folder, folder / "config.yaml", Config(me=ME, run=list(CHOSEN)))
    taken = asyncio.run(take_pictures(folder / "home", context))
    sys.stdout.write(f"The home: {len(taken)} pictures in {folder / 'home'}\n")


if __name__ == "__main__":
    main()
