"""What all pages of the home share: the person's folder and settings, flows, requests, and what is under way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from runner.app.editing import Editing
from runner.app.offers import FlowShelf, Offer, Whose, offers
from runner.app.places import installed_folder
from runner.app.region import home_region
from runner.app.repairs import Mending
from runner.app.versions import own_version
from runner.app.workbench import Workbench
from runner.config import Config
from runner.exchange import PageRequest, PageResponse
from runner.home.changes import Changes
from runner.home.rendering import Rendering
from runner.home.walks import HomeWalks
from runner.records.ledger import FILE, Ledger
from runner.records.restoring import restorable
from runner.records.status import today

_FEW = 3  # flows that are read while a page waits for them


async def _nothing(*_: str) -> None:
    """There is no browser."""


async def _no() -> bool:
    """There is no browser."""
    return False


@dataclass
class HomeContext:
    """`folder` is that of everything the tool writes, `settings_file` where settings are written.

    `config` are the settings that hold; `open_tab` shows an address in a tab of its own, `log_out` has all sites forget
    who this is, `sends_signal` tells whether the browser sends the opt-out signal, `look` tells the day it is.
    """

    folder: Path
    settings_file: Path
    config: Config
    open_tab: Callable[[str], Awaitable[None]] = _nothing
    log_out: Callable[[], Awaitable[None]] = _nothing
    sends_signal: Callable[[], Awaitable[bool]] = _no
    look: Callable[[], date] = today
    shelf: FlowShelf = field(default_factory=FlowShelf)
    changes: Changes = field(default_factory=Changes)
    editing: Editing = field(default_factory=Editing)
    said: str = ""

    def __post_init__(self) -> None:
        self.walks = HomeWalks(self.changes)
        self.bench = Workbench(lambda: self.config, self.folder, self.changes.tell)
        self.rendering = Rendering(self._around)

    def _around(self) -> dict[str, object]:
        return {"walk": self.walks.now, "under_way": self.walks.is_under_way, "asked": self.walks.person.asked,
                "number": self.changes.number, "said": "", "version": own_version()}  # fmt: skip

    def page(self, request: PageRequest, template: str, **values: Any) -> PageResponse:
        """A page; the first one after something was done says so. One fetched for what has changed does not."""
        said = ""
        if not request.one("live"):
            said, self.said = self.said, ""
        return self.rendering.page(template, **{**values, "said": said})

    def done(self, path: str, said: str = "") -> PageResponse:
        """Where to go on after something was done, and what is said there."""
        self.said = said
        return PageResponse(303, location=path)

    @contextlib.contextmanager
    def to_read(self) -> Iterator[Ledger | None]:
        """The ledger to look at; None where nothing was noted yet: looking makes no file."""
        if not (self.folder / FILE).exists():
            yield None
            return
        with Ledger(self.folder, to_read=True) as ledger:
            yield ledger

    @contextlib.contextmanager
    def to_write(self) -> Iterator[Ledger]:
        """The ledger to note something in."""
        with Ledger(self.folder) as ledger:
            yield ledger

    def failed(self, status: int, said: str) -> PageResponse:
        """A page that says what went wrong; where the requests cannot be read, with the way back to a copy of them."""
        return self.rendering.failed(status, said, self.copy_day() if status != 404 else None)

    def copy_day(self) -> date | None:
        """Of which day a copy of the requests is that can be put back; None where nothing is wrong with them."""
        return restorable(self.folder)

    @property
    def is_new(self) -> bool:
        """Whether nothing is known of the person yet."""
        return not self.settings_file.exists() and not self.config.me

    @property
    def whose(self) -> Whose:
        """The person, as offers want to know them."""
        me = self.config.me
        return Whose(home_region(me.get("country", "")), me, self.config.run, self.look())

    def offers(self) -> list[Offer]:
        """All flows for this person; a few that have changed are read first, many are read aside (`read_aside`)."""
        self.shelf.heads()
        unread = self.shelf.unread()
        for flow in unread if len(unread) <= _FEW else ():
            self.shelf.file(flow)
        with self.to_read() as ledger:
            return offers(self.shelf, ledger, self.folder, self.whose)

    async def read_aside(self) -> None:
        """Reads all flows while pages are shown already, and tells when that is done."""
        self.shelf.heads()
        for flow in self.shelf.unread():
            await asyncio.to_thread(self.shelf.file, flow)
        self.changes.tell()

    @property
    def mending(self) -> Mending:
        """What was learnt of flows."""
        return Mending(self.folder, installed_folder())
