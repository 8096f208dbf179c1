"""What is installed on this computer and what is missing for a walk, with nothing personal in it.

Made to be sent to somebody who helps: no names of accounts, folders, flows, services or people are in it.
"""

from __future__ import annotations

import asyncio
import locale
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from runner.app import places
from runner.app.settings import unasked
from runner.app.stored_data import belongings, in_words
from runner.app.versions import own_version
from runner.app.versions import version_of as package_version
from runner.browser.display import display_problem
from runner.browser.find import all_found, find, version_of
from runner.browser.launch import playwright_driver
from runner.browser.profile import profile_folder, profile_lock
from runner.browser.supported import OLDEST, made_for, major
from runner.browser.switches import sandbox_note
from runner.config import FILE, Config, read_config
from runner.errors import ENDED, BrowserError, RecordsError, RunnerError, UsageError
from runner.locale import Listed, Text, _, per_front
from runner.records.ledger import FILE as LEDGER
from runner.records.ledger import Ledger

State = Literal["fine", "look", "wrong"]
_BROWSER, _SCREEN, _FOLDER, _PROFILE = _("Browser"), _("Screen"), _("Folder"), _("Profile")
_RECORDS, _SETTINGS, _LANGUAGE = _("Records"), _("Settings"), _("Language")
_STATUS = "optout status"
ROOM = 300e6  # bytes; a profile grows to about as much in its first weeks


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it stands, in words, and what to do where it is not fine.

    `code` is the exit code a walk would end with for this, 0 for none.
    """

    about: str
    state: State
    says: str
    do: str = ""
    code: int = 0


def examine(given: Path | None = None, letters: str = "utf-8", has_window: bool = False) -> list[Finding]:
    """Everything there is to say of this computer.

    `given` is a settings file that takes the place of the usual ones, `letters` the encoding that is shown there.
    `has_window` where who asks has the browser open: then it is known to be driven, and the profile to be in use.
    Changes nothing. What is wrong is told, never raised.
    """
    settings = [given] if given else [path for folder in places.config_folders() if (path := folder / FILE).is_file()]
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _optout,
        _system,
        lambda: _browser(_browser_named(given)),
        *(() if has_window else (_driver,)),
        _screen,
        _folder,
        lambda: _profile(has_window),
        _records,
        lambda: _settings(settings),
        _flows,
        lambda: _languages(letters),
    )
    return [finding for look in looks for finding in look()]


def exit_code(findings: Sequence[Finding]) -> int:
    """What a walk would end with here: 0, or the code of the first thing that is wrong."""
    return next((finding.code for finding in findings if finding.state == "wrong"), ENDED)


def _optout() -> Iterator[Finding]:
    known = {"version": own_version(), "python": platform.python_version(), "playwright": package_version("playwright")}
    if places.is_checkout():
        says = _("{version}, out of its sources; Python {python}, Playwright {playwright}", **known)
    else:
        says = _("{version}, out of an installed package; Python {python}, Playwright {playwright}", **known)
    yield Finding("Optout", "fine", says)


def _system() -> Iterator[Finding]:
    name = platform.platform(terse=True)
    if sys.platform == "linux":
        with suppress(OSError, KeyError):
            name = f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {name}"
    yield Finding(_("System"), "fine", f"{name}, {platform.machine()}")


def _browser(use: str) -> Iterator[Finding]:
    try:
        found = find(use)
    except BrowserError:
        command = "optout browser install"
        do: str = per_front(
            _("Install Chrome, Edge, Brave or Chromium, or let Optout fetch one: `{command}`.", command=command),
            _("Install Chrome, Edge, Brave or Chromium, or choose under Settings one that is there."),
        )
        yield Finding(_BROWSER, "wrong", _not_found(use), do, BrowserError.exit_code)
        return
    told, title = version_of(found), found.title
    if told is None:
        says: str = _("{browser}, which does not tell its version", browser=title)
        yield Finding(_BROWSER, "look", _with_the_meant(says), _("Does it start at all?"))
    elif major(told) < OLDEST:
        do = _("Bring it up to date: pages are read by what came with version {version}.", version=OLDEST)
        says = _("{browser} {version} is too old", browser=title, version=told)
        yield Finding(_BROWSER, "wrong", _with_the_meant(says), do, BrowserError.exit_code)
    else:
        yield Finding(_BROWSER, "fine", _with_the_meant(f"{title} {told}"))


def _not_found(use: str) -> Text:
    """That there is no such browser, and which there are."""
    there = Listed([browser.title for browser in all_found()], "comma")
    if use == "auto":
        if there:
            return _("no browser was found; {browsers} is there", browsers=there)
        return _("no browser was found; no other is there")
    if there:
        return _("not the browser that your settings name was found; {browsers} is there", browsers=there)
    return _("not the browser that your settings name was found; no other is there")


def _with_the_meant(says: str) -> str:
    """What is said of a browser, with the version that would be best."""
    meant = made_for()
    return _("{browser}; {version} is what Playwright was made for", browser=says, version=meant) if meant else says


def _driver() -> Iterator[Finding]:
    """What Playwright drives a browser with is a program of its own: it is started once, and told where that fails."""

    async def start() -> None:
        async with playwright_driver():
            pass

    try:
        asyncio.run(start())
    except BrowserError as error:
        yield Finding("Playwright", "wrong", error.args[0], "", error.exit_code)


def _screen() -> Iterator[Finding]:
    if display_problem():
        do: str = per_front(
            _("Run it from a desktop session, or as `{command}`.", command="xvfb-run -a optout …"),
            _("Start Optout from a desktop session."),
        )
        yield Finding(_SCREEN, "wrong", _("there is none to show a browser on"), do, BrowserError.exit_code)
    else:
        yield Finding(_SCREEN, "fine", _("there is one to show a browser on"))
    if sandbox_note():
        do = _("Run it as an ordinary user before you log in to an account.")
        yield Finding(_("Sandbox"), "look", _("you are root, so the browser runs without its sandbox"), do)


def _folder() -> Iterator[Finding]:
    try:
        home = places.home()
    except UsageError:
        do: str = per_front(
            _("`{command}` says which folder, and what to do.", command=_STATUS),
            _("The page of requests says which folder, and what to do."),
        )
        yield Finding(_FOLDER, "wrong", _("the folder for what Optout keeps cannot be used"), do, UsageError.exit_code)
        return
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if not _is_writable(there):
        do = _("See whose it is; or set {variable} to a folder of your own.", variable="OPTOUT_HOME")
        yield Finding(_FOLDER, "wrong", _("what Optout keeps cannot be written"), do, RecordsError.exit_code)
    elif free < ROOM:
        says = _("only {room} are free there", room=in_words(free))
        yield Finding(_FOLDER, "look", says, _("Make some room on that disk."))
    elif home.exists():
        says = _("for what Optout keeps: is there, writable, {room} free", room=in_words(free))
        yield Finding(_FOLDER, "fine", says)
    else:
        says = _("for what Optout keeps: is made at the first walk, writable, {room} free", room=in_words(free))
        yield Finding(_FOLDER, "fine", says)


def _is_writable(folder: Path) -> bool:
    """Tried, for what the system says of it beforehand is not always so."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _profile(has_window: bool) -> Iterator[Finding]:
    try:
        if not (kept := belongings(places.home(), ("profile",))):
            yield Finding(_PROFILE, "fine", _("none yet; it is made at the first walk"))
            return
        size = in_words(sum(one.size for one in kept))
        if has_window:
            yield Finding(_PROFILE, "fine", _("{size}, in use by this window", size=size))
            return
        with profile_lock(profile_folder(places.home())):
            yield Finding(_PROFILE, "fine", _("{size}, and not in use", size=size))
    except BrowserError:
        do = _("Close that window, or let that walk end, before you begin another.")
        yield Finding(_PROFILE, "look", _("in use by a window or a walk"), do)
    except RunnerError:
        return  # said of the folder


def _records() -> Iterator[Finding]:
    try:
        home = places.home()
        if not (home / LEDGER).exists():
            yield Finding(_RECORDS, "fine", _("none yet"))
            return
        with Ledger(home, to_read=True) as ledger:
            ledger.verify()
            if ledger.unwritable:
                do: str = per_front(
                    _("`{command}` says why.", command=_STATUS),
                    _("Noting something on the page of a request says why."),
                )
                yield Finding(_RECORDS, "look", _("readable, but not writable"), do)
            else:
                yield Finding(_RECORDS, "fine", _("readable, and as they were written"))
    except RecordsError:
        do = per_front(
            _("`{command}` says what is wrong, and how a copy is put back.", command=_STATUS),
            _("The page of requests says what is wrong, and puts a copy back."),
        )
        yield Finding(_RECORDS, "wrong", _("they are not as they were written"), do, RecordsError.exit_code)
    except RunnerError:
        return  # said of the folder


def _browser_named(given: Path | None) -> str:
    """The settings' `browser.use`, as far as they hold unasked: it is started to hear its version.

    It is auto where they cannot be understood, which is told elsewhere.
    """
    with suppress(RunnerError, OSError):
        return unasked(given).browser.use
    return Config().browser.use


def _settings(there: Sequence[Path]) -> Iterator[Finding]:
    if not there:
        yield Finding(_SETTINGS, "fine", _("none; everything is as it comes"))
    for number, path in enumerate(there, 1):
        about = _SETTINGS if len(there) == 1 else _("Settings {number}", number=number)
        try:
            found = read_config(path)[0]
            if sets := Listed(sorted(found.model_fields_set), "comma"):
                yield Finding(about, "fine", _("can be read; sets {settings}", settings=sets))
            else:
                yield Finding(about, "fine", _("can be read; sets nothing"))
        except RunnerError as error:
            do: str = per_front(
                _("Any command that uses them says what, and in which line."),
                _("Whatever you save under Settings says what, and in which line."),
            )
            yield Finding(about, "wrong", _("cannot be understood"), do, error.exit_code)


def _flows() -> Iterator[Finding]:
    shipped = len(places.shipped_flows())
    state: State = "fine" if shipped else "wrong"
    own = len(places.library()) - shipped
    do = "" if shipped else _("Install Optout again.")
    code = ENDED if shipped else UsageError.exit_code
    says = _("{shipped} that came with it, {own} more", shipped=shipped, own=max(own, 0))
    yield Finding(_("Flows"), state, says, do, code)


def _languages(letters: str) -> Iterator[Finding]:
    spoken = locale.getlocale()[0] or _("none set")
    if letters.replace("-", "").casefold() == "utf8":
        says = _("of the system: {language}; letters: {letters}", language=spoken, letters=letters)
        yield Finding(_LANGUAGE, "fine", says)
    else:
        do = _(
            "Set {variable} to one that ends in {ending}, such as {one}.",
            variable="LANG",
            ending="UTF-8",
            one="C.UTF-8",
        )
        says = _(
            "of the system: {language}; this terminal shows {letters} letters only", language=spoken, letters=letters
        )
        yield Finding(_LANGUAGE, "look", says, do)
