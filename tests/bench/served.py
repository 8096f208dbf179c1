"""A server on loopback that notes when it was asked for what: a clock that is the same for every tool.

The clock is the system's monotonic one, which all processes of a machine share.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.busy import Telling, serving

# No browser of the bench resolves any name but this computer's own.
RULES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"


class Served:
    """Pages by path, and when each was asked for; a word told to `/told/WORD` is noted as that word."""

    def __init__(self, pages: dict[str, str], port: int) -> None:
        self.pages = pages
        self.base = f"http://localhost:{port}"
        self._heard: list[tuple[str, float]] = []
        self._changed = threading.Condition()

    def forget(self) -> None:
        """Begins anew."""
        with self._changed:
            self._heard.clear()

    def note(self, what: str) -> None:
        """Something was asked for, now."""
        now = time.monotonic()
        with self._changed:
            self._heard.append((what, now))
            self._changed.notify_all()

    def first(self, what: str) -> float | None:
        """When it was first asked for, in seconds of the monotonic clock."""
        return next((at for heard, at in self._heard if heard == what), None)

    def wait(self, what: str, seconds: float) -> float | None:
        """When it was first asked for, once it is; None after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.first(what) is not None, seconds)
            return self.first(what)


@contextlib.contextmanager
def served(pages: dict[str, str]) -> Iterator[Served]:
    """The server, for the length of the block."""
    with serving() as server:
        there = Served(pages, server.server_address[1])
        server.RequestHandlerClass = _handler(there)
        yield there


def _handler(there: Served) -> type[Telling]:
    class Handler(Telling):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            there.note(address.path.removeprefix("/told/") if not address.query else self.path)
            self.say(there.pages.get(address.path, ""))

    return Handler
