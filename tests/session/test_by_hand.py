"""A login without us, with a fake page: when it is offered, where it leads, and what is said when it did not last."""

from __future__ import annotations

import pytest

from runner.events import CameBack, Event, LoginNotKept, Noted, Question, SteppedAside
from runner.flow import login_refusals
from runner.flow.driver import LoginPage
from runner.flow.login_refusals import LoginRefusal
from runner.session.engine import Engine
from runner.session.person import Together
from runner.testing import FakeDriver, ScriptedPerson, flow, names

HOME = "https://a.example/"
STEPS = f"""
- open: {HOME}
- pause: {{for: login, say: Log in., until: {{visible: Inbox}}}}
- click: Inbox
"""
KNOWN = LoginRefusal(name="A", services=("a.example",), addresses=("https://a.example/no",), sources=("here",))


def page(stays: bool = True) -> FakeDriver:
    """A site where the login made without us is there afterwards, or is not."""
    driver = FakeDriver(leads={HOME: {"Way in"}})
    driver.aside.is_possible = True
    if stays:
        driver.aside.visit = lambda: driver.leads.update({HOME: {"Inbox"}})
    return driver


async def walk(driver: FakeDriver, *answers: object, steps: str = STEPS) -> tuple[list[Event], list[Question]]:
    heard: list[Event] = []
    person = ScriptedPerson(*answers)
    await Engine(flow(steps), driver, Together([person]), [heard.append]).run()
    return heard, person.asked


async def test_every_login_offers_it_and_no_other_pause() -> None:
    driver = page()
    _, asked = await walk(
        driver, (lambda: driver.change("Inbox"), None), "continue", steps=STEPS + "- pause: {for: review, say: Look.}"
    )
    assert asked[0].choices == ("continue", "by_hand", "skip", "back", "stop")
    assert "by_hand" not in asked[1].choices


async def test_where_there_is_no_window_it_is_not_offered() -> None:
    driver = page()
    driver.aside.is_possible = False
    _, (asked,) = await walk(driver, (lambda: driver.change("Inbox"), None))
    assert asked.choices == ("continue", "skip", "back", "stop")


async def test_the_walk_goes_on_at_the_same_step() -> None:
    driver = page()
    heard, asked = await walk(driver, "by_hand", None)
    assert driver.aside.logins == [LoginPage("S", HOME)]
    assert driver.done == [f"open {HOME}", "come back", f"open {HOME}", "press Inbox"]
    (aside,) = [event for event in heard if isinstance(event, SteppedAside)]
    assert (aside.sites, aside.step, aside.kind) == (("S",), 2, "pause")
    assert [type(event) for event in heard if isinstance(event, (SteppedAside, CameBack, LoginNotKept))] == [
        SteppedAside,
        CameBack,
    ]
    assert (asked[1].topic, asked[1].choices) == ("by_hand", ("continue", "stop"))
    assert names(heard)[-1] == "session_ended"


async def test_nobody_looks_meanwhile() -> None:
    driver, private = page(), list[bool]()
    stays = driver.aside.visit

    def visit() -> None:
        private.append(driver.private_now)
        stays()

    driver.aside.visit = visit
    await walk(driver, "by_hand", None)
    assert private == [True]


async def test_their_word_closes_the_window() -> None:
    driver = page()
    driver.aside.stays_open = True
    heard, _ = await walk(driver, "by_hand", "continue")
    assert "come back" in driver.done and names(heard)[-1] == "session_ended"


async def test_stop_there_keeps_the_place() -> None:
    driver = page()
    driver.aside.stays_open = True
    heard, _ = await walk(driver, "by_hand", "stop")
    assert names(heard)[-1] == "session_ended stopped" and "come back" not in driver.done


async def test_a_login_that_did_not_last_is_said_and_the_steps_are_given() -> None:
    driver = page(stays=False)
    heard, asked = await walk(driver, "by_hand", None, (lambda: driver.change("Inbox"), None))
    assert [event for event in heard if isinstance(event, LoginNotKept)]
    again = asked[2]
    assert again.choices[:2] == ("continue", "by_hand")
    assert "You are not logged in here." in again.say and "`optout show f`" in again.say
    assert again.copy is not None and [line[:3] for line in again.copy.splitlines()] == ["1. ", "2. ", "3. "]


async def test_a_refusal_on_the_way_puts_it_first() -> None:
    driver = page()

    def refused() -> None:
        driver.aside.refusal = KNOWN
        driver.changed.set()

    heard, asked = await walk(driver, (refused, None), "by_hand", None)
    assert asked[1].choices[0] == "by_hand" and asked[1].say.startswith("Log in.\nA refuses a login")
    assert "person_answered by_hand" in names(heard)


async def test_a_site_on_record_has_it_first_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login_refusals, "login_refusals", lambda: (KNOWN,))
    _, asked = await walk(page(), "by_hand", None)
    assert asked[0].choices == ("by_hand", "continue", "skip", "back", "stop")


async def test_a_window_that_did_not_open_says_why() -> None:
    driver = page()
    driver.aside.problem = "Chromium ended with an error (1)."
    heard, _ = await walk(driver, "by_hand", None)
    assert "Chromium ended with an error (1)." in [event.text for event in heard if isinstance(event, Noted)]


async def test_a_login_without_a_sign_is_asked_about_again() -> None:
    driver = page()
    _, asked = await walk(
        driver, "by_hand", None, "continue", steps=f"- open: {HOME}\n- pause: {{for: login, say: Log in.}}"
    )
    assert [question.say for question in asked] == ["Log in.", asked[1].say, "Log in."]
