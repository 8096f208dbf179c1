"""The browser and profile of an account: which they are, opened without automation, installed, cleared."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from runner.app.places import home
from runner.browser import byhand, profile
from runner.browser.display import display_problem
from runner.browser.find import find, version_of
from runner.browser.launch import browser_session
from runner.browser.signal import is_sent, not_sent
from runner.browser.switches import Launch, debugging_note, here_note, sandbox_note
from runner.config import Config
from runner.errors import BrowserError
from runner.locale import Text, _, in_context, joined, per_front


@dataclass(frozen=True)
class OwnBrowser:
    """What would be used: the browser and its version, the profile, and what the person should know.

    `signal` says in a sentence how it stands with the opt-out signal.
    """

    browser: str
    version: str
    profile: Path
    notes: tuple[str, ...]
    signal: str


def own_browser(settings: Config, account: str | None) -> OwnBrowser:
    """The browser and profile that a walk would use; raises BrowserError where there is none."""
    spec = _spec(settings, account)
    notes = tuple(note for note in (display_problem(), sandbox_note()) if note)
    version = version_of(spec.browser) or ""
    return OwnBrowser(str(spec.browser), version, spec.profile, notes, _signal(spec))


def browser_in_use(settings: Config) -> str:
    """The browser that a walk would use and its version, in words; raises BrowserError where there is none."""
    browser = find(settings.browser.use)
    return f"{browser} {version_of(browser) or ''}".strip()


def notes_on_browser(settings: Config, sends_signal: bool) -> list[str]:
    """What the person should know of the browser they see: whether it sends the opt-out signal, and what is amiss.

    Raises BrowserError where the settings name none.
    """
    spec = _spec(settings, None)
    said: Text = _("Your browser says that it sends the opt-out signal.")
    if not sends_signal:
        said = _("Your browser does not send the opt-out signal.")
        said = joined(said, not_sent(spec.browser)) if spec.signal == "on" else said
    return [said, *filter(None, (sandbox_note(), debugging_note(spec), here_note(spec)))]


def _signal(spec: Launch) -> str:
    """How it stands with the opt-out signal; the browser is asked, in an empty profile, where it is to be on."""
    if spec.signal == "auto":
        return per_front(
            _("left as the browser has it ({setting} in the settings)", setting="browser.opt_out_signal"),
            _("left as the browser has it"),
        )
    if spec.signal == "off":
        return in_context("the signal", "put off")
    try:
        sent = asyncio.run(_is_sent(spec))
    except BrowserError as error:
        return _("asked for; whether it is sent could not be seen: {why}", why=str(error))
    if sent:
        return _("on: the browser says that it sends it")
    return joined(in_context("the signal", "off."), not_sent(spec.browser))


async def _is_sent(spec: Launch) -> bool:
    """Starts the browser unseen in a profile of its own, with the setting that a walk would have, and asks it."""
    with tempfile.TemporaryDirectory(prefix="profile-", dir=spec.profile.parent) as folder:
        empty = replace(spec, profile=profile.profile_folder(Path(folder)), headless=True)
        async with browser_session(empty) as browser:
            return await is_sent(browser.context)


def open_by_hand(settings: Config, account: str | None, url: str) -> None:
    """Opens the profile without automation and waits until its window is closed."""
    byhand.open_by_hand(_spec(settings, account), url)


def install() -> None:
    """Downloads a browser for Optout alone."""
    byhand.install()


def profile_of(account: str | None) -> tuple[Path, int]:
    """The folder of an account's profile, and its size in bytes."""
    folder = profile.profile_folder(home(), account)
    return folder, profile.size_of(folder)


def clear(folder: Path) -> None:
    """Removes a profile, with its logins; raises BrowserError while a session or a window uses it."""
    profile.clear(folder)


def _spec(settings: Config, account: str | None) -> Launch:
    folder = profile.profile_folder(home(), account)
    return Launch(
        find(settings.browser.use),
        folder,
        args=tuple(settings.browser.args),
        language=settings.language,
        signal=settings.browser.opt_out_signal,
    )
