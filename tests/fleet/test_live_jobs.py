"""Live checks of many flows: causes told apart, sites asked by one at a time, and a browser that dies midway."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from runner.app.live_check import Rounds, Seat, seats, visit_all
from runner.browser import opening
from runner.browser.find import Browser
from runner.config import Config
from runner.errors import BrowserError
from runner.flow.load import FlowFile, load_file
from runner.session.visitor import FlowVisit
from tests.fleet.sites import WAY, Sites, write_flow

pytestmark = pytest.mark.browser

MISSING = "  - click: {link: Quarterly figures}\n"


def rounds(settings: Config, home: Path, jobs: int = 1, every: float = 0.0) -> Rounds:
    return Rounds(settings, home, jobs, every, "DE")


def files(folder: Path, *given: tuple[str, str, str]) -> list[FlowFile]:
    return [load_file(write_flow(folder, at, name, opens, steps)) for at, (name, opens, steps) in enumerate(given)]


async def test_each_cause_is_told_apart(sites: Sites, settings: Config, tmp_path: Path) -> None:
    given = files(
        tmp_path / "flows",
        ("as-it-says", "/", WAY),
        ("gone", "/gone", WAY),
        ("refused", "/refused", WAY),
        ("refused-too", "/often", WAY),
        ("fault", "/fault", WAY),
        ("moved", "/moved", MISSING),
        ("login-wall", "/wall", MISSING),
        ("moved-away", "/away", MISSING),
        ("missing", "/help", MISSING),
        ("renamed", "/changes", "  - click: {link: Privacy}\n"),
    )
    await visit_all(given[-1:], rounds(settings, tmp_path / "home"))  # what it looked like is remembered
    sites.renamed = True
    visits = {visit.flow: visit for visit in await visit_all(given, rounds(settings, tmp_path / "home", jobs=3))}
    assert {flow: visit.cause for flow, visit in visits.items()} == {
        "as-it-says": "",
        "gone": "gone",
        "refused": "refused",
        "refused-too": "refused",
        "fault": "fault",
        "moved": "moved",
        "login-wall": "login_wall",
        "moved-away": "moved",
        "missing": "missing",
        "renamed": "renamed",
    }
    fine = visits["as-it-says"]
    assert (fine.drifted, fine.region, fine.tries, fine.ended) == (False, "DE", 1, "the person's turn at step 5: login")
    assert fine.at.endswith("Z") and fine.seconds > 0
    assert "[the page is gone] " in visits["gone"].as_text()


async def test_a_page_that_does_not_come_is_given_up(
    sites: Sites, settings: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_GO_MS", 1_500)  # in place of half a minute; nothing else is opened meanwhile
    visits = await visit_all(files(tmp_path, ("timed-out", "/hangs", WAY)), rounds(settings, tmp_path / "home"))
    assert [(visit.cause, visit.ended) for visit in visits] == [("timed_out", "lost at step 1: it took too long")]


async def test_no_site_is_asked_by_two_at_once_and_there_is_a_pause(
    settings: Config, tmp_path: Path, sites: Sites
) -> None:
    sites.takes, sites.waits_for_two = 0.15, True
    given = [
        load_file(write_flow(tmp_path, site, f"flow-{site}-{at}", "/settings", "  - open: http://site-"
        f"{site}.localhost/help\n")) for site in range(3) for at in range(2)
    ]  # fmt: skip
    visits = await visit_all(given, rounds(settings, tmp_path / "home", jobs=3, every=0.5))
    assert [visit.flow for visit in visits] == [file.id for file in given]
    assert {*sites.most_at_once.values()} == {1}
    assert sites.at_once > 1  # of different sites, or nobody would have been answered
    for site in range(3):
        asked = sorted(at for host, _, at in sites.asked if host == f"site-{site}.localhost")
        assert len(asked) == 4
        assert all(later - earlier >= 0.45 for earlier, later in pairwise(asked))


class _Killing(Sites):
    """The browser dies while it asks for this page, the first so many times."""

    def __init__(self, path: str, times: int) -> None:
        super().__init__()
        self.path, self.left = path, times

    def begin(self, site: str, path: str) -> None:
        super().begin(site, path)
        if path == self.path and self.left:
            self.left -= 1
            for pid in browsers():
                os.kill(pid, signal.SIGKILL)


def browsers() -> Iterator[int]:
    """The browsers that this process has had started: each is the leader of a group."""
    mine = f"PPid:\t{os.getpid()}\n"
    drivers = {int(one.name) for one in Path("/proc").glob("[0-9]*") if mine in _status(one)}
    for one in Path("/proc").glob("[0-9]*"):
        parent = _status(one).partition("PPid:\t")[2].partition("\n")[0]
        if parent.isdecimal() and int(parent) in drivers and os.getpgid(int(one.name)) == int(one.name):
            yield int(one.name)


def _status(process: Path) -> str:
    try:
        return (process / "status").read_text()
    except OSError:
        return ""


@pytest.mark.parametrize(("times", "tries", "unvisited"), [(1, 2, False), (2, 2, True)])
async def test_a_browser_that_dies_midway_takes_its_flow_alone_which_is_tried_once_more(
    tmp_path: Path, times: int, tries: int, unvisited: bool
) -> None:
    with _Killing("/privacy", times) as sites:
        settings = Config.model_validate({"browser": {"args": [sites.rules]}, "language": "en", "timeout": 1.5})
        given = [
            load_file(write_flow(tmp_path, 0, "before", "/help", "")),
            load_file(write_flow(tmp_path, 1, "during")),
            load_file(write_flow(tmp_path, 2, "after", "/help", "")),
        ]
        heard: list[FlowVisit] = []
        visits = await visit_all(given, rounds(settings, tmp_path / "home"), heard.append)
    told = {visit.flow: visit for visit in visits}
    assert [visit.flow for visit in heard] == ["before", "during", "after"]
    assert (told["before"].tries, told["after"].tries) == (1, 1)
    assert not told["before"].drifted and not told["after"].drifted
    assert (told["during"].tries, told["during"].unvisited, told["during"].no_browser) == (tries, unvisited, unvisited)
    assert not told["during"].drifted
    assert not list(browsers())


@pytest.mark.core
async def test_without_a_browser_to_begin_with_nothing_is_said_of_any_flow(tmp_path: Path) -> None:
    settings = Config.model_validate({"browser": {"use": str(tmp_path / "nowhere")}})
    file = load_file(write_flow(tmp_path, 0))
    with pytest.raises(BrowserError, match="nowhere"):
        await visit_all([file], rounds(settings, tmp_path / "home"))


async def test_a_seat_keeps_its_browser_and_nothing_of_a_visit(
    sites: Sites, settings: Config, tmp_path: Path, found_browser: Browser
) -> None:
    given = [load_file(write_flow(tmp_path, at)) for at in range(2)]
    async with seats(rounds(settings, tmp_path / "home")) as make, make() as seat:
        assert isinstance(seat, Seat)
        await seat.visit(given[0])
        first = list(browsers())
        await seat.visit(given[1])
        assert list(browsers()) == first
        assert len(first) == 1
