"""The person's Downloads folder, where what they take along is put: readable by them alone, nothing replaced.

And what lies there that others have made for Optout.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from itertools import chain, count, islice
from pathlib import Path

from runner.errors import UsageError
from runner.locale import _
from runner.records.files import write_private

_LOOKED_AT = 200  # zips of a folder, the newest first


def downloads_folder() -> Path:
    """Where this system keeps downloads."""
    import platformdirs

    return Path(platformdirs.user_downloads_dir())


def free_name(folder: Path, name: str) -> Path:
    """That file in the folder, or one with a number where it is there already."""
    path = folder / name
    names = chain([path], (path.with_stem(f"{path.stem}-{number}") for number in count(2)))
    return next(one for one in names if not one.exists())


def named_file(given: str) -> Path:
    """Where a file lies that somebody names, by its path or as it is called in Downloads; it need not be there."""
    path = Path(given.strip()).expanduser()
    return path if path.is_absolute() else downloads_folder() / path


def saved_file(given: str) -> Path:
    """A file that somebody names, by its path or as it is called in Downloads; raises UsageError where it is none."""
    if not given.strip():
        raise UsageError(_("say which file it is: choose one of those in Downloads, or write where it lies"))
    path = named_file(given)
    if not path.exists():
        raise UsageError(_("there is no file {path}", path=path))
    return path


def save(name: str, content: bytes) -> Path:
    """Puts a file there, beside what is there; returns where. Raises RecordsError where it cannot be written."""
    path = free_name(downloads_folder(), name)
    write_private(path, content)
    return path


def zips_with(folder: Path, names: Collection[str], most: int = 20) -> Iterator[Path]:
    """The newest zips of a folder that have files of all these names in them; what is in those is not trusted here."""
    try:
        zips = sorted(folder.glob("*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)[:_LOOKED_AT]
    except OSError:
        return
    yield from islice((path for path in zips if _has(path, names)), most)


def _has(path: Path, names: Collection[str]) -> bool:
    try:
        path.name.encode()  # a name in other letters than a page can have is passed over
        with zipfile.ZipFile(path) as opened:
            return set(names) <= set(opened.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
