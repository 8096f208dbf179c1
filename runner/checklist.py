"""A flow in plain words: as a checklist to follow, and as what it may do, for those asked to trust it.

The sentences here are for somebody who has the page before them and no runner beside them, so they say more than a
step's own: what a thing is called in other languages, what to look for, and what it means when it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from runner.flow.load import Flow
from runner.flow.model import Condition, Name, Target, names_of
from runner.flow.step import Step
from runner.flow.steps import Choose, Click, Confirm, Expect, Fill, Hover, Mail, Open, OwnText, Pause, Reach, When
from runner.records.sheet import Sheet, Source, Task, Way, as_text

_THINGS = {
    "radio": "the option ",
    "option": "the option ",
    "checkbox": "the box ",
    "combobox": "the list ",
    "field": "the field ",
    "switch": "the switch ",
    "tab": "the tab ",
}
_ENDS = {
    "not_offered": "this is not offered to you",
    "already_out": "you are opted out already",
    "opted_out": "you are opted out",
    "sent": "it is sent",
}
_HOW = {"live": "walked by a person", "sources": "held against its sources"}
_DASH = re.compile(r"\s+[–—-]\s+")


def checklist(flow: Flow) -> str:
    """The flow as a checklist for a terminal."""
    return as_text(sheet(flow))


def sheet(flow: Flow) -> Sheet:
    """The flow's head and its steps, as a checklist."""
    facts = (
        ("What it covers", flow.covers),
        ("What it does not", flow.does_not_cover),
        ("What undoes it", flow.undone_by),
        ("Where it is not offered", flow.if_not_offered),
    )
    checked = f"Checked on {flow.checked.date}: {_HOW[flow.checked.how]}." if flow.checked else ""
    return Sheet(
        title=flow.title,
        facts=tuple((label, text) for label, text in facts if text),
        tasks=tuple(_task(step) for step in flow.steps),
        checked=checked,
        sources=tuple(_source(line) for line in flow.sources or ()),
    )


def _source(line: str) -> Source:
    """A source as written: its address, then a dash, what it is and of when."""
    url, *note = _DASH.split(line, maxsplit=1)
    return Source(url.strip(), note[0].strip() if note else "")


def _task(step: Step) -> Task:
    return Task(
        _sentence(step),
        link=step.url if isinstance(step, Open) else "",
        copy=_copy(step),
        ways=tuple(_ways(step)),
    )


def _ways(step: Step) -> Iterator[Way]:
    for place, steps in step.parts().items():
        yield Way(tuple(_task(one) for one in steps), str(place[-1]) if isinstance(step, Reach) else "")


def _copy(step: Step) -> str:
    if isinstance(step, Mail):
        return f"To: {step.to}\nSubject: {step.subject}\n\n{step.body}"
    if isinstance(step, Fill):
        return step.with_.text if isinstance(step.with_, OwnText) else ""
    return (step.copy_ or "") if isinstance(step, Pause) else ""


def _sentence(step: Step) -> str:
    said = _SENTENCES.get(type(step))
    return said(step) if said else str(step)


def _choice(step: Choose) -> str:
    if step.option is None:
        return f"Choose {_thing(step.target)}."
    return f"Choose {_names(names_of(step.option))} from {_thing(step.target)}."


def _typing(step: Fill) -> str:
    if isinstance(step.with_, str):
        return f"Type your {step.with_.removeprefix('me.').replace('_', ' ')} into {_thing(step.target)}."
    return f"Put this text into {_thing(step.target)}:"


def _condition(step: When) -> str:
    seen = _seen(step.sees)
    return f"Only where you see {seen}:" if seen else "Only where the page asks for it:"


def _expectation(step: Expect) -> str:
    seen = _seen(step.condition)
    if not step.otherwise:
        return f"You should see {seen} now." if seen else "Look whether this is the right page."
    return f"Look for {seen or 'it on this page'}. If it is not there, {_ENDS[step.otherwise]}."


def _arrival(step: Reach) -> str:
    seen = _seen(step.there_when)
    several = f" There are {len(step.by)} ways; try the next where one does not lead there." if len(step.by) > 1 else ""
    last = f" If none does, {_ENDS[step.otherwise]}." if step.otherwise else ""
    return f"Go where you see {seen}.{several}{last}" if seen else f"Go to the page.{several}{last}"


def _reading(step: Confirm) -> str:
    return step.say or f"Look once more: {_state(step.condition)}"


def _state(condition: Condition) -> str:
    if control := condition.is_on or condition.is_off:
        chosen = {one.role for one in control.candidates()} <= {"radio", "option"}
        is_so = ("chosen" if chosen else "on") if condition.is_on else ("not chosen" if chosen else "off")
        return f"{_thing(control)} is {is_so}."
    return f"you should see {_seen(condition) or 'that it is so'}."


def _seen(condition: Condition) -> str:
    """What a person can see of a condition: addresses, and what only machines can name, are left out."""
    if condition.any or condition.all:
        parts = dict.fromkeys(seen for one in condition.any or condition.all or () if (seen := _seen(one)))
        return (" or " if condition.any else " and ").join(parts)
    target = condition.visible or condition.is_on or condition.is_off or condition.selected
    return _thing(target) if target and any(one.names for one in target.candidates()) else ""


def _thing(target: Target) -> str:
    """A thing by its names; where it has none, by what it is and what it is beside."""
    named = [one for one in target.candidates() if one.names]
    if named:
        said = dict.fromkeys(_THINGS.get(one.role or "", "") + _names(one.names) for one in named)
        return ", or ".join(said)
    first_of_all = target.candidates()[0]
    if first_of_all.beside:
        return f"{_THINGS.get(first_of_all.role or '', 'the control ')}beside {_thing(first_of_all.beside)}"
    if first_of_all.href:
        return f"the link to {_spoken(first_of_all.href)}"
    return "what is meant here"


def _names(names: Sequence[Name]) -> str:
    """The first name, then its like in each other language."""
    others: dict[str, Name] = {}
    for name in names[1:]:
        if name.language and name.language != names[0].language:
            others.setdefault(name.language, name)
    more = f" ({', '.join(f'{language}: {_spoken(name)}' for language, name in others.items())})" if others else ""
    return f"“{_spoken(names[0])}”{more}"


def _spoken(name: Name) -> str:
    """A name to read; of a regular expression the words of its first alternative."""
    if not name.pattern:
        return name.text
    text = re.sub(r"\(\?[=!<][^()]*(\([^()]*\)[^()]*)*\)", "", name.pattern[0])
    while (shorter := re.sub(r"\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)[?*+]?", r"\1", text)) != text:
        text = shorter
    text = re.sub(r"\.[*+]\??", " … ", text.split("|")[0])
    text = re.sub(r"(?<=\w)\.(?=\w)", "’", re.sub(r"\\([bBdwsDWS])|[\^$?*+]", "", text).replace("\\", ""))
    return " ".join(text.split()).strip("… ")


_SENTENCES: dict[type[Step], Callable[[Any], str]] = {
    Open: lambda step: "Open this page:",
    Click: lambda step: f"Press {_thing(step.target)}.",
    Hover: lambda step: f"Move the pointer over {_thing(step.target)}.",
    Choose: _choice,
    Fill: _typing,
    Expect: _expectation,
    Reach: _arrival,
    When: _condition,
    Mail: lambda step: f"Send this mail to {step.to}:",
    Confirm: _reading,
}
