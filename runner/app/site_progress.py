"""A website while it is written into a new folder, as somebody follows it: how many pages, and whether it is whole."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from runner.app.enough import until_enough
from runner.app.front_end import FrontEnd
from runner.app.publish import Edition, publish

_TOLD = 20  # files between two times that it is told how far it is


class _Enough(Exception):
    """The person has enough."""


@dataclass
class SiteProgress:
    """The site of an edition, in a `folder` that is not there yet; `tell` is called where there is more to show.

    `written` counts its files so far, `guides` the guides of one that is whole.
    """

    edition: Edition
    folder: Path
    tell: Callable[[], object] = lambda: None
    written: int = 0
    guides: int = 0
    is_whole: bool = False
    was_stopped: bool = False

    @property
    def page(self) -> Path:
        """Where one begins to read it."""
        return self.folder / "index.html"

    async def run(self, front: FrontEnd) -> None:
        """Writes it; where the person has enough, or closes the window, nothing of it is left.

        Raises what `publish` raises.
        """
        self.was_stopped = await until_enough(self._write(), front)
        self.tell()

    async def _write(self) -> None:
        enough, loop = threading.Event(), asyncio.get_running_loop()

        def wrote(_: str) -> None:
            if enough.is_set():
                raise _Enough
            self.written += 1
            if self.written % _TOLD == 1:
                loop.call_soon_threadsafe(self.tell)

        writing = asyncio.ensure_future(asyncio.to_thread(publish, self.edition, self.folder, wrote))
        try:
            self._whole(await asyncio.shield(writing))
        except asyncio.CancelledError:
            enough.set()  # a thread cannot be cut off: it ends at its next page
            with suppress(_Enough):
                await writing
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _whole(self, names: Sequence[str]) -> None:
        self.guides = sum(name.count("/") == 1 and not name.endswith("/index.html") for name in names)
        self.is_whole = True
