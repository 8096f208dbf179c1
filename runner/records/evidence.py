"""Pictures kept as proof, each with a record beside it: 0600, in a folder per request, without anything hidden in them.

Taking a picture, and blacking out parts of it, is the browser's; here is what comes to lie on disk.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from runner.addresses import bare
from runner.errors import RecordsError
from runner.locale import _
from runner.records.files import write_private

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")  # all that a picture needs to be seen


@dataclass(frozen=True, kw_only=True)
class EvidenceRecord:
    """One picture: its name in the flow, where and when it was taken, and the SHA-256 of the file.

    The address is bare whoever gives it, also out of a record that an earlier Optout wrote.
    """

    name: str
    flow: str
    step: int
    url: str
    title: str
    taken: datetime
    sha256: str = ""
    path: Path = Path()

    def __post_init__(self) -> None:
        """Takes from the address what is nobody's business."""
        object.__setattr__(self, "url", bare(self.url))

    @property
    def now(self) -> Literal["unchanged", "changed", "missing"]:
        """What has become of the file since it was kept."""
        try:
            return "unchanged" if hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256 else "changed"
        except OSError:
            return "missing"

    def as_json(self) -> dict[str, Any]:
        """The record as it stands beside the picture."""
        return {
            "name": self.name,
            "file": self.path.name,
            "url": self.url,
            "title": self.title,
            "taken": self.taken.isoformat(timespec="seconds"),
            "flow": self.flow,
            "step": self.step,
            "sha256": self.sha256,
        }


class EvidenceFolder:
    """The pictures of one request. A name has one picture: taking it again replaces it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, png: bytes, record: EvidenceRecord) -> Path:
        """Puts a picture and its record on disk; raises RecordsError where it is no PNG or cannot be written.

        The record comes last: a picture without one was never kept, whenever the program was killed.
        """
        picture = bare_png(png)
        path = self.folder / f"{_file_name(record.name)}.png"
        self.drop(record.name)
        write_private(path, picture)
        kept = replace(record, path=path, sha256=hashlib.sha256(picture).hexdigest())
        write_private(path.with_suffix(".json"), json.dumps(kept.as_json(), ensure_ascii=False, indent=2).encode())
        return path

    def drop(self, name: str) -> None:
        """Removes a picture and its record, if they are there."""
        path = self.folder / f"{_file_name(name)}.png"
        try:
            path.with_suffix(".json").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise RecordsError(_("{file} cannot be removed: {why}", file=path, why=error.strerror)) from error

    def find(self, name: str) -> EvidenceRecord | None:
        """The record of the picture of this name, or None where none was kept."""
        path = self.folder / f"{_file_name(name)}.png"
        return record_of(path) if path.with_suffix(".json").is_file() else None

    def records(self) -> list[EvidenceRecord]:
        """The record of every picture kept here, in the order in which they were taken."""
        found = [record_of(path.with_suffix(".png")) for path in self.folder.glob("*.json")]
        return sorted(found, key=lambda record: (record.taken, record.name))


def folder_name(flow: str, account: str, began: datetime) -> str:
    """What the folder of a request's pictures is called: the flow, the account if it has a label, and the date."""
    return f"{flow}{'@' + account if account else ''}-{began:%Y%m%d-%H%M%S}"


def record_of(picture: Path) -> EvidenceRecord:
    """The record beside a picture; raises RecordsError where there is none that can be read."""
    path = picture.with_suffix(".json")
    try:
        data = json.loads(path.read_text("utf-8"))
        data["taken"] = datetime.fromisoformat(data["taken"])
        record = EvidenceRecord(path=picture, **{key: value for key, value in data.items() if key != "file"})
        texts = (record.name, record.flow, record.url, record.title, record.sha256)
        if not all(isinstance(one, str) for one in texts) or type(record.step) is not int:
            raise ValueError("not a record")
        return record
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise RecordsError(_("the record {file} cannot be read; take that picture again", file=path)) from error


def bare_png(png: bytes) -> bytes:
    """The picture without texts, times, profiles or anything after its end; raises RecordsError where it is no PNG."""
    return _SIGNATURE + b"".join(whole for kind, whole in _chunks(png) if kind in _SHOWN)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and its bytes, up to the end of the picture."""
    if not png.startswith(_SIGNATURE):
        raise RecordsError(_("this is not a PNG picture, so it is not kept"))
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        head = png[at : at + 8]
        length, kind = struct.unpack(">I4s", head) if len(head) == 8 else (0, b"")
        whole = png[at : at + 12 + length]
        if len(whole) != 12 + length or (at == len(_SIGNATURE)) != (kind == b"IHDR"):
            raise RecordsError(_("the picture is cut off or damaged, so it is not kept; take it again"))
        if zlib.crc32(whole[4:-4]) != struct.unpack(">I", whole[-4:])[0]:
            raise RecordsError(_("the picture is damaged, so it is not kept; take it again"))
        yield kind, whole
        at += 12 + length


def _file_name(name: str) -> str:
    """A picture's name as a file's: plain letters, and never the same for two names."""
    plain = re.sub(r"[^a-z0-9_-]+", "-", name.lower())[:60]
    return plain if plain == name else f"{plain.strip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
