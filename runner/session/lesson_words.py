"""What was learnt about a flow, and what follows from it for its file, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from runner.flow.describe import describe, name_of
from runner.flow.load import Loc
from runner.flow.model import Pick
from runner.flow.step import Step
from runner.locale import Message, _
from runner.locale.phrase import commas, put_in, quoted, unstopped
from runner.session.learned import Learned, Way

_WAS_IN_THE_WAY = {
    True: _("{thing} was in the way."),
    False: _("{thing} was in the way; it is pressed whenever it is, from now on."),
}
# By what was learnt, whether the step is still there, and whether nothing follows.
_WAS_LEARNT: Mapping[tuple[Way, bool, bool], Message] = {
    ("dropped", True, True): _("Step {place} ({step}) was not needed."),
    ("dropped", True, False): _("Step {place} ({step}) was not needed, so it goes."),
    ("dropped", False, True): _("Step {place} was not needed."),
    ("dropped", False, False): _("Step {place} was not needed, so it goes."),
    ("optional", True, True): _("Step {place} ({step}) was not needed."),
    ("optional", True, False): _(
        "Step {place} ({step}) was not needed; from now on it is walked only where that is there."
    ),
    ("optional", False, True): _("Step {place} was not needed."),
    ("optional", False, False): _("Step {place} was not needed; from now on it is walked only where that is there."),
    ("inserted", True, True): _("Before step {place} ({step}), {thing} had to be pressed."),
    ("inserted", True, False): _("Before step {place} ({step}), {thing} had to be pressed; that becomes a step."),
    ("inserted", False, True): _("Before step {place}, {thing} had to be pressed."),
    ("inserted", False, False): _("Before step {place}, {thing} had to be pressed; that becomes a step."),
    ("apart", True, True): _("Step {place} ({step}): of several things, {thing} was meant."),
    ("apart", True, False): _(
        "Step {place} ({step}): of several things, {thing} was meant; how it is told from them is added."
    ),
    ("apart", False, True): _("Step {place}: of several things, {thing} was meant."),
    ("apart", False, False): _(
        "Step {place}: of several things, {thing} was meant; how it is told from them is added."
    ),
    ("renamed", True, True): _("Step {place} ({step}) was found as {thing}."),
    ("renamed", True, False): _("Step {place} ({step}) was found as {thing}; that is looked for first from now on."),
    ("renamed", False, True): _("Step {place} was found as {thing}."),
    ("renamed", False, False): _("Step {place} was found as {thing}; that is looked for first from now on."),
}


def summary(lesson: Learned, step: Step | None, refused: bool) -> str:
    """What was learnt, and unless that is refused what follows, in a sentence."""
    if lesson.way == "interruption":
        said = _WAS_IN_THE_WAY[refused]
    else:
        said = _WAS_LEARNT[lesson.way, step is not None, refused]
    what = unstopped(str(step)) if step else ""
    return put_in(said, place=_place(lesson.loc), step=what, thing=_thing(lesson.pick or Pick()))


def _thing(pick: Pick) -> str:
    name = name_of(pick)
    return quoted(name) if name else str(describe(pick) or _("something without a name"))


def _place(loc: Loc) -> str:
    """A step's place in words: `6`, or `6, by way of the menu, 2`."""
    parts: list[str] = []
    for before, part in zip(("", *loc), loc, strict=False):
        if isinstance(part, int):
            parts.append(str(part + 1))
        elif before == "by":
            parts.append(_("by way of {route}", route=part))
    return commas(*parts)
