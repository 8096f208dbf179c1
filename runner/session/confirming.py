"""Reading back what a walk has brought about: a setting on the page loaded anew, a message where it is news.

Where the page, loaded anew, does not show the setting, the steps that led there are walked once more; nothing is sent
or switched on that way. What cannot be read is not confirmed, and that is said.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from runner.errors import Elsewhere, Refused, TargetNotFound
from runner.flow.driver import LookingDriver
from runner.flow.model import Condition
from runner.flow.results import ReadsBack
from runner.flow.signs import is_state
from runner.flow.step import Step
from runner.locale import _
from runner.session.readback import shown
from runner.session.step_position import Loc, StepPosition

Way = Sequence[tuple[Loc, Step]]  # steps, each with its place in the file
Walk = Callable[[Way], Awaitable[None]]
_SWITCHED = ("opted_out", "already_out")


async def confirmed(driver: LookingDriver, reads: ReadsBack, outcome: str | None, way: Way, go: Walk) -> str:
    """Why a condition is not confirmed, in a sentence; empty where it is.

    `way` are the steps before, of which those that only lead on are walked again with `go` where it takes them.
    """
    is_setting = is_state(reads.condition) or outcome in _SWITCHED
    if is_setting and reads.reload and (why := await _loaded_again(driver, reads, way, go)):
        return why
    # A text that stood there all the time says nothing, be it a message or how a setting stands.
    news = not is_state(reads.condition) and outcome != "already_out"
    if await driver.reads(reads.condition, reads.timeout, news):
        return ""
    return _("not seen: {condition}", condition=str(reads.condition))


async def _loaded_again(driver: LookingDriver, reads: ReadsBack, way: Way, go: Walk) -> str:
    """Loads the page again and goes to the setting; why that does not work, or nothing."""
    try:
        await driver.load_again()
        thing = shown(reads.condition)
        if thing and not await driver.holds(thing, reads.timeout):
            await go(_way_back(way))
    except (TargetNotFound, Elsewhere, Refused) as error:
        return _("it could not be read back: {why}", why=str(error))
    return ""


def _way_back(way: Way) -> Way:
    """The steps since a page was last opened that only lead on, by the runner's hand or the person's."""
    opened = [place for place, (_, step) in enumerate(way) if step.opens]
    since = way[opened[-1] if opened else 0 :]
    return [(loc, led) for loc, step in since if (led := step.only(_leads)) is not None]


def _leads(step: Step) -> bool:
    """Whether a step only leads on: also where the person opens a menu, which the page then shows."""
    return step.leads or step.person_leads


def steps_before(steps: Sequence[Step], position: StepPosition) -> Way:
    """The flow's steps before a place, and inside the step it stands in those of its own list."""
    outer = StepPosition(position.step, "", steps, 0, ("steps",))
    before = [(outer.at(at).loc, steps[at]) for at in range(position.step - 1)]
    inner = [(position.at(at).loc, position.line[at]) for at in range(position.place)]
    return before if position.line is steps else [*before, *inner]


def messages_to_come(steps: Sequence[Step]) -> list[Condition]:
    """What later steps read, so that it can be told whether it was there before."""
    inner = [step for one in steps for part in one.parts().values() for step in part]
    found = [step.reads for step in steps if step.reads]
    return found + (messages_to_come(inner) if inner else [])
