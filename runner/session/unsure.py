"""What the person is asked where the runner cannot or may not go on by itself: a deed whose end is not plain, what was
held back after it, a control that is theirs, a page of another site.

It is never done again unasked. Nothing is learnt from it: it says nothing of the page being another than the flow says.
"""

from __future__ import annotations

from runner import events
from runner.errors import Elsewhere, Refused, Unsure
from runner.events import Question
from runner.flow.step import Step
from runner.locale import _
from runner.session import whereabouts
from runner.session.next_step import ON, Next
from runner.session.questions import elsewhere
from runner.session.race import first
from runner.session.step_position import StepPosition
from runner.session.talk import Over, Talk, leave


async def settle(unsure: Unsure, talk: Talk, position: StepPosition) -> Next:
    """On where what comes next is there; else the person says what came of it."""
    comes_next = whereabouts.arrived(position.line, position.place) or position.goal
    if comes_next is not None and await first(talk.driver.holds(comes_next), talk.stops()):
        await talk.tell_step(events.StepDone, note=unsure.label)
        return ON
    if not talk.person.present:
        raise Over("lost")
    say = _(
        "I pressed or filled in “{thing}” once, and the page does not say whether that worked. Look at it: "
        "if it did, press Continue; if not, do it yourself, or let me try again.",
        thing=unsure.label,
    )
    reply = await talk.ask(Question("review", say, ("continue", "retry", "skip", "back", "stop")))
    if reply.choice != "continue":
        return await leave(talk, reply)
    await talk.tell_step(events.StepDone, note=_("as you said: {thing}", thing=unsure.label))
    return ON


async def tell_held(talk: Talk) -> None:
    """Where a page has tried to send something after it was last used: the person may do so, and says when to go on."""
    if host := talk.driver.held:
        say = _(
            "The page tried to send something to {host}, some time after I last used it. I held it back: nothing was "
            "sent. If you want it sent, send it yourself; then press Continue.",
            host=host,
        )
        await talk.ask(Question("review", say, ("continue", "stop")))


async def come_back(away: Elsewhere, talk: Talk) -> Next:
    """Waits until the page is on the flow's sites again."""
    question = Question("elsewhere", elsewhere(away), ("retry", "skip", "back", "stop"), page_answers=True)
    return await leave(talk, await talk.ask(question, "back"))


async def left_to_person(refusal: Refused, step: Step, talk: Talk) -> Next:
    """The guard leaves a control to the person: they press it, or not."""
    question = Question("review", str(refusal), ("continue", "retry", "skip", "back", "stop"))
    reply = await talk.ask(question)
    if reply.choice != "continue":
        return await leave(talk, reply)
    await talk.tell_step(events.StepDone, note=_("done by hand: {step}", step=str(step)))
    return ON
