"""`--events FILE`: every event as one JSON line, on disk the moment it happened."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from runner.errors import RecordsError
from runner.events import Event
from runner.locale import _
from runner.records.files import open_private


class EventLog:
    """A listener that appends; `t` is in seconds since it was opened."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._began = clock()
        self._out = open_private(path)

    def hear(self, event: Event) -> None:
        """Writes an event; raises RecordsError where the disk refuses."""
        line = {"t": round(self._clock() - self._began, 3), **event.as_json()}
        try:
            self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._out.flush()
        except OSError as error:
            raise RecordsError(_("{file} cannot be written: {why}", file=self._path, why=error.strerror)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # `hear` has said so already: every line is flushed there
            self._out.close()
