"""One browser, the practice site and the stand-ins together, set anew for every walk."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Error, Page

from runner.browser import asking
from runner.browser.find import find
from runner.browser.launch import Session, browser_session
from runner.browser.panel import Panel
from runner.browser.switches import Launch
from runner.practice.server import PracticeSite
from tests.conftest import QUIET
from tests.sites.serve import StandIn

from .kinds import KINDS
from .redesign import Redesign
from .subjects import Subject

HURRY = 5  # times as fast as they are meant to run the pages' own timers, and how long a switch takes to settle
_ARRIVES = 2.0  # seconds the last form may be on its way when a walk is over
_OBSERVE = (Path(__file__).parent / "observe.js").read_text(encoding="utf-8")
_TIMERS = (
    f"{{ const later = setTimeout; window.setTimeout = (do_, ms, ...given) => later(do_, ms / {HURRY}, ...given); }}"
)

Change = Redesign | str | None  # a redesign of stand-ins, a kind of the practice site's own, or pages as they were
Press = dict[str, Any]  # what a real press landed on: see observe.js


@dataclass
class Stage:
    """Where a walk takes place. `pressed` hears of every real press, whoever's it is."""

    standins: StandIn
    practice: PracticeSite
    browser: Session
    panel: Panel
    profile: Path
    pressed: Callable[[Press], None] = field(default=lambda press: None)
    _prepared: BrowserContext | None = None

    async def set_up(self, subject: Subject, change: Change) -> Page:
        """One empty tab, nobody logged in, and the world as the case and the change have it."""
        context = await self._context()
        page = await context.new_page()
        for other in context.pages:
            if other is not page:
                with contextlib.suppress(Error):
                    await other.close()
        await context.clear_cookies()
        self.standins.strays.clear()
        self.standins.submissions.clear()
        self.practice.submissions.clear()
        self.standins.variant = "" if subject.on_practice_site else subject.case.variant
        self.standins.language = subject.case.language
        self.standins.change = change if isinstance(change, Redesign) else None
        if isinstance(change, str):
            await page.goto(f"{PracticeSite.url}/?drift={KINDS[change].practice}")
            await page.goto("about:blank")
        return page

    async def _context(self) -> BrowserContext:
        if self.browser.closed.is_set() or self._prepared is None:
            context = await self.browser.relaunch() if self.browser.closed.is_set() else self.browser.context
            await context.expose_binding("suiteHears", lambda _, press: self.pressed(press))
            await context.add_init_script(_TIMERS)
            await context.add_init_script(_OBSERVE)
            await self.panel.attach(context)
            self._prepared = context
        return self._prepared

    def sent(self, subject: Subject) -> int:
        """How many forms and settings have reached the server, logins aside."""
        if subject.on_practice_site:
            return sum(not one.path.startswith("/login") for one in self.practice.submissions)
        return len(self.standins.submissions)

    async def arrived(self, subject: Subject) -> bool:
        """Whether all has been sent that the case sends, and nothing else."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ARRIVES):
                while self.sent(subject) < subject.case.sends:
                    await asyncio.sleep(0.02)
        return self.sent(subject) == subject.case.sends


@contextlib.asynccontextmanager
async def stage(home: Path) -> AsyncIterator[Stage]:
    """A stage of its own, headless; `home` is where its browser keeps its profile."""
    with StandIn() as standins, PracticeSite() as practice:
        rules, *others = standins.chromium_args
        rules = rules.replace("MAP *", f"{practice.host_rules}, MAP *")
        args = (*QUIET, rules, *others, "--remote-debugging-port=0")
        home.mkdir(parents=True, exist_ok=True)
        spec = Launch(find(), home / "profile", headless=True, own=args)
        async with browser_session(spec, asking.register) as browser, Panel() as panel:
            yield Stage(standins, practice, browser, panel, home / "profile")
