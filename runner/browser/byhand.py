"""The browser without automation, for sites that refuse a driven one at login; and fetching one. No Playwright runs."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

from runner.browser import process
from runner.browser.display import display_problem
from runner.browser.find import Machine, advice
from runner.browser.profile import profile_lock
from runner.browser.switches import Launch, environment, is_root, switches
from runner.errors import BrowserError, UsageError

_PATIENCE = 10.0  # seconds the window gets to save its state when we are stopped


def open_by_hand(spec: Launch, url: str = "about:blank") -> None:
    """Show the profile in an ordinary window, and return when the person has closed it."""
    if urlsplit(url).scheme not in ("https", "http", "about"):
        raise UsageError(f"{url!r} is not the address of a page; it begins with https://")
    if not spec.display and (problem := display_problem()):
        raise BrowserError(problem)
    sandbox = ["--no-sandbox"] if is_root() else []
    command = [str(spec.browser.path), spec.own_switch, *switches(spec), *sandbox, url]
    with profile_lock(spec.profile, "the window of `optout browser open`"):
        try:
            window = subprocess.Popen(
                command,
                env=environment(spec),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches us only, and we close the window in good order
            )
        except OSError as error:
            raise BrowserError(f"{spec.browser} cannot be started: {error.strerror}.") from error
        code = _wait(window)
    if code > 0:
        raise BrowserError(f"{spec.browser} ended with an error ({code}). {advice(Machine())}")


def _wait(window: subprocess.Popen[bytes]) -> int:
    """Wait until the window is closed; close it ourselves when we are stopped."""
    try:
        return window.wait()
    finally:
        if window.poll() is None:
            process.ask_to_end(window.pid)
            try:
                window.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                window.kill()
                window.wait()


def install() -> None:
    """Fetch Playwright's own Chromium, its progress shown in the terminal."""
    # The headless shell is left out: `headless` uses the same browser as people see.
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    if subprocess.run(command, check=False).returncode:
        raise BrowserError(f"the browser could not be fetched. {_instead()}")


def _instead() -> str:
    first, _, _ = advice(Machine()).partition(", or")
    return f"{first} instead, then look with `optout browser`."
