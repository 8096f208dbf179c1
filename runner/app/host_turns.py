"""Who may ask which site when: one site is never asked by two at once, and gets a pause between two pages.

A site is one owner's name with all hosts under it, so that www.example.com and help.example.com are one.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from runner.browser.profile import lock
from runner.flow.load import FlowFile
from runner.flow.suffixes import site_of

_LOOK_AGAIN = 0.05  # seconds until a site that somebody is at is looked at again


def sites_of(file: FlowFile) -> frozenset[str]:
    """The sites that a walk of this flow may ask."""
    return frozenset(site_of(host) for host in file.flow.hosts)


class Pauses:
    """Asks no site for a page sooner than so many seconds after the last."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._last: dict[str, float] = {}

    async def breathe(self, host: str) -> None:
        """Waits until this host's site may be asked again."""
        site = site_of(host)
        wait = self._last.get(site, -self._every) + self._every - time.monotonic()
        await asyncio.sleep(max(0.0, wait))
        self._last[site] = time.monotonic()


class SiteLocks:
    """The same between several processes on one computer: a file for each site, in a folder that they share."""

    def __init__(self, folder: Path, every: float) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._every = folder, every

    @contextmanager
    def held(self, sites: Collection[str]) -> Iterator[None]:
        """These sites are nobody else's for the length of the block; waits for it, and for the pause after the last."""
        with ExitStack() as stack:
            for site in sorted(sites):  # in one order, or two would wait for each other
                stack.enter_context(self._one(site))
            yield

    @contextmanager
    def _one(self, site: str) -> Iterator[None]:
        path = self._folder / f"{site}.lock"
        with path.open("a+", encoding="utf-8") as file:
            while not lock(file):
                time.sleep(_LOOK_AGAIN)
            file.seek(0)
            last = float(file.read() or 0)
            time.sleep(min(self._every, max(0.0, last + self._every - time.time())))
            try:
                yield
            finally:
                file.truncate(0)
                file.write(f"{time.time():.3f}")
                file.flush()


class Line:
    """The flows that wait to be visited; it gives out none whose sites somebody is at.

    Of those that could be next, the one whose site has the most to come goes first: what is left for the end would
    have to be walked one after another.
    """

    def __init__(self, files: Sequence[FlowFile]) -> None:
        self._waiting = list(files)
        self._busy: set[str] = set()
        self._changed = asyncio.Condition()

    async def next(self) -> FlowFile | None:
        """The next flow, once there is one whose sites are free; None where none is left. `over` gives them back."""
        async with self._changed:
            while self._waiting:
                if free := [file for file in self._waiting if not sites_of(file) & self._busy]:
                    to_come = Counter(site for file in self._waiting for site in sites_of(file))
                    chosen = max(free, key=lambda file: max((to_come[site] for site in sites_of(file)), default=0))
                    self._waiting.remove(chosen)
                    self._busy |= sites_of(chosen)
                    return chosen
                await self._changed.wait()
        return None

    async def over(self, file: FlowFile) -> None:
        """A flow has been visited, and its sites are free again."""
        async with self._changed:
            self._busy -= sites_of(file)
            self._changed.notify_all()


def groups(files: Sequence[FlowFile]) -> list[list[FlowFile]]:
    """The flows by what they share: two that have a site in common are in one group, also by way of a third."""
    found: list[tuple[set[str], list[FlowFile]]] = []
    for file in files:
        sites, members = set(sites_of(file)), [file]
        for group in [group for group in found if group[0] & sites]:
            found.remove(group)
            sites |= group[0]
            members = [*group[1], *members]
        found.append((sites, members))
    order = {id(file): at for at, file in enumerate(files)}
    return [sorted(members, key=lambda file: order[id(file)]) for _, members in found]


def shard(files: Sequence[FlowFile], number: int, of: int) -> list[FlowFile]:
    """The part `number` (from 1) of `of`: no site is in two parts, and parts are as even as that allows.

    The same flows fall into the same parts wherever that is asked.
    """
    parts: list[list[FlowFile]] = [[] for _ in range(of)]
    for group in sorted(groups(files), key=lambda group: (-len(group), min(file.id for file in group))):
        min(parts, key=len).extend(group)
    mine = {id(file) for file in parts[number - 1]}
    return [file for file in files if id(file) in mine]
