"""The browser whose first tab is the home: opened once, lent to every walk, over when its last window is closed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from runner.app.front_end import FrontEnd
from runner.app.run import Plan, launch_spec
from runner.browser import asking
from runner.browser.display import display_problem
from runner.browser.launch import browser_session
from runner.browser.shared import SharedBrowser
from runner.config import Config
from runner.exchange import Answer
from runner.locale import _

__all__ = ["SharedBrowser", "has_screen", "home_browser"]

DOING = _("Optout's home, in a browser window,")


def has_screen() -> bool:
    """Whether there is a screen to show the home on."""
    return display_problem() is None


@contextlib.asynccontextmanager
async def home_browser(config: Config, folder: Path, answer: Answer, front: FrontEnd) -> AsyncIterator[SharedBrowser]:
    """The browser on the first account's profile; raises BrowserError where another Optout has it, or there is none."""
    seen = config.model_copy(update={"browser": config.browser.model_copy(update={"headless": False})})
    with contextlib.ExitStack() as stack:
        spec = replace(launch_spec(Plan([], seen, folder), stack, front), doing=DOING)
        async with browser_session(spec, asking.register) as session:
            yield SharedBrowser(session, answer)
