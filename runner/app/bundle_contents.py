"""What is in a bundle's zip or folder, by names and bytes, and a zip made of such: knows forms, and no manifest.

A stranger has made it: what is anything but a plain zip is refused, and nothing is unpacked further than is asked.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from runner.errors import BundleError
from runner.flow.manifest import MAX_FILES
from runner.locale import _
from runner.records.files import NO_LINK

MAX_BUNDLE = 16 * 1024 * 1024  # bytes; of a zip, and of what is in it
_MOST_ENTRIES = MAX_FILES + 2
_END = struct.Struct("<4s4H2LH")  # the end of a zip's directory: APPNOTE.TXT 4.3.16
_LONGEST_ENTRY = 46 + 3 * 300  # bytes of the directory; its head, and a name, extras and a comment of 300
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_ALLOWED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LIES = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError, struct.error)


class BundleContents(Protocol):
    """What is in a bundle by name, judged by nothing but its form."""

    names: frozenset[str]

    def read(self, name: str, most: int) -> bytes:
        """A file's bytes; raises BundleError where there are more than `most`."""
        ...


@contextlib.contextmanager
def open_contents(path: Path) -> Iterator[BundleContents]:
    """What is in a zip or a folder, for the length of the block; raises BundleError where that is neither."""
    if path.is_dir():
        yield _FolderContents(path)
        return
    with _zip(path) as archive:
        yield _ZipContents(archive)


@contextlib.contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    data = _bytes_of(Path(os.path.realpath(path)), MAX_BUNDLE)
    if len(data) > MAX_BUNDLE:
        raise BundleError(_("it is over {size} MiB", size=MAX_BUNDLE >> 20))
    _check_end(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _LIES:
        raise BundleError(_("it is no zip, or a damaged one")) from None
    with archive:
        yield archive


def _check_end(data: bytes) -> None:
    """A zip ends with its directory, and begins with its first file: nothing before, between or behind them.

    So what is read here is what every other program shows, and a directory made to fill the memory is not read at all.
    """
    end = len(data) - _END.size
    if end < 0 or data[end : end + 4] != b"PK\5\6":
        raise BundleError(_("it is no zip, or one with something behind it"))
    __, *disks, entries, size, start, __ = _END.unpack_from(data, end)
    if disks[:2] != [0, 0] or disks[2] != entries or start + size != end:
        raise BundleError(_("it is a zip that says different things of itself"))
    if entries > _MOST_ENTRIES or size > entries * _LONGEST_ENTRY:
        raise BundleError(_("there are more than {number} files in it", number=MAX_FILES))


class _ZipContents:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for one in archive.infolist():
            _check_entry(one)
            if one.filename in self._entries:
                raise BundleError(_("{name} is in it twice", name=ascii(one.filename)))
            self._entries[one.filename] = one
        if len(self._entries) > _MOST_ENTRIES:
            raise BundleError(_("there are more than {number} files in it", number=MAX_FILES))
        self.names = frozenset(self._entries)

    def read(self, name: str, most: int) -> bytes:
        """A file's bytes; one that has more than `most` is not unpacked to its end, whatever it says of itself."""
        try:
            with self._archive.open(self._entries[name]) as file:
                data = file.read(most + 1)
        except _LIES:
            raise BundleError(_("{name} is damaged", name=name)) from None
        if len(data) > most:
            raise BundleError(_("{name} is larger than it may be", name=name))
        return data


def _check_entry(one: zipfile.ZipInfo) -> None:
    """Nothing but plain files, under the name that the zip has for them."""
    name = one.filename
    if one.orig_filename != name:
        raise BundleError(_("{name} is no name for a file in it", name=ascii(one.orig_filename)))
    mode = one.external_attr >> 16
    if one.is_dir() or one.external_attr & 0x10 or (stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
        raise BundleError(_("{name} is no file but a folder, a link or the like", name=ascii(name)))
    if one.flag_bits & 0x1 or one.compress_type not in _ALLOWED:
        raise BundleError(_("{name} is locked, or packed in a way that is not used here", name=ascii(name)))


class _FolderContents:
    """A bundle that somebody, or their browser, has unpacked; what a system hides in folders is left out of account."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names = frozenset(self._found())

    def _found(self) -> Iterator[str]:
        for at, path in enumerate(self._inside(self._folder)):
            if at > _MOST_ENTRIES:
                raise BundleError(_("there are more than {number} files in it", number=MAX_FILES))
            name = path.relative_to(self._folder).as_posix()
            if path.is_symlink() or not path.is_file():
                raise BundleError(_("{name} is no file but a folder, a link or the like", name=ascii(name)))
            yield name

    def _inside(self, folder: Path) -> Iterator[Path]:
        try:
            with os.scandir(folder) as there:
                for one in there:
                    if one.name.startswith("."):
                        continue
                    if folder == self._folder and one.name in ("flows", "locale") and one.is_dir(follow_symlinks=False):
                        yield from self._inside(Path(one.path))
                    else:
                        yield Path(one.path)
        except OSError as error:
            raise BundleError(_("it cannot be read: {reason}", reason=error.strerror)) from None

    def read(self, name: str, most: int) -> bytes:
        """A file's bytes, as of a zip."""
        data = _bytes_of(self._folder / name, most)
        if len(data) > most:
            raise BundleError(_("{name} is larger than it may be", name=name))
        return data


def _bytes_of(path: Path, most: int) -> bytes:
    """What is in a plain file, and one byte more than `most` where there is more; nothing waits for a pipe."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | NO_LINK | getattr(os, "O_BINARY", 0) | _NO_WAIT), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BundleError(_("it is no file"))
            return file.read(most + 1)
    except OSError as error:
        raise BundleError(_("{path} cannot be read: {reason}", path=path.name, reason=error.strerror)) from None


# -- written ------------------------------------------------------------------------------------------------------


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip: the same bytes of the same files on every machine.

    They are stored as they are: what packs them smaller differs from one version of zlib to another.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data)
    return out.getvalue()
