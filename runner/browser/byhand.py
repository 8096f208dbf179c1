"""The browser without automation, for sites that refuse a driven one at login; and fetching one. No Playwright runs."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from runner.browser import process
from runner.browser.display import display_problem
from runner.browser.find import Machine, advice, install_line
from runner.browser.profile import profile_lock
from runner.browser.starting import make_ready
from runner.browser.switches import Launch, environment, is_root, switches
from runner.errors import BrowserError, UsageError
from runner.locale import _, joined

_PATIENCE = 10.0  # seconds the window gets to save its state when it is closed by us


def open_by_hand(spec: Launch, url: str = "about:blank") -> None:
    """Show the profile in an ordinary window, and return when the person has closed it."""
    if urlsplit(url).scheme not in ("https", "http", "about"):
        raise UsageError(_("{url} is not the address of a page; it begins with https://", url=repr(url)))
    if not spec.display and (problem := display_problem()):
        raise BrowserError(problem)
    with (
        profile_lock(spec.profile, _("the window of `optout browser open`")),
        contextlib.closing(Window(spec, [url])) as window,
    ):
        problem = window.wait()
    if problem:
        raise BrowserError(problem)


class Window:
    """The profile in an ordinary window of its own, with these tabs, the first of them in front.

    Nobody steers it and nobody looks into it: it is a process that is started, and that ends. Whoever opens it holds
    the profile's lock. It outlives us where we are killed; then the profile is in use until it is closed.
    """

    def __init__(self, spec: Launch, addresses: Sequence[str]) -> None:
        make_ready(spec)
        self._spec = spec
        try:
            self._process = subprocess.Popen(
                command(spec, addresses),
                env=environment(spec),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches us only, and we close the window in good order
            )
        except OSError as error:
            raise BrowserError(
                _("{browser} cannot be started: {error}.", browser=spec.browser, error=error.strerror)
            ) from error

    def wait(self) -> str:
        """Waits until the window is closed; why it did not open, or nothing."""
        code = self._process.wait()
        if code <= 0:
            return ""
        ended = _("{browser} ended with an error ({code}).", browser=self._spec.browser, code=code)
        return joined(ended, advice(Machine()))

    async def closed(self) -> str:
        """The same for one who does other things meanwhile."""
        return await asyncio.to_thread(self.wait)  # called off, the thread ends with the window, which `close` sees to

    def close(self) -> None:
        """Closes the window in good order, where the person has not; by force when it does not go by itself."""
        if self._process.poll() is None:
            process.ask_to_end(self._process.pid)
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def command(spec: Launch, addresses: Sequence[str]) -> list[str]:
    """What the window is started with: the switches of every start, and none that hides or changes what sites see.

    A debugging port that the settings open is left out: nothing is to drive this one.
    """
    undriven = replace(spec, args=tuple(one for one in spec.args if not one.startswith("--remote-debugging")))
    sandbox = ["--no-sandbox"] if is_root() else []
    return [str(spec.browser.path), spec.own_switch, *switches(undriven), *sandbox, *addresses]


def install() -> None:
    """Fetch Playwright's own Chromium, its progress shown in the terminal."""
    # The headless shell is left out: `headless` uses the same browser as people see.
    # Playwright's own program is asked, and not a Python: an installed Optout may have none.
    from playwright._impl._driver import compute_driver_executable, get_driver_env

    command = [*compute_driver_executable(), "install", "--no-shell", "chromium"]
    if subprocess.run(command, env=get_driver_env(), check=False).returncode:
        raise BrowserError(joined(_("the browser could not be fetched."), _instead()))


def _instead() -> str:
    look = "optout browser"
    if line := install_line(Machine()):
        return _("Install one (`{command}`) instead, then look with `{look}`.", command=line, look=look)
    return _("Install Chrome, Edge, Brave or Chromium instead, then look with `{look}`.", look=look)
