"""Where a walk ends because something is not there: only what was seen ends it by itself, else the person is asked."""

from __future__ import annotations

from runner.errors import TargetNotFound
from runner.events import Question
from runner.flow.driver import LookingDriver
from runner.flow.results import Ends
from runner.flow.signs import shows_something
from runner.locale import Text, _, joined
from runner.outcomes import OUTCOMES
from runner.session.talk import Over, Talk

_OFFERED = _("As far as this flow knows, it is offered where you live.")


class EndsHere(TargetNotFound):
    """A route has come to an end of the walk, `seen` there or not; the routes after it may lead further."""

    def __init__(self, ends: Ends, seen: bool) -> None:
        super().__init__(ends.missing)
        self.ends = ends
        self.seen = seen
        if seen:
            self.because(_("the page says so: {sign}", sign=str(ends.sign)))


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
    say: Text = joined(_found(ends, seen, on_a_route), _OFFERED if doubtful else "", OUTCOMES[ends.outcome].asked)
    if ends.outcome == "not_offered" and remains:
        say = joined(say, _("If it is not: {remains}", remains=remains), between="\n")
    reply = await talk.ask(Question("agree", say, ("yes", "no", "stop"), topic=ends.outcome))
    if reply.choice == "yes":
        raise Over(ends.outcome, "by_word")
    raise TargetNotFound(ends.missing)


def _found(ends: Ends, seen: bool, on_a_route: bool) -> Text:
    if not seen:
        return _("I could not find {thing}.", thing=ends.missing)
    if on_a_route:
        return _("A page on the way said so: {sign}.", sign=str(ends.sign))
    return _("The page says so: {sign}.", sign=str(ends.sign))
