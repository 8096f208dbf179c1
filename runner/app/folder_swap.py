"""A folder put in the place of another, whole or not at all: who is killed meanwhile leaves the old one or the new one.

A new folder counts from the moment it bears the name `.NAME.next`: what was to be done then is done by whoever looks
next (`settle`). What bears another name with a dot before it is rest, of somebody who was cut off.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from runner.errors import RecordsError
from runner.locale import _
from runner.records.files import FILE_MODE, NEW, private_folder

_NEXT = ".next"
_REST = (".new", ".old")


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes a folder be exactly these files, by their names within it; raises RecordsError where that fails."""
    private_folder(folder.parent)
    sweep(folder.parent)
    new = _aside(folder, ".new")
    try:
        _fill(new, files)
        new.rename(_next(folder))
        _sync(folder.parent)
        _take(folder)
    except OSError as error:
        _remove(new)
        raise RecordsError(
            _(
                "{path} cannot be written ({reason}); free some space and do it again",
                path=folder,
                reason=error.strerror,
            )
        ) from error


def remove_folder(folder: Path) -> None:
    """Removes a folder: what is left of it, where that is cut off, is nothing that counts."""
    try:
        folder.rename(old := _aside(folder, ".old"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise RecordsError(_("{path} cannot be removed: {reason}", path=folder, reason=error.strerror)) from error
    _sync(folder.parent)
    _remove(old)


def settle(parent: Path) -> None:
    """Puts those in place that were whole when somebody was cut off; where that fails, the old one counts."""
    with contextlib.suppress(OSError):
        for found in parent.glob(f".*{_NEXT}"):
            _take(parent / found.name[1 : -len(_NEXT)])


def sweep(parent: Path) -> None:
    """Does the same, and removes the rest of those who were cut off."""
    settle(parent)
    for ending in _REST:
        for found in parent.glob(f".*{ending}"):
            _remove(found)


def _take(folder: Path) -> None:
    """The last two steps; somebody else may do them at the same time."""
    old = _aside(folder, ".old")
    with contextlib.suppress(FileNotFoundError):
        folder.rename(old)
    with contextlib.suppress(FileNotFoundError):
        _next(folder).rename(folder)
    _sync(folder.parent)
    _remove(old)


def _fill(new: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = new / name
        private_folder(path.parent)
        with os.fdopen(os.open(path, NEW, FILE_MODE), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    for inside in {new, *((new / name).parent for name in files)}:
        _sync(inside)


def _next(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_NEXT}")


def _aside(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}.{secrets.token_hex(8)}{ending}")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # what cannot be removed is rest, and is swept up next time


def _sync(folder: Path) -> None:
    """Has the disk know the names in a folder, where a system has that."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
