"""The person's requests: what needs them first, all about each, and what they take along of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from runner.app.downloads import downloads_folder, free_name, save
from runner.app.front_end import FrontEnd
from runner.app.places import home
from runner.app.recheck import readable, recheck, with_needs
from runner.app.requests import HistoryNote, calendar, hand_out, note, report_all, standing_of, standings_of
from runner.app.run import Plan
from runner.app.vouching import noted, vouch_for
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.vouch import Vouch
from runner.home.context import HomeContext
from runner.home.router import NoSuchPage
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _, in_context, joined, many
from runner.records.evidence import EvidenceRecord
from runner.records.ledger import Ledger, now
from runner.records.phrases import CHANNELS, HEADINGS, day
from runner.records.report import not_offered_to_you
from runner.records.request import LOUD, WHATS, RequestRow, Seen, State, What
from runner.records.restoring import restore
from runner.records.status import Standing, not_offered
from runner.records.timeline import timeline

_GROUPS: Sequence[tuple[str, tuple[State, ...]]] = (
    (_("Needs you"), (*LOUD, "prepared")),
    (_("Waiting for an answer"), ("due", "waiting")),
    (in_context("heading", "Done"), ("answered", "confirmed")),
)
NOTES: Sequence[tuple[What, str]] = (
    ("answered", _("They have answered")),
    ("refused", _("They have refused")),
    ("acknowledged", _("They wrote that they have it")),
    ("extended", _("They wrote that they need longer")),
    ("note", _("Something else, in my own words")),
)


@dataclass(frozen=True)
class NextDeed:
    """What comes next for a request, in a sentence, and the way to it."""

    says: str
    label: str = ""
    path: str = ""


class RequestPages:
    """The list of requests, and the page of each."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    # -- looking ------------------------------------------------------------------------------------------------------

    def requests(self, request: PageRequest) -> PageResponse:
        """All of them."""
        today = self._home.look()
        with self._home.to_read() as ledger:
            rows = ledger.requests() if ledger else []
            missing = not_offered(ledger.checks(), rows) if ledger else []
        found = standings_of(rows, today)
        real = [one for one in found if not one.request.practice]
        groups = [(name, [one for one in real if one.state in states]) for name, states in _GROUPS]
        return self._home.page(
            request,
            "requests",
            current="/requests",
            groups=[(name, [(one, next_deed(one, today)) for one in group]) for name, group in groups if group],
            earlier=[row for row in rows if row.replaced_by and not row.practice],
            not_offered=not_offered_to_you(missing),
            rehearsed=[one for one in found if one.request.practice],
            headings=HEADINGS,
            loud=LOUD,
            copy=None if ledger and found else self._home.copy_day(),
            can_recheck=any(one.request.channel == "switch" for one in real),
        )

    def one(self, request: PageRequest, id_: str) -> PageResponse:
        """All about one."""
        with self._home.to_read() as ledger:
            shown = standing_of(there(ledger, id_), id_, self._home.look())
            entries = timeline(shown)
        vouch = self._vouch(shown.request)
        pictures = {entry.picture.path: number for number, entry in enumerate(entries) if entry.picture}
        return self._home.page(
            request,
            "request",
            current="/requests",
            one=shown,
            row=shown.request,
            entries=entries,
            pictures=pictures,
            deed=next_deed(shown, self._home.look()),
            headings=HEADINGS,
            loud=LOUD,
            channels=CHANNELS,
            notes=NOTES,
            today=self._home.look().isoformat(),
            can_write=_letter_may_come(shown),
            vouch=vouch,
            vouch_key=_key(vouch) if vouch else "",
        )

    def picture(self, request: PageRequest, id_: str, number: str) -> PageResponse:
        """A picture that stands on a request's line."""
        with self._home.to_read() as ledger:
            entries = timeline(standing_of(there(ledger, id_), id_, self._home.look()))
        entry = entries[int(number)] if number.isdecimal() and int(number) < len(entries) else None
        if entry is None or entry.picture is None or not entry.picture.is_there:
            raise NoSuchPage(_("That picture is no longer there."))
        return PageResponse(body=entry.picture.path.read_bytes(), kind="image/png")

    # -- noting -------------------------------------------------------------------------------------------------------

    def note(self, request: PageRequest, id_: str) -> PageResponse:
        """Notes what has come of it."""
        what, text = request.one("what"), request.one("note").strip()
        if what not in WHATS and not text and not request.one("reference"):
            return self._home.done(f"/requests/{id_}", _("Say first what has come of it."))
        given = None if what in ("", "note") else cast(What, what)
        if not given and not text and not request.one("reference").strip():
            return self._home.done(f"/requests/{id_}", _("Write what you want to note."))
        noted = HistoryNote(given, text, request.one("reference").strip(), _day(request.one("on")))
        with self._home.to_write() as ledger:
            note(ledger, id_, noted if given or text else HistoryNote(reference=noted.reference))
        self._home.changes.tell()
        return self._home.done(f"/requests/{id_}", _("Noted."))

    def put_back(self, request: PageRequest) -> PageResponse:
        """Puts the last copy of the requests in the place of a file that is damaged or gone."""
        if self._home.walks.is_under_way:
            raise UsageError(
                _("something is under way: let it come to its end, or stop it, before you put a copy back")
            )
        put = restore(self._home.folder, now())
        self._home.changes.tell()
        said = many(
            "The copy as of {day}, with {count} request, is in its place.",
            "The copy as of {day}, with {count} requests, is in its place.",
            put.requests,
            day=day(put.day),
        )
        kept = _("What lay there is kept as {path}.", path=put.aside) if put.aside else ""
        return self._home.done("/requests", joined(said, kept))

    # -- taking along -------------------------------------------------------------------------------------------------

    def receipt(self, request: PageRequest, id_: str) -> PageResponse:
        """A receipt of one, in the Downloads folder."""
        with self._home.to_write() as ledger:
            handed = hand_out(ledger, id_, free_name(downloads_folder(), f"{id_}-receipt.zip"))
        said = _("Saved as {path}. Its fingerprint is {print}.", path=handed.path, print=handed.fingerprint)
        return self._home.done(f"/requests/{id_}", joined(said, *map(_mind, handed.request.evidence)))

    def vouch(self, request: PageRequest, id_: str) -> PageResponse:
        """That it worked for them, for the flow's keeper: in the Downloads folder, what was shown and nothing else."""
        with self._home.to_read() as ledger:
            told = self._vouch(there(ledger, id_).request(id_))
        if told is None or _key(told) != request.one("key"):
            raise UsageError(_("it is not any more as it was shown; look at it again"))
        path = save(f"vouch-{told.flow}-{told.date}.json", told.as_text().encode())
        return self._home.done(f"/requests/{id_}", _("Saved as {path}.", path=path))

    def _vouch(self, row: RequestRow) -> Vouch | None:
        """What they can tell the keeper of how they walked a flow; None where there is nothing to vouch for."""
        found = None if row.practice else noted(self._home.folder, row.flow, row.account)
        if found is None or found.flow != row.flow:
            return None
        return vouch_for(self._home.folder, row.flow, self._home.config.me.get("country", ""), row.account)

    def report(self, request: PageRequest) -> PageResponse:
        """The page of all, in the Downloads folder."""
        with self._home.to_read() as ledger:
            path = report_all(_any(ledger), free_name(downloads_folder(), "optout-report.html"))
        return self._home.done("/requests", _("Saved as {path}.", path=path))

    def calendar(self, request: PageRequest) -> PageResponse:
        """Reminders for a calendar, in the Downloads folder."""
        with self._home.to_read() as ledger:
            text, count = calendar(ledger)
        if not count:
            return self._home.done("/requests", _("No answer is due on a day, so there is nothing to be reminded of."))
        path = save("optout-reminders.ics", text.encode())
        said = many("{count} reminder saved as {path}.", "{count} reminders saved as {path}.", count, path=path)
        return self._home.done("/requests", said)

    async def downloads(self, request: PageRequest) -> PageResponse:
        """Shows the Downloads folder in a tab of its own."""
        back, folder = request.one("back"), downloads_folder()
        path = back if back.startswith("/") else "/requests"
        if not folder.is_dir():
            return self._home.done(
                path, _("There is no folder {folder} yet: it is made when you save something.", folder=folder)
            )
        await self._home.open_tab(folder.as_uri())
        return self._home.done(path)

    # -- looking again ------------------------------------------------------------------------------------------------

    def look_again(self, request: PageRequest) -> PageResponse:
        """Reads settings back: those of one flow, or all."""
        flow, pictures = request.one("flow"), not request.one("no_pictures")
        name = _("a look at your settings")
        flows = [flow] if flow else []
        if not self._home.walks.begin(name, lambda now, front: self._recheck(now, front, flows, pictures)):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        return self._home.done("/walk")

    async def _recheck(self, now: WalkNow, front: FrontEnd, flows: Sequence[str], pictures: bool) -> None:
        with self._home.to_write() as ledger:
            settings = readable(ledger, flows)
            if not settings:
                raise UsageError(_("there is nothing to read back yet: no setting was switched with Optout"))
            wanted = await with_needs(settings, self._home.config.me, {}, front)
            plan = Plan([one.file for one in wanted], self._home.config, home())
            found = await recheck(wanted, plan, ledger, front, pictures)
        now.told = [_seen(row, seen) for row, seen in found]


def _mind(kept: EvidenceRecord) -> str:
    """That a picture in a receipt is not as it was when it was kept; nothing where it is."""
    if kept.now == "missing":
        return _("Mind that the picture “{name}” is no longer there.", name=kept.name)
    if kept.now == "changed":
        return _("Mind that the picture “{name}” has been changed since it was kept.", name=kept.name)
    return ""


def _seen(row: RequestRow, seen: Seen) -> str:
    """What was read back of a setting."""
    match seen:
        case "confirmed":
            return _("{title}: still as you wanted it.", title=row.title)
        case "reverted":
            return _("{title}: changed back.", title=row.title)
        case _:
            return _("{title}: could not be read.", title=row.title)


_NEXT: Mapping[str, tuple[str, str, str]] = {
    "write": (_("Write to them; the letter is ready."), _("Show the letter"), "/requests/{id}/letter"),
    "complained": (_("You have complained. When you hear of it, note it here."), _("Note it"), "/requests/{id}#note"),
    "complained to them": (
        _("You have complained to the company. When they write that they have it, note it here."),
        _("Note it"),
        "/requests/{id}#note",
    ),
    "reverted": (_("It is on again: switch it off once more."), _("Walk it again"), "{walk}"),
    "reopened": (_("It has to be done anew."), _("Walk it again"), "{walk}"),
    "reopened, another flow": (_("There is more to do now."), _("Walk what is new"), "{walk}"),
    "prepared": (_("It is not sent yet."), _("Go on with it"), "{walk}"),
    "prepared, not offered": (_("It was not offered to you; your pictures are kept."), "", ""),
    "due": (_("When they answer, note it here."), _("Note it"), "/requests/{id}#note"),
    "waiting": (_("When they answer, note it here."), _("Note it"), "/requests/{id}#note"),
    "answered": (_("If they do not agree after all, note it here."), _("Note it"), "/requests/{id}#note"),
    "confirmed": (_("Nothing more to do."), "", ""),
    "a switch": (_("Settings get reset. Look again now and then."), _("Look now"), "/requests/{id}#look"),
}


def next_deed(one: Standing, today: date) -> NextDeed:
    """What a request asks of the person next, as the home has it."""
    row = one.request
    flow = one.news.to_do(row.flow) if one.news else row.flow
    said, label, path = _NEXT[_case(one, today)]
    walk = f"/services/review?{urlencode({'flow': flow, **({'as': row.account} if row.account else {})})}"
    return NextDeed(said, label, path.format(id=row.id, walk=walk))


def _case(one: Standing, today: date) -> str:
    row = one.request
    if one.state in ("overdue", "refused"):
        if row.last("complaint"):
            return "complained"
        waits = row.complaint and today <= row.complaint.due and not row.since_the_complaint("refused")
        return "complained to them" if waits else "write"
    if one.state == "prepared" and row.outcome == "not_offered":
        return "prepared, not offered"
    if one.news and one.news.to_do(row.flow) != row.flow:
        return "reopened, another flow"
    if row.channel == "switch" and one.state in ("waiting", "confirmed"):
        return "a switch"
    return one.state


def _letter_may_come(one: Standing) -> bool:
    return one.state in ("overdue", "refused", "reverted") and not one.request.practice


def _key(vouch: Vouch) -> str:
    """Stands for exactly what was shown."""
    return hashlib.sha256(vouch.as_text().encode()).hexdigest()


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            _("“{text}” is not a day; write it as year, month and day, such as 2026-11-28", text=text)
        ) from None


def _any(ledger: Ledger | None) -> Ledger:
    if ledger is None:
        raise UsageError(_("nothing is noted yet"))
    return ledger


def there(ledger: Ledger | None, id_: str) -> Ledger:
    """The ledger that is asked for a request; NoSuchPage where nothing is noted yet."""
    if ledger is None:
        raise NoSuchPage(_("There is no request {request}: nothing is noted yet.", request=id_))
    return ledger
