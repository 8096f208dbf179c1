"""What a person did once, as the steps of a flow: clean, in the page's language, without anything they typed.

Knows no page: it gets what was Recorded, from a browser that was watched (browser/recording.py) or from a recording of
another tool (session/devtools.py), and makes the same of both. Logging in and sending become pauses, and so does what
could not be told. Of everything that was done, either a step comes, or it is counted why there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from runner.flow.hosts import host_of
from runner.flow.own import Own, Typed, texts_of
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.flow.write import flow_text
from runner.locale import _
from runner.session.logins import logins_as_one
from runner.session.recorded_steps import Made, Step, address, leads_on, step_of

_LISTS = ("combobox", "listbox")
_TO_DO = (
    "",
    "Recorded. Before you give it to others: say in the title what it is for, add covers, does_not_cover, offered_in,",
    "checked and sources (flows/README.md tells how).",
)
_NOBODY = Own(())


@dataclass(frozen=True)
class Draft:
    """A flow made of a recording: its text and steps, why those left to a person could not be told, what is no step."""

    text: str
    untold: tuple[str, ...]
    aside: Counter[str]
    steps: tuple[Step, ...] = ()


def draft(recorded: Recorded, title: str = "", own: Own = _NOBODY, schema: str = "flow.schema.json") -> Draft:
    """A flow file made of what was done; a draft, with what only a person can say left to fill in.

    `own` is what is known of the person besides; `schema` is the address of the flows' schema, seen from the file.
    """
    typed = Typed(recorded.typed, own, texts_of(one for deed in recorded.deeds for one in (deed.pick, deed.option)))
    deeds, aside = logins_as_one(recorded.deeds)
    aside.update(recorded.aside)
    deeds = _folded(_with_lists(deeds, aside), aside)
    made = [step_of(deed, deeds[at + 1 :], typed) for at, deed in enumerate(deeds)]
    aside.update(one.aside for one in made if one.aside)
    hosts = _hosts(deeds, typed)
    service = hosts[0].partition(".")[0].capitalize()
    head = {"title": title or f"{service} – say what this flow is for", "service": service, "hosts": hosts}
    kept = _without_repeats(made, aside)
    notes = {at: f"Could not be told: {one.untold}." for at, one in enumerate(kept) if one.untold}
    text = flow_text(head, [one.step for one in kept], _TO_DO, notes, schema)
    untold = tuple(one.untold for one in kept if one.untold)
    return Draft(text, untold, +aside, tuple(one.step for one in kept))


def _with_lists(deeds: Sequence[RecordedAction], aside: Counter[str]) -> list[RecordedAction]:
    """An option together with the list it was taken from, which was opened, and perhaps typed in, right before."""
    told: list[RecordedAction] = []
    for deed in deeds:
        if not (deed.done == "chose" and deed.pick and deed.pick.role == "option" and deed.option is None):
            told.append(deed)
            continue
        opener: RecordedAction | None = None
        while told and _is_list(told[-1], deed, opener):
            opener = told.pop()
            aside[_("a click into a list that is chosen from")] += 1
        told.append(replace(deed, pick=opener.pick, option=deed.pick, css=opener.css) if opener else deed)
    return told


def _is_list(deed: RecordedAction, chosen: RecordedAction, known: RecordedAction | None) -> bool:
    """Whether a deed opened the list that an option was chosen from, or searched in it; of one list alone."""
    if deed.url != chosen.url or deed.pick is None or deed.option is not None:
        return False
    is_one = deed.pick.role in _LISTS and deed.done in ("pressed", "chose", "typed", "sent")
    return is_one and (known is None or _is_same(known, deed))


def _is_same(one: RecordedAction, other: RecordedAction) -> bool:
    """Whether two deeds were done to the same thing, as far as one can tell."""
    if one.pick is None or other.pick is None or one.url != other.url:
        return False
    ways = (
        (deed.pick.name or deed.pick.text, deed.pick.role, deed.pick.path, deed.css, deed.option)
        for deed in (one, other)
        if deed.pick
    )
    return len(set(ways)) == 1


def _folded(deeds: Iterable[RecordedAction], aside: Counter[str]) -> list[RecordedAction]:
    """Without what only does again what was done right before: a second click, more typing, the same page."""
    told: list[RecordedAction] = []
    for deed in deeds:
        last = told[-1] if told else None
        if last and last.done == "hovered" and deed.done == "pressed" and _is_same(last, deed):
            told.pop()
            aside[_("a move of the pointer to what was pressed then")] += 1
        elif last and last.done == deed.done and _is_again(last, deed) and not leads_on(deed):
            told.pop()
            aside[_("the same done again")] += 1
        told.append(deed)
    return told


def _is_again(last: RecordedAction, deed: RecordedAction) -> bool:
    if deed.done == "went":
        return address(last.url) == address(deed.url)
    return deed.done not in ("unclear", "secret") and _is_same(last, deed)


def _without_repeats(made: Iterable[Made], aside: Counter[str]) -> list[Made]:
    kept: list[Made] = []
    for one in made:
        if kept and kept[-1].step == one.step and kept[-1].way == one.way and not (one.untold or one.each_time):
            aside[_("the same done again")] += 1
        else:
            kept.append(one)
    return kept


def _hosts(deeds: Sequence[RecordedAction], typed: Typed) -> list[str]:
    """The sites where something was done, logins aside; `www.` left out, and no host that lies in another."""
    done = [deed for deed in deeds if deed.done != "secret"] or list(deeds)
    found = dict.fromkeys(_site(host_of(deed.url), typed) for deed in done if urlsplit(deed.url).hostname)
    return [host for host in found if not any(host != other and host.endswith(f".{other}") for other in found)]


def _site(host: str, typed: Typed) -> str:
    """A host, without the parts up to one that is called after the person."""
    parts = re.sub(r"^www\.(?=.+\.)", "", host).split(".")
    own = [at for at, part in enumerate(parts[:-2]) if typed.is_in_address(part)]
    return ".".join(parts[own[-1] + 1 if own else 0 :])
