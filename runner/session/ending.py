"""Where a walk ends because something is not there: only what was seen ends it by itself, else the person is asked."""

from __future__ import annotations

from runner.errors import TargetNotFound
from runner.events import Question
from runner.flow.driver import LookingDriver
from runner.flow.results import Ends
from runner.flow.signs import shows_something
from runner.outcomes import OUTCOMES
from runner.session.talk import Over, Talk

_OFFERED = "As far as this flow knows, it is offered where you live. "


class EndsHere(TargetNotFound):
    """A route has come to an end of the walk, `seen` there or not; the routes after it may lead further."""

    def __init__(self, ends: Ends, seen: bool) -> None:
        super().__init__(ends.missing)
        self.ends = ends
        self.seen = seen
        if seen:
            self.because(f"the page says so: {ends.sign}")


async def is_seen(driver: LookingDriver, ends: Ends) -> bool:
    """Whether the page shows the sign of an end: something that is there, on a page that is whole."""
    return ends.sign is not None and shows_something(ends.sign) and await driver.reads(ends.sign, 0)


async def end(talk: Talk, ends: Ends, offered_here: bool, remains: str = "", on_a_route: bool = False) -> None:
    """Raises Over with the outcome, and what that rests on; TargetNotFound where the person says that it is not so.

    Where nobody can be asked and nothing was seen, the way is lost. `remains` is what is left to do where it is not
    offered. The sign may have been seen before, `on_a_route`.
    """
    seen = on_a_route or await is_seen(talk.driver, ends)
    doubtful = ends.outcome == "not_offered" and offered_here
    if seen and not doubtful:
        raise Over(ends.outcome, "seen")
    if not talk.person.present:
        raise Over("lost")
    page = "A page on the way said so" if on_a_route else "The page says so"
    found = f"{page}: {ends.sign}. " if seen else f"I could not find {ends.missing}. "
    say = f"{found}{_OFFERED if doubtful else ''}{OUTCOMES[ends.outcome].asked}"
    if ends.outcome == "not_offered" and remains:
        say = f"{say}\nIf it is not: {remains}"
    reply = await talk.ask(Question("agree", say, ("yes", "no", "stop"), topic=ends.outcome))
    if reply.choice == "yes":
        raise Over(ends.outcome, "by_word")
    raise TargetNotFound(ends.missing)
