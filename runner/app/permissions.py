"""What a flow file may do, in plain words, for those asked to trust it; and what a changed one may do besides.

Everything is told that the runner would look for or type, also a step's other names and the steps inside steps: what is
left out here could be used to hide something from the person who agrees. Each text of the file is one line, and what
it may do stands last, next to the question: no text of a file's own can push that off the screen, or look like it.
"""

from __future__ import annotations

import difflib
import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from runner.flow.load import Flow, FlowFile, walk
from runner.flow.model import Candidate, Target
from runner.flow.step import Step
from runner.locale import _, day_of, in_context, joined, many
from runner.locale.phrase import Built, Say, commas, semicolons
from runner.plain import one_line

_WIDTH = 88
_LONGEST = 400  # characters of one text that are shown
_MOST = 25  # texts of one kind that are shown; what has more is more than anybody reads
_LABELS = {
    "shuts": _("says no to"),
    "attaches": in_context("a flow", "attaches"),
    "asks": _("asks you for"),
    "types": in_context("a flow", "types"),
    "hosts": _("acts on"),
}


@dataclass(frozen=True)
class Powers:
    """The sites a flow acts on, what it types, attaches and asks for, the banners it shuts, and its steps as lines."""

    hosts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    attaches: tuple[str, ...] = ()
    shuts: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @classmethod
    def of(cls, flow: Flow) -> Self:
        """Those of a flow."""
        steps = [step for __, step in walk(flow.steps)]
        return cls(
            hosts=tuple(flow.hosts),
            types=_once(_typed(step) for step in steps if step.types),
            attaches=_once(name for step in steps for name in step.attaches),
            shuts=_once(way for target in flow.interruptions for way in _ways(target)),
            steps=tuple(_lines(flow.steps)),
            asks=_once(_asked(need.ask, need.public) for need in flow.needs.values()),
        )

    @classmethod
    def kept(cls, data: Any) -> Self | None:
        """Those kept as plain data; None where the data is not that."""
        names = {field.name for field in fields(cls)}
        if not isinstance(data, dict) or not names - {"asks"} <= set(data) <= names:  # earlier ones have no `asks`
            return None
        if not all(isinstance(one, list) and all(isinstance(text, str) for text in one) for one in data.values()):
            return None
        return cls(**{name: tuple(texts) for name, texts in data.items()})

    def as_data(self) -> dict[str, Any]:
        """As plain data, to keep."""
        return asdict(self)


def shown(file: FlowFile, whose: str = "") -> str:
    """A file from elsewhere, before its first run; `whose` is what is known of that, in words of ours."""
    return Built(lambda say: _shown(file, whose, say))


def _shown(file: FlowFile, whose: str, say: Say) -> str:
    powers, path = Powers.of(file.flow), _cut(file.path)
    title = say(_("The title it gives itself:"))
    lines = _wrapped(f"{title} ", _cut(say(file.flow.title)))
    lines += ["", *_numbered(map(say, powers.steps)), ""]
    says = _("{path} does not come with Optout. This is what it may do:", path=path)
    if whose:
        says = _(
            "{path} does not come with Optout; it is {whose}. This is what it may do:",
            path=path,
            whose=_cut(say(whose)),
        )
    lines += _wrapped("", say(says))
    for name, label in _LABELS.items():
        texts: tuple[str, ...] = getattr(powers, name)
        if texts or name in ("hosts", "types"):
            lines += _wrapped(f"  {say(label) + ':':<13} ", _joined(texts, say) or say(_("nothing of yours")))
    return "\n".join([*lines, ""])


def changed(file: FlowFile, before: Powers, since: str) -> str:
    """A file that was agreed to and has changed: what it may do that it could not, and no longer."""
    return Built(lambda say: _changed(file, before, since, say))


def _changed(file: FlowFile, before: Powers, since: str, say: Say) -> str:
    path, told = _cut(file.path), differences(file, before, say)
    head = say(_("{path} has changed since you agreed to it on {day}.", path=path, day=_cut(say(day_of(since)))))
    if not told:
        return "\n".join([head, say(_("What it may do is as before: only texts for you to read are others.")), ""])
    return "\n".join([head, say(_("What is new (+) and what is gone (-):")), "", *told, ""])


def differences(file: FlowFile, before: Powers, say: Say = str) -> list[str]:
    """What a flow may do that it could not before (+), and no longer (-), as lines; none where that is all the same."""
    now, told = Powers.of(file.flow), list[str]()
    in_words: dict[str, str] = {one: say(one) for one in now.steps}  # of those before, the English is kept
    steps = [line for line in difflib.ndiff(before.steps, now.steps) if line[0] in "+-"]
    heading = say(_("its steps:"))
    told += [f"  {heading}"] * bool(steps)
    for line in steps:
        told += _wrapped(f"    {line[0]} ", _cut(in_words.get(line[2:], line[2:])))
    for name, label in _LABELS.items():
        told += _change(label, getattr(before, name), getattr(now, name), say)
    return told


def _change(label: str, before: tuple[str, ...], now: tuple[str, ...], say: Say) -> Iterator[str]:
    for mark, some, others in (("+", now, before), ("-", before, now)):
        if texts := [one for one in some if one not in others]:
            yield from _wrapped(f"  {say(label) + ':':<13} {mark} ", _joined(texts, say))


def _joined(texts: Sequence[str], say: Say) -> str:
    said = [_cut(say(text)) for text in texts[:_MOST]]
    if len(texts) > _MOST:
        rest = len(texts) - _MOST
        said.append(
            say(
                many(
                    "and {count} more, which is more than a flow needs",
                    "and {count} more, which is more than a flow needs",
                    rest,
                )
            )
        )
    return say(semicolons(*said))


def _cut(text: str) -> str:
    return one_line(text, _LONGEST)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _typed(step: Step) -> str:
    ways = commas(*(_ways(step.handled) if step.handled else ()))
    return _("{what} into {where}", what=step.types, where=ways)


def _asked(ask: str, is_public: bool) -> str:
    return _("{question} (put into an address)", question=ask) if is_public else ask


def _lines(steps: Iterable[Step], depth: int = 0) -> Iterator[str]:
    """Every step as a line, indented by where it stands."""
    for step in steps:
        yield joined("   " * depth, "- " if depth else "", _sentence(step), between="")
        for place, inner in step.parts().items():
            if step.has_routes:
                yield joined("   " * (depth + 1), _("by way of {way}:", way=place[-1]), between="")
            yield from _lines(inner, depth + 1)


def _sentence(step: Step) -> str:
    others = _others(step)
    return joined(step.line(), _("(or {others})", others=commas(*others)) if others else "")


def _others(step: Step) -> list[str]:
    """What else the step would take for its target, where the sentence tells only the first."""
    target = getattr(step, "target", None) or getattr(step, "control", None)
    ways = _ways(target)[1:] if isinstance(target, Target) else []
    return [*ways, *(f"“{name.text}”" for name in step.options[1:])]


def _ways(target: Target) -> list[str]:
    return [way for one in target.candidates() for way in _names(one)]


def _names(one: Candidate) -> list[str]:
    if one.names:
        return [f"“{name.text}”" for name in one.names]
    if one.href:
        return [_("a link to “{address}”", address=one.href.text)]
    return [f"“{one.css}”" if one.css else _("any {role}", role=one.role)]


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    number = itertools.count(1)
    for line in lines:
        bare = line.lstrip()
        first = f"{next(number)}. " if bare == line else " " * min(len(line) - len(bare), _WIDTH // 2)
        yield from _wrapped(first, _cut(bare))


def _wrapped(first: str, text: str) -> list[str]:
    following = " " * len(first)
    return textwrap.wrap(
        one_line(text, _MOST * _LONGEST),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_on_hyphens=False,
    ) or [first]
