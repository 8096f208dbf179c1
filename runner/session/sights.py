"""What there is to see of a flow, and which of its steps lead there where nothing else is done. Pure.

A flow is cut into legs, each from one page it opens to the next: what is done on the way to a page is over with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from runner.flow.load import walk
from runner.flow.model import Condition
from runner.flow.results import Telling
from runner.flow.step import Step

EVERYTHING: frozenset[Telling] = frozenset(get_args(Telling))


@dataclass(frozen=True)
class Leg:
    """Steps of a flow's own list, from `start` up to `end`; what they tell of, and the place of the last that does.

    `has_unseen_form` where there is a form in it of which the flow says nothing that could be seen: it is not told of.
    """

    start: int
    end: int
    tells: frozenset[Telling]
    last: int
    login: int | None
    has_unseen_form: bool = False


def legs(steps: Sequence[Step]) -> list[Leg]:
    """The legs of a flow; what only repeats what was told before, or answers a sending, tells nothing."""
    starts = sorted({0, *(at for at, step in enumerate(steps) if step.opens)})
    told: set[str] = set()
    return [_leg(steps, start, end, told) for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)]


def _leg(steps: Sequence[Step], start: int, end: int, told: set[str]) -> Leg:
    searches = _only_searches([step for _, step in walk(steps[start:end])])
    tells, last, login = set[Telling](), start, None
    shows_form = _shows_form(steps[start:end], steps[:start])
    for at in range(start, end):
        for _, step in walk([steps[at]]):
            login = at if step.about == "login" else login
            if step.tells == "form" and searches:
                continue
            if (telling := step.tells) and not _is_repeated(step, told, tells):
                tells.add(telling)
                last = at if telling != "form" or shows_form else last
    unseen = frozenset[Telling]() if shows_form else tells & {"form"}
    return Leg(start, end, frozenset(tells - unseen), last, login, bool(unseen))


def _shows_form(steps: Sequence[Step], before: Sequence[Step]) -> bool:
    """Whether one of these steps tells of a form that can be seen, by a field of it or by what was to see before it."""
    for at, step in enumerate(steps):
        ahead = [*before, *steps[:at]]
        if step.tells == "form" and (step.looks_for or sign_of_form(ahead)):
            return True
        if any(_shows_form(part, ahead) for part in step.parts().values()):
            return True
    return False


def sign_of_form(before: Sequence[Step]) -> Condition | None:
    """By what the place of a form is known that has no field to be seen: what the last step before it was to see.

    None where the walk has come to another page since: an address was opened, or a login leads nobody knows where.
    """
    for step in reversed(before):
        if sign := step.ends_when or step.aim:
            return sign
        if step.opens or any(one.about == "login" and not one.ends_when for _, one in walk([step])):
            return None
    return None


def _only_searches(leg: Sequence[Step]) -> bool:
    """Whether what is filled in is no form, but a search that leads to a setting: nothing of it is sent."""
    return any(step.tells == "setting" for step in leg) and not any(step.turn in ("submit", "attach") for step in leg)


def _is_repeated(step: Step, told: set[str], tells: set[Telling]) -> bool:
    """Whether a setting was told of before; what is read back after something was sent answers that, and is gone."""
    if step.tells != "setting":
        return False
    if step.reads and not tells.isdisjoint({"form", "mail"}):
        return True
    things = set(things_of(step.wanted or step.ends_when))
    known = bool(things) and things <= told
    told |= things
    return known


def things_of(condition: Condition | None) -> Iterator[str]:
    """The things that a condition is about, whichever way they should stand."""
    for part in (condition.any or condition.all or ()) if condition else ():
        yield from things_of(part)
    if condition:
        target = condition.is_on or condition.is_off or condition.selected or condition.visible or condition.gone
        if target:
            yield target.model_dump_json(exclude_defaults=True)


def to_see(steps: Sequence[Step]) -> frozenset[Telling]:
    """What there is to be seen of a flow."""
    return frozenset(telling for leg in legs(steps) for telling in leg.tells)


def has_unseen_form(steps: Sequence[Step]) -> bool:
    """Whether there is a form of which a flow says nothing that could be seen, so that nobody goes there to look."""
    return any(leg.has_unseen_form for leg in legs(steps))


def by_hand(steps: Sequence[Step]) -> str:
    """What of a setting the person alone can see, as they are told it; empty where there is no such part."""
    if "form" in to_see(steps) or has_unseen_form(steps):
        return ""
    return next((str(step) for _, step in walk(steps) if _is_by_hand(step)), "")


def _is_by_hand(step: Step) -> bool:
    """Not where they lead on, or are given something to ask a page."""
    if step.about == "switch":
        return step.tells is None
    return step.about == "review" and not (step.person_leads or step.to_copy)


def way(steps: Sequence[Step], of: Collection[Telling] = EVERYTHING) -> frozenset[int]:
    """The places of the steps that lead to all there is to see `of` these, logins included."""
    wanted = [leg for leg in legs(steps) if not leg.tells.isdisjoint(of)]
    if not wanted:
        return frozenset()
    places: set[int] = set()
    for leg in legs(steps):
        if leg in wanted:
            places.update(range(leg.start, leg.last + 1))
        elif leg.login is not None and leg.start < wanted[-1].start:
            places.update(range(leg.start, leg.login + 1))
    return frozenset(places)
