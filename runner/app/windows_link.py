"""A shortcut of Windows (.lnk) as bytes, by [MS-SHLLINK], the format's description by who made it.

Why not Windows alone: what makes one there, a scripting object, is barred on many computers of companies and schools.
The target stands in it twice, both in Unicode: as LinkInfo, and as the block by which Windows finds a program first.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from runner.errors import RecordsError
from runner.locale import _

_CLASS = UUID("00021401-0000-0000-C000-000000000046").bytes_le
_FLAGS = 0x2 | 0x4 | 0x10 | 0x20 | 0x40 | 0x80 | 0x200  # LinkInfo, name, folder, arguments, icon; Unicode; the block
_ARCHIVE, _NORMAL_WINDOW, _FIXED_DRIVE = 0x20, 1, 3
_ENVIRONMENT = 0xA0000001
_LONGEST = 259  # letters of a path that the block has room for


@dataclass(frozen=True)
class WindowsLink:
    """What is started, with which arguments and in which folder; its icon, and what is said of it."""

    program: str
    arguments: str
    folder: str
    icon: str
    comment: str

    def as_bytes(self) -> bytes:
        """The file; raises RecordsError where the program's path is longer than a shortcut has room for."""
        if len(self.program.encode("utf-16-le")) // 2 > _LONGEST:
            raise RecordsError(_("the path {path} is too long for a shortcut", path=self.program))
        texts = (self.comment, self.folder, self.arguments, self.icon)
        return b"".join([_header(), _link_info(self.program), *map(_text, texts), _block(self.program), bytes(4)])


def _header() -> bytes:
    times_and_size = bytes(8 * 3 + 4)
    shown = struct.pack("<iIH", 0, _NORMAL_WINDOW, 0)  # the icon's number, the window, no hot key
    return struct.pack("<I16sII", 0x4C, _CLASS, _FLAGS, _ARCHIVE) + times_and_size + shown + bytes(2 + 4 + 4)


def _link_info(program: str) -> bytes:
    """Where the target is: a volume of which nothing is known, and the path."""
    volume = struct.pack("<IIII", 17, _FIXED_DRIVE, 0, 16) + b"\0"
    parts: Sequence[bytes] = (volume, _ansi(program), b"\0", _unicode(program), b"\0\0")
    begins = [0x24]
    for part in parts:
        begins.append(begins[-1] + len(part))
    at_volume, at_path, at_suffix, at_path_16, at_suffix_16, whole = begins
    return struct.pack(
        "<IIIIIIIII", whole, 0x24, 1, at_volume, at_path, 0, at_suffix, at_path_16, at_suffix_16
    ) + b"".join(parts)


def _block(program: str) -> bytes:
    ansi, unicode = _ansi(program).ljust(260, b"\0"), _unicode(program).ljust(520, b"\0")
    return struct.pack("<II", 8 + len(ansi) + len(unicode), _ENVIRONMENT) + ansi + unicode


def _text(text: str) -> bytes:
    """A text with its length before it, in the units of UTF-16."""
    units = text.encode("utf-16-le")
    return struct.pack("<H", len(units) // 2) + units


def _ansi(text: str) -> bytes:
    return text.encode("ascii", "replace") + b"\0"


def _unicode(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\0\0"
