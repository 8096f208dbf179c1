"""What a condition rests on: something that is to be seen, an address, or that something is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from runner.flow.model import Condition


def shows_something(condition: Condition) -> bool:
    """Whether something has to be seen for it to hold, whichever way it does."""
    if condition.any:
        return all(shows_something(one) for one in condition.any)
    if condition.all:
        return any(shows_something(one) for one in condition.all)
    return condition.gone is None and condition.url is None


def rests_on_absence(condition: Condition) -> bool:
    """Whether it can hold with nothing seen, because something is missing."""
    if condition.any:
        return any(rests_on_absence(one) for one in condition.any)
    if condition.all:
        return not shows_something(condition) and any(rests_on_absence(one) for one in condition.all)
    return condition.gone is not None


def is_state(condition: Condition) -> bool:
    """Whether it asks how a switch, radio or tab stands, in one of its parts at least."""
    if parts := condition.any or condition.all:
        return any(is_state(one) for one in parts)
    return bool(condition.is_on or condition.is_off or condition.selected)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """That one of these holds; there is one at least."""
    found = list(conditions)
    return found[0] if len(found) == 1 else Condition(any=found)
