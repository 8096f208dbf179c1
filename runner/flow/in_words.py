"""What a person sees of a page, in words: things with their names in every language, conditions, endings.

For somebody who has the page before them and no runner beside them, so they say more than a step's own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from runner.flow.model import Candidate, Condition, Name, Target, read_aloud
from runner.locale import _
from runner.locale.phrase import both, either, put_in, quoted
from runner.outcomes import OUTCOMES

_NAMED = {
    "radio": _("the option {name}"),
    "option": _("the option {name}"),
    "checkbox": _("the box {name}"),
    "combobox": _("the list {name}"),
    "field": _("the field {name}"),
    "switch": _("the switch {name}"),
    "tab": _("the tab {name}"),
}
_BESIDE = {
    "radio": _("the option beside {other}"),
    "option": _("the option beside {other}"),
    "checkbox": _("the box beside {other}"),
    "combobox": _("the list beside {other}"),
    "field": _("the field beside {other}"),
    "switch": _("the switch beside {other}"),
    "tab": _("the tab beside {other}"),
}


def ending(outcome: str) -> str:
    """What it means where something is not there: “this is not offered to you”."""
    return OUTCOMES[outcome].means


def state(condition: Condition) -> str:
    """That a control stands so, or that something is to be seen."""
    if control := condition.is_on or condition.is_off:
        chosen = {one.role for one in control.candidates()} <= {"radio", "option"}
        return put_in(_SO[chosen, condition.is_on is not None], thing=thing(control))
    if there := seen(condition):
        return _("you should see {there}.", there=there)
    return _("you should see that it is so.")


_SO = {
    (True, True): _("{thing} is chosen."),
    (True, False): _("{thing} is not chosen."),
    (False, True): _("{thing} is on."),
    (False, False): _("{thing} is off."),
}


def seen(condition: Condition) -> str:
    """What a person can see of a condition: addresses, and what only machines can name, are left out."""
    if condition.any or condition.all:
        parts = dict.fromkeys(said for one in condition.any or condition.all or () if (said := seen(one)))
        return (either if condition.any else both)(*parts) if parts else ""
    target = condition.visible or condition.is_on or condition.is_off or condition.selected
    return thing(target) if target and any(one.names for one in target.candidates()) else ""


def thing(target: Target) -> str:
    """A thing by its names; where it has none, by what it is and what it is beside."""
    named = [one for one in target.candidates() if one.names]
    if named:
        first, *others = dict.fromkeys(map(_named, named))
        for other in others:
            first = _("{one}, or {other}", one=first, other=other)
        return first
    first_of_all = target.candidates()[0]
    if first_of_all.beside:
        beside = _BESIDE.get(first_of_all.role or "", _("the control beside {other}"))
        return put_in(beside, other=thing(first_of_all.beside))
    if first_of_all.href:
        return _("the link to {address}", address=read_aloud(first_of_all.href))
    return _("what is meant here")


def _named(one: Candidate) -> str:
    name, known = names_in_words(one.names), _NAMED.get(one.role or "")
    return put_in(known, name=name) if known else name


def names_in_words(names: Sequence[Name]) -> str:
    """The first name, then its like in each other language."""
    others: dict[str, Name] = {}
    for name in names[1:]:
        if name.language and name.language != names[0].language:
            others.setdefault(name.language, name)
    said = read_aloud(names[0])
    if not others:
        return quoted(said)
    elsewhere = ", ".join(f"{language}: {read_aloud(name)}" for language, name in others.items())
    return _("“{name}” ({elsewhere})", name=said, elsewhere=elsewhere)
