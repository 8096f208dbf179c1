"""What follows for a flow's text from what a session learnt: proposals, each a diff, for the person to decide about.

Writes nothing, and proposes nothing that the loader or `check` would refuse. What would be written stands in patch.py,
what a thing is called in describe.py.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from runner.errors import FlowError, RepairError
from runner.flow import patch
from runner.flow.check import check
from runner.flow.describe import language_of, name_of, named, role_word, spelled, spelled_apart, word_of
from runner.flow.kinds import KINDS, pressing
from runner.flow.load import FlowFile, Loc, load, walk
from runner.flow.model import Pick, Target, fold, widen_target
from runner.flow.same import means_the_same
from runner.flow.splice import Document, document
from runner.flow.step import Step
from runner.flow.words import sends
from runner.locale import _
from runner.session.learned import Learned, LearnedStore, Way, carried, fingerprint, learnt
from runner.session.lesson_words import summary

__all__ = [
    "Learned",
    "LearnedStore",
    "Proposal",
    "added",
    "carried",
    "digest_of",
    "learnt",
    "mended",
    "propose",
    "remaining",
    "unified",
]

_ORDER: tuple[Way, ...] = ("interruption", "inserted", "renamed", "apart", "optional", "dropped")
_STATES = ("visible", "gone", "is_on", "is_off", "selected")
_PRESSED = (None, "link", "button", "menuitem", "tab", "row", "heading")


@dataclass(frozen=True)
class Proposal:
    """One change of a flow's text that follows from a lesson, said in a sentence.

    `after` is `before` where nothing can be proposed, and `reason` says why. `stale`: the file has changed since the
    lesson, so the person has to look closely; it is never applied unasked.
    """

    lesson: Learned
    summary: str
    before: str
    after: str
    reason: str = ""
    stale: bool = False

    @property
    def ready(self) -> bool:
        """Whether a yes to everything may mean this as well."""
        return not self.reason and not self.stale

    @property
    def added(self) -> list[str]:
        """The texts that it writes into the flow."""
        return added(self.before, self.after)

    def diff(self, name: str = "flow.yaml") -> str:
        """The change as a unified diff."""
        return unified(self.before, self.after, name, name)


def added(before: str, after: str) -> list[str]:
    """The texts a flow has and had not before."""
    return list((Counter(_leaves(document(after).data)) - Counter(_leaves(document(before).data))).elements())


def _leaves(data: Any) -> Iterator[str]:
    if isinstance(data, (dict, list)):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _leaves(one)
    elif isinstance(data, str):
        yield data


def digest_of(text: str) -> str:
    """The SHA-256 of a flow's text, as `load` tells it."""
    return hashlib.sha256(text.removeprefix("\ufeff").encode("utf-8")).hexdigest()


def unified(before: str, after: str, old: str, new: str) -> str:
    """A unified diff without dates, as git applies it; '' where nothing differs."""
    told = difflib.unified_diff(_lines(before), _lines(after), old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in told)


def _lines(text: str) -> list[str]:
    """The lines with their ends, as git counts them; str.splitlines knows ends that git does not."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def propose(text: str, lessons: Sequence[Learned]) -> list[Proposal]:
    """What each lesson alone would change in a flow's text; those that change nothing say why."""
    return [_proposal(text, lesson) for lesson in lessons]


def mended(text: str, lessons: Sequence[Learned]) -> str:
    """The text with several lessons applied; RepairError where one of them cannot be."""
    rest = sorted(lessons, key=lambda lesson: _ORDER.index(lesson.way))
    while rest:
        lesson, *others = rest
        if lesson.digest != digest_of(text):
            raise RepairError(_("the file has changed since this was learnt, so it is left as it is"))
        before, text = text, _applied(text, lesson)
        rest = remaining(others, lesson, before, text)
    return text


def remaining(others: Iterable[Learned], applied: Learned, before: str, after: str) -> list[Learned]:
    """What is left of other lessons once one has been applied: as they are now, and without what that has seen to."""
    carried_on = ((other, carried(other, applied, digest_of(after))) for other in others)
    return [one for other, one in carried_on if one and not _is_seen_to(other, before, one, after)]


def _is_seen_to(old: Learned, before: str, new: Learned, after: str) -> bool:
    """Whether a name that was learnt has come to its step with another lesson, about the same thing elsewhere."""
    name = fold(name_of(new.pick)) if new.pick and new.way == "renamed" else ""
    return bool(name) and name in _names_at(after, new) and name not in _names_at(before, old)


def _names_at(text: str, lesson: Learned) -> set[str]:
    try:
        target = _step(_flow(text, lesson.path), lesson.loc).looks_for
    except RepairError:
        return set()
    return {fold(name.text) for one in target.candidates() for name in one.names} if target else set()


def _proposal(text: str, lesson: Learned) -> Proposal:
    stale = lesson.digest != digest_of(text)
    after, reason, step = text, "", None
    try:
        step = _step(_flow(text, lesson.path), lesson.loc)
        if stale and lesson.was and lesson.was != fingerprint(document(text), lesson.loc):
            raise RepairError(_("this step has been changed in the file since, so nothing is proposed"))
        after = _applied(text, lesson)
    except RepairError as error:
        reason = str(error)
    return Proposal(lesson, summary(lesson, step, bool(reason)), text, after, reason, stale)


def _applied(text: str, lesson: Learned) -> str:
    """The text with one lesson applied, if it loads then and `check` finds nothing new in it."""
    before = _flow(text, lesson.path)
    step = _step(before, lesson.loc)
    if lesson.way == "dropped":
        after = patch.drop_step(text, lesson.loc)
    elif lesson.way == "optional":
        after = _optional(text, before, lesson.loc)
    elif lesson.pick is None:
        raise RepairError(_("it was not written down what had been pointed at"))
    elif lesson.way == "interruption":
        after = patch.add_interruption(text, _interruption(lesson.pick))
    elif lesson.way == "apart":
        own = _by_own_name(step, lesson.pick)
        after = _told_apart(text, lesson.loc, own, RepairError(_("nothing tells it from others")))
    elif lesson.way == "inserted":
        after = patch.insert_step(text, lesson.loc, pressing(_pressed(lesson.pick)))
    else:
        after = _renamed(text, before, (lesson.loc, step), lesson.pick)
    known = Counter(_errors(before))
    for message in _errors(_flow(after, lesson.path, _("the flow would not be right any more"))):
        if not known[message]:
            raise RepairError(_("{problem}, and so it is not written into the flow", problem=message))
        known[message] -= 1
    return after


_loaded = lru_cache(maxsize=16)(load)  # one repair asks about the same text again and again, and changes no flow


_NOT_RIGHT = _("the file is not right as it is")


def _flow(text: str, path: str, said: str = _NOT_RIGHT) -> FlowFile:
    try:
        return _loaded(text.removeprefix("\ufeff"), path)
    except FlowError as error:
        raise RepairError(_("{said}: {problem}", said=said, problem=str(error.problems[0]))) from None


def _errors(file: FlowFile) -> Iterator[str]:
    return (problem.message for problem in check(file) if problem.severity == "error")


def _step(file: FlowFile, loc: Loc) -> Step:
    step = dict(walk(file.flow.steps)).get(loc)
    if step is None:
        raise RepairError(_("the file has no such step any more"))
    return step


def _renamed(text: str, file: FlowFile, at: tuple[Loc, Step], pick: Pick) -> str:
    """What was pointed at, for the step and for every condition of the flow that asks after the very same thing."""
    loc, step = at
    try:
        after = _with_pick(text, loc, pick)
    except RepairError as error:
        return _told_apart(text, loc, pick, error)
    if getattr(step, "option", None) and role_word(pick.role) == "option":
        return after
    for place in _same_elsewhere(document(text), file, _target(step)):
        with contextlib.suppress(RepairError):  # what cannot be mended now is asked about, and learnt then
            after = _with_pick(after, place, pick)
    return after


def _optional(text: str, file: FlowFile, loc: Loc) -> str:
    """A step that is walked only where its thing is there; who waits to see that is content with the next step's."""
    after = patch.make_optional(text, loc)
    instead = _looked_for_next(document(text), loc)
    for place in _same_elsewhere(document(text), file, _target(_step(file, loc))):
        waits = place[-1] == "visible" and "sees" not in place
        for candidate in instead if waits else ():
            with contextlib.suppress(RepairError):  # then that place is asked about, when it comes to it
                after = patch.add_candidate(after, place, candidate)
    return after


def _looked_for_next(doc: Document, loc: Loc) -> list[Any]:
    """What the step after this one presses, as the data of candidates, the last one first."""
    steps, index = doc.at(loc[:-2]), loc[-2]
    following = steps[index + 1] if isinstance(index, int) and index + 1 < len(steps) else {}
    data = next((following[word] for word in following if word in KINDS and KINDS[word].hand == "presses"), None)
    target = patch.without_timeout(data)
    several = target.get("any") if isinstance(target, dict) else None
    found = several or ([target] if target else [])
    return [one if isinstance(one, dict) and set(one) & set(Target.words()) else {"named": one} for one in found[::-1]]


def _told_apart(text: str, loc: Loc, pick: Pick, error: RepairError) -> str:
    """For what has the name that was looked for already: something else on the page has it as well."""
    if (apart := spelled_apart(pick)) is None:
        raise error
    try:
        return patch.add_candidate(text, loc, apart)
    except RepairError:
        raise error from None


def _by_own_name(step: Step, pick: Pick) -> Pick:
    """What was pointed at under the name the flow has for it already; the page may add how it stands."""
    names = [name.text for one in step.looks_for.candidates() for name in one.names] if step.looks_for else []
    said = f"{fold(pick.name or pick.text)} "
    own = next((name for name in names if said.startswith(f"{fold(name)} ")), "")
    return pick.model_copy(update={"name": own, "text": own}) if own else pick


def _with_pick(text: str, loc: Loc, pick: Pick) -> str:
    if name := name_of(pick):
        return patch.add_name(text, loc, name, role=word_of(pick), language=language_of(pick))
    if (candidate := spelled(pick)) is None:
        raise RepairError(_("what was pointed at has no name, and nothing else by which it could be found again"))
    return patch.add_candidate(text, loc, candidate)


def _pressed(pick: Pick) -> Any:
    """What a step more would press, as the data of its target; bare, for that lasts longest."""
    name, word, language = name_of(pick), role_word(pick.role, pick.tag), language_of(pick)
    if word not in _PRESSED:
        raise RepairError(_("a step more only presses things that lead on, and this is a {kind}", kind=word))
    target = named(name, word if sends(name) else None, language) if name else spelled(pick)
    if target is None:
        raise RepairError(_("what was pressed has no name, and nothing else by which it could be found again"))
    return target


def _interruption(pick: Pick) -> Any:
    """What says no, as the data of an interruption."""
    target = named(name_of(pick), word_of(pick), language_of(pick)) if name_of(pick) else spelled(pick)
    if not isinstance(target, dict):
        raise RepairError(_("what says no there has no name and role by which it could be found again"))
    return target


def _target(step: Step) -> Target | None:
    """The one thing a step is about."""
    return step.looks_for if step.handled or step.aims in ("target", "names", "condition") else None


def _same_elsewhere(doc: Document, file: FlowFile, target: Target | None) -> Iterator[Loc]:
    """The places in conditions that look for the same thing as a step does."""
    if target is not None:
        for loc, _ in walk(file.flow.steps):
            yield from (
                place for place, one in _looked_for(doc.at(loc), loc) if means_the_same(_as_target(one), target)
            )


def _looked_for(value: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    """Every target in the conditions of a step's value, with its place; not those of the steps inside it."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _looked_for(one, (*loc, at))
    elif isinstance(value, dict):
        for word, one in value.items():
            here = (*loc, word)
            if word in _STATES:
                yield here, one
                inner = one.get("any", ()) if isinstance(one, dict) else ()
                yield from (((*here, "any", at), candidate) for at, candidate in enumerate(inner))
            elif word not in ("steps", "by"):
                yield from _looked_for(one, here)


def _as_target(value: Any) -> Target:
    return Target.model_validate(widen_target(value))
