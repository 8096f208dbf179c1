"""From flow to flow with fakes: what is offered between two, what the answers do, what is asked right before a flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from runner.app.batch import Batch, End, FlowResult, planned
from runner.app.batch_runner import BatchRunner
from runner.errors import PageGone, UsageError
from runner.events import (
    BatchMovedOn,
    Event,
    Listener,
    Noted,
    PersonAnswered,
    PersonAsked,
    Question,
    Reply,
    SteppedAside,
)
from runner.flow import login_refusals
from runner.flow.driver import Recovered
from runner.flow.kinds.open import Open
from runner.flow.load import FlowFile
from runner.flow.login_refusals import LoginRefusal
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson

from .test_batch import FORM, LOGIN, SWITCH, file

A, B, C = (file(name, "a.example", LOGIN, step) for name, step in (("a", SWITCH), ("b", FORM), ("c", SWITCH)))
BLOG = file("blog", "a.example", "open: 'https://a.example/{site}'", SWITCH, needs="site: The name of your blog")
SHOP = file("shop", "b.example", "open: 'https://b.example/{site}'", SWITCH, needs="site: The name of your shop")
HOST = file("host", "c.example", "open: 'https://{name}.c.example/'", SWITCH, needs="name: Your name there")


class Person(ScriptedPerson):
    """Also types: a text among the answers that is no choice is what they type."""

    async def ask(self, question: Question) -> Reply:
        text = next(iter(self.answers), None)
        if question.about != "need" or not isinstance(text, str) or text in question.choices:
            return await super().ask(question)
        self.asked.append(question)
        del self.answers[0]
        return Reply("continue", "terminal", text)


class Day:
    """A batch with a person who answers from a list; flows end as `ends` says, else as not offered."""

    def __init__(self, *files: FlowFile, ends: Mapping[str, End] | None = None, given: Any = None) -> None:
        self.batch = Batch([planned(one, {}) for one in files])
        self.ends, self.given = ends or {}, given or {}
        self.walked: list[str] = []
        self.opened: list[str] = []
        self.heard: list[Event] = []
        self.moved: list[tuple[str, int, int, str]] = []
        self.came: list[str] = []
        self.private: list[bool] = []
        self.driver = FakeDriver()
        self.is_over = False

    async def walk(self, file: FlowFile) -> FlowResult:
        self.walked.append(file.id)
        self.opened += [step.url for step in file.flow.steps if isinstance(step, Open)][1:]
        return FlowResult(file.id, file.flow.title, self.ends.get(file.id, "not_offered"))

    def hear(self, event: Event) -> None:
        if isinstance(event, BatchMovedOn):
            self.moved.append((event.flow, event.place, event.of, event.next))
            self.came.append(event.came)
            return
        self.heard.append(event)
        self.private.append(self.driver.private_now)

    async def goes(self, *answers: object, present: bool = True) -> int:
        self.someone = Person(*answers)
        self.person = Together([self.someone] if present else [])
        await BatchRunner(self.batch, self.walk, self, {}, self.given).to_the_end()
        assert not self.someone.answers
        return self.batch.code

    @property
    def listeners(self) -> list[Listener]:
        return [self.hear]

    def over(self) -> bool:
        return self.is_over

    @property
    def said(self) -> list[str]:
        return [event.text for event in self.heard if isinstance(event, Noted)]

    def ended(self) -> dict[str, End]:
        return {one.flow: one.end for one in self.batch.results}


@pytest.mark.parametrize("end", ["sent", "opted_out", "already_out", None])
async def test_after_one_that_is_done_the_next_begins_at_once_and_says_what_came_of_it(end: End) -> None:
    day = Day(A, B, C, ends={"a": end, "b": "stopped"})
    assert await day.goes("yes") == 1
    assert day.walked == ["a", "b", "c"]
    assert [asked.say.splitlines()[0] for asked in day.someone.asked] == ["About c"]
    assert day.came[0] == "" and day.came[1].startswith("About a: ")


async def test_one_that_was_put_off_is_offered_before_it_comes_again() -> None:
    day = Day(A, B, ends={"a": "not_offered", "b": "sent"})
    await day.goes("skip", "yes")
    assert [asked.about for asked in day.someone.asked] == ["next", "next"]


async def test_the_first_begins_at_once_and_each_other_is_offered() -> None:
    day = Day(A, B, C)
    assert await day.goes("yes", "yes") == 0
    assert day.walked == ["a", "b", "c"]
    assert [asked.about for asked in day.someone.asked] == ["next", "next"]


async def test_one_alone_is_asked_nothing() -> None:
    day = Day(A)
    assert await day.goes() == 0
    assert (day.walked, day.heard) == (["a"], [])


async def test_what_is_next_is_told_with_its_time_and_what_is_left() -> None:
    day = Day(A, B, C)
    await day.goes("yes", "yes")
    first, last = day.someone.asked
    assert first.say == "About b\nAbout 1 minute: a form (2 to go, about 1 minute in all)."
    assert last.say == "About c\nAbout 1 minute: a switch (the last one)."
    assert (first.choices, dict(first.labels)["skip"]) == (("yes", "skip", "no", "stop"), "Later")


async def test_what_is_put_off_comes_back_at_the_end() -> None:
    day = Day(A, B, C)
    assert await day.goes("skip", "yes", "yes") == 0
    assert day.walked == ["a", "c", "b"]
    assert day.someone.asked[-1].say.startswith("Put off before: About b\n")


async def test_what_is_put_off_twice_is_for_another_day() -> None:
    day = Day(A, B)
    assert await day.goes("skip", "skip") == 0
    assert day.ended() == {"a": "not_offered", "b": "later"}


async def test_what_is_left_out_does_not_come_back() -> None:
    day = Day(A, B, C)
    assert await day.goes("no", "yes") == 0
    assert day.ended() == {"a": "not_offered", "b": "left_out", "c": "not_offered"}


async def test_stop_between_two_ends_the_sitting() -> None:
    day = Day(A, B, C)
    assert await day.goes("skip", "stop") == 1
    assert day.ended() == {"a": "not_offered", "b": "later", "c": "later"}


async def test_a_flow_that_was_stopped_does_not_end_the_sitting() -> None:
    day = Day(A, B, ends={"a": "stopped"})
    assert await day.goes("yes") == 1
    assert day.walked == ["a", "b"]


async def test_a_second_stop_does() -> None:
    day = Day(A, B, C, ends={"a": "stopped"})
    assert await day.goes("stop") == 1
    assert day.ended() == {"a": "stopped", "b": "later", "c": "later"}


async def test_ctrl_c_ends_it_without_a_question() -> None:
    day = Day(A, B)
    day.is_over = True
    assert await day.goes() == 1
    assert (day.walked, day.ended()) == ([], {"a": "later", "b": "later"})


async def test_with_nobody_there_it_goes_on_by_itself_and_the_worst_counts() -> None:
    day = Day(A, B, C, ends={"a": "lost"})
    assert await day.goes(present=False) == 4
    assert (day.walked, day.heard) == (["a", "b", "c"], [])


async def test_which_of_several_begins_is_told_and_what_comes_after() -> None:
    day = Day(A, B, C)
    await day.goes("skip", "yes", "yes")
    assert day.moved == [("a", 1, 3, B.flow.title), ("c", 2, 3, B.flow.title), ("b", 3, 3, "")]
    alone = Day(A)
    await alone.goes()
    assert alone.moved == []


async def test_the_window_closed_twice_between_two_is_a_stop() -> None:
    class Closed(FakeDriver):
        async def recover(self) -> Recovered:
            raise PageGone("the window was closed twice")

    day = Day(A, B)
    day.driver = Closed()
    day.driver.gone = 1
    assert await day.goes((None, None)) == 1
    assert day.ended() == {"a": "not_offered", "b": "later"}


async def test_the_question_is_in_the_events_and_nobody_looks_meanwhile() -> None:
    day = Day(A, B)
    await day.goes("yes")
    asked, answered = day.heard
    assert isinstance(asked, PersonAsked) and isinstance(answered, PersonAnswered)
    assert (asked.flow, asked.for_, asked.step) == ("b", "next", 1)
    assert (answered.reply, answered.via) == ("yes", "terminal")
    assert day.private == [True, True]


# -- needs --------------------------------------------------------------------------------------------------------


async def test_a_need_is_asked_right_before_its_flow() -> None:
    day = Day(A, BLOG)
    assert await day.goes("yes", "my-blog") == 0
    assert [asked.about for asked in day.someone.asked] == ["next", "need"]
    assert day.opened == ["https://a.example/my-blog"]


async def test_what_was_typed_is_in_no_event() -> None:
    day = Day(BLOG)
    await day.goes("my-blog")
    assert [event.name() for event in day.heard] == ["person_asked", "person_answered"]
    assert "my-blog" not in "".join(str(event.as_json()) for event in day.heard)


async def test_one_word_for_two_things_is_asked_twice_and_the_same_thing_once() -> None:
    twin = file("twin", "a.example", "open: 'https://a.example/{site}'", SWITCH, needs="site: The name of your blog")
    day = Day(BLOG, SHOP, twin)
    assert await day.goes("my-blog", "yes", "my-shop", "yes") == 0
    assert day.opened == ["https://a.example/my-blog", "https://b.example/my-shop", "https://a.example/my-blog"]


async def test_what_was_given_is_not_asked() -> None:
    day = Day(BLOG, SHOP, given={"site": "one", "shop.site": "other"})
    assert await day.goes("yes") == 0
    assert day.opened == ["https://a.example/one", "https://b.example/other"]


async def test_enter_alone_leaves_a_needy_flow_for_later() -> None:
    day = Day(BLOG, A)
    assert await day.goes("skip", "yes", "yes", "my-blog") == 0
    assert day.walked == ["a", "blog"]


async def test_of_a_single_flow_enter_alone_is_a_stop() -> None:
    day = Day(BLOG)
    assert await day.goes("stop") == 1
    assert day.someone.asked[0].choices == ("stop",)
    assert day.walked == []


async def test_what_leads_elsewhere_is_asked_once_more() -> None:
    day = Day(HOST)
    assert await day.goes("evil.example/?", "ada") == 0
    assert day.opened == ["https://ada.c.example/"]
    assert "cannot be opened" in day.said[0]


async def test_what_was_given_and_leads_elsewhere_is_an_error() -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        await Day(HOST, given={"name": "evil.example/?"}).goes()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sites that refuse a driven browser."""
    both = [
        LoginRefusal(name=name, services=(host,), addresses=(f"https://{host}/no",), sources=("here",))
        for name, host in (("A", "a.example"), ("C", "c.example"))
    ]
    monkeypatch.setattr(login_refusals, "login_refusals", lambda: tuple(both))


D = file("d", "c.example", LOGIN, SWITCH)


@pytest.mark.usefixtures("known")
async def test_all_logins_that_are_refused_are_one_visit_at_the_start() -> None:
    day = Day(A, B, D)
    day.driver.aside.is_possible = True
    await day.goes("yes", None, "yes", "yes")
    assert [login.site for login in day.driver.aside.logins] == ["A", "C"]
    assert [event.sites for event in day.heard if isinstance(event, SteppedAside)] == [("A", "C")]
    assert "A and C refuse" in day.someone.asked[0].say and all(day.private[:3])
    assert day.walked == ["a", "b", "d"]


@pytest.mark.usefixtures("known")
async def test_whoever_is_logged_in_already_says_no_and_a_stop_is_for_all() -> None:
    day = Day(A, D)
    day.driver.aside.is_possible = True
    await day.goes("no", "yes")
    assert day.driver.aside.logins == [] and day.walked == ["a", "d"]
    stopped = Day(A, D)
    stopped.driver.aside.is_possible = stopped.driver.aside.stays_open = True
    assert await stopped.goes("yes", "stop") == 1
    assert stopped.walked == [] and stopped.ended() == {"a": "later", "d": "later"}


@pytest.mark.usefixtures("known")
async def test_one_flow_alone_and_a_run_without_a_window_are_not_asked() -> None:
    alone = Day(A)
    alone.driver.aside.is_possible = True
    await alone.goes()
    unseen = Day(A, D)
    await unseen.goes("yes")
    assert alone.walked == ["a"] and unseen.walked == ["a", "d"]
