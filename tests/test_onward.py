"""From flow to flow with fakes: what is offered between two, what the answers do, what is asked right before a flow."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from runner.errors import PageGone, UsageError
from runner.events import Event, PersonAnswered, PersonAsked, Question, Reply
from runner.flow.load import FlowFile
from runner.flow.steps import Open
from runner.onward import Onward
from runner.session.person import Together
from runner.sitting import Came, End, Sitting, planned

from .fakes import FakeDriver, ScriptedPerson
from .test_sitting import FORM, LOGIN, SWITCH, file

A, B, C = (file(name, "a.example", LOGIN, step) for name, step in (("a", SWITCH), ("b", FORM), ("c", SWITCH)))
BLOG = file("blog", "a.example", "open: 'https://a.example/{site}'", SWITCH, needs="site: The name of your blog")
SHOP = file("shop", "b.example", "open: 'https://b.example/{site}'", SWITCH, needs="site: The name of your shop")
HOST = file("host", "c.example", "open: 'https://{name}.c.example/'", SWITCH, needs="name: Your name there")


class Person(ScriptedPerson):
    """Also types: a text among the answers that is no choice is what they type."""

    async def ask(self, question: Question) -> Reply:
        if question.about != "need" or not isinstance(self.answers[0], str) or self.answers[0] in question.choices:
            return await super().ask(question)
        self.asked.append(question)
        return Reply("continue", "terminal", self.answers.pop(0))


class Day:
    """A sitting with a person who answers from a list; flows end as `ends` says, else they were sent."""

    def __init__(self, *files: FlowFile, ends: Mapping[str, End] | None = None, given: Any = None) -> None:
        self.sitting = Sitting([planned(one, {}) for one in files])
        self.ends, self.given = ends or {}, given or {}
        self.walked: list[str] = []
        self.opened: list[str] = []
        self.said: list[str] = []
        self.heard: list[Event] = []
        self.private: list[bool] = []
        self.driver = FakeDriver()
        self.over = False

    async def walk(self, file: FlowFile) -> Came:
        self.walked.append(file.id)
        self.opened += [step.url for step in file.flow.steps if isinstance(step, Open)][1:]
        return Came(file.id, file.flow.title, self.ends.get(file.id, "sent"))

    def hear(self, event: Event) -> None:
        self.heard.append(event)
        self.private.append(self.driver.private_now)

    async def goes(self, *answers: object, present: bool = True) -> int:
        self.person = Person(*answers)
        places = [self.person] if present else []
        talk = (self.driver, Together(places), [self.hear], self.said.append)
        onward = Onward(self.sitting, self.walk, *talk, {}, self.given, lambda: self.over)
        code = await asyncio.wait_for(onward.to_the_end(), 5)
        assert not self.person.answers
        return code

    def ended(self) -> dict[str, End]:
        return {one.flow: one.end for one in self.sitting.came}


async def test_the_first_begins_at_once_and_each_other_is_offered() -> None:
    day = Day(A, B, C)
    assert await day.goes("yes", "yes") == 0
    assert day.walked == ["a", "b", "c"]
    assert [asked.about for asked in day.person.asked] == ["next", "next"]


async def test_one_alone_is_asked_nothing() -> None:
    day = Day(A)
    assert await day.goes() == 0
    assert (day.walked, day.heard) == (["a"], [])


async def test_what_is_next_is_told_with_its_time_and_what_is_left() -> None:
    day = Day(A, B, C)
    await day.goes("yes", "yes")
    first, last = day.person.asked
    assert first.say == "About b\nAbout 1 minute: a form (2 to go, about 1 minute in all)."
    assert last.say == "About c\nAbout 1 minute: a switch (the last one)."
    assert (first.choices, dict(first.labels)["skip"]) == (("yes", "skip", "no", "stop"), "Later")


async def test_what_is_put_off_comes_back_at_the_end() -> None:
    day = Day(A, B, C)
    assert await day.goes("skip", "yes", "yes") == 0
    assert day.walked == ["a", "c", "b"]
    assert day.person.asked[-1].say.startswith("Put off before: About b\n")


async def test_what_is_put_off_twice_is_for_another_day() -> None:
    day = Day(A, B)
    assert await day.goes("skip", "skip") == 0
    assert day.ended() == {"a": "sent", "b": "later"}


async def test_what_is_left_out_does_not_come_back() -> None:
    day = Day(A, B, C)
    assert await day.goes("no", "yes") == 0
    assert day.ended() == {"a": "sent", "b": "left_out", "c": "sent"}


async def test_stop_between_two_ends_the_sitting() -> None:
    day = Day(A, B, C)
    assert await day.goes("skip", "stop") == 1
    assert day.ended() == {"a": "sent", "b": "later", "c": "later"}


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
    day.over = True
    assert await day.goes() == 1
    assert (day.walked, day.ended()) == ([], {"a": "later", "b": "later"})


async def test_with_nobody_there_it_goes_on_by_itself_and_the_worst_counts() -> None:
    day = Day(A, B, C, ends={"a": "lost"})
    assert await day.goes(present=False) == 4
    assert (day.walked, day.heard) == (["a", "b", "c"], [])


async def test_the_window_closed_twice_between_two_is_a_stop() -> None:
    class Closed(FakeDriver):
        async def recover(self) -> str:
            raise PageGone("the window was closed twice")

    day = Day(A, B)
    day.driver = Closed()
    day.driver.gone = 1
    assert await day.goes((None, None)) == 1
    assert day.ended() == {"a": "sent", "b": "later"}


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
    assert [asked.about for asked in day.person.asked] == ["next", "need"]
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
    assert day.person.asked[0].choices == ("stop",)
    assert day.walked == []


async def test_what_leads_elsewhere_is_asked_once_more() -> None:
    day = Day(HOST)
    assert await day.goes("evil.example/?", "ada") == 0
    assert day.opened == ["https://ada.c.example/"]
    assert "cannot be opened" in day.said[0]


async def test_what_was_given_and_leads_elsewhere_is_an_error() -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        await Day(HOST, given={"name": "evil.example/?"}).goes()
