"""What is under way: one thing at a time, its questions answered at the home or elsewhere, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import get_args

import pytest

from runner.app.batch import Batch, FlowResult, planned
from runner.app.front_end import FrontEnd
from runner.errors import BrowserError, Stopped
from runner.events import Choice, Noted, Question, Reply, SessionStarted, StepStarted
from runner.flow.load import load_file
from runner.home.changes import Changes
from runner.home.person import HomePerson
from runner.home.walk_pages import _WORDS
from runner.home.walks import WalkNow
from tests.home.conftest import Visitor
from tests.home.test_services import own_flow

ASKS = Question("next", "The next one.\nAbout 1 minute", ("yes", "skip", "stop"), labels={"yes": "Go on"})


@asynccontextmanager
async def served(visitor: Visitor) -> AsyncIterator[list[str]]:
    """The home does what is begun; the list has what came to the front."""
    back: list[str] = []

    async def at_end() -> None:
        back.append("home")

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(visitor.context.walks.serve(FrontEnd(), at_end))
        yield back
        task.cancel()


async def asked(visitor: Visitor) -> str:
    """The page of what is under way, once something is asked."""
    while visitor.context.walks.person.asked is None:
        await visitor.context.changes.after(visitor.context.changes.number)
    return await visitor.get("/walk")


async def test_a_question_is_answered_by_its_form_and_only_once(visitor: Visitor) -> None:
    replies: list[Reply] = []

    async def work(_: WalkNow, front: FrontEnd) -> None:
        replies.append(await front.ask(ASKS))

    async with served(visitor) as back:
        assert visitor.context.walks.begin("1 flow", work)
        page = await asked(visitor)
        assert "What comes next" in page
        assert 'value="yes"' in page
        assert "Go on" in page
        here = visitor.context.walks.person.asked
        assert here
        assert "answered meanwhile" in await visitor.post("/walk/answer", question="q0", choice="yes")
        assert "answered meanwhile" in await visitor.post("/walk/answer", question=here.id, choice="back")
        await visitor.post("/walk/answer", question=here.id, choice="yes")
        await visitor.context.walks.idle()
        assert "answered meanwhile" in await visitor.post("/walk/answer", question=here.id, choice="yes")
    assert replies == [Reply("yes", "home")]
    assert back == ["home"]


async def test_what_was_answered_elsewhere_is_no_longer_asked() -> None:
    person = HomePerson(lambda: None)
    asking = asyncio.ensure_future(person.ask(ASKS))
    await asyncio.sleep(0)
    assert person.asked
    before = person.asked.id
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert person.asked is None
    assert not person.reply(before, "yes")


async def test_what_a_flow_needs_is_typed_at_the_home() -> None:
    person = HomePerson(lambda: None)
    asking = asyncio.ensure_future(person.ask(Question("need", "Which blog?", ("stop",))))
    await asyncio.sleep(0)
    assert person.asked
    assert not person.reply(person.asked.id, "text", "  ")
    assert person.reply(person.asked.id, "text", " mine ")
    assert await asking == Reply("continue", "home", "mine")


@pytest.mark.slow
async def test_a_second_walk_waits_for_the_end_of_the_first(visitor: Visitor) -> None:
    release = asyncio.Event()

    async def work(_: WalkNow, __: FrontEnd) -> None:
        await release.wait()

    async with served(visitor):
        assert visitor.context.walks.begin("one", work)
        assert not visitor.context.walks.begin("two", work)
        said = await visitor.post("/walk/begin", flow="chatgpt-training")
        assert "Something else is under way" in said
        assert "Under way" in await visitor.get("/services")
        release.set()
        await visitor.context.walks.idle()
    assert "Show it" not in await visitor.get("/services")


async def test_stop_reaches_what_is_under_way(visitor: Visitor) -> None:
    async def work(_: WalkNow, front: FrontEnd) -> None:
        await front.ask(ASKS)

    async with served(visitor):
        visitor.context.walks.begin("one", work)
        await asked(visitor)
        await visitor.post("/walk/stop")
        await visitor.context.walks.idle()
    assert "Stopped." in await visitor.get("/walk")


async def test_what_goes_wrong_is_told(visitor: Visitor) -> None:
    async def work(_: WalkNow, __: FrontEnd) -> None:
        raise BrowserError("no browser is found")

    async with served(visitor):
        visitor.context.walks.begin("one", work)
        await visitor.context.walks.idle()
        assert "No browser is found" in await visitor.get("/walk")


async def test_the_page_tells_now_next_and_what_came(visitor: Visitor, folder: Path) -> None:
    names = ("one", "two", "three", "four")
    for name in names:
        own_flow(folder, name, title=f"Flow {name}")
    files = [load_file(folder / "flows" / f"{name}.yaml") for name in names]
    batch = Batch([planned(file, {}) for file in files])
    batch.walked(FlowResult("one", "Flow one", "opted_out", "read_back", "example-1"))
    now = WalkNow("4 flows", batch=batch)
    visitor.context.walks.now = now
    visitor.context.walks._idle.clear()
    now.watching.hear(SessionStarted(flow="two", title="Flow two", steps=3))
    now.watching.hear(StepStarted(flow="two", step=2, kind="pause", sentence="Turn it off."))
    now.watching.hear(Noted(flow="two", text="A tab was opened."))
    page = await visitor.get("/walk")
    for said in (
        "Step 2 of 3",
        "Turn it off.",
        "A tab was opened.",
        "Switched",
        "Read back.",
        "Leave it out: Flow three",
    ):
        assert said in page, said
    assert 'href="/requests/example-1"' in page
    await visitor.post("/walk/later/three", what="put_off")
    assert [one.file.id for one in (*batch.todo, *batch.put_off)] == ["two", "four", "three"]
    await visitor.post("/walk/later/three", what="leave_out")
    await visitor.post("/walk/later/two", what="leave_out")
    assert [one.file.id for one in (*batch.todo, *batch.put_off)] == ["two", "four"], "the one under way stays"
    assert [(one.flow, one.end) for one in batch.results] == [("one", "opted_out"), ("three", "left_out")]


async def test_a_page_waits_for_what_changes() -> None:
    changes = Changes()
    first = asyncio.ensure_future(changes.after(0))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(changes.after(0))
    assert await first == 0, "a page that waits anew lets go of the wait before"
    changes.tell()
    assert await second == 1
    assert await changes.after(0) == 1


async def test_stopped_by_the_person_is_no_failure(visitor: Visitor) -> None:
    async def work(_: WalkNow, __: FrontEnd) -> None:
        raise Stopped

    async with served(visitor):
        visitor.context.walks.begin("one", work)
        await visitor.context.walks.idle()
        assert "That did not work" not in await visitor.get("/walk")


def test_every_choice_has_words() -> None:
    assert {one for one in get_args(Choice) if not one.isdecimal()} <= {*_WORDS}
