"""What is installed on this computer and what is missing for a walk, with nothing personal in it.

Made to be sent to somebody who helps: no names of accounts, folders, flows, services or people are in it.
"""

from __future__ import annotations

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
from runner.app.stored_data import belongings, in_words
from runner.app.versions import own_version
from runner.app.versions import version_of as package_version
from runner.browser.display import display_problem
from runner.browser.find import all_found, find, version_of
from runner.browser.profile import profile_folder, profile_lock
from runner.browser.supported import OLDEST, made_for, major
from runner.browser.switches import sandbox_note
from runner.config import FILE, Config, read_config
from runner.errors import ENDED, BrowserError, RecordsError, RunnerError, UsageError
from runner.records.ledger import FILE as LEDGER
from runner.records.ledger import Ledger

State = Literal["fine", "look", "wrong"]
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


def examine(given: Path | None = None, letters: str = "utf-8") -> list[Finding]:
    """Everything there is to say of this computer.

    `given` is a settings file that takes the place of the usual ones, `letters` the encoding that is shown there.
    Changes nothing. What is wrong is told, never raised.
    """
    settings = [given] if given else [path for folder in places.config_folders() if (path := folder / FILE).is_file()]
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _optout,
        _system,
        lambda: _browser(_browser_named(settings)),
        _screen,
        _folder,
        _profile,
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
    place = "its sources" if places.is_checkout() else "an installed package"
    python = platform.python_version()
    yield Finding(
        "Optout",
        "fine",
        f"{own_version()}, out of {place}; Python {python}, Playwright {package_version('playwright')}",
    )


def _system() -> Iterator[Finding]:
    name = platform.platform(terse=True)
    if sys.platform == "linux":
        with suppress(OSError, KeyError):
            name = f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {name}"
    yield Finding("System", "fine", f"{name}, {platform.machine()}")


def _browser(use: str) -> Iterator[Finding]:
    try:
        found = find(use)
    except BrowserError:
        there = ", ".join(browser.title for browser in all_found()) or "no other"
        named = "no browser" if use == "auto" else "not the browser that your settings name"
        do = "Install Chrome, Edge, Brave or Chromium, or let Optout fetch one: `optout browser install`."
        yield Finding("Browser", "wrong", f"{named} was found; {there} is there", do, BrowserError.exit_code)
        return
    told, meant = version_of(found), made_for()
    made = f"; {meant} is what Playwright was made for" if meant else ""
    if told is None:
        yield Finding(
            "Browser", "look", f"{found.title}, which does not tell its version{made}", "Does it start at all?"
        )
    elif major(told) < OLDEST:
        do = f"Bring it up to date: pages are read by what came with version {OLDEST}."
        yield Finding("Browser", "wrong", f"{found.title} {told} is too old{made}", do, BrowserError.exit_code)
    else:
        yield Finding("Browser", "fine", f"{found.title} {told}{made}")


def _screen() -> Iterator[Finding]:
    if display_problem():
        do = "Run it from a desktop session, or as `xvfb-run -a optout …`."
        yield Finding("Screen", "wrong", "there is none to show a browser on", do, BrowserError.exit_code)
    else:
        yield Finding("Screen", "fine", "there is one to show a browser on")
    if sandbox_note():
        do = "Run it as an ordinary user before you log in to an account."
        yield Finding("Sandbox", "look", "you are root, so the browser runs without its sandbox", do)


def _folder() -> Iterator[Finding]:
    try:
        home = places.home()
    except UsageError:
        do = "`optout status` says which folder, and what to do."
        yield Finding("Folder", "wrong", "the folder for what Optout keeps cannot be used", do, UsageError.exit_code)
        return
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if not _is_writable(there):
        do = "See whose it is; or set OPTOUT_HOME to a folder of your own."
        yield Finding("Folder", "wrong", "what Optout keeps cannot be written", do, RecordsError.exit_code)
    elif free < ROOM:
        yield Finding("Folder", "look", f"only {in_words(free)} are free there", "Make some room on that disk.")
    else:
        made = "is there" if home.exists() else "is made at the first walk"
        yield Finding("Folder", "fine", f"for what Optout keeps: {made}, writable, {in_words(free)} free")


def _is_writable(folder: Path) -> bool:
    """Tried, for what the system says of it beforehand is not always so."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _profile() -> Iterator[Finding]:
    try:
        if not (kept := belongings(places.home(), ("profile",))):
            yield Finding("Profile", "fine", "none yet; it is made at the first walk")
            return
        with profile_lock(profile_folder(places.home())):
            yield Finding("Profile", "fine", f"{in_words(sum(one.size for one in kept))}, and not in use")
    except BrowserError:
        do = "Close that window, or let that walk end, before you begin another."
        yield Finding("Profile", "look", "in use by a window or a walk", do)
    except RunnerError:
        return  # said of the folder


def _records() -> Iterator[Finding]:
    try:
        home = places.home()
        if not (home / LEDGER).exists():
            yield Finding("Records", "fine", "none yet")
            return
        with Ledger(home, to_read=True) as ledger:
            ledger.verify()
            state: State = "look" if ledger.unwritable else "fine"
            says = "readable, but not writable" if ledger.unwritable else "readable, and as they were written"
            yield Finding("Records", state, says, "`optout status` says why." if ledger.unwritable else "")
    except RecordsError:
        do = "`optout status` says what is wrong, and how a copy is put back."
        yield Finding("Records", "wrong", "they are not as they were written", do, RecordsError.exit_code)
    except RunnerError:
        return  # said of the folder


def _browser_named(settings: Sequence[Path]) -> str:
    """The settings' `browser.use`; auto where they cannot be understood, which is told elsewhere."""
    for path in settings:
        with suppress(RunnerError, OSError):
            return read_config(path)[0].browser.use
    return Config().browser.use


def _settings(there: Sequence[Path]) -> Iterator[Finding]:
    if not there:
        yield Finding("Settings", "fine", "none; everything is as it comes")
    for number, path in enumerate(there, 1):
        about = "Settings" if len(there) == 1 else f"Settings {number}"
        try:
            found, _ = read_config(path)
            yield Finding(about, "fine", f"can be read; sets {', '.join(sorted(found.model_fields_set)) or 'nothing'}")
        except RunnerError as error:
            do = "Any command that uses them says what, and in which line."
            yield Finding(about, "wrong", "cannot be understood", do, error.exit_code)


def _flows() -> Iterator[Finding]:
    shipped = len(places.shipped_flows())
    state: State = "fine" if shipped else "wrong"
    own = len(places.library()) - shipped
    do = "" if shipped else "Install Optout again."
    code = ENDED if shipped else UsageError.exit_code
    yield Finding("Flows", state, f"{shipped} that came with it, {max(own, 0)} more", do, code)


def _languages(letters: str) -> Iterator[Finding]:
    spoken = locale.getlocale()[0] or "none set"
    if letters.replace("-", "").casefold() == "utf8":
        yield Finding("Language", "fine", f"of the system: {spoken}; letters: {letters}")
    else:
        do = "Set LANG to one that ends in UTF-8, such as C.UTF-8."
        yield Finding("Language", "look", f"of the system: {spoken}; this terminal shows {letters} letters only", do)
