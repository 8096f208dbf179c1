"""Which flow files from elsewhere the person has agreed to: once for each content, and with what it might do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from runner.app.permissions import Powers
from runner.flow.load import FlowFile
from runner.locale import _
from runner.records.files import write_private
from runner.session.kept import entries, packed, unpacked


@dataclass(frozen=True)
class Agreement:
    """A yes: to which text (its SHA-256), where that file lay, when, and what it might do."""

    digest: str
    path: str = ""
    date: str = ""
    powers: Powers | None = None


class Agreements:
    """A list on disk, oldest first; a changed file is another file."""

    def __init__(self, home: Path) -> None:
        self._path = home / "agreed.json"

    def _read(self) -> list[Agreement]:
        what = _("you are asked again about flow files from elsewhere")
        return unpacked(self._path, lambda data: [_understood(one) for one in entries(data)], what) or []

    def has(self, digest: str) -> bool:
        """Whether this text was agreed to."""
        return any(one.digest == digest for one in self._read())

    def last(self, path: str) -> Agreement | None:
        """The last yes to a file that lay there, where it is known what it might do."""
        here = str(Path(path).absolute())
        return next((one for one in reversed(self._read()) if one.path == here and one.powers), None)

    def add(self, file: FlowFile, today: date) -> None:
        """Remembers a yes to a flow."""
        self._add(Agreement(file.digest, str(Path(file.path).absolute()), f"{today}", Powers.of(file.flow)))

    def add_digest(self, digest: str, path: Path, today: date) -> None:
        """Remembers a yes to a file that is no flow."""
        self._add(Agreement(digest, str(path.absolute()), f"{today}"))

    def _add(self, yes: Agreement) -> None:
        kept = [one for one in self._read() if one.digest != yes.digest]
        write_private(self._path, packed([_as_data(one) for one in [*kept, yes]]))


def _understood(data: Any) -> Agreement:
    """An entry of the list, or raises ValueError; a bare text is a digest, as earlier versions kept it."""
    if isinstance(data, str):
        return Agreement(data)
    match data:
        case {"digest": str(digest), "path": str(path), "date": str(when), "powers": powers}:
            return Agreement(digest, path, when, Powers.kept(powers))
    raise ValueError("not an agreement")


def _as_data(one: Agreement) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "path": one.path,
        "date": one.date,
        "powers": one.powers.as_data() if one.powers else None,
    }
