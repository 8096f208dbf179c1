"""Which flow files from elsewhere the person has agreed to, by the SHA-256 of their text."""

from __future__ import annotations

import json
from pathlib import Path

from runner.records.files import write_private


class Agreements:
    """A list on disk; a changed file is another file."""

    def __init__(self, home: Path) -> None:
        self._path = home / "agreed.json"

    def _read(self) -> list[str]:
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [one for one in data if isinstance(one, str)] if isinstance(data, list) else []

    def has(self, digest: str) -> bool:
        """Whether this text was agreed to."""
        return digest in self._read()

    def add(self, digest: str) -> None:
        """Remembers a yes."""
        write_private(self._path, json.dumps(sorted({*self._read(), digest})).encode("utf-8"))
