"""A new flow: out of a way that somebody walks once, or out of a recording that they have saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from runner.app.downloads import downloads_folder, saved_file
from runner.app.front_end import FrontEnd
from runner.app.own_recording import OwnRecording, cut_off, drop, name_for, take_up, told
from runner.app.record import check_address, watch_person
from runner.app.recorded_flow import recorded_in_file
from runner.app.run import Plan
from runner.errors import Stopped
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.walk_pages import asking
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _

PATH = "/record"
_SHOWN = 20  # saved recordings, the newest first
_LOOKED_AT = 200
_BEGINNING = 4_096  # bytes of a file that tell whether it is one


class RecordingPages:
    """The page on which a new flow is begun, and which is shown while it is recorded."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def page(self, request: PageRequest) -> PageResponse:
        """How a flow is begun; while one is recorded, what was done so far."""
        mine, is_on = self._home.walks.of(PATH), self._home.walks.is_at(PATH)
        return self._home.page(
            request,
            "record",
            current="/flows",
            editing=PATH,
            mine=mine,
            is_on=is_on,
            left=[] if is_on else cut_off(),
            saved=[] if is_on else list(_saved(downloads_folder())),
            downloads=downloads_folder(),
            **asking(self._home.walks.person.asked if is_on else None),
        )

    def begin(self, request: PageRequest) -> PageResponse:
        """Opens the page in a tab, and watches what is done from there on."""
        url, account = request.one("url").strip(), request.one("as").strip()
        if url and "://" not in url:
            url = f"https://{url}"
        check_address(url)
        recording = OwnRecording(request.one("title").strip(), name_for(request.one("name")), self._home.config)
        name = _("recording a new flow")
        work = lambda now, front: self._record(now, front, url, account, recording)  # noqa: E731 - of these values
        if not self._home.walks.begin(name, work, PATH):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        return self._home.done(PATH)

    async def _record(self, now: WalkNow, front: FrontEnd, url: str, account: str, recording: OwnRecording) -> None:
        plan = Plan([], self._home.config, self._home.folder, account or None)
        now.after = PATH
        try:
            recorded = await watch_person(url, plan, front, recording.so_far)
        except Stopped:
            if not recording.file:
                raise
            now.told = [_("Stopped. What was recorded until then is kept, and stands below.")]
            return
        made, path = recording.keep(recorded, url)
        now.after = f"/flows/{path.stem}/edit"
        self._home.said = told(made, path)

    def take_file(self, request: PageRequest) -> PageResponse:
        """Makes a flow of a recording that they have saved from the browser's developer tools."""
        path = saved_file(request.one("path"))
        recording = OwnRecording(request.one("title").strip(), name_for(request.one("name")), self._home.config)
        made, kept = recording.keep(recorded_in_file(path), str(path))
        self._home.changes.tell()
        return self._home.done(f"/flows/{kept.stem}/edit", told(made, kept))

    def take_left(self, request: PageRequest, name: str) -> PageResponse:
        """Makes a flow of what is left of a recording that was cut off, or removes that."""
        if self._home.walks.is_at(PATH):
            return self._home.done(PATH, ELSE_UNDER_WAY)
        if request.one("what") == "drop":
            drop(name)
            return self._home.done(PATH, _("Removed."))
        path = take_up(name)
        self._home.changes.tell()
        return self._home.done(f"/flows/{path.stem}/edit", _("Written to {path}.", path=path))


def _saved(folder: Path) -> Iterator[Path]:
    """The newest files in a folder that look like recordings."""
    try:
        files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[:_LOOKED_AT]
    except OSError:
        return
    found = 0
    for path in files:
        if found < _SHOWN and _looks_like_one(path):
            found += 1
            yield path


def _looks_like_one(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    return b'"steps"' in beginning and b'"title"' in beginning
