"""Which places of a flow mean the same thing on the page: a step's control, its `until`, a later `confirm`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from runner.flow.model import Candidate, Condition, Name, Target, fold
from runner.flow.problems import Model

M = TypeVar("M", bound=Model)
_TURNED = frozenset({"switch", "checkbox", "radio"})  # one flow may call a box by either


def means_the_same(one: Target, other: Target) -> bool:
    """Whether two targets mean one thing: a way to find it that they share, be it by one of several names.

    What has no name, as “a switch beside a text”, is the same only where all of it is.
    """
    return any(_alike(mine, theirs) for mine in one.candidates() for theirs in other.candidates())


def _alike(one: Candidate, other: Candidate) -> bool:
    if one == other:
        return True
    if (one.within, one.beside) != (other.within, other.beside):
        return False
    roles = {one.role, other.role}
    same_kind = (
        len(roles) == 1 or roles <= _TURNED or (None in roles and "text" not in roles and "heading" not in roles)
    )
    return same_kind and bool(set(_called(one)) & set(_called(other)))


def _called(one: Candidate) -> Iterator[str]:
    yield from (f"name {_name(name)}" for name in one.names)
    if one.href:
        yield f"href {one.href.text}"
    if one.css:
        yield f"css {one.css}"


def _name(name: Name) -> str:
    return name.text if name.pattern else fold(name.text)


def also(value: M, was: Target, now: Target) -> M:
    """A condition, or a step with its conditions, that knows the thing it asks after by another target as well."""
    if isinstance(value, Condition):
        return value.model_copy(update=dict(_parts(value, was, now)))
    found = {
        name: also(part, was, now)
        for name in type(value).model_fields
        if isinstance(part := getattr(value, name), Condition)
    }
    return value.model_copy(update=found) if found else value


def _parts(condition: Condition, was: Target, now: Target) -> Iterator[tuple[str, object]]:
    for word in condition.words():
        part = getattr(condition, word)
        if isinstance(part, Target) and means_the_same(part, was):
            known = part.any if part.any and not _placed(part) else [part]
            yield word, part if now in (part, *known) else Target(any=[now, *known])
        elif isinstance(part, list):
            yield word, [also(one, was, now) for one in part]


def _placed(target: Target) -> bool:
    """Whether a list of candidates stands within or beside something, which then is of all of them."""
    return target.within is not None or target.beside is not None
