"""Writing what only its owner may read: files 0600 in folders 0700, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from runner.errors import RecordsError

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(folder: Path) -> Path:
    """Makes a folder that only its owner can enter; raises RecordsError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    except OSError as error:
        raise RecordsError(f"the folder {folder} cannot be made: {error.strerror}") from error
    return folder


def open_private(path: Path, mode: str = "w") -> IO[str]:
    """A text file for writing (`w` or `a`) that only its owner can read; raises RecordsError where that fails."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if mode == "a" else os.O_TRUNC)
    try:
        return os.fdopen(os.open(path, flags, FILE_MODE), mode, encoding="utf-8")
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
        raise RecordsError(f"{path} cannot be written ({error.strerror}); free some space and run again") from error
