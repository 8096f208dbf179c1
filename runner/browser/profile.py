"""The browser's profile: its folder and rights, one user at a time, its size, its end. Starts no browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from runner.browser import process
from runner.errors import BrowserError, UsageError
from runner.locale import Message, _

# What a new profile starts with. People log in here, and nothing of the tool may lead them to leave a password or a
# card number in a folder that `--password-store=basic` (see launch.py) barely hides.
_FIRST_SETTINGS = {
    "credentials_enable_service": False,
    "profile": {"password_manager_enabled": False},
    "autofill": {"credit_card_enabled": False, "profile_enabled": False},  # or Chrome asks Google about each form
}
ANOTHER = _("another Optout")
_FAR = 4096  # Windows locks bytes: one far behind the text, so that the text stays readable for others
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # a link that somebody put there is not followed


def profile_folder(home: Path, name: str | None = None) -> Path:
    """The profile of the first account, or of `--as NAME`; made where it is not there, closed to everybody else."""
    if name is not None and not re.fullmatch(r"\w([\w@+.-]{0,60}\w)?", name):
        raise UsageError(
            _("a profile cannot be called {name}: a name is made of letters, digits and @ . + - _", name=repr(name))
        )
    profile = home.absolute() / (f"profile-{name}" if name else "profile")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        profile.mkdir(mode=0o700, exist_ok=True)
        profile.chmod(0o700)
        settings = profile / "Default" / "Preferences"
        if not settings.parent.exists():
            settings.parent.mkdir(mode=0o700)
            settings.touch(mode=0o600)
            settings.write_text(json.dumps(_FIRST_SETTINGS), "utf-8")
    except OSError as error:
        raise BrowserError(
            _("the profile folder {profile} cannot be used: {error}.", profile=profile, error=error.strerror)
        ) from error
    return profile


@contextmanager
def profile_lock(profile: Path, doing: str = ANOTHER) -> Iterator[None]:
    """Only one at a time uses a profile: two browsers on one destroy it.

    Why a lock of our own: Chrome's is a symlink that survives a crash, and must never be removed by others. Ours is
    held by the operating system on a file beside the profile, and so ends with its process, however that ends.
    """
    with _opened(profile.with_name(f".{profile.name}.lock")) as file:
        if not lock(file):
            raise BrowserError(_("{who} is using this profile; close it first.", who=_holder(file)))
        _refuse_open_window(profile)
        file.truncate(0)
        file.write(f"{os.getpid()} {doing}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def size_of(folder: Path) -> int:
    """How many bytes a folder holds; links count as themselves."""
    total = 0
    for parent, _folders, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except FileNotFoundError:
                continue  # a running browser removes files while we count
    return total


def clear(profile: Path) -> int:
    """Remove a profile with all its logins, unless it is in use; tells the bytes that were freed."""
    if not profile.exists():
        return 0
    with profile_lock(profile):
        freed = size_of(profile)
        try:
            shutil.rmtree(profile)
        except OSError as error:
            raise BrowserError(
                _("the profile {profile} cannot be removed: {error}.", profile=profile, error=error.strerror)
            ) from error
    return freed


def window_open(profile: Path, system: str = sys.platform) -> int | None:
    """The process number of a browser that has this profile open here (0 where Windows does not tell), or None."""
    if system == "win32":
        try:
            (profile / "lockfile").open("rb").close()  # Chrome keeps it open and shares it with nobody
        except PermissionError:
            return 0
        except OSError:
            return None
        return None
    try:
        host, number = (profile / "SingletonLock").readlink().name.rpartition("-")[::2]
    except OSError:
        return None
    if host != socket.gethostname() or not number.isdecimal() or not process.alive(int(number)):
        return None
    # After a crash the number may long belong to someone else.
    return None if process.carries(int(number), f"--user-data-dir={profile}") is False else int(number)


def _opened(path: Path) -> IO[str]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
        return os.fdopen(descriptor, "r+", encoding="utf-8", errors="replace")
    except OSError as error:
        raise BrowserError(
            _("the profile's lock {path} cannot be opened: {error}.", path=path, error=error.strerror)
        ) from error


def _refuse_open_window(profile: Path) -> None:
    pid = window_open(profile)
    if pid is not None:
        number = _("a browser window (process {pid}) still has this profile open; close that window first.", pid=pid)
        unknown = _("a browser window still has this profile open; close that window first.")
        raise BrowserError(number if pid else unknown)


def lock(file: IO[str]) -> bool:
    """Whether an open file is ours alone from now on, until it is closed; false where another has it.

    Raises BrowserError where this disk knows no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file.fileno(), 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise BrowserError(
            _(
                "the profile cannot be locked: {error}; {variable} can move it.",
                error=error.strerror,
                variable="OPTOUT_HOME",
            )
        ) from error
    return True


def _holder(file: IO[str]) -> str:
    file.seek(0)
    pid, doing = file.read(200).strip().partition(" ")[::2]
    # It is written there in English, as a message of ours.
    return _("{who} (process {pid})", who=Message(doing), pid=pid) if doing else ANOTHER
