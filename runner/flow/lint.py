"""What a flow would be better without, though it can be walked: advice for those who keep flows alive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from runner.flow.headings import STALE_DAYS, is_stale
from runner.flow.hosts import Sites
from runner.flow.load import FlowFile, Loc, walk
from runner.flow.model import Condition, Name, Target, names_of
from runner.flow.otherwise import Otherwise
from runner.flow.signs import rests_on_absence, shows_something
from runner.flow.step import NEED, Step
from runner.locale import _, day_of, many

T = TypeVar("T")
Found = Iterator[tuple[Loc, T]]
Steps = Iterable[tuple[Loc, Step]]
Doubt = tuple[Loc, str, str]  # where, what, what to do about it

_ROLES = tuple(word for word in Target.words() if word not in ("href", "css", "any", "within", "beside"))
_NAMES_IN_CSS = re.compile(r":has-text\(|:text|\[\s*(?:aria-label|title|alt|placeholder|value)\s*[~^$*|]?=")
_MADE_BY_MACHINES = re.compile(r"[.#][A-Za-z_-]*\d[\w-]*|[.#]css-|\[class")
_ON_WWW = "www."


class _Read:
    """A flow with all its steps, conditions and targets, each with its place: they are gone through again and again."""

    def __init__(self, file: FlowFile) -> None:
        self.source, self.flow = file.source, file.flow
        self.steps = list(walk(file.flow.steps))
        self.conditions = list(_conditions(self.steps))
        self.targets = list(_targets(self.steps, self.conditions))


def doubts(file: FlowFile, today: date | None) -> Iterator[Doubt]:
    """Every doubt of a flow that loads; without `today` its age is none."""
    read = _Read(file)
    yield from _age(read, today)
    yield from _wide_hosts(read)
    yield from _one_language(read)
    yield from _css(read)
    yield from _absence(read)


def _absence(file: _Read) -> Iterator[Doubt]:
    """What would hold, or end the walk, with nothing seen."""
    for loc, condition in file.conditions:
        inside = any(isinstance(word, int) and loc[at - 1] in ("any", "all") for at, word in enumerate(loc) if at)
        if not inside and rests_on_absence(condition):
            yield (
                loc,
                _("this can hold with nothing seen: what is missing may only not have come yet"),
                _("add what is to be seen then: {all: [{gone: …}, {visible: …}]}"),
            )
    for loc, step in file.steps:
        ends: Otherwise | None = getattr(step, "otherwise", None)
        if ends and not ends.asks and (ends.sign is None or not shows_something(ends.sign)):
            yield (
                (*loc, "otherwise"),
                _("this ends as {outcome} with nothing seen, so the person is asked", outcome=ends.outcome),
                _(
                    "say what the page shows then, {{{outcome}: {{visible: …}}}}; or {{{outcome}: ask}}",
                    outcome=ends.outcome,
                ),
            )
        if ends and ends.for_good and "by" not in loc:
            yield (
                (*loc, "otherwise", "for good"),
                _("this is no part of a route, so it ends the walk anyway"),
                _("leave 'for good' out"),
            )


def _age(file: _Read, today: date | None) -> Iterator[Doubt]:
    checked = file.flow.checked
    if checked and today and is_stale(checked.date, today):
        message = _("this was checked on {day}, more than {count} days ago", day=day_of(checked.date), count=STALE_DAYS)
        yield ("checked", "date"), message, _("walk it, or look at its sources again, and set the date")


def _wide_hosts(file: _Read) -> Iterator[Doubt]:
    """Hosts no step needs, and those of which only one part is needed; `www` is as good as none."""
    opened = {urlsplit(step.opens).hostname or "" for _, step in file.steps if step.opens}
    said = "\n".join(str(text) for _, text in _addresses(file)).replace("\\", "")
    for at, host in enumerate(file.flow.hosts if opened else ()):  # a flow that opens nothing goes on where one is
        ours = {one for one in opened if Sites((host,)).has(one)}
        part = next(iter(ours), "")
        if not ours and host not in said and _without_country(host) not in map(_without_country, opened):
            yield (
                ("hosts", at),
                _("no step names {host}", host=host),
                _("leave it out, so that the runner keeps its hands off it"),
            )
        elif len(ours) == 1 and part not in (host, _ON_WWW + host) and not NEED.search(part):
            hint = _("write {part}, so that the runner keeps its hands off the rest", part=part)
            yield (
                ("hosts", at),
                _("{host} is wider than the steps need: they open only {part}", host=host, part=part),
                hint,
            )


def _without_country(host: str) -> str:
    """shop.example for shop.example.de and shop.example.co.uk: where people of one country are sent to theirs."""
    return re.sub(r"\.((co|com)\.)?[a-z]+$", "", host)


def _addresses(file: _Read) -> Iterator[tuple[Loc, str]]:
    """Parts of addresses that steps look for."""
    for loc, target in file.targets:
        yield from ((loc, one.href.text) for one in target.candidates() if one.href)
    for loc, condition in file.conditions:
        if condition.url:
            yield loc, condition.url


def _one_language(file: _Read) -> Iterator[Doubt]:
    """Labels that only people with the site in one language have, told once for the flow."""
    named = [(loc, names_of(value)) for loc, target in file.targets for value in _own_names(target)]
    languages = {name.language for _, names in named for name in names if name.language}
    alone = [(loc, names[0]) for loc, names in named if _is_in_one_language(names)]
    alone.sort(key=lambda one: file.source.locate(one[0]))
    if not alone:
        return
    loc, first = alone[0]
    hint = _("write {en: …, de: …}; where none is known, people are asked to point")
    if len(languages) < 2:
        yield loc, _("its labels are in one language only"), hint
    else:
        said = many(
            "{count} label is in one language only, such as '{label}'; others have {languages}",
            "{count} labels are in one language only, such as '{label}'; others have {languages}",
            len(alone),
            label=first.text,
            languages=len(languages),
        )
        yield loc, said, hint


def _is_in_one_language(names: tuple[Name, ...]) -> bool:
    """A list without languages may have any; a pattern may, too."""
    if any(name.pattern for name in names):
        return False
    return len({name.language for name in names}) == 1 and (len(names) == 1 or names[0].language is not None)


def _own_names(target: Target) -> Iterator[str | list[str] | dict[str, str | list[str]]]:
    for role in _ROLES:
        value = getattr(target, role)
        if value is not None and value != "any":
            yield value


def _css(file: _Read) -> Iterator[Doubt]:
    """CSS that says a name, or a class that the next version of the site gives to something else."""
    lasting = _("names last longer: {button: …}, {link: …}; or {switch: any, beside: …}")
    for loc, target in file.targets:
        if target.css and _NAMES_IN_CSS.search(target.css):
            yield (*loc, "css"), _("this css looks for a name, so a name would do"), lasting
        elif target.css and _MADE_BY_MACHINES.search(target.css):
            yield (*loc, "css"), _("this css goes by what a machine has named, which lasts for weeks"), lasting
    for loc, step in file.steps:
        if (used := step.handled) and all(one.css for one in used.candidates()):
            yield loc, _("what is used here is found by css alone"), lasting


def _targets(steps: Steps, conditions: Iterable[tuple[Loc, Condition]]) -> Found[Target]:
    """Every target of the steps, also those within others and in conditions, with its place."""
    for loc, step in steps:
        for name, target in step.built_targets():
            yield (*loc, name), target
        yield from _in(step, loc, Target, _target_parts)
    for loc, condition in conditions:
        for word in ("visible", "gone", "is_on", "is_off", "selected"):
            if target := getattr(condition, word):
                yield from _target_parts((*loc, word), target)


def _conditions(steps: Steps) -> Found[Condition]:
    for loc, step in steps:
        yield from _in(step, loc, Condition, _condition_parts)
        if (ends := getattr(step, "otherwise", None)) and ends.sign:
            yield from _condition_parts((*loc, "otherwise", ends.outcome), ends.sign)


def _in(step: Step, loc: Loc, kind: type[T], parts: Callable[[Loc, T], Found[T]]) -> Found[T]:
    """The things of one kind in a step's fields, each with its own parts."""
    for name, value in step:
        if isinstance(value, kind):
            yield from parts((*loc, name), value)


def _target_parts(loc: Loc, target: Target) -> Iterator[tuple[Loc, Target]]:
    yield loc, target
    for at, one in enumerate(target.any or ()):
        yield from _target_parts((*loc, "any", at), one)
    for word in ("within", "beside"):
        if other := getattr(target, word):
            yield from _target_parts((*loc, word), other)


def _condition_parts(loc: Loc, condition: Condition) -> Iterator[tuple[Loc, Condition]]:
    yield loc, condition
    for word in ("any", "all"):
        for at, one in enumerate(getattr(condition, word) or ()):
            yield from _condition_parts((*loc, word, at), one)
