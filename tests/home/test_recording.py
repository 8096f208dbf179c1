"""A new flow out of what somebody does once: begun on its page, kept as it goes on, and edited at the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.app.front_end import FrontEnd
from runner.app.own_recording import OwnRecording, cut_off
from runner.app.run import Plan
from runner.config import Config
from runner.errors import Stopped
from runner.events import ActionRecorded, Question
from runner.flow.check import check
from runner.flow.load import load_file
from runner.flow.model import Pick
from runner.flow.recorded_action import Recorded, RecordedAction
from tests.home.conftest import Visitor
from tests.home.test_walks import served

TOGGLE = Path(__file__).parents[1] / "recordings" / "privacy-toggle.json"
AT = "https://www.photos.example/help"
WAY = Recorded(
    (
        RecordedAction("went", AT),
        RecordedAction("pressed", AT, Pick(role="link", name="Privacy", tag="a"), led="https://www.photos.example/p"),
        RecordedAction("pressed", AT, Pick(role="link", name="Ada Example", tag="a"), led="https://photos.example/me"),
    ),
    typed=("canary-typed",),
    aside=("a right click",),
)


class Walker:
    """Stands where the browser would: does the way, and finishes, stops or is cut off as they are told in the home."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    async def watch(
        self, url: str, plan: Plan, front: FrontEnd, so_far: Callable[[Recorded], object] = lambda _: None
    ) -> Recorded:
        self.asked.append((url, plan.account))
        front.tell(ActionRecorded(flow="", done="pressed", label="Privacy"))
        so_far(WAY)
        reply = await front.ask(Question("record", "Walk the way once.", ("continue", "stop")))
        if reply.choice == "stop":
            raise Stopped
        return WAY


@pytest.fixture
def walker(monkeypatch: pytest.MonkeyPatch) -> Walker:
    found = Walker()
    monkeypatch.setattr("runner.home.recording.watch_person", found.watch)
    return found


async def begun(visitor: Visitor, **form: str) -> str:
    """The page of a recording that goes on."""
    await visitor.post("/record", **{"url": AT, **form})
    while visitor.context.walks.person.asked is None:
        await visitor.context.changes.after(visitor.context.changes.number)
    return await visitor.get("/record")


async def ended(visitor: Visitor, choice: str = "continue") -> None:
    asked = visitor.context.walks.person.asked
    assert asked
    await visitor.post("/walk/answer", question=asked.id, choice=choice)
    await visitor.context.walks.idle()


@pytest.mark.slow
async def test_a_way_that_is_walked_once_becomes_a_flow_of_their_own(
    visitor: Visitor, folder: Path, walker: Walker
) -> None:
    assert 'href="/record"' in await visitor.get("/flows")
    async with served(visitor):
        page = await begun(visitor, url="www.photos.example/help", title="Photos: no training", name="Photos, mine!")
        for said in ("Walk the way once.", "That was it", "Pressed Privacy"):
            assert said in page.replace("Continue", "That was it"), said
        assert walker.asked == [(AT, None)], "https:// is put before what is typed without"
        await ended(visitor)
    path = folder / "flows" / "photos-mine.yaml"
    file = load_file(path)
    assert file.flow.title == "Photos: no training"
    assert [one.severity for one in check(file) if one.severity == "error"] == []
    text = path.read_text("utf-8")
    assert "Privacy" in text
    assert "optout check" not in text, "who reads it in the editor may have no terminal"
    for own in ("canary-typed", "Ada Example"):
        assert own not in text, own
    now = visitor.context.walks.now
    assert now
    assert now.after == "/flows/photos-mine/edit"
    page = await visitor.get(now.after)
    assert "This is your flow" in page
    assert "a right click" in page
    assert cut_off() == []


@pytest.mark.slow
async def test_what_was_recorded_is_kept_where_it_is_stopped_or_cut_off(
    visitor: Visitor, folder: Path, walker: Walker
) -> None:
    async with served(visitor):
        await begun(visitor, name="half")
        left = folder / "flows" / "recording" / "half.yaml"
        kept = left.read_text("utf-8")
        assert "Privacy" in kept
        assert "canary-typed" not in kept, "what was typed is never on the disk"
        assert 'href="/flows/half"' not in await visitor.get("/flows"), "no flow before they say so"
        await ended(visitor, "stop")
    page = await visitor.get("/record")
    assert "What was recorded until then is kept" in page
    assert "A recording that was cut off: half" in page
    page = await visitor.post("/record/left/half", what="take")
    assert "half.yaml" in page
    assert (folder / "flows" / "half.yaml").read_text("utf-8") == kept
    assert not left.exists()


async def test_what_is_left_of_a_recording_can_be_dropped(visitor: Visitor, folder: Path) -> None:
    OwnRecording("", "", Config()).so_far(WAY)
    OwnRecording("", "", Config()).so_far(WAY)
    assert {path.stem for path in cut_off()} == {"recording", "recording-2"}, "none takes the place of another"
    assert "Removed" in await visitor.post("/record/left/recording-2", what="drop")
    assert "nothing is left" in await visitor.post("/record/left/recording-2", 422, what="drop")
    assert "nothing is left" in await visitor.post("/record/left/..%2Fmine", 422, what="drop")
    await visitor.post("/record/left/recording", what="take")
    assert (folder / "flows" / "photos-example.yaml").is_file()


@pytest.mark.slow
async def test_nothing_is_written_over_and_no_flow_is_hidden(visitor: Visitor, folder: Path, walker: Walker) -> None:
    said = await visitor.post("/record", 422, url=AT, name="Facebook objection")
    assert "there is a flow called “facebook-objection” already" in said.replace("There", "there")
    for name in ("photos-example", "photos-example-2"):
        async with served(visitor):
            await begun(visitor)
            await ended(visitor)
        assert (folder / "flows" / f"{name}.yaml").is_file()


@pytest.mark.parametrize(
    "url", ["", "not an address", "ftp://photos.example/", "http://photos.example/", "file:///etc"]
)
async def test_what_is_no_address_is_said(visitor: Visitor, url: str) -> None:
    said = await visitor.post("/record", 422, url=url)
    assert "is not the address of a page" in said
    assert not visitor.context.walks.is_under_way


async def test_another_account_has_its_own_browser(visitor: Visitor, walker: Walker) -> None:
    async with served(visitor):
        await begun(visitor, **{"as": "work"})
        await ended(visitor, "stop")
    assert walker.asked == [(AT, "work")]


async def test_one_thing_at_a_time(visitor: Visitor, walker: Walker) -> None:
    async with served(visitor):
        page = await begun(visitor)
        assert 'name="url"' not in page, "no second one is offered meanwhile"
        assert "Something else is under way" in await visitor.post("/record", url=AT)
        assert "Something else is under way" in await visitor.post("/record/left/recording", what="drop")
        assert cut_off(), "what is being recorded is not dropped from under it"
        await ended(visitor)


# -- out of a file ----------------------------------------------------------------------------------------------------


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Downloads"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(folder))
    return folder


@pytest.mark.slow
async def test_a_recording_of_the_developer_tools_becomes_a_flow(
    visitor: Visitor, folder: Path, downloads: Path
) -> None:
    assert "There is none in" in await visitor.get("/record")
    (downloads / "toggle.json").write_text(TOGGLE.read_text("utf-8"), "utf-8")
    (downloads / "other.json").write_text(json.dumps({"a": 1}), "utf-8")
    page = await visitor.get("/record")
    assert "toggle.json" in page
    assert "other.json" not in page
    page = await visitor.post("/record/file", path="toggle.json")
    assert "This is your flow" in page
    (made,) = (folder / "flows").glob("*.yaml")
    assert load_file(made).flow.steps


async def test_what_is_no_recording_is_said(visitor: Visitor, downloads: Path) -> None:
    (downloads / "other.json").write_text("{", "utf-8")
    for path, said in (("", "Say which file"), ("none.json", "There is no file"), ("other.json", "other.json:1:")):
        assert said in await visitor.post("/record/file", 422, path=path), path
