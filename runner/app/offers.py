"""What there is for one person: every flow with where it applies, what it costs and covers, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from runner.app.batch import Planned, planned
from runner.app.news import news_by
from runner.app.places import library, shipped
from runner.app.region import Region, called, is_nowhere
from runner.app.run import answer_clock
from runner.app.selection import PRACTICE
from runner.errors import FlowError
from runner.flow.effort import minutes
from runner.flow.headings import Heading, heading, how_checked, is_stale
from runner.flow.load import FlowFile, load_file
from runner.locale import _, day_of, in_context, joined, many, shown
from runner.records.files import write_private
from runner.records.law import law_book, rule_on
from runner.records.ledger import Ledger
from runner.records.phrases import HEADINGS, day
from runner.records.request import LOUD, Check
from runner.records.status import Standing, not_offered, standings
from runner.session.checkpoint import Checkpoints

Place = Literal["urgent", "chosen", "open", "done", "elsewhere"]  # of the page; what needs the person comes first
PLACES: tuple[Place, ...] = ("urgent", "chosen", "open", "done", "elsewhere")
Person = tuple[tuple[str, str], ...]  # a person's own values, as they can be looked up by


@dataclass(frozen=True)
class OfferDetails:
    """What is known of a flow once all of it is read."""

    covers: str
    does_not_cover: str
    undone_by: str
    law: str
    law_note: str
    planned: Planned

    @property
    def minutes(self) -> int:
        """About how long it takes, alone."""
        return minutes(self.planned.turns.seconds())

    @property
    def asks(self) -> str:
        """What it asks of the person, in words."""
        return self.planned.turns.says()


@dataclass(frozen=True)
class Offer:
    """One flow for this person. `cut_off` is the step that a walk of it was left at, 0 for none."""

    heading: Heading
    place: Place
    label: str
    loud: bool = False
    details: OfferDetails | None = None
    standing: Standing | None = None
    cut_off: int = 0
    is_own: bool = False

    @property
    def where(self) -> str:
        """Where it is offered, in words."""
        regions = self.heading.offered_in
        if "everywhere" in regions:
            return in_context("offered", "everywhere")
        return called(regions) if regions else _("not known where")

    @property
    def checked(self) -> str:
        """How well it is known, in a sentence."""
        if not self.heading.checked:
            return _("Nobody has said when this was last checked.")
        how = how_checked(self.heading.how, self.heading.by, self.heading.by_in) or _("how is not said")
        said = _("Checked on {day}: {how}.", day=day_of(self.heading.checked), how=how)
        return joined(said, _("That is long ago.")) if is_stale(self.heading.checked, date.today()) else said

    @property
    def is_open(self) -> bool:
        """Whether there is something to walk."""
        return self.place in ("urgent", "chosen", "open") and not self.heading.problem


FileState = tuple[Path, int, int]  # a file, when it was changed last, and its bytes


class FlowShelf:
    """The library, read once for each content: heads at once, the whole of a flow when it is wanted.

    Shelves that are given the same `read` share what was read; a flow in it is None where it has problems.
    """

    def __init__(self, read: dict[FileState, FlowFile | None] | None = None) -> None:
        self._there: dict[str, FileState] = {}
        self._files: dict[FileState, FlowFile | None] = {} if read is None else read
        self._details: dict[tuple[FileState, Person], OfferDetails] = {}

    def heads(self) -> list[Heading]:
        """The heads of all flows but practice, as the files are now."""
        self._there = {flow: _state(path) for flow, path in library().items() if flow != PRACTICE}
        heads = (heading(path) for path, *_state in self._there.values())
        return sorted(heads, key=lambda head: (head.service.casefold(), head.id))

    def unread(self) -> list[str]:
        """The flows of which the head alone is known."""
        return [flow for flow, state in self._there.items() if state not in self._files]

    def file(self, flow: str) -> FlowFile | None:
        """A flow; None where it has problems, or is not there."""
        path = library().get(flow)
        if path is None:
            return None
        self._there[flow] = state = _state(path)
        if state not in self._files:
            try:
                self._files[state] = load_file(path)
            except FlowError:
                self._files[state] = None
        return self._files[state]

    def known(self, flow: str) -> FlowFile | None:
        """A flow that was read since its file was changed last."""
        return self._files.get(self._there[flow]) if flow in self._there else None

    def details(self, flow: str, me: Mapping[str, str]) -> OfferDetails | None:
        """What is known of a flow for this person; None where it was not read yet."""
        file = self.known(flow)
        if file is None:
            return None
        key = self._there[flow], tuple(me.items())
        if key not in self._details:
            self._details[key] = _details(file, me)
        return self._details[key]


def _state(path: Path) -> FileState:
    try:
        told = path.stat()
    except OSError:
        return path, 0, 0
    return path, told.st_mtime_ns, told.st_size


@dataclass(frozen=True)
class Whose:
    """The person that offers are for: where they live, their own values, what they have chosen, which day it is."""

    region: Region | None
    me: Mapping[str, str]
    chosen: Sequence[str]
    today: date


def offers(shelf: FlowShelf, ledger: Ledger | None, folder: Path, whose: Whose) -> list[Offer]:
    """All flows in the order in which a person wants them, with details of those that were read.

    `folder` is that of everything the tool writes.
    """
    heads, walks = shelf.heads(), Checkpoints(folder / "runs", write_private)
    requests = ledger.requests() if ledger else []
    noted: dict[str, Standing] = {}
    for one in standings([row for row in requests if not row.practice], whose.today, news_by(heads)):
        noted.setdefault(one.request.flow, one)
    missing = {check.flow: check for check in (not_offered(ledger.checks(), requests) if ledger else ())}
    found = [_offer(head, shelf, (noted, missing), walks, whose) for head in heads]
    return sorted(found, key=lambda offer: (PLACES.index(offer.place), not offer.loud, _wish(offer, whose)))


def _wish(offer: Offer, whose: Whose) -> int:
    """The person's own order, of what they have chosen."""
    return list(whose.chosen).index(offer.heading.id) if offer.place == "chosen" else 0


def _offer(
    head: Heading,
    shelf: FlowShelf,
    known: tuple[Mapping[str, Standing], Mapping[str, Check]],
    walks: Checkpoints,
    whose: Whose,
) -> Offer:
    stands, missing = known[0].get(head.id), known[1].get(head.id)
    kept, file = walks.read(head.id), shelf.known(head.id)
    step = kept.step if kept and kept.step > 1 else 0
    place, label = _placed(head, stands, missing, step, whose)
    return Offer(
        head,
        place,
        label,
        loud=stands is not None and stands.state in LOUD,
        details=shelf.details(head.id, whose.me),
        standing=stands,
        cut_off=step,
        is_own=file is not None and file.digest not in shipped(),
    )


def _placed(
    head: Heading, stands: Standing | None, missing: Check | None, step: int, whose: Whose
) -> tuple[Place, str]:
    """Which part of the page a flow belongs to, and how it stands in a word or two."""
    if stands and stands.state in LOUD:
        return "urgent", HEADINGS[stands.state]
    if step:
        return "urgent", _("Cut off at step {number}", number=step)
    if stands and stands.state == "prepared":
        return "urgent", HEADINGS["prepared"]
    if stands:
        is_due = stands.state == "due" and stands.request.due
        return "done", _("Due on {day}", day=day(is_due)) if is_due else HEADINGS[stands.state]
    if missing:
        return "elsewhere", _("Was not offered to you on {day}", day=day(missing.at))
    if is_nowhere(head.offered_in):
        return "elsewhere", _("Nothing to switch, for nobody")
    if whose.region and not whose.region.has(head.offered_in or None):
        return "elsewhere", _("Not offered in {place}", place=whose.region.name)
    return ("chosen" if head.id in whose.chosen else "open"), _("Not yet")


def _details(file: FlowFile, me: Mapping[str, str]) -> OfferDetails:
    flow, clock = file.flow, answer_clock(file, me.get("country", ""))
    law: str = ""
    note: str = ""
    if isinstance(clock, int):
        law = many(
            "They usually answer within {count} day; no law is named.",
            "They usually answer within {count} days; no law is named.",
            clock,
        )
    elif isinstance(clock, str) and (rule := rule_on(law_book().clocks.get(clock, ()), date.today())):
        law, note = _("{law} sets the time for an answer.", law=rule.law), rule.note
    return OfferDetails(
        flow.covers or "", flow.does_not_cover or "", flow.undone_by or "", law, note, planned(file, me)
    )


def of_services(found: Iterable[Offer], words: str) -> list[Offer]:
    """Those whose service, title or id has all of these words."""
    wanted = words.casefold().split()
    return [one for one in found if all(word in _searched(one.heading) for word in wanted)]


def _searched(head: Heading) -> str:
    """What a flow is found by, in English and in the person's language."""
    return f"{head.service} {head.title} {shown(head.title)} {head.id}".casefold()
