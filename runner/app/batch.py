"""Several flows in one batch: their order, the plan told before, what is left to walk, and what came of it all.

Knows neither browser nor terminal: batch_runner.py leads the person through a batch, walk.py walks each of its flows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from runner.errors import ENDED, LOST, STOPPED, Outcome
from runner.events import Basis
from runner.flow.effort import Turns, minutes, turns
from runner.flow.load import FlowFile, walk
from runner.locale import _, joined, many
from runner.locale.phrase import semicolons
from runner.outcomes import BASES, OUTCOMES
from runner.records.phrases import day

End = Outcome | Literal["later", "left_out"] | None
EXIT: Mapping[End, int] = {"stopped": STOPPED, "lost": LOST}

_HEADINGS: Mapping[str | None, str] = {
    **{outcome: words.heading for outcome, words in OUTCOMES.items()},
    "later": _("Left for later"),
    "left_out": _("Left out"),
}
_LEFT: tuple[End, ...] = ("stopped", "lost", "later")
_SHARED_ENDINGS = re.compile(r"(ac|co|com|edu|gov|ne|net|or|org)\.[a-z]{2}")  # of .co.uk and the like


@dataclass(frozen=True)
class Planned:
    """One flow of a batch, with what it asks of the person and the site they log in to for it."""

    file: FlowFile
    turns: Turns
    site: str

    @property
    def kind(self) -> int:
        """How much it is: a switch (0), a form (1), a mail (2)."""
        return 2 if self.turns.has("mail") else 1 if self.turns.has("submit", "attach") else 0


@dataclass(frozen=True)
class FlowResult:
    """What came of one flow, and what that rests on; `request` is its number, `due` by when they have to answer.

    `advice` is the flow's last word.
    """

    flow: str
    title: str
    end: End
    basis: Basis | None = None
    request: str = ""
    due: date | None = None
    advice: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do in it, be it seen on the page or by the person's word."""
        return self.end in ("sent", "opted_out", "already_out", None)

    @property
    def came(self) -> str:
        """What came of it, with its last word, to somebody who is at the next flow already."""
        parts = (OUTCOMES[self.end].shown, BASES[self.basis].shown, self.advice) if self.end in OUTCOMES else ()
        return _("{title}: {came}", title=self.title, came=joined(*parts)) if parts else ""


def planned(file: FlowFile, me: Mapping[str, str], looks: bool = False) -> Planned:
    """A flow as a part of a batch; what is known of the person needs no typing. One that is only looked at: a login."""
    anything = dict.fromkeys(file.flow.needs, "x")  # as long as nobody has been asked
    counted = turns(file.flow.with_values(me, anything))
    return Planned(file, counted.only("login") if looks else counted, _site(file))


def arranged(flows: Iterable[Planned], own_order: bool = False) -> list[Planned]:
    """The flows of one login together; quick switches first, then forms, then mails.

    In the person's `own_order` flows only move up to the first of their login.
    """
    groups = _by_login(flows)
    if not own_order:
        groups = [sorted(group, key=lambda one: (one.kind, one.turns.seconds(), one.file.id)) for group in groups]
        groups.sort(key=lambda group: (max(one.kind for one in group), sum(_seconds(group)), group[0].file.id))
    return [one for group in groups for one in group]


def _by_login(flows: Iterable[Planned]) -> list[list[Planned]]:
    """Flows of one service, or of one site to log in to, each group where the first of it stands."""
    groups: list[tuple[set[str], list[Planned]]] = []
    for one in flows:
        names = {f"at {one.site}", f"of {one.file.flow.service.casefold()}"}
        those = [group for group in groups if group[0] & names]
        first = those[0] if those else (set(), [])
        for other in those[1:]:
            first[0].update(other[0])
            first[1].extend(other[1])
            groups.remove(other)
        first[0].update(names)
        first[1].append(one)
        if not those:
            groups.append(first)
    return [flows for __, flows in groups]


def _site(file: FlowFile) -> str:
    """The site a flow is logged in to: that of the first page it opens, else of its first host."""
    hosts = (urlsplit(step.opens).hostname or "" for __, step in walk(file.flow.steps) if step.opens)
    host = next((host for host in hosts if "{" not in host), file.flow.hosts[0])
    ending = _SHARED_ENDINGS.search(host)
    return ".".join(host.split(".")[-3 if ending and ending.end() == len(host) else -2 :])


def _seconds(flows: Iterable[Planned], logged_in: Iterable[str] = ()) -> Iterator[float]:
    """About how long each takes; only the first of a site asks for its login."""
    known = set(logged_in)
    for one in flows:
        yield one.turns.seconds(one.site in known)
        known |= {one.site} if one.turns.has("login") else set()


def plan(flows: Sequence[Planned]) -> str:
    """What is to come, a line for each flow, and how much of it there is."""
    known: set[str] = set()
    wide = max(len(one.file.id) for one in flows)
    rows: list[str] = []
    for number, one in enumerate(flows, 1):
        asks = one.turns.says(one.site in known)
        time = minutes(one.turns.seconds(one.site in known))
        name, took = f"{number:>4}  {one.file.id:<{wide}}", _("{minutes} min", minutes=f"{time:>2}")
        rows.append(joined(name, took, asks, between="  "))
        known |= {one.site} if one.turns.has("login") else set()
    logins = many("{count} login", "{count} logins", len(known))
    time_in_all = about(sum(_seconds(flows)))
    head = _("{flows}, {logins}, {time}:", flows=_flows(len(flows)), logins=logins, time=time_in_all)
    return joined(head, *rows, between="\n")


def about(seconds: float) -> str:
    """`about 5 minutes`."""
    number = minutes(seconds)
    return many("about {count} minute", "about {count} minutes", number)


def _flows(number: int) -> str:
    return many("{count} flow", "{count} flows", number)


@dataclass
class Batch:
    """The flows that are still to come, those put off to the end, and what came of the others."""

    todo: list[Planned]
    put_off: list[Planned] = field(default_factory=list)
    results: list[FlowResult] = field(default_factory=list)
    again: bool = False  # what was put off comes once more; then it is for another day
    stopped: bool = False
    _logged_in: set[str] = field(default_factory=set)

    @property
    def next(self) -> Planned | None:
        """The flow that comes next; None at the end."""
        if not self.todo and not self.again:
            self.todo, self.put_off, self.again = self.put_off, [], True
        return self.todo[0] if self.todo else None

    @property
    def code(self) -> int:
        """The exit code: the worst of the parts."""
        return max([STOPPED if self.stopped else ENDED, *(EXIT.get(one.end, ENDED) for one in self.results)])

    def asks(self, one: Planned) -> str:
        """What a flow asks of the person now, and how long that takes: `about 2 minutes: a login, a switch`."""
        known = one.site in self._logged_in
        return _("{time}: {turns}", time=about(one.turns.seconds(known)), turns=one.turns.says(known))

    def left(self) -> str:
        """How much is still to come: `3 to go, about 9 minutes in all`."""
        left = [*self.todo, *self.put_off]
        if len(left) == 1:
            return _("the last one")
        time = about(sum(_seconds(left, self._logged_in)))
        return many("{count} to go, {time} in all", "{count} to go, {time} in all", len(left), time=time)

    def walked(self, result: FlowResult) -> None:
        """The flow that was next has been walked."""
        one = self.todo.pop(0)
        self.results.append(result)
        if result.end not in _LEFT and one.turns.has("login"):
            self._logged_in.add(one.site)

    def later(self) -> None:
        """The person would rather have the flow that was next at the end; at the end, another day."""
        one = self.todo.pop(0)
        if self.again:
            self._leave(one, "later")
        else:
            self.put_off.append(one)

    def leave_out(self) -> None:
        """The person does not want the flow that was next."""
        self._leave(self.todo.pop(0), "left_out")

    @property
    def size(self) -> int:
        """How many flows it has in all."""
        return len(self.results) + len(self.todo) + len(self.put_off)

    def put_off_later_one(self, flow: str) -> None:
        """A flow that is still to come, and is not the next, goes to the end; one that is not there is no matter."""
        for one in [one for one in self.todo[1:] if one.file.id == flow]:
            self.todo.remove(one)
            if self.again:
                self._leave(one, "later")
            else:
                self.put_off.append(one)

    def leave_out_later_one(self, flow: str) -> None:
        """The person does not want a flow that is still to come, and is not the next."""
        for where, waiting in ((self.todo, self.todo[1:]), (self.put_off, self.put_off)):
            for one in [one for one in waiting if one.file.id == flow]:
                where.remove(one)
                self._leave(one, "left_out")

    def stop(self) -> None:
        """The person has had enough: all the rest is for another day."""
        self.stopped = True
        for one in [*self.todo, *self.put_off]:
            self._leave(one, "later")
        self.todo, self.put_off, self.again = [], [], True

    def _leave(self, one: Planned, end: End) -> None:
        self.results.append(FlowResult(one.file.id, one.file.flow.title, end))


def summary(results: Iterable[FlowResult], account: str | None = None) -> str:
    """What came of a batch, by how it ended, and the commands that go on from here."""
    order = list(_HEADINGS)
    parts = sorted(results, key=lambda one: order.index(one.end))
    blocks: list[list[str]] = [[_counted(parts)]]
    for end, group in groupby(parts, key=lambda one: one.end):
        blocks.append([_HEADINGS[end], *(joined("  ", one.title, _told(one), between="") for one in group)])
    left = [one.flow for one in parts if one.end in _LEFT]
    again = f"optout run {' '.join(left)}{f' --as {account}' if account else ''}"
    on = [_("Go on with the rest:      {command}", command=again)] if left else []
    blocks.append([*on, _("See how all of it stands: {command}", command="optout status")])
    return joined(*(joined(*block, between="\n") for block in blocks), between="\n\n")


def _counted(parts: Sequence[FlowResult]) -> str:
    out = sum(one.end in ("sent", "opted_out", "already_out") for one in parts)
    if not out:
        return many(
            "{count} flow; in none of them you said no, or had said it before.",
            "{count} flows; in none of them you said no, or had said it before.",
            len(parts),
        )
    return many(
        "{count} flow; in {out} of them you said no, or had said it before.",
        "{count} flows; in {out} of them you said no, or had said it before.",
        len(parts),
        out=out,
    )


def _told(one: FlowResult) -> str:
    """What else to know of one: whose word it is, and the day an answer is due."""
    rests_on, due = BASES[one.basis].short, ""
    if one.end == "sent":
        due = one.request
        if one.due:
            due = _("an answer is due by {day}: {request}", day=day(one.due), request=one.request)
    told = semicolons(rests_on, due)
    return joined(" (", told, ")", between="") if told else ""
