"""Where a walk is, on disk after every step, so that a killed run goes on where it was.

Holds step numbers, outcomes and the address of the page; never a value of a field, and no address from a login.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Write = Callable[[Path, bytes], None]


@dataclass
class Checkpoint:
    """The state of one unfinished walk: the next step (1-based), what it has earned, and the page it was on."""

    flow: str
    digest: str
    step: int = 1
    outcome: str | None = None
    confirmed: bool = False
    url: str = ""
    needs: dict[str, str] = field(default_factory=dict)


class Checkpoints:
    """The folder of unfinished walks, one file per flow and account."""

    def __init__(self, folder: Path, write: Write, account: str | None = None) -> None:
        self.folder = folder
        self.account = account
        self._write = write

    def _path(self, flow: str) -> Path:
        return self.folder / f"{flow}{'@' + self.account if self.account else ''}.checkpoint.json"

    def read(self, flow: str) -> Checkpoint | None:
        """The unfinished walk of a flow, or None; a file that cannot be understood counts as none."""
        try:
            data: Any = json.loads(self._path(flow).read_text("utf-8"))
            return Checkpoint(**data)
        except (OSError, ValueError, TypeError):
            return None

    def write(self, checkpoint: Checkpoint) -> None:
        """Puts a checkpoint on disk, whole or not at all; raises RecordsError where that fails."""
        self._write(self._path(checkpoint.flow), json.dumps(asdict(checkpoint)).encode("utf-8"))

    def clear(self, flow: str) -> None:
        """Forgets a walk that has ended."""
        with contextlib.suppress(FileNotFoundError):
            self._path(flow).unlink()
