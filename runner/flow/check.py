"""What is doubtful in a flow that loads: advice for those who write flows, each at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from runner.errors import Problem, did_you_mean
from runner.flow.doubts import doubts
from runner.flow.load import Flow, FlowFile, Loc, walk
from runner.flow.model import Candidate, Target
from runner.flow.proof import Attach, Capture
from runner.flow.steps import Click, Fill
from runner.flow.words import declines, never, secret, sends


def check(file: FlowFile, shipped: bool = False, today: date | None = None) -> list[Problem]:
    """Every problem of a flow that loads, sorted by place.

    What is missing is an error where the flow is `shipped`. What is only doubtful is a warning; old it is by `today`.
    """
    return sorted([*_missing(file, shipped), *_forbidden(file), *_not_captured(file), *_doubtful(file, today)])


def _doubtful(file: FlowFile, today: date | None) -> Iterator[Problem]:
    for loc, message, hint in doubts(file, today):
        place = file.source.locate(loc)
        yield Problem(file.path, place.line, place.column, message, hint, severity="warning")


def _missing(file: FlowFile, shipped: bool) -> Iterator[Problem]:
    for name in Flow.advised:
        if getattr(file.flow, name) is None:
            message = f"'{name}' is missing: people should know it before they begin"
            yield Problem(file.path, 1, 1, message, severity="error" if shipped else "warning")


def _forbidden(file: FlowFile) -> Iterator[Problem]:
    """Steps the guard would refuse: promise 1 and 2, told before anybody walks the flow."""
    for loc, step in walk(file.flow.steps):
        if isinstance(step, Click):
            yield from _at(file, (*loc, "target"), _sending(step.target))
        elif isinstance(step, Fill):
            found = next((word for name in _texts(step.target) if (word := secret(name))), None)
            hint = "make it a pause: {for: login, …}"
            yield from _at(
                file, (*loc, "field"), (f"'{found}' is a secret, and no step types one", hint) if found else None
            )
    for at, target in enumerate(file.flow.interruptions):
        stray = next((name for name in _texts(target) if not declines(name)), None)
        message = (f"'{stray}' does not say no, and an interruption may only say no", "such as decline, not now, close")
        yield from _at(file, ("interruptions", at), message if stray else None)


def _not_captured(file: FlowFile) -> Iterator[Problem]:
    """Pictures that are to be attached, but that no step before takes."""
    taken: list[str] = []
    for loc, step in walk(file.flow.steps):
        if isinstance(step, Capture):
            taken.append(step.name)
        elif isinstance(step, Attach):
            for at, name in enumerate(step.evidence):
                hint = did_you_mean(name, taken) or "add a capture of that name before this step"
                missing = None if name in taken else (f"no step before this one captures '{name}'", hint)
                yield from _at(file, (*loc, "evidence", at), missing)


def _sending(target: Target) -> tuple[str, str] | None:
    """Why a click on this would be refused, as message and hint; None where it would not."""
    for one in target.candidates():
        for name in (name.text for name in one.names):
            if word := never(name):
                return f"'{word}' is never pressed by the runner", "make it a pause, so that the person does it"
            if _may_send(one) and (word := sends(name)):
                return (
                    f"'{word}' may send something, so the runner does not press it",
                    "write {link: …} if it is a link that only leads there; else make it a pause: {for: submit, …}",
                )
    return None


def _may_send(one: Candidate) -> bool:
    return one.role not in ("link", "tab", "heading", "row", "text")


def _texts(target: Target) -> list[str]:
    return [name.text for one in target.candidates() for name in one.names if not name.pattern]


def _at(file: FlowFile, loc: Loc, said: tuple[str, str] | None) -> Iterator[Problem]:
    if said:
        place = file.source.locate(loc)
        yield Problem(file.path, place.line, place.column, *said)
