"""Checks in the home: of files, of the pages of today as far as they are told and kept, and results put together."""

from __future__ import annotations

import asyncio
import html
import json
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from runner.app import live_progress
from runner.app.checking import merge_results
from runner.app.library_check import CheckedFile, LibraryCheck
from runner.app.live_check import Rounds
from runner.app.live_progress import LiveProgress
from runner.app.saved_checks import saved_checks
from runner.errors import BrowserError
from runner.flow.load import FlowFile
from runner.locale import shown
from runner.records.files import write_private
from runner.session.visitor import FlowVisit, StepVisit
from tests.home.conftest import Visitor
from tests.home.test_flows import MOVED
from tests.home.test_services import own_flow
from tests.home.test_walks import served


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Downloads folder of the test's own."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    return tmp_path / "Downloads"


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


# -- files ----------------------------------------------------------------------------------------------------------


async def whole_check(visitor: Visitor) -> str:
    """The page with all flows, once they have been gone through."""
    while True:
        number = visitor.context.changes.number
        page = await visitor.get("/check")
        if 'aria-busy="true"' not in page:
            return page
        await visitor.context.changes.after(number)


@pytest.mark.slow
async def test_every_problem_is_shown_with_the_way_to_its_line(visitor: Visitor, folder: Path) -> None:
    write_private(folder / "flows" / "moved.yaml", MOVED.replace("click:", "clik:").encode())
    write_private(folder / "flows" / "broken.yaml", b"title: [")
    page = await whole_check(visitor)
    assert 'href="/flows/moved/edit?line=7"' in page
    assert "did you mean 'click'?" in words(page)
    assert 'href="/flows/broken/edit' in page
    assert page.index("/flows/moved/edit?line=7") < page.index(shown("to think about")), "errors come first"
    write_private(folder / "flows" / "moved.yaml", MOVED.encode())
    assert "clik" not in await whole_check(visitor), "a file that was mended is read again"
    assert 'href="/check"' in await visitor.get("/flows")


@pytest.mark.slow
async def test_the_page_does_not_wait_for_many_flows(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go = threading.Event()
    whole = LibraryCheck.all

    def slow(check: LibraryCheck, today: date) -> list[CheckedFile]:
        assert may_go.wait(60)
        return whole(check, today)

    monkeypatch.setattr(LibraryCheck, "all", slow)
    number = visitor.context.changes.number
    assert "The check is under way" in await visitor.get("/check")
    assert "The check is under way" in await visitor.get("/check")
    may_go.set()
    assert await visitor.context.changes.after(number) > number, "the page is told"
    assert "The check is under way" not in await whole_check(visitor)


async def test_files_elsewhere_are_checked_by_their_path(visitor: Visitor, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine"
    elsewhere.mkdir()
    (elsewhere / "a.yaml").write_text(MOVED.replace("steps:", "stepps:"), "utf-8")
    page = await visitor.get(f"/check?path={elsewhere}")
    assert "did you mean 'steps'?" in words(page) and "1 file," in words(page)
    assert "/flows/a/edit" not in page, "the editor knows flows of the library by their id"
    assert "there is no flow called" in (await visitor.get(f"/check?path={elsewhere}/b", 422)).casefold()


# -- the pages of today ---------------------------------------------------------------------------------------------


def seen(file: FlowFile, cause: str) -> FlowVisit:
    looks = [StepVisit(1, "open", "", "Open the page", "found", label="A <b>page</b>")]
    if cause:
        looks.append(StepVisit(2, "click", "", "Press Old menu", "missing", note="It is not there.", cause=cause))  # type: ignore[arg-type]
    return FlowVisit(file.id, file.flow.title, looks, "the person's turn", "DE", "2026-11-29T10:00:00Z", 1.0)


class FakeVisits:
    """Stands for the browsers: sees of each flow what is said beforehand, and waits where it is told to."""

    def __init__(self, causes: dict[str, str], waits_at: str = "") -> None:
        self.causes, self.waits_at = causes, waits_at
        self.rounds: Rounds | None = None
        self.waits = asyncio.Event()
        self.was_cut_off = False

    async def __call__(
        self,
        files: Sequence[FlowFile],
        rounds: Rounds,
        said: Callable[[FlowVisit], object],
        begins: Callable[[FlowFile], object],
    ) -> list[FlowVisit]:
        self.rounds = rounds
        for file in files:
            begins(file)
            if file.id == self.waits_at:
                self.waits.set()
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    self.was_cut_off = True
                    raise
            said(seen(file, self.causes[file.id]))
        return []


@pytest.fixture
def three(folder: Path) -> None:
    for name in ("aa", "bb", "cc"):
        own_flow(folder, name, title=f"Flow {name}", service=f"0{name}")


@pytest.mark.usefixtures("three")
async def test_what_was_seen_is_told_by_cause_and_kept_in_downloads(
    visitor: Visitor, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeVisits({"aa": "gone", "bb": "", "cc": "login_wall"})
    monkeypatch.setattr(live_progress, "visit_all", fake)
    form: dict[str, str | tuple[str, ...]] = {
        "flow": ("aa", "bb", "cc"),
        "which": "chosen",
        "region": "Germany",
        "jobs": "2",
        "every": "0,5",
    }
    async with served(visitor):
        assert (await visitor.ask("POST", "/check/live", form)).location == "/check/live/now"
        await visitor.context.walks.idle()
    page = await visitor.get("/check/live/now")
    told = words(page)
    assert (
        told.index("The page is gone 1") < told.index("The site asks for a login first 1") < told.index("As the flow")
    )
    assert "The site refuses" not in told and "3 of 3 flows" in told and "seen from DE" in told
    assert 'href="/flows/aa/edit?line=' in page and "A &lt;b&gt;page" in page
    assert fake.rounds and (fake.rounds.jobs, fake.rounds.every, fake.rounds.region) == (2, 0.5, "DE")
    kept = downloads / "optout-check-2026-11-29-DE.json"
    assert [one["flow"] for one in json.loads(kept.read_text("utf-8"))] == ["aa", "bb", "cc"]
    assert kept.stat().st_mode & 0o077 == 0
    assert "3 flows were looked at, 2 not as the flow says." in words(await visitor.get("/walk"))


@pytest.mark.usefixtures("three")
async def test_it_is_followed_and_can_be_stopped_and_nothing_else_runs_meanwhile(
    visitor: Visitor, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeVisits({"aa": "refused", "bb": "", "cc": ""}, waits_at="bb")
    monkeypatch.setattr(live_progress, "visit_all", fake)
    form = {"flow": ("aa", "bb", "cc")}
    async with served(visitor):
        await visitor.ask("POST", "/check/live", form)
        await fake.waits.wait()
        page = words(await visitor.get("/check/live/now"))
        assert "1 of 3 flows" in page and "Just now: Flow bb" in page and "The site refuses the visit" in page
        assert "Something else is under way" in await visitor.post("/walk/begin", flow="aa")
        assert "Something else is under way" in await visitor.post("/check/live", **form)
        await visitor.post("/check/live/stop")
        await visitor.context.walks.idle()
    assert fake.was_cut_off
    page = words(await visitor.get("/check/live/now"))
    assert "You have stopped it." in page and "Just now" not in page
    kept = next(downloads.glob("optout-check-*.json"))
    assert [one["flow"] for one in json.loads(kept.read_text("utf-8"))] == ["aa"]


@pytest.mark.usefixtures("three")
async def test_without_a_browser_it_says_so(visitor: Visitor, downloads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def none(*_: object) -> list[FlowVisit]:
        raise BrowserError("there is no browser")

    monkeypatch.setattr(live_progress, "visit_all", none)
    async with served(visitor):
        await visitor.ask("POST", "/check/live", {"flow": "aa"})
        await visitor.context.walks.idle()
    assert "There is no browser." in words(await visitor.get("/check/live/now"))
    assert not downloads.exists()


@pytest.mark.usefixtures("three", "downloads")
async def test_what_cannot_be_begun_is_said(visitor: Visitor) -> None:
    assert "Choose at least one flow first." in await visitor.post("/check/live", which="chosen")
    assert "is offered in Brazil" in await visitor.post("/check/live", 422, flow="aa", region="Brazil")
    assert "is no number of seconds" in await visitor.post("/check/live", 422, flow="aa", every="-1")
    assert "no number of seconds" in await visitor.post("/check/live", 422, flow="aa", every="nan")
    assert await visitor.post("/check/live", 422, flow="aa", region="Atlantis")
    assert not visitor.context.walks.is_under_way


@pytest.mark.usefixtures("three", "downloads")
async def test_all_of_them_are_those_offered_there(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "there", title="Elsewhere", offered="BR")
    page = await visitor.ask("POST", "/check/live", {"which": "all", "region": "Germany"})
    assert page.location == "/check/live/now" and "left out" in visitor.context.said
    told = words((await visitor.ask("GET", "/check/live/now", {})).body.decode())
    count = re.search(r"0 of (\d+) flows", told)
    heads = [head for head in visitor.context.shelf.heads() if not head.problem]
    assert count and 3 < int(count[1]) < len(heads)


# -- results put together -------------------------------------------------------------------------------------------


def result(path: Path, file: FlowFile, cause: str, at: str) -> Path:
    visit = seen(file, cause)
    visit.at = at
    write_private(path, json.dumps([visit.as_json()], indent=2).encode())
    return path


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_results_are_put_together_and_what_changed_is_said(visitor: Visitor, downloads: Path) -> None:
    file = visitor.context.shelf.file("aa")
    assert file
    assert "has results of a check" in await visitor.get("/check/merge")
    first = result(downloads / "optout-check-1.json", file, "", "2026-11-27T02:00:00Z")
    write_private(downloads / "holiday.json", b'[{"flow": 1}]')
    page = await visitor.get("/check/merge")
    assert "optout-check-1.json" in page and "holiday.json" not in page
    assert "Choose at least one file" in await visitor.post("/check/merge")
    await visitor.post("/check/merge", result=str(first))
    before = next(downloads.glob("optout-checks-*/checks.json"))
    second = result(downloads / "optout-check-2.json", file, "gone", "2026-11-29T02:00:00Z")
    page = words(await visitor.post("/check/merge", result=str(second), since=str(before)))
    assert "Flow aa (DE): no longer as its flow says" in page and "1 change" in page
    made = sorted(downloads.glob("optout-checks-*"))
    assert len(made) == 2 and all((one / "checks.html").is_file() for one in made), "nothing is written over"
    assert [one.kind for one in saved_checks(downloads)].count("merged") == 2
    shown_at: list[str] = []

    async def open_tab(address: str) -> None:
        shown_at.append(address)

    visitor.context.open_tab = open_tab
    await visitor.post("/check/merge/show")
    assert shown_at and shown_at[0].endswith("checks.html") and shown_at[0].startswith("file:")
    refused = words(await visitor.post("/check/merge", 422, path="holiday.json"))
    assert "holds no result of a check" in refused and "optout check" not in refused
    assert "There is no file" in await visitor.post("/check/merge", 422, result=str(first), since="none.json")


def test_what_the_program_itself_writes_is_known_as_what_it_is(downloads: Path, visitor: Visitor) -> None:
    file = visitor.context.shelf.file("facebook-objection")
    assert file
    live = LiveProgress([file], Rounds(), downloads / "a.json")
    live._said(seen(file, "gone"))
    merge_results([live.path], None, downloads / "b", datetime.now(UTC))
    assert {(one.name, one.kind) for one in saved_checks(downloads)} == {
        ("a.json", "result"),
        ("b/checks.json", "merged"),
    }
