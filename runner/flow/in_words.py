"""What a person sees of a page, in words: things with their names in every language, conditions, endings.

For somebody who has the page before them and no runner beside them, so they say more than a step's own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from runner.flow.model import Condition, Name, Target, read_aloud
from runner.outcomes import OUTCOMES

_THINGS = {
    "radio": "the option ",
    "option": "the option ",
    "checkbox": "the box ",
    "combobox": "the list ",
    "field": "the field ",
    "switch": "the switch ",
    "tab": "the tab ",
}


def ending(outcome: str) -> str:
    """What it means where something is not there: “this is not offered to you”."""
    return OUTCOMES[outcome].means


def state(condition: Condition) -> str:
    """That a control stands so, or that something is to be seen."""
    if control := condition.is_on or condition.is_off:
        chosen = {one.role for one in control.candidates()} <= {"radio", "option"}
        is_so = ("chosen" if chosen else "on") if condition.is_on else ("not chosen" if chosen else "off")
        return f"{thing(control)} is {is_so}."
    return f"you should see {seen(condition) or 'that it is so'}."


def seen(condition: Condition) -> str:
    """What a person can see of a condition: addresses, and what only machines can name, are left out."""
    if condition.any or condition.all:
        parts = dict.fromkeys(said for one in condition.any or condition.all or () if (said := seen(one)))
        return (" or " if condition.any else " and ").join(parts)
    target = condition.visible or condition.is_on or condition.is_off or condition.selected
    return thing(target) if target and any(one.names for one in target.candidates()) else ""


def thing(target: Target) -> str:
    """A thing by its names; where it has none, by what it is and what it is beside."""
    named = [one for one in target.candidates() if one.names]
    if named:
        said = dict.fromkeys(_THINGS.get(one.role or "", "") + names_in_words(one.names) for one in named)
        return ", or ".join(said)
    first_of_all = target.candidates()[0]
    if first_of_all.beside:
        return f"{_THINGS.get(first_of_all.role or '', 'the control ')}beside {thing(first_of_all.beside)}"
    if first_of_all.href:
        return f"the link to {read_aloud(first_of_all.href)}"
    return "what is meant here"


def names_in_words(names: Sequence[Name]) -> str:
    """The first name, then its like in each other language."""
    others: dict[str, Name] = {}
    for name in names[1:]:
        if name.language and name.language != names[0].language:
            others.setdefault(name.language, name)
    more = f" ({', '.join(f'{language}: {read_aloud(name)}' for language, name in others.items())})" if others else ""
    return f"“{read_aloud(names[0])}”{more}"
