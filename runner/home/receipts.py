"""Receipts that lie here or were handed to somebody: whether one is as it was when it was made."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from runner.app.downloads import downloads_folder, named_file, zips_with
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.locale import _, in_context
from runner.locale.phrase import sentence
from runner.records.receipt import MANIFEST, SUMS
from runner.records.verify import ReceiptVerdict, State, verify

LARGEST = 64 << 20  # bytes of a file that is handed over by its content; a larger one is named by where it lies
STATES: Mapping[State, str] = {
    "ok": in_context("a part of a receipt", "as it was"),
    "changed": in_context("a part of a receipt", "changed"),
    "missing": in_context("a part of a receipt", "no longer there"),
    "extra": in_context("a part of a receipt", "put there later"),
}
_PARTS: Mapping[str, str] = {
    "README.txt": _("What a receipt is, in words"),
    "request.json": _("What was noted of the request"),
    MANIFEST: _("The list of all that is in it"),
    SUMS: _("The same list, for other programs"),
}


@dataclass(frozen=True)
class PartShown:
    """A part of a receipt: what it is in words, its file, how it stands."""

    words: str
    file: str
    state: State


@dataclass(frozen=True)
class ReceiptTold:
    """What is to be said of a receipt called `name`: what was found, or why it cannot be checked."""

    name: str
    verdict: ReceiptVerdict | None = None
    problem: str = ""

    @property
    def parts(self) -> list[PartShown]:
        """All its parts, those that are not as they were on top."""
        files = sorted(self.verdict.files if self.verdict else (), key=lambda one: one.state == "ok")
        return [PartShown(_part(one.file), one.file, one.state) for one in files]

    @property
    def made(self) -> datetime | str:
        """When it was made, as it says itself."""
        said = self.verdict.made if self.verdict else ""
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            return said


class ReceiptPages:
    """The choice of a receipt, and what is found of it."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._handed = io.BytesIO()
        self._name = ""

    def receipts(self, request: PageRequest) -> PageResponse:
        """The receipts that lie here, and ways to name another."""
        found = [path for folder in self._folders() for path in zips_with(folder, {MANIFEST, "request.json"})]
        return self._home.page(
            request, "receipts", current="/requests", found=found, downloads=downloads_folder(), told=None
        )

    async def look(self, request: PageRequest) -> PageResponse:
        """What is found of one: by where it lies, or of the file that was handed over last."""
        path = request.one("path").strip()
        if request.one("handed") and not self._name:
            raise UsageError(_("no file was chosen"))
        told = await (_checked(Path(self._name), self._handed) if request.one("handed") else _checked(_path(path)))
        verdict = told.verdict
        own = self._own(verdict.fingerprint) if verdict and verdict.holds else None
        compared = "".join(request.one("told").split()).casefold()
        return self._home.page(
            request,
            "receipts",
            current="/requests",
            told=told,
            states=STATES,
            own=own,
            path=path,
            compared=compared,
            is_same=verdict is not None and compared == verdict.fingerprint,
        )

    def piece(self, request: PageRequest) -> PageResponse:
        """Takes the next piece of a file, in base64; the first begins anew, and what does not follow is refused."""
        try:
            at, content = int(request.one("at")), base64.b64decode(request.one("piece"), validate=True)
        except ValueError:
            return PageResponse(422)
        if at == 0:
            self._handed, self._name = io.BytesIO(), PurePosixPath(request.one("name")).name
        if at != self._handed.seek(0, io.SEEK_END) or at + len(content) > LARGEST:
            return PageResponse(422)
        self._handed.write(content)
        return PageResponse(204)

    def _folders(self) -> Iterator[Path]:
        yield downloads_folder()
        yield self._home.folder / "receipts"

    def _own(self, fingerprint: str) -> tuple[str, datetime] | None:
        """The request of which this very receipt was made here, and when."""
        with self._home.to_read() as ledger:
            for row in ledger.requests() if ledger else ():
                for one in row.history:
                    if one.what == "receipt" and fingerprint in one.note:
                        return row.id, one.at
        return None


def _path(given: str) -> Path:
    if not given:
        raise UsageError(_("say which receipt it is: choose one, or write where it lies"))
    return named_file(given)


async def _checked(path: Path, content: io.BytesIO | None = None) -> ReceiptTold:
    """A receipt, checked aside: one may be large."""
    try:
        return ReceiptTold(path.name, await asyncio.to_thread(verify, path, content=content))
    except UsageError as error:
        return ReceiptTold(path.name, problem=sentence(error.args[0]))


def _part(file: str) -> str:
    """What a file of a receipt is, in words; its own name where it is none that a receipt has."""
    path = PurePosixPath(file)
    if file in _PARTS:
        return _PARTS[file]
    if str(path.parent) == "pictures" and path.suffix in (".png", ".json"):
        name = path.stem.partition("-")[2] or path.stem
        if path.suffix == ".png":
            return _("The picture “{name}”", name=name)
        return _("What was noted of the picture “{name}”", name=name)
    if path.suffix == ".yaml" and path.name == file:
        return _("The flow as it was walked")
    return _("Something that no receipt has")
