"""The pages for who keeps flows, in every state: checks, results put together, a website, a collection of one's own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args
from unittest.mock import patch

from runner.app.front_end import FrontEnd
from runner.app.live_check import Rounds
from runner.flow.load import FlowFile
from runner.home.walks import WalkNow
from runner.records.files import write_private
from runner.session.causes import Cause
from runner.session.visitor import FlowVisit, Found, StepVisit
from tests.collections.keeping import NOTES, folder_at, key_at
from tests.home.conftest import Visitor

Page = tuple[str, str]


@dataclass
class Sights:
    """Stands for the browsers of a live check: of each flow it has seen something else."""

    seen: list[FlowVisit] = field(default_factory=list)

    async def __call__(
        self, files: list[FlowFile], rounds: Rounds, said: Callable[[FlowVisit], object], begins: Callable[..., object]
    ) -> list[FlowVisit]:
        """Every cause there is, a flow that is as it says, and one that was not visited."""
        causes = [*get_args(Cause), "", "unvisited"]
        for file, cause in zip(files, causes, strict=False):
            begins(file)
            visit = FlowVisit(
                file.id, file.flow.title, ended="the person's turn at step 2: login", region=rounds.region
            )
            visit.unvisited = cause == "unvisited"
            for number, found in enumerate(get_args(Found), 1):
                drifts = found in ("missing", "resembling")
                if cause or not drifts:
                    why = cast(Cause | Literal[""], cause if drifts and cause != "unvisited" else "")
                    visit.looks.append(StepVisit(min(number, 2), "click", "", "Press “Menu”", found, "Menu", "", why))
            visit.looks = [] if visit.unvisited else visit.looks
            said(visit)
            self.seen.append(visit)
        begins(files[-1])
        return self.seen


async def keepers(visitor: Visitor, folder: Path, tmp_path: Path) -> AsyncIterator[Page]:
    """Each of them with what it was asked for."""
    downloads = tmp_path / "Downloads"
    addresses = ("/check", f"/check?path={folder / 'flows'}", "/check?path=/nowhere.yaml", "/check/live",
                 "/check/merge", "/check/live/now", "/publish", "/publish/now", "/collections/make")  # fmt: skip
    for address in addresses:
        yield await _page(visitor, "GET", address)
    yield await _whole_check(visitor)
    async for page in _live(visitor):
        yield page
    async for page in _merged(visitor, downloads):
        yield page
    async for page in _site(visitor, folder):
        yield page
    async for page in _kept(visitor, tmp_path):
        yield page


async def _whole_check(visitor: Visitor) -> Page:
    while True:
        number = visitor.context.changes.number
        page = await _page(visitor, "GET", "/check")
        if 'aria-busy="true"' not in page[1]:
            return page
        await visitor.context.changes.after(number)


async def _page(visitor: Visitor, method: str, address: str, **form: Any) -> Page:
    response = await visitor.ask(method, address, form)
    while response.location:
        response = await visitor.ask("GET", response.location, {})
    return f"{method} {address} {form or ''}".strip(), response.body.decode()


async def _do(visitor: Visitor, front: FrontEnd) -> None:
    """What was begun, without what serves the home."""
    walks = visitor.context.walks
    assert walks.now and walks._work
    await walks._do(walks.now, walks._work, front)
    walks._begun.clear()
    walks._idle.set()


async def _live(visitor: Visitor) -> AsyncIterator[Page]:
    flows = tuple(head.id for head in visitor.context.shelf.heads() if not head.problem)[:12]
    yield await _page(visitor, "POST", "/check/live", which="chosen")
    yield await _page(visitor, "POST", "/check/live", flow=flows[0], every="soon")
    yield await _page(visitor, "POST", "/check/live", flow="x-grok", region="Atlantis")
    with patch("runner.app.live_progress.visit_all", Sights()):
        yield await _page(visitor, "POST", "/check/live", flow=flows, region="")
        await _do(visitor, FrontEnd())
    now = visitor.context.walks.now
    assert isinstance(now, WalkNow)
    yield await _page(visitor, "GET", "/check/live/now")
    visitor.context.walks._idle.clear()
    yield await _page(visitor, "GET", "/check/live/now")
    yield await _page(visitor, "POST", "/check/live", flow=flows[0])
    visitor.context.walks._idle.set()
    now.failed = "there is no browser"
    yield await _page(visitor, "GET", "/check/live/now")
    yield await _page(visitor, "GET", "/check/live")


async def _merged(visitor: Visitor, downloads: Path) -> AsyncIterator[Page]:
    yield await _page(visitor, "GET", "/check/merge")
    yield await _page(visitor, "POST", "/check/merge")
    result = next(downloads.glob("optout-check-*.json"))
    yield await _page(visitor, "POST", "/check/merge", result=str(result))
    yield await _page(visitor, "POST", "/check/merge", path="nothing.json")
    write_private(downloads / "other.json", json.dumps({"format": 99, "made": "x"}).encode())
    for since in ("other.json", "none.json"):
        yield await _page(visitor, "POST", "/check/merge", result=str(result), since=since)


async def _site(visitor: Visitor, folder: Path) -> AsyncIterator[Page]:
    yield await _page(visitor, "GET", "/publish")
    for form in ({"which": "chosen"}, {"which": "folder", "folder": "/nowhere"}):
        yield await _page(visitor, "POST", "/publish", **form)
    for url in ("example.org", ""):
        yield await _page(visitor, "POST", "/publish", which="chosen", flow="x-grok", url=url)
        await _do(visitor, FrontEnd())
        yield await _page(visitor, "GET", "/publish/now")
    yield await _page(visitor, "POST", "/flows/x-grok/sheet", what="page")


async def _kept(visitor: Visitor, tmp_path: Path) -> AsyncIterator[Page]:
    key, kept = tmp_path / "made.key", folder_at(tmp_path / "kept", notes=NOTES)
    (kept / "vouched" / "x.json").write_text("{}", "utf-8")
    yield await _page(visitor, "POST", "/collections/key", key="")
    for _ in range(2):
        yield await _page(visitor, "POST", "/collections/key", key=str(key))
    old = key_at(tmp_path / "older.key").path
    for form in ({"key": ""}, {"key": str(key)}, {"key": str(key), "folder": str(tmp_path)},
                 {"key": str(tmp_path / "none"), "folder": str(kept)},
                 {"key": str(kept / "collection.yaml"), "folder": str(kept)},
                 {"key": str(key), "folder": str(kept), "old": str(old)},
                 {"key": str(key), "folder": str(kept)}):  # fmt: skip
        yield await _page(visitor, "POST", "/collections/pack", **form)
    key.chmod(0o644)
    yield await _page(visitor, "GET", "/collections/make")
