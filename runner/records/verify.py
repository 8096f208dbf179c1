"""Checks a receipt, anywhere, and alters nothing: it only reads, follows no links, and unpacks nothing.

A receipt may come from a stranger. So nothing it says is used as a path; no file is read further than the size it is
said to have, and all of them together no further than a receipt can be long.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from runner.errors import UsageError
from runner.locale import _
from runner.records.receipt import MANIFEST, MOST_BYTES, SUMS, VERSION, Link, chain, sums

_MOST_FILES = 2_000
_MOST_MANIFEST = 4 * 1024 * 1024
_BLOCK = 1 << 20
State = Literal["ok", "changed", "missing", "extra"]


@dataclass(frozen=True)
class FileFinding:
    """What became of one file of a receipt."""

    file: str
    state: State


@dataclass(frozen=True)
class ReceiptVerdict:
    """What a receipt is of, what became of each of its files, and the fingerprint it has where all of them are ok."""

    request: str
    made: str
    fingerprint: str
    files: tuple[FileFinding, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it was when the receipt was made."""
        return all(found.state == "ok" for found in self.files)


class _Receipt(Protocol):
    """A folder or a zip, read only."""

    def names(self) -> list[str]:
        """Everything that is in it, by its name with `/`; what is twice in it is there twice."""

    def open(self, name: str) -> IO[bytes] | None:
        """A plain file of it for reading, or None where that is no plain file."""


_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError)


def verify(path: Path, most_files: int = _MOST_FILES, content: IO[bytes] | None = None) -> ReceiptVerdict:
    """Checks a receipt; raises UsageError where it is none, cannot be read, or has more files than these.

    `content` is what a zip holds that lies nowhere here; then its path only names it.
    """
    try:
        with _opened(path, content) as receipt:
            if len(receipt.names()) > most_files:
                raise _too_large(path)
            return _verdict(receipt, _manifest(receipt, path, most_files))
    except _UNREADABLE as error:
        why = error.strerror if isinstance(error, OSError) else _("it is no zip, or a damaged one")
        raise UsageError(_("{file} cannot be read as a receipt: {why}", file=path, why=why)) from error


def _too_large(path: Path) -> UsageError:
    return UsageError(_("{file} is larger than a receipt can be, so it is not checked", file=path))


# -- what a receipt says --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Manifest:
    request: str
    made: str
    links: tuple[Link, ...]
    fingerprint: str


def _manifest(receipt: _Receipt, path: Path, most_files: int) -> _Manifest:
    content = _read(receipt, MANIFEST, _MOST_MANIFEST)
    try:
        data: Any = json.loads(content)
        links = tuple(
            Link(str(one["file"]), str(one["sha256"]), int(one["size"]), str(one["link"])) for one in data["files"]
        )
        told = _Manifest(str(data["request"]), str(data["made"]), links, str(data["fingerprint"]))
        version = int(data["receipt"])
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise UsageError(
            _("{file} is not a receipt: it has no {manifest} of one", file=path, manifest=MANIFEST)
        ) from error
    if version > VERSION:
        raise UsageError(_("{file} was made by a newer Optout; this one cannot check it", file=path))
    if len(links) > most_files or sum(max(link.size, 0) for link in links) > MOST_BYTES:
        raise _too_large(path)
    return told


def _verdict(receipt: _Receipt, told: _Manifest) -> ReceiptVerdict:
    names = receipt.names()
    times = Counter(names)
    files = [FileFinding(link.file, _state(times[link.file], _same(receipt, link))) for link in told.links]
    files.append(FileFinding(SUMS, _state(times[SUMS], _read(receipt, SUMS, _MOST_MANIFEST) == sums(told.links))))
    files.append(FileFinding(MANIFEST, _state(times[MANIFEST], _chained(told))))
    files += [FileFinding(name, "extra") for name in sorted(set(names) - {found.file for found in files})]
    return ReceiptVerdict(told.request, told.made, told.fingerprint, tuple(files))


def _state(times: int, same: bool) -> State:
    """A file that is there twice is not what it was either: which of the two would be meant?"""
    return "missing" if times == 0 else "ok" if same and times == 1 else "changed"


def _chained(told: _Manifest) -> bool:
    """Whether each link follows from the one before, up to the fingerprint."""
    own = chain({link.file: (link.sha256, link.size) for link in told.links})
    return bool(own) and tuple(own) == told.links and own[-1].link == told.fingerprint


def _same(receipt: _Receipt, link: Link) -> bool:
    """Whether a file is exactly what it was; one that is longer is not read to its end."""
    found, left = hashlib.sha256(), link.size
    try:
        with receipt.open(link.file) or io.BytesIO(b"none") as file:
            while left > 0 and (block := file.read(min(_BLOCK, left))):
                found.update(block)
                left -= len(block)
            return left == 0 and not file.read(1) and found.hexdigest() == link.sha256
    except _UNREADABLE:
        return False


def _read(receipt: _Receipt, name: str, most: int) -> bytes:
    """A small file whole; nothing where it is not there, too long, or cannot be read."""
    try:
        with receipt.open(name) or io.BytesIO() as file:
            content = file.read(most + 1)
    except _UNREADABLE:
        return b""
    return content if len(content) <= most else b""


# -- folder and zip -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _opened(path: Path, content: IO[bytes] | None) -> Iterator[_Receipt]:
    if content is None and path.is_dir():
        yield _Folder(path)
    elif content is not None or path.is_file():
        with zipfile.ZipFile(content or path) as archive:
            yield _Zip(archive)
    else:
        raise UsageError(_("there is no receipt {file}", file=path))


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._files = {path.relative_to(folder).as_posix(): path for path in _walk(folder)}

    def names(self) -> list[str]:
        return list(self._files)

    def open(self, name: str) -> IO[bytes] | None:
        path = self._files.get(name)  # never made from the name, which may say ../../
        if path is None or not stat.S_ISREG(path.lstat().st_mode):
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags), "rb")


def _walk(folder: Path) -> Iterator[Path]:
    """Everything but folders. A link counts as a file that is none, and what is behind it is not looked at."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as there:
            entries = list(there)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            else:
                yield Path(entry.path)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files = {info.filename: info for info in archive.infolist() if not info.is_dir()}

    def names(self) -> list[str]:
        return [info.filename for info in self._archive.infolist() if not info.is_dir()]

    def open(self, name: str) -> IO[bytes] | None:
        info = self._files.get(name)
        if info is None or stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
            return None
        return self._archive.open(info) if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else None
