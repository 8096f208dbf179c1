"""What is doubtful in a flow that loads: advice for those who write flows, each at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from runner.errors import Problem, did_you_mean
from runner.flow.lint import doubts
from runner.flow.load import Flow, FlowFile, Loc, walk
from runner.flow.model import Candidate, Target
from runner.flow.noes import declines
from runner.flow.released import latest_news, promise, released
from runner.flow.slips import doubtful_slips, sure_slip
from runner.flow.step import NEED, OWN, Step
from runner.flow.words import never, secret, secret_key, sends
from runner.locale import _


def check(file: FlowFile, shipped: bool = False, today: date | None = None) -> list[Problem]:
    """Every problem of a flow that loads, sorted by place.

    What is missing, or told to nobody, is an error where the flow is `shipped`. What is only doubtful is a warning; old
    it is by `today`.
    """
    return sorted(
        [
            *_missing(file, shipped),
            *_untold(file, shipped),
            *forbidden(file),
            *_not_captured(file),
            *_doubtful(file, today),
            *_slips(file),
        ]
    )


def _doubtful(file: FlowFile, today: date | None) -> Iterator[Problem]:
    for loc, message, hint in doubts(file, today):
        place = file.source.locate(loc)
        yield Problem(file.path, place.line, place.column, message, hint, severity="warning")


def _slips(file: FlowFile) -> Iterator[Problem]:
    """What not every YAML parser reads, or what says something else than it seems to."""
    for slip in doubtful_slips(file.source.text) if sure_slip(file.source.text) is None else ():
        yield Problem(file.path, slip.line, slip.column, slip.message, slip.hint, severity="warning")


def _missing(file: FlowFile, shipped: bool) -> Iterator[Problem]:
    for name in Flow.advised:
        if getattr(file.flow, name) is None:
            message = _("'{name}' is missing: people should know it before they begin", name=name)
            yield Problem(file.path, 1, 1, message, severity="error" if shipped else "warning")


def _untold(file: FlowFile, shipped: bool) -> Iterator[Problem]:
    """What a flow covers has changed since the last release, and its news tell nobody who did it before."""
    before = released().get(file.id)
    if before and before[0] != promise(file.flow) and latest_news(file.flow) <= before[1]:
        place = file.source.locate(("covers",) if file.flow.covers else ("title",))
        message = _("what this covers has changed since the last release, and no news tell those who did it before")
        hint = _("add to news: a date and a sentence, with reopens: true where they have to do it again")
        yield Problem(file.path, place.line, place.column, message, hint, severity="error" if shipped else "warning")


def forbidden(file: FlowFile) -> Iterator[Problem]:
    """Steps the guard would refuse: promise 1 and 2, told before anybody walks the flow, and why none is walked."""
    yield from _secrets(file)
    for loc, step in walk(file.flow.steps):
        target = step.handled
        if target is None:
            continue
        if step.hand == "presses":
            yield from _at(file, (*loc, "target"), _sending(target))
        elif step.hand == "chooses":
            yield from _at(file, (*loc, "target"), _ending(step, target))
        elif step.hand == "types":
            found = next((word for name in _texts(target) if (word := secret(name))), None)
            hint = _("make it a pause: {for: login, …}")
            yield from _at(
                file,
                (*loc, "field"),
                (_("'{found}' is a secret, and no step types one", found=found), hint) if found else None,
            )
    for at, target in enumerate(file.flow.interruptions):
        stray = next((name for name in _texts(target) if not declines(name)), None)
        message = (
            _("'{stray}' does not say no, and an interruption may only say no", stray=stray),
            _("such as decline, not now, close"),
        )
        yield from _at(file, ("interruptions", at), message if stray else None)


def _secrets(file: FlowFile) -> Iterator[Problem]:
    """What is asked of the person, or taken from their settings, that is a secret; and what of it is in an address."""
    for key, need in file.flow.needs.items():
        if word := secret(need.ask) or secret_key(key):
            hint = _("leave it out; the person types it, in a pause")
            yield from _at(file, ("needs", key), (_("'{word}' is a secret, and no flow asks for one", word=word), hint))
    for loc, step in walk(file.flow.steps):
        yield from _secrets_of(step, loc, file)


def _secrets_of(step: Step, loc: Loc, file: FlowFile) -> Iterator[Problem]:
    for name, text in _filled(step):
        for key in OWN.findall(text):
            if word := secret_key(key):
                hint = _("leave it out; the person types it, in a pause")
                yield from _at(file, (*loc, name), (_("'{word}' is a secret, and no step types one", word=word), hint))
        for key in NEED.findall(text) if step.opens else ():
            if (need := file.flow.needs.get(key)) and not need.public:
                hint = _("if it is a public name, write {key}: {{ask: …, public: true}} under needs:", key=key)
                yield from _at(
                    file, (*loc, name), (_("{{{key}}} is the person's, and goes into no address", key=key), hint)
                )


def _filled(step: Step) -> Iterator[tuple[str, str]]:
    """The fields of a step into which something of the person's is put, by their names in the file."""
    for name in step.texts:
        if text := getattr(step, name):
            yield name.rstrip("_"), text
    yield from step.filled()


def _not_captured(file: FlowFile) -> Iterator[Problem]:
    """Pictures that are to be attached, but that no step before takes."""
    taken: list[str] = []
    for loc, step in walk(file.flow.steps):
        if step.captures:
            taken.append(step.captures)
        else:
            for at, name in enumerate(step.attaches):
                hint = did_you_mean(name, taken) or _("add a capture of that name before this step")
                missing = None if name in taken else (_("no step before this one captures '{name}'", name=name), hint)
                yield from _at(file, (*loc, "evidence", at), missing)


def _sending(target: Target) -> tuple[str, str] | None:
    """Why a click on this would be refused, as message and hint; None where it would not."""
    for one in target.candidates():
        for name in (name.text for name in one.names):
            if word := never(name):
                return _("'{word}' is never pressed by the runner", word=word), _(
                    "make it a pause, so that the person does it"
                )
            if _may_send(one) and (word := sends(name)):
                return (
                    _("'{word}' may send something, so the runner does not press it", word=word),
                    _("write {link: …} if it is a link that only leads there; else make it a pause: {for: submit, …}"),
                )
    return None


def _ending(step: Step, target: Target) -> tuple[str, str] | None:
    """Why `choose` would be refused. What an option of a form is called does nothing yet; one that stands alone may."""
    if step.options or not any(one.role in ("option", None) for one in target.candidates()):
        return None
    word = next((found for name in _texts(target) if (found := never(name))), None)
    hint = _("make it a pause, so that the person does it")
    return (_("'{word}' is never chosen by the runner", word=word), hint) if word else None


def _may_send(one: Candidate) -> bool:
    return one.role not in ("link", "tab", "heading", "row", "text")


def _texts(target: Target) -> list[str]:
    return [name.text for one in target.candidates() for name in one.names if not name.pattern]


def _at(file: FlowFile, loc: Loc, said: tuple[str, str] | None) -> Iterator[Problem]:
    if said:
        place = file.source.locate(loc)
        yield Problem(file.path, place.line, place.column, *said)
