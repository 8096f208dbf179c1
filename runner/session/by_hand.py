"""A login without us: the driven browser steps aside for the same profile without automation, and comes back.

For sites that refuse a login where a program drives the browser. Nothing hides that one does; there simply is none
while the person logs in. Whether the login is still there afterwards is seen on the page, and said where it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runner import events
from runner.events import Choice, Question, Reply
from runner.flow.driver import HandWindow, LoginPage
from runner.flow.load import Flow
from runner.flow.login_refusals import LoginRefusal, refusal_of
from runner.flow.model import Condition
from runner.flow.results import Asks
from runner.flow.step import Step
from runner.locale import _, in_context, joined, per_front
from runner.locale.phrase import listed, put_in
from runner.session.pausing import TurnEnd, persons_turn
from runner.session.race import first
from runner.session.step_position import StepPosition
from runner.session.talk import OpenedAnew, Talk

_REFUSES = _(
    "{name} refuses a login in a browser that a program drives, and I hide nothing from it. “Log in without me” closes "
    "this window and opens the same browser as an ordinary one: log in there and close it, and I go on here."
)
_THIS_REFUSES = _(
    "This site refuses a login in a browser that a program drives, and I hide nothing from it. “Log in without me” "
    "closes this window and opens the same browser as an ordinary one: log in there and close it, and I go on here."
)
_OPEN = _(
    "The browser is open without me now. Log in to {sites} there, then close that window; "
    "I come back by myself then, at the same step."
)
_NOT_KEPT = per_front(
    _(
        "You are not logged in here. Either the login was not finished, or the site ends it once I am back. "
        "Try it once more, or do all of it without me: these are the steps, and `{command}` prints them."
    ),
    _(
        "You are not logged in here. Either the login was not finished, or the site ends it once I am back. "
        "Try it once more, or do all of it without me: these are the steps, and they stand under Flows."
    ),
)


async def log_in_by_hand(talk: Talk, logins: Sequence[LoginPage]) -> None:
    """Steps aside until the person has logged in there, and comes back; raises Stopped where they want to stop."""
    sites = tuple(dict.fromkeys(one.site for one in logins))
    choices: tuple[Choice, ...] = ("continue", "stop")
    labels: dict[Choice, str] = {"continue": in_context("button", "Done: close it")}
    say = put_in(_OPEN, sites=listed(*sites))
    question = Question("login", say, choices, page_answers=True, topic="by_hand", labels=labels)
    with talk.driver.private():
        async with talk.driver.aside.step(logins) as window:
            await talk.tell_step(events.SteppedAside, sites=sites)
            problem: list[str] = []
            await talk.ask_aside(question, _closed(window, problem))
    await talk.tell_step(events.CameBack)
    if problem and problem[0]:
        await talk.note(problem[0])


async def _closed(window: HandWindow, problem: list[str]) -> Reply:
    problem.append(await window.closed())
    return Reply("continue", "page")


class LoginByHand:
    """The logins without us in the walk of one flow."""

    def __init__(self, talk: Talk, flow_id: str, flow: Flow) -> None:
        self._talk = talk
        self._id = flow_id
        self._flow = flow
        self._came_from = ""  # the pause that was left for a login without us
        self._not_kept = False

    async def turn(self, asks: Asks, position: StepPosition, notes: Sequence[Condition]) -> TurnEnd:
        """The person's turn at a login; raises OpenedAnew after one without us, so that the walk leads back to it."""
        with self._talk.driver.private():
            if await self._is_in(asks, position):
                return TurnEnd(Reply("continue", "page"), "seen")
            turn = await persons_turn(self._talk, asks, notes, self)
            if turn.reply.choice != "by_hand":
                return turn
            url = way_in(self._flow.steps, position.step) or self._talk.driver.here
            login = LoginPage(self._flow.service, url or f"https://{self._flow.hosts[0]}/")
            await log_in_by_hand(self._talk, [login])
            self._came_from = position.key
            raise OpenedAnew(by_login=True)

    def offered(self, question: Question) -> Question:
        """The question of a login, with the way that needs no driven browser, where there can be one."""
        if not self._talk.driver.aside.is_possible:
            return question
        first_of_all, *others = question.choices
        question = replace(question, choices=(first_of_all, "by_hand", *others))
        if self._not_kept:
            say = joined(question.say, put_in(_NOT_KEPT, command=f"optout show {self._id}"), between="\n")
            return replace(question, say=say, copy=_in_words(self._flow.steps), copy_in="", copies={})
        known = refusal_of(self._flow.hosts)
        return self.offered_first(question, known) if known else question

    def offered_first(self, question: Question, known: LoginRefusal | None = None) -> Question:
        """The same once it is known that the site refuses."""
        known = known or self._talk.driver.aside.refusal
        others = [choice for choice in question.choices if choice != "by_hand"]
        why = put_in(_REFUSES, name=known.name) if known else _THIS_REFUSES
        say = joined(question.say, why, between="\n")
        return replace(question, say=say, choices=("by_hand", *others))

    async def _is_in(self, asks: Asks, position: StepPosition) -> bool:
        """Whether the page shows the login that was made without us; where it does not, that is told."""
        came_from, self._came_from = self._came_from, ""
        if came_from != position.key or asks.until is None:
            return False
        looks = self._talk.driver.holds(asks.until, None, seen=True)
        if await first(looks, self._talk.stops()):
            return True
        self._not_kept = True
        await self._talk.tell_step(events.LoginNotKept)
        return False


def way_in(steps: Sequence[Step], number: int | None = None) -> str:
    """The address opened last before a step, by default before the first login; empty where there is none."""
    if number is None:
        number = next((at for at, step in enumerate(steps, 1) if step.about == "login"), 1)
    return next((step.opens for step in reversed(steps[: number - 1]) if step.opens), "")


def _in_words(steps: Sequence[Step]) -> str:
    """All steps of a flow, to be followed without us."""
    lines = [joined(f"{number}.", step.instruction()) for number, step in enumerate(steps, 1)]
    return joined(*lines, between="\n")
