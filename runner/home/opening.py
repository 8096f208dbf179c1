"""Opens the home, and is there until its last window is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from runner.app.editing import Editing
from runner.app.front_end import FrontEnd
from runner.app.home_browser import SharedBrowser, home_browser
from runner.app.places import home
from runner.app.stored_data import forget_profiles_now
from runner.config import Config
from runner.home.context import HomeContext
from runner.home.site import site
from runner.locale import at_home


async def open_home(
    config: Config, settings_file: Path, front: FrontEnd, page: str = "", files: Mapping[str, Path] | None = None
) -> None:
    """Shows the home and does what is begun there; `front` is told what is of no page, such as which browser it is.

    It begins with a `page` of it where one is named; `files` are flows to edit that are meant by their path, by id.
    Raises BrowserError where another Optout uses the same folder's browser, or there is none.
    """
    with at_home():  # the panel beside it, and what walks tell, are read by the same person
        await _open(config, settings_file, front, page, files)


async def _open(
    config: Config, settings_file: Path, front: FrontEnd, page: str, files: Mapping[str, Path] | None
) -> None:
    context = HomeContext(home(), settings_file, config, editing=Editing(files))
    forget_profiles_now(context.folder)  # where the last home was killed before it could
    async with home_browser(config, context.folder, site(context).answer, front) as browser:
        context.open_tab, context.log_out = browser.show_elsewhere, browser.log_out
        context.sends_signal = browser.sends_signal
        async with asyncio.TaskGroup() as tasks:
            serving = [
                tasks.create_task(browser.serve()),
                tasks.create_task(
                    context.walks.serve(replace(front, browser=browser), lambda: back_home(browser, context))
                ),
            ]
            reading = tasks.create_task(context.read_aside())
            await browser.open_first(page or ("/start" if context.is_new else "/"))
            await _until_closed(browser, context)
            for one in (*serving, reading):
                one.cancel()
    forget_profiles_now(context.folder)


async def back_home(browser: SharedBrowser, context: HomeContext) -> None:
    """After a walk the home comes to the front, with what came of it."""
    if not browser.session.closed.is_set():
        now = context.walks.now
        await browser.show_home(now.after or (now.path if now.path == "/walk" else "") if now else "")


async def _until_closed(browser: SharedBrowser, context: HomeContext) -> None:
    """Returns once the browser is closed and nothing is under way that would open it again."""
    while True:
        await browser.session.closed.wait()
        await context.walks.idle()
        if browser.session.closed.is_set():
            return
