"""Which flow files from elsewhere the person has agreed to: once for each content, and with what it might do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from runner.flow.load import FlowFile
from runner.powers import Powers
from runner.records.files import write_private


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
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [one for one in map(_understood, data) if one] if isinstance(data, list) else []

    def has(self, digest: str) -> bool:
        """Whether this text was agreed to."""
        return any(one.digest == digest for one in self._read())

    def last(self, path: str) -> Agreement | None:
        """The last yes to a file that lay there, where it is known what it might do."""
        here = str(Path(path).absolute())
        return next((one for one in reversed(self._read()) if one.path == here and one.powers), None)

    def add(self, file: FlowFile, today: date) -> None:
        """Remembers a yes."""
        yes = Agreement(file.digest, str(Path(file.path).absolute()), f"{today}", Powers.of(file.flow))
        kept = [one for one in self._read() if one.digest != file.digest]
        write_private(self._path, json.dumps([_as_data(one) for one in [*kept, yes]], indent=1).encode("utf-8"))


def _understood(data: Any) -> Agreement | None:
    """An entry of the list; a bare text is a digest, as earlier versions kept it."""
    if isinstance(data, str):
        return Agreement(data)
    match data:
        case {"digest": str(digest), "path": str(path), "date": str(when), "powers": powers}:
            return Agreement(digest, path, when, Powers.kept(powers))
    return None


def _as_data(one: Agreement) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "path": one.path,
        "date": one.date,
        "powers": one.powers.as_data() if one.powers else None,
    }
