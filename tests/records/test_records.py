"""What remains of a run: the event log, the storyboard and its page; who may read them, and what if they can't be."""

from __future__ import annotations

import json
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runner import events
from runner.errors import RecordsError
from runner.events import Event
from runner.outcomes import OUTCOMES
from runner.records.event_log import EventLog
from runner.records.files import open_private, private_folder, write_private
from runner.records.report import write_run_page
from runner.records.storyboard import Story, Storyboard

PNG = b"\x89PNG\r\n\x1a\n picture "
WHEN = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")

WALK: list[Event] = [
    events.SessionStarted(flow="f", title="Example – object", steps=3),
    events.StepStarted(flow="f", step=1, kind="pause", sentence="Log in."),
    events.PersonAsked(flow="f", step=1, kind="pause", for_="login", choices=("continue", "stop")),
    events.PersonAnswered(flow="f", step=1, kind="pause", for_="login", reply="continue", via="page"),
    events.StepDone(flow="f", step=1, kind="pause"),
    events.StepStarted(flow="f", step=2, kind="reach", sentence="Find the form."),
    events.StepStarted(flow="f", step=2, kind="click", within="the menu", part="the menu", sentence="Press “AI”."),
    events.TargetFound(flow="f", step=2, kind="click", within="the menu", label="AI"),
    events.StepDone(flow="f", step=2, kind="click", within="the menu"),
    events.StepDone(flow="f", step=2, kind="reach", note="the menu"),
    events.StepStarted(flow="f", step=3, kind="click", sentence="Press “More”."),
    events.StepSkipped(flow="f", step=3, kind="click", why="as you said"),
    events.SessionEnded(flow="f", outcome="sent", basis="read_back"),
]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def _usual_umask() -> object:
    """So that a mode that is right by the umask alone does not pass."""
    before = os.umask(0)
    yield
    os.umask(before)


# -- files --------------------------------------------------------------------------------------------------------


@posix
def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    write_private(tmp_path / "runs" / "a" / "x.json", b"1")
    with open_private(tmp_path / "log") as out:
        out.write("a")
    assert mode(tmp_path / "runs" / "a" / "x.json") == 0o600
    assert mode(tmp_path / "runs" / "a") == 0o700
    assert mode(tmp_path / "runs") == 0o700
    assert mode(tmp_path / "log") == 0o600


@posix
def test_a_file_that_others_could_read_is_theirs_no_more(tmp_path: Path) -> None:
    for name in ("log", "x.json"):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o644)
    with open_private(tmp_path / "log"):
        pass
    write_private(tmp_path / "x.json", b"new")
    assert mode(tmp_path / "log") == mode(tmp_path / "x.json") == 0o600


def test_a_file_is_whole_or_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_private(tmp_path / "x", b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordsError, match="No space left"):
        write_private(tmp_path / "x", b"after")
    assert (tmp_path / "x").read_bytes() == b"before"


def test_a_file_in_the_place_of_the_folder_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    for write in (
        lambda: private_folder(tmp_path / "runs"),
        lambda: private_folder(tmp_path / "runs" / "a"),
        lambda: write_private(tmp_path / "runs" / "a.json", b""),
        lambda: EventLog(tmp_path / "runs" / "log"),
        lambda: EventLog(tmp_path / "nowhere" / "log"),
        lambda: Storyboard(tmp_path / "runs" / "f"),
    ):
        with pytest.raises(RecordsError, match=r"runs|nowhere") as caught:
            write()
        assert caught.value.exit_code == 5


# -- the event log ------------------------------------------------------------------------------------------------


def test_each_event_is_one_line_at_once(tmp_path: Path) -> None:
    ticks = iter([100.0, 100.5, 101.25])
    with EventLog(tmp_path / "log", lambda: next(ticks)) as log:
        log.hear(WALK[0])
        assert len((tmp_path / "log").read_text("utf-8").splitlines()) == 1
        log.hear(events.PersonAsked(flow="f", step=1, kind="pause", for_="login", choices=("continue", "stop")))
    lines = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert lines == [
        {"t": 0.5, "event": "session_started", "flow": "f", "title": "Example – object", "steps": 3, "from_step": 1},
        {
            "t": 1.25,
            "event": "person_asked",
            "flow": "f",
            "step": 1,
            "kind": "pause",
            "for": "login",
            "choices": ["continue", "stop"],
        },
    ]


def test_a_line_stays_one_line_whatever_a_page_says(tmp_path: Path) -> None:
    with EventLog(tmp_path / "log") as log:
        log.hear(events.InterruptionPressed(flow="f", label='No\n{"event": "session_ended"}\u2028\x1b[2J'))
    assert (tmp_path / "log").read_bytes().count(b"\n") == 1
    assert b"\x1b" not in (tmp_path / "log").read_bytes()


def test_a_full_disk_is_a_records_error(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(RecordsError, match="No space left"), EventLog(full) as log:
        log.hear(WALK[0])


# -- the storyboard -----------------------------------------------------------------------------------------------


class Camera:
    """Takes numbered pictures; blind while `blind`."""

    def __init__(self) -> None:
        self.taken = 0
        self.blind = False

    async def __call__(self) -> bytes | None:
        self.taken += 1
        return None if self.blind else PNG + str(self.taken).encode()


async def walked(folder: Path, camera: Camera | None) -> Story:
    board = Storyboard(folder, camera)
    for event in WALK:
        await board.hear(event)
    return board.story


async def test_one_picture_per_step_and_none_of_the_login(tmp_path: Path) -> None:
    camera = Camera()
    story = await walked(tmp_path / "run", camera)
    assert [(scene.step, scene.kind, scene.no_picture) for scene in story.scenes] == [
        (1, "pause", True),
        (2, "reach", False),
        (2, "click", False),
        (3, "click", False),
    ]
    pictures = sorted((tmp_path / "run").glob("*.png"))
    assert pictures == sorted(scene.picture for scene in story.scenes if scene.picture)
    assert len(pictures) == 4
    login = pictures[0].read_bytes()
    assert login.startswith(b"\x89PNG")
    assert PNG not in login, "the login has a card"
    assert camera.taken == 3
    assert story.scenes[3].skipped
    assert (story.outcome, story.basis) == ("sent", "read_back")


@posix
async def test_pictures_are_private(tmp_path: Path) -> None:
    await walked(tmp_path / "run", Camera())
    assert mode(tmp_path / "run") == 0o700
    assert {mode(path) for path in (tmp_path / "run").iterdir()} == {0o600}


async def test_a_page_of_which_no_picture_may_be_taken_has_the_card(tmp_path: Path) -> None:
    camera = Camera()
    camera.blind = True
    assert all(scene.no_picture for scene in (await walked(tmp_path / "run", camera)).scenes)


async def test_without_a_camera_there_is_a_story_all_the_same(tmp_path: Path) -> None:
    story = await walked(tmp_path / "run", None)
    assert list((tmp_path / "run").iterdir()) == []
    assert "Press “AI”." in write_run_page(story, tmp_path / "run.html", WHEN).read_text("utf-8")


# -- the page of a run --------------------------------------------------------------------------------------------


@posix
async def test_the_page_of_a_run(tmp_path: Path) -> None:
    story = await walked(tmp_path / "run", Camera())
    page = write_run_page(story, tmp_path / "run" / "run.html", WHEN)
    text = page.read_text("utf-8")
    assert mode(page) == 0o600
    assert text.count("data:image/png;base64,") == 4
    assert OUTCOMES["sent"].told in text
    assert "23 November 2026, 09:05" in text
    assert "http" not in text.replace("http-equiv", "")
    assert "(the menu)" in text


async def test_a_part_without_a_name_is_not_told_by_its_word(tmp_path: Path) -> None:
    board = Storyboard(tmp_path / "run", Camera())
    await board.hear(events.StepStarted(flow="f", step=1, kind="click", sentence="Press it.", within="if_so"))
    text = write_run_page(board.story, tmp_path / "run.html", WHEN).read_text("utf-8")
    assert "Press it." in text and "if_so" not in text


async def test_hostile_texts_do_nothing_on_the_page(tmp_path: Path) -> None:
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7919 * 7919 }}"
    board = Storyboard(tmp_path / "run", Camera())
    for event in (
        events.SessionStarted(flow="f", title=evil, steps=1),
        events.StepStarted(flow="f", step=1, kind="click", sentence=evil, within=evil, part=evil),
        events.StepSkipped(flow="f", step=1, kind="click", why=f"why {evil}", within=evil),
    ):
        await board.hear(event)
    text = write_run_page(board.story, tmp_path / "run.html", WHEN).read_text("utf-8")
    assert "<script" not in text
    assert "<img src=x" not in text
    assert "62710561" not in text.replace("data:image", "").partition("<h1>")[2].partition("</h1>")[0]
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("outcome", list(OUTCOMES))
def test_every_outcome_has_words(tmp_path: Path, outcome: str | None) -> None:
    story = Story("T", "f", 0, outcome)
    assert OUTCOMES[outcome].told in write_run_page(story, tmp_path / "p.html", WHEN).read_text("utf-8")
