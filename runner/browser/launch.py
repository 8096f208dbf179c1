"""A browser for a session: started here on its profile, or connected to where it stands; nothing of it is left behind.

Why a persistent context: people stay logged in between runs, in a profile that is theirs and not their daily one.
Nothing here hides that the browser is driven (promise 6): `navigator.webdriver` stays true.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from typing import Protocol

from playwright.async_api import BrowserContext, Dialog, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from runner.browser import process
from runner.browser.byhand import Window
from runner.browser.display import display_problem
from runner.browser.endpoint import Endpoint, RemoteBrowser
from runner.browser.find import Machine, advice
from runner.browser.profile import profile_lock, window_open
from runner.browser.starting import make_ready
from runner.browser.switches import Launch, environment, is_root, switches
from runner.browser.window import enlarge
from runner.errors import BrowserError, BrowserGone
from runner.locale import _, per_front
from runner.locale.phrase import put_in

Prepare = Callable[[Playwright], Awaitable[object]]

_CLOSED = "has been closed"  # in what Playwright says of a page or browser that is no more
_START = 60_000  # milliseconds; the first start on a slow disk takes ten seconds and more

# Playwright's own switches stay, save these: each takes a protection from a person who is logged in to real accounts.
_DROPPED = (
    "--disable-popup-blocking",  # a page may open windows only on a click; the runner's own clicks count as such
    "--disable-prompt-on-repost",  # F5 after sending a form must ask before it sends again (promise 1)
    "--unsafely-disable-devtools-self-xss-warnings",
    "--enable-unsafe-swiftshader",
)

# What Playwright or the browser says of a failed start, and what a person can do about it.
_FAILURES = (
    (
        r"ProcessSingleton|existing browser session",
        _("another browser already has this profile open; close its window first."),
    ),
    (
        r"without having a XServer|Missing X server|cannot open display|Failed to connect to Wayland",
        per_front(
            _(
                "the browser could not reach the screen DISPLAY or WAYLAND_DISPLAY names: "
                "run this from a desktop session, or as `xvfb-run -a optout …`."
            ),
            _("the browser could not reach the screen; start Optout anew from your desktop."),
        ),
    ),
    (
        r"sandboxing failed|No usable sandbox|without --no-sandbox",
        per_front(
            _(
                "{browser} could not start its sandbox on this machine. Take a browser your system installed itself "
                "(browser.use in config.yaml), which it trusts with one. {advice}"
            ),
            _(
                "{browser} could not start its sandbox on this machine. Choose one under Settings that your system"
                " installed itself, which it trusts with one. {advice}"
            ),
        ),
    ),
    (
        r"loading shared libraries|missing dependencies",
        per_front(
            _(
                "{browser} lacks libraries on this machine: install a browser from your system's packages, "
                "or run `python -m playwright install-deps chromium`. {advice}"
            ),
            _("{browser} lacks libraries on this machine. {advice}"),
        ),
    ),
    (
        r"snap install chromium|chromium snap",
        _("{browser} is only a signpost to a snap that is not installed. {advice}"),
    ),
    (r"No space left", _("the disk is full, so {browser} could not start.")),
    (
        r"spawn \S*|ENOENT|EACCES",
        per_front(
            _("{browser} is no program that can be started; see browser.use in config.yaml."),
            _("{browser} is no program that can be started; choose another browser under Settings."),
        ),
    ),
    (r"Timeout \d+", _("{browser} did not answer within a minute; close other windows of it and try again.")),
)
_OTHERWISE = per_front(
    _(
        "{browser} closed again while starting. Try another one (browser.use in config.yaml), "
        "or begin with a fresh profile: `optout browser clear`."
    ),
    _(
        "{browser} closed again while starting. Choose another one under Settings, "
        "or begin with a fresh profile: remove the browser's under “What is kept”."
    ),
)


async def launch(playwright: Playwright, spec: Launch) -> BrowserContext:
    """The browser on its profile; BrowserError, in words for people, where it does not start."""
    try:
        context = await playwright.chromium.launch_persistent_context(
            spec.profile,
            executable_path=spec.browser.path,
            headless=spec.headless,
            args=switches(spec),
            ignore_default_args=_DROPPED,
            chromium_sandbox=not is_root(),  # Playwright's default is none at all
            handle_sigint=False,  # Ctrl-C is ours: it first saves where the person was
            env={**environment(spec)},
            timeout=_START,
            # The window, and what the person has set (dark, high contrast, less motion), stay theirs.
            no_viewport=True,
            color_scheme="null",
            reduced_motion="null",
            forced_colors="null",
            contrast="null",
        )
        if not spec.headless:
            await _hand_over(context)
            await enlarge(context)
    except PlaywrightError as error:
        raise _explained(error, spec) from error
    return context


async def _hand_over(context: BrowserContext) -> None:
    """Give back to the person what Playwright would take: the page's dialogs, and files they download."""
    # Without a listener Playwright answers a page's confirm() with no, before the person can have read it.
    context.on("dialog", _leave_to_person)
    # Playwright puts downloads into a temporary folder and removes them at the end; the browser's own way keeps them.
    if context.browser:
        connection = await context.browser.new_browser_cdp_session()
        await connection.send("Browser.setDownloadBehavior", {"behavior": "default"})
        await connection.detach()


def _leave_to_person(_: Dialog) -> None:
    """The browser shows the dialog itself; it is the person's to answer."""


def _explained(error: PlaywrightError, spec: Launch) -> BrowserError:
    """A failed start in words, by what is written in its log (without the line that repeats all switches)."""
    log = re.sub(r"(?m)^.*<launching>.*$", "", error.message)
    said = next((words for pattern, words in _FAILURES if re.search(pattern, log)), _OTHERWISE)
    return BrowserError(put_in(said, browser=spec.browser, advice=advice(Machine())))


class Launcher(Protocol):
    """Where a session's browser comes from; `patience` is how many seconds it gets to close by itself."""

    @property
    def patience(self) -> float:
        """Seconds."""
        ...

    @property
    def has_window(self) -> bool:
        """Whether somebody at this computer sees it."""
        ...

    def held(self) -> AbstractContextManager[object]:
        """For the length of a session: what no other may use meanwhile. Raises BrowserError where there can be none."""
        ...

    async def open(self, playwright: Playwright) -> BrowserContext:
        """A context in a browser that is there from now on; raises BrowserError in words for people."""
        ...

    async def gone(self) -> None:
        """Returns once nothing runs on of what `open` began, after its context was closed."""
        ...

    def window(self, addresses: Sequence[str]) -> Window:
        """The same profile without automation, where there is one."""
        ...


class LocalProfile:
    """The browser of this computer, on a profile of this computer: with a lock, a screen, and a process of its own."""

    def __init__(self, spec: Launch) -> None:
        self.spec = spec
        self._pid: int | None = None

    @property
    def patience(self) -> float:
        """Seconds it gets to close by itself before it is ended by force."""
        return self.spec.patience

    @property
    def has_window(self) -> bool:
        """Whether it is started to be seen."""
        return not self.spec.headless

    @contextmanager
    def held(self) -> Iterator[None]:
        """The profile is nobody else's, and whatever was started on it has ended at the end."""
        if self.has_window and not self.spec.display and (problem := display_problem()):
            raise BrowserError(problem)
        with profile_lock(self.spec.profile, self.spec.doing):
            try:
                yield
            finally:
                # A start cut short by Ctrl-C has told us no number; under our lock, a browser on this profile is ours.
                if left := window_open(self.spec.profile):
                    process.end(left, self.spec.own_switch)

    async def open(self, playwright: Playwright) -> BrowserContext:
        """Starts it."""
        make_ready(self.spec)
        context = await launch(playwright, self.spec)
        self._pid = await _pid_of(context)
        return context

    async def gone(self) -> None:
        """Sees its process end, by force where it does not go by itself."""
        if self._pid and not await process.gone(self._pid, self.patience):
            process.end(self._pid, self.spec.own_switch)
            await process.gone(self._pid, self.patience)

    def window(self, addresses: Sequence[str]) -> Window:
        """An ordinary window of it."""
        return Window(self.spec, addresses)


class Session:
    """A browser for as long as it is needed, wherever it comes from.

    `closed` is set once the browser has gone, by the person (closing the last tab ends it) or by a crash; `relaunch`
    then gives a new `context`, on the same profile where there is one.
    """

    def __init__(self, playwright: Playwright, launcher: Launcher) -> None:
        self.launcher = launcher
        self.closed = asyncio.Event()
        self._playwright = playwright
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        """The browser's one context; another after each `relaunch`."""
        assert self._context, "browser_session starts the browser before it hands out the session"
        return self._context

    async def relaunch(self) -> BrowserContext:
        """Start the browser, after closing what is left of the one before."""
        await self.close()
        context = await self.launcher.open(self._playwright)
        self._context = context
        self.closed.clear()
        context.on("close", self._note_closed)
        return context

    @asynccontextmanager
    async def by_hand(self, addresses: Sequence[str]) -> AsyncIterator[Window]:
        """The same profile without automation for the length of the block, in the driven browser's place.

        Our lock holds on. `relaunch` brings the driven browser back.
        """
        await self.close()
        window = self.launcher.window(addresses)
        try:
            yield window
        finally:
            await asyncio.to_thread(window.close)

    async def close(self) -> None:
        """Close the browser and see it gone; by force when it does not go by itself."""
        if self._context:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(self.launcher.patience):
                    await self._context.close()
        await self.launcher.gone()

    async def give_up(self) -> BrowserContext:
        """In the place of `relaunch`, for one who does not go on in another browser: raises BrowserGone."""
        raise BrowserGone

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Raises BrowserGone in the place of whatever fails in the block because the browser has gone."""
        try:
            yield
        except (PlaywrightError, BaseExceptionGroup) as error:
            if self.closed.is_set() or _tells_closed(error):  # the news of it may come after the first failure
                raise BrowserGone from error
            raise

    def _note_closed(self, context: BrowserContext) -> None:
        if context is self._context:  # and not the one before, told late
            self.closed.set()


async def _pid_of(context: BrowserContext) -> int | None:
    """The browser's process number, as it tells itself (Playwright knows it and keeps it)."""
    with suppress(PlaywrightError):
        if context.browser:
            connection = await context.browser.new_browser_cdp_session()
            told = await connection.send("SystemInfo.getProcessInfo")
            await connection.detach()
            return next((one["id"] for one in told["processInfo"] if one["type"] == "browser"), None)
    return None


def _tells_closed(error: BaseException) -> bool:
    """Whether an error, or each of a group, says that a page or the browser is no more."""
    if isinstance(error, BaseExceptionGroup):
        return all(_tells_closed(one) for one in error.exceptions)
    return isinstance(error, PlaywrightError) and _CLOSED in error.message


@asynccontextmanager
async def browser_session(
    spec: Launch | Endpoint, prepare: Prepare | None = None, playwright: Playwright | None = None
) -> AsyncIterator[Session]:
    """A browser for the length of the block; a profile is locked, and nothing runs on when the block is left.

    `prepare` is awaited before the first page exists, the last moment to register selector engines. Several sessions
    at once may share a `playwright`, which is prepared then.
    """
    launcher: Launcher = LocalProfile(spec) if isinstance(spec, Launch) else RemoteBrowser(spec)
    with launcher.held():
        if playwright:
            async with _opened(Session(playwright, launcher)) as session:
                yield session
            return
        async with playwright_driver(prepare, launcher.patience) as own, _opened(Session(own, launcher)) as session:
            yield session


OpenSession = Callable[[Launch | Endpoint], AbstractAsyncContextManager[Session]]


@asynccontextmanager
async def many_sessions(prepare: Prepare | None = None) -> AsyncIterator[OpenSession]:
    """How to open sessions that share one Playwright, for the length of the block."""
    async with playwright_driver(prepare) as playwright:
        yield lambda spec: browser_session(spec, playwright=playwright)


@asynccontextmanager
async def _opened(session: Session) -> AsyncIterator[Session]:
    try:
        await session.relaunch()
        yield session
    finally:
        await session.close()


@asynccontextmanager
async def playwright_driver(prepare: Prepare | None = None, patience: float = 5.0) -> AsyncIterator[Playwright]:
    """Playwright's own process for the length of the block; it gets twice `patience` seconds to end."""
    playwright = await _playwright()
    try:
        if prepare:
            await prepare(playwright)
        yield playwright
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * patience):
                await playwright.stop()


async def _playwright() -> Playwright:
    # Cut short by Ctrl-C, a start would leave its driver to nobody: so it is let finish, and then stopped.
    starting = asyncio.ensure_future(async_playwright().start())
    try:
        await asyncio.wait([starting])
    except asyncio.CancelledError:
        await asyncio.wait([starting])
        if not starting.exception():
            await starting.result().stop()
        raise
    if error := starting.exception():
        raise BrowserError(_("Playwright cannot start: install Optout anew.")) from error
    return starting.result()
