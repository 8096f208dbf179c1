"""Flows held against what a flow has to be, and against the pages of today; and results of such checks put together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from runner.app.checking import Wanted, part
from runner.app.downloads import downloads_folder, free_name
from runner.app.front_end import FrontEnd
from runner.app.library_check import CheckedFile, LibraryCheck
from runner.app.live_check import EVERY, Rounds
from runner.app.live_progress import LiveProgress
from runner.app.region import region as region_of
from runner.app.saved_checks import MergedChecks, put_together, saved_checks
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.load import FlowFile
from runner.home.context import HomeContext
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _, in_context, joined, many
from runner.locale.phrase import commas, sentence
from runner.records.countries import countries

NOW = "/check/live/now"
JOBS = (1, 2, 4, 8)
_AT_ONCE = 0.1  # seconds a page waits for what is known already
_LONGEST = 3600.0  # seconds between two pages of one site
_NEWEST = 20  # files of results that are offered
# How a step was met, as `session.visitor` has it.
_MET: Mapping[str, str] = {
    "found": in_context("a step", "found"),
    "later_candidate": in_context("a step", "found in another way that is written"),
    "resembling": in_context("a step", "something like it is there"),
    "missing": in_context("a step", "not found"),
    "skipped": in_context("a step", "left out"),
    "not_reached": in_context("a step", "not walked"),
}


class CheckPages:
    """The problems of flow files, checks against the pages of today, and what came of several of them."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._library = LibraryCheck(context.shelf)
        self._checking: asyncio.Future[list[CheckedFile]] | None = None
        self._live: LiveProgress | None = None
        self._merged: MergedChecks | None = None

    # -- files --------------------------------------------------------------------------------------------------------

    async def files(self, request: PageRequest) -> PageResponse:
        """Every problem of all flows, or of the files at a `path`."""
        path, today = request.one("path").strip(), self._home.look()
        found: Sequence[CheckedFile] | None
        if path:
            found = await asyncio.to_thread(self._library.at, Path(path), today)
        else:
            found = await self._all_files(today)
        return self._home.page(
            request,
            "check",
            current="/flows",
            path=path,
            is_running=found is None,
            counted=_counted(found := found or []),
            wrong=[one for one in found if one.problems and _is_first(one)],
            doubtful=[one for one in found if one.problems and not _is_first(one)],
            is_fine=not any(one.problems for one in found),
        )

    async def _all_files(self, today: date) -> Sequence[CheckedFile] | None:
        """All flows with their problems; None while they are gone through, which is told when it is done."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.ensure_future(asyncio.to_thread(self._library.all, today))
        done, _ahead = await asyncio.wait([self._checking], timeout=_AT_ONCE)
        if done:
            return self._checking.result()
        self._checking.add_done_callback(lambda _: self._home.changes.tell())
        return None

    # -- the pages of today -------------------------------------------------------------------------------------------

    def choose(self, request: PageRequest) -> PageResponse:
        """Which flows are to be checked, seen from where, and how fast."""
        return self._home.page(
            request,
            "check_live",
            current="/flows",
            heads=[head for head in self._home.shelf.heads() if not head.problem],
            country=self._home.config.me.get("country", ""),
            countries=["EU", "EEA", *sorted(one.names[0] for code, one in countries().items() if "-" not in code)],
            jobs=JOBS,
            every=EVERY,
            last=self._live,
        )

    async def begin(self, request: PageRequest) -> PageResponse:
        """The check begins, in browsers of its own that nobody sees."""
        every, jobs = _seconds(request.one("every")), _jobs(request.one("jobs"))
        wanted = Wanted(region=request.one("region").strip() or None)
        place = wanted.place
        files = await asyncio.to_thread(self._files, request.several("flow"), request.one("which") == "all")
        if not files:
            return self._home.done("/check/live", _("Choose at least one flow first."))
        offered = part(files, wanted)
        if not offered:
            where = region_of(place).name
            raise UsageError(_("none of these flows is offered in {place}", place=where))
        rounds = Rounds(self._home.config, self._home.folder, jobs, every, place)
        name = f"optout-check-{self._home.look()}{f'-{place}' if place else ''}.json"
        live = LiveProgress(offered, rounds, free_name(downloads_folder(), name), self._home.changes.tell)
        what = many("a check of {count} flow", "a check of {count} flows", len(offered))
        if not self._home.walks.begin(what, lambda now, front: _check(live, now, front), NOW):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        self._live = live
        return self._home.done(NOW, _left(len(files) - len(offered)))

    def now(self, request: PageRequest) -> PageResponse:
        """How far the check is, and what was seen so far."""
        walk = self._home.walks.of(NOW)
        return self._home.page(
            request,
            "check_now",
            current="/flows",
            editing=NOW,
            live=self._live,
            is_running=self._home.walks.is_at(NOW),
            failed=walk.failed if walk else "",
            met=_MET,
        )

    def stop(self, request: PageRequest) -> PageResponse:
        """Enough; what was seen is kept."""
        self._home.walks.stop(NOW)
        return self._home.done(NOW)

    def _files(self, chosen: Sequence[str], all_of_them: bool) -> list[FlowFile]:
        """The flows of these ids that can be read, or all."""
        shelf = self._home.shelf
        flows = [head.id for head in shelf.heads() if all_of_them or head.id in chosen]
        return [file for flow in flows if (file := shelf.known(flow) or shelf.file(flow))]

    # -- several results ----------------------------------------------------------------------------------------------

    def results(self, request: PageRequest) -> PageResponse:
        """Which results are to be put together, and what came of that the last time."""
        saved = saved_checks(downloads_folder())
        return self._home.page(
            request,
            "check_merge",
            current="/flows",
            saved=[one for one in saved if one.kind == "result"][:_NEWEST],
            before=[one for one in saved if one.kind == "merged"][:_NEWEST],
            downloads=downloads_folder(),
            merged=self._merged,
        )

    async def merge(self, request: PageRequest) -> PageResponse:
        """Puts the chosen results together, in a new folder in Downloads."""
        paths = [*request.several("result"), request.one("path").strip()]
        given = [_in_downloads(path) for path in paths if path]
        if not given:
            return self._home.done("/check/merge", _("Choose at least one file first."))
        since = _in_downloads(request.one("since")) if request.one("since") else None
        if since and not since.exists():
            raise UsageError(_("there is no file {path}", path=since))
        self._merged = await asyncio.to_thread(put_together, given, since, downloads_folder())
        return self._home.done("/check/merge", _("Saved in {path}.", path=self._merged.folder))

    async def show(self, request: PageRequest) -> PageResponse:
        """Opens the page of the results that were put together last."""
        if self._merged:
            await self._home.open_tab(self._merged.page.as_uri())
        return self._home.done("/check/merge")


async def _check(live: LiveProgress, now: WalkNow, front: FrontEnd) -> None:
    await live.run(front)
    broken = sum(len(group.seen) for group in live.broken)
    seen = many("{count} flow was looked at", "{count} flows were looked at", len(live.seen) - len(live.unvisited))
    wrong = many("{count} not as the flow says", "{count} not as the flow says", broken)
    now.told = [joined(sentence(commas(seen, wrong)), _("Stopped.") if live.was_stopped else "")]


def _is_first(one: CheckedFile) -> bool:
    """Whether it is to be mended, or the person's own; what is only doubtful in a flow of others is folded."""
    return bool(one.errors) or one.is_own or not one.flow


def _counted(found: Sequence[CheckedFile]) -> str:
    errors, warnings = sum(one.errors for one in found), sum(one.warnings for one in found)
    return sentence(
        commas(
            many("{count} file", "{count} files", len(found)),
            many("{count} error", "{count} errors", errors),
            many("{count} warning", "{count} warnings", warnings),
        )
    )


def _left(count: int) -> str:
    """That so many flows are not looked at, since they are not offered there."""
    if not count:
        return ""
    return many(
        "{count} flow is left out, which is not offered there.",
        "{count} flows are left out, which are not offered there.",
        count,
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text.replace(",", ".") or EVERY)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST:
        raise UsageError(
            _("“{text}” is no number of seconds between {least} and {most}", text=text, least=0, most=int(_LONGEST))
        )
    return seconds


def _jobs(text: str) -> int:
    return int(text) if text.isdecimal() and int(text) in JOBS else JOBS[0]


def _in_downloads(given: str) -> Path:
    """A file as somebody writes where it lies."""
    path = Path(given).expanduser()
    return path if path.is_absolute() else downloads_folder() / path
