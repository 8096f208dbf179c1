"""What a flow file may do, in plain words, for those asked to trust it; and what a changed one may do besides.

Everything is told that the runner would look for or type, also a step's other names and the steps inside steps: what is
left out here could be used to hide something from the person who agrees.
"""

from __future__ import annotations

import difflib
import itertools
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from runner.flow.load import Flow, FlowFile, walk
from runner.flow.model import Candidate, Target, names_of
from runner.flow.proof import Attach
from runner.flow.step import Step
from runner.flow.steps import Choose, Fill, Pause, Reach, When

_WIDTH = 88
_LABELS = {"hosts": "acts on", "types": "types", "attaches": "attaches", "shuts": "says no to"}


@dataclass(frozen=True)
class Powers:
    """The sites a flow acts on, what it types and attaches, the banners it shuts, and every step as a line."""

    hosts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    attaches: tuple[str, ...] = ()
    shuts: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    @classmethod
    def of(cls, flow: Flow) -> Self:
        """Those of a flow."""
        steps = [step for _, step in walk(flow.steps)]
        return cls(
            hosts=tuple(flow.hosts),
            types=_once(_typed(step) for step in steps if isinstance(step, Fill)),
            attaches=_once(name for step in steps if isinstance(step, Attach) for name in step.evidence),
            shuts=_once(way for target in flow.interruptions for way in _ways(target)),
            steps=tuple(_lines(flow.steps)),
        )

    @classmethod
    def kept(cls, data: Any) -> Self | None:
        """Those kept as plain data; None where the data is not that."""
        names = {field.name for field in fields(cls)}
        if not isinstance(data, dict) or set(data) != names:
            return None
        if not all(isinstance(one, list) and all(isinstance(text, str) for text in one) for one in data.values()):
            return None
        return cls(**{name: tuple(texts) for name, texts in data.items()})

    def as_data(self) -> dict[str, Any]:
        """As plain data, to keep."""
        return asdict(self)


def shown(file: FlowFile) -> str:
    """A file from elsewhere, before its first run."""
    powers = Powers.of(file.flow)
    lines = [f"{file.path} does not come with Optout. This is what it may do:", ""]
    for name, label in _LABELS.items():
        texts: tuple[str, ...] = getattr(powers, name)
        if texts or name in ("hosts", "types"):
            lines += _wrapped(f"  {label + ':':<11} ", "; ".join(texts) or "nothing of yours")
    lines += ["", f"{file.flow.title}", ""]
    return "\n".join([*lines, *_numbered(powers.steps), ""])


def changed(file: FlowFile, before: Powers, since: str) -> str:
    """A file that was agreed to and has changed: what it may do that it could not, and no longer."""
    now, lines = Powers.of(file.flow), [f"{file.path} has changed since you agreed to it on {since}."]
    told: list[str] = []
    for name, label in _LABELS.items():
        told += _change(label, getattr(before, name), getattr(now, name))
    steps = [line for line in difflib.ndiff(before.steps, now.steps) if line[0] in "+-"]
    told += ["  its steps:"] * bool(steps)
    for line in steps:
        told += _wrapped(f"    {line[0]} ", line[2:].strip())
    if not told:
        return "\n".join([*lines, "What it may do is as before: only texts for you to read are others.", ""])
    return "\n".join([*lines, "What is new (+) and what is gone (-):", "", *told, ""])


def _change(label: str, before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    for mark, some, others in (("+", now, before), ("-", before, now)):
        if texts := [one for one in some if one not in others]:
            yield from _wrapped(f"  {label + ':':<11} {mark} ", "; ".join(texts))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _typed(step: Fill) -> str:
    what = step.with_ if isinstance(step.with_, str) else f"“{step.with_.text}”"
    return f"{what} into {', '.join(_ways(step.target))}"


def _lines(steps: Iterable[Step], depth: int = 0) -> Iterator[str]:
    """Every step as a line, indented by where it stands."""
    for step in steps:
        yield f"{'   ' * depth}{'- ' if depth else ''}{_sentence(step)}"
        for place, inner in step.parts().items():
            if isinstance(step, Reach):
                yield f"{'   ' * (depth + 1)}by way of {place[-1]}:"
            yield from _lines(inner, depth + 1)


def _sentence(step: Step) -> str:
    if isinstance(step, When):
        return f"If {step.sees}:"
    copied = f" (text to copy: “{step.copy_}”)" if isinstance(step, Pause) and step.copy_ else ""
    others = f" (or {', '.join(_others(step))})" if _others(step) else ""
    return f"{step}{copied}{others}"


def _others(step: Step) -> list[str]:
    """What else the step would take for its target, where the sentence tells only the first."""
    target = getattr(step, "target", None) or getattr(step, "control", None)
    ways = _ways(target)[1:] if isinstance(target, Target) else []
    if isinstance(step, Choose) and step.option:
        ways += [f"“{name.text}”" for name in names_of(step.option)[1:]]
    return ways


def _ways(target: Target) -> list[str]:
    return [way for one in target.candidates() for way in _names(one)]


def _names(one: Candidate) -> list[str]:
    if one.names:
        return [f"“{name.text}”" for name in one.names]
    if one.href:
        return [f"a link to “{one.href.text}”"]
    return [f"“{one.css}”" if one.css else f"any {one.role}"]


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    number = itertools.count(1)
    for line in lines:
        bare = line.lstrip()
        yield from _wrapped(f"{next(number)}. " if bare == line else " " * (len(line) - len(bare)), bare)


def _wrapped(first: str, text: str) -> list[str]:
    following = " " * len(first)
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=following, break_on_hyphens=False) or [
        first
    ]
