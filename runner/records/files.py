"""Writing what only its owner may read: files 0600 in folders 0700, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import IO

from runner.errors import RecordsError

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(folder: Path) -> Path:
    """Makes a folder, and what is missing above it, that only its owner can enter; raises RecordsError on failure."""
    if not folder.parent.exists():
        private_folder(folder.parent)  # mkdir's own `parents` would leave those open to others
    try:
        folder.mkdir(exist_ok=True, mode=FOLDER_MODE)
    except OSError as error:
        raise RecordsError(f"the folder {folder} cannot be made: {error.strerror}") from error
    return folder


def open_private(path: Path, mode: str = "w") -> IO[str]:
    """A text file for writing (`w` or `a`) that only its owner can read; raises RecordsError where that fails."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if mode == "a" else os.O_TRUNC)
    try:
        descriptor = os.open(path, flags, FILE_MODE)
        if os.name == "posix" and stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, FILE_MODE)  # it may have been there, open to others
        return os.fdopen(descriptor, mode, encoding="utf-8")
    except OSError as error:
        raise RecordsError(f"{path} cannot be written: {error.strerror}") from error


def write_private(path: Path, content: bytes) -> None:
    """Puts a file in place whole or not at all, its folder made as well; raises RecordsError where that fails."""
    private_folder(path.parent)
    new = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise RecordsError(f"{path} cannot be written ({error.strerror}); free some space and run again") from error
