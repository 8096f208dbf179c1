"""Writing what only its owner may read: files 0600 in folders 0700, whole or not at all.

A new file has a name that nobody can know beforehand, and is made only where nothing lies yet: not even a link that
somebody else has put there.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import IO

from runner.errors import RecordsError
from runner.locale import _

FOLDER_MODE = 0o700
FILE_MODE = 0o600
NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such links without being told to
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | getattr(os, "O_BINARY", 0)


def new_beside(path: Path) -> Path:
    """A name for what is to take a file's place once it is whole: hidden, in the same folder, and not to be guessed."""
    return path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}.new")


def private_folder(folder: Path) -> Path:
    """Makes a folder, and what is missing above it, that only its owner can enter; raises RecordsError on failure."""
    if not folder.parent.exists():
        private_folder(folder.parent)  # mkdir's own `parents` would leave those open to others
    try:
        folder.mkdir(exist_ok=True, mode=FOLDER_MODE)
    except OSError as error:
        raise RecordsError(_("the folder {folder} cannot be made: {why}", folder=folder, why=error.strerror)) from error
    return folder


def open_private(path: Path) -> IO[str]:
    """A text file for writing anew that only its owner can read; raises RecordsError where that fails.

    What lies there already is emptied where it is the person's own; a pipe or a device is written to as it is.
    """
    try:
        try:
            descriptor = os.open(path, NEW, FILE_MODE)
        except FileExistsError:
            descriptor = _known(path)
        return os.fdopen(descriptor, "w", encoding="utf-8")
    except OSError as error:
        raise RecordsError(_("{file} cannot be written: {why}", file=path, why=error.strerror)) from error


def _known(path: Path) -> int:
    """What is there already, opened: a file, or a link to one, only where it is ours."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        if sys.platform != "win32" and stat.S_ISREG((told := os.fstat(descriptor)).st_mode):
            if {path.lstat().st_uid, told.st_uid} != {os.geteuid()}:
                raise RecordsError(
                    _("{file} cannot be written: it belongs to somebody else; take another name", file=path)
                )
            os.fchmod(descriptor, FILE_MODE)  # it may have been open to others
        with contextlib.suppress(OSError):  # a pipe has no length
            os.ftruncate(descriptor, 0)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def write_private(path: Path, content: bytes) -> None:
    """Puts a file in place whole or not at all, its folder made as well; raises RecordsError where that fails."""
    private_folder(path.parent)
    new = new_beside(path)
    try:
        with os.fdopen(os.open(new, NEW, FILE_MODE), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise RecordsError(
            _("{file} cannot be written ({why}); free some space and run again", file=path, why=error.strerror)
        ) from error
