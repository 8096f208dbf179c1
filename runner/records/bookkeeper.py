"""Listens to one walk and writes its request into the ledger, the moment it happens.

Where the ledger cannot be written in the middle of a walk, the walk goes on: what is to be written waits, is tried
again with every event, and `settle` says at the end what is still missing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from runner import events
from runner.errors import RecordsError
from runner.events import Basis, Event
from runner.locale import Day, Joined, Text, _, joined, per_front
from runner.records.evidence import EvidenceFolder, folder_name, record_of
from runner.records.ledger import Ledger
from runner.records.phrases import day
from runner.records.request import Channel, Deadline, RequestRow, WalkedFlow

Due = Callable[[datetime], Deadline | None]
_UNDATED = _("By when they have to answer could not be worked out: note a day of your own.")


class Bookkeeper:
    """Keeps the books of one walk.

    `here` gives the page's address, `due` the deadline of a request sent at a moment. `request` is the id of the walk's
    request once there is one.
    """

    def __init__(
        self,
        ledger: Ledger,
        flow: WalkedFlow,
        account: str = "",
        practice: bool = False,
        here: Callable[[], str] = str,
        due: Due = lambda sent: None,
    ) -> None:
        self.request: str | None = None
        self._ledger = ledger
        self._flow = flow
        self._whose = (account, practice)
        self._here = here
        self._due = due
        self._began = ledger.clock()
        self._earlier: RequestRow | None = None  # of the same walk, before it was cut off
        self._sent_here = False
        self._undated = False  # by when they have to answer could not be worked out
        self._waiting: deque[tuple[Text, Callable[[], None]]] = deque()

    @property
    def evidence(self) -> EvidenceFolder:
        """Where pictures of this walk are kept: with the earlier ones, where it was cut off."""
        kept = self._earlier.evidence if self._earlier else ()
        account, _ = self._whose
        folder = self._ledger.home / "evidence" / folder_name(self._flow.id, account, self._began)
        return EvidenceFolder(kept[0].path.parent if kept else folder)

    @property
    def said(self) -> str:
        """What there is to know about the walk's request once it is written down; empty where there is none."""
        if self.request is None:
            return ""
        due = self._ledger.request(self.request).due
        return joined(
            _("Noted as {request}.", request=self.request),
            _("An answer is due by {day}.", day=day(due)) if due else _UNDATED if self._undated else "",
            per_front(
                _("`{command}` tells what comes next.", command="optout status " + self.request),
                _("What comes next stands under Requests."),
            ),
        )

    def hear(self, event: Event) -> None:
        """Writes down what an event means for the ledger, together with whatever could not be written before."""
        at = self._ledger.clock()
        match event:
            case events.SessionStarted() if event.from_step > 1:
                self._write(_("that the walk went on"), self._take_up)
            case events.Captured():
                self._write(_("the picture {file}", file=event.path), lambda: self._captured(Path(event.path)))
            case events.RequestSent():
                sent = (event.channel, self._here(), event.basis)
                when = _("that you sent it on {day} at {time} UTC", day=Day(at), time=at.strftime("%H:%M"))
                self._write(when, lambda: self._sent(at, *sent))
            case events.SessionEnded():
                self._write(_("how it ended: {outcome}", outcome=event.outcome), lambda: self._ended(event, at))
            case _:
                pass

    def settle(self) -> None:
        """Tries once more what could not be written; raises RecordsError, with what that is, where it still cannot."""
        try:
            self._catch_up()
        except RecordsError as error:
            missing = Joined((what for what, _how in self._waiting), "; ")
            lost = _("Not in the ledger, for {flow}: {what}", flow=self._flow.id, what=missing)
            raise RecordsError(joined(str(error), lost, between="\n")) from error

    def _write(self, what: Text, how: Callable[[], None]) -> None:
        self._waiting.append((what, how))
        try:
            self._catch_up()
        except RecordsError:
            return  # `settle` says so, when the person no longer has something else to do

    def _catch_up(self) -> None:
        while self._waiting:
            known = (self.request, self._sent_here)
            try:
                with self._ledger.together():
                    self._waiting[0][1]()
            except BaseException:
                self.request, self._sent_here = known  # what was not written is not known either
                raise
            self._waiting.popleft()

    # -- what events mean -------------------------------------------------------------------------------------

    def _take_up(self) -> None:
        self._earlier = self._ledger.unfinished(self._flow.id, *self._whose)
        self.request = self._earlier.id if self._earlier else None

    def _own(self) -> str:
        self.request = self.request or self._ledger.prepare(self._flow, *self._whose)
        return self.request

    def _captured(self, picture: Path) -> None:
        self._ledger.add_evidence(self._own(), record_of(picture))

    def _sent(self, at: datetime, channel: Channel, url: str, basis: Basis | None) -> None:
        request = self._own()
        if self._sent_here or (self._earlier and self._earlier.sent):
            self._ledger.happen(request, "sent_again", at)
        else:
            self._ledger.send(request, channel, url, self._deadline(at), at, basis)
        self._sent_here = True

    def _deadline(self, at: datetime) -> Deadline | None:
        """By when they have to answer; whatever goes wrong about a date, that it was sent is written down."""
        try:
            return self._due(at)
        except Exception:  # noqa: BLE001 - the record that something was sent is worth more than its date
            self._undated = True
            return None

    def _ended(self, event: events.SessionEnded, at: datetime) -> None:
        match event.outcome:
            case "not_offered":
                self._ledger.add_not_offered(self._flow, *self._whose)
            case "already_out" if before := self._as_it_was_left(event.confirmed):
                self._ledger.add_check(before, "confirmed" if event.confirmed else "unknown", at)
                return
            case "opted_out" | "already_out":
                self._ledger.send(self._own(), "switch", self._here(), at=at, basis=event.basis)
            case "sent" if not self._ledger.request(self._own()).sent:
                self._sent(at, "form", self._here(), event.basis)  # no pause said so: the flow itself saw it
            case "stopped" | "lost" | None:
                return
        if self.request and event.outcome:
            self._ledger.end(self.request, event.outcome, event.basis)
            if event.confirmed:
                self._ledger.add_check(self.request, "confirmed", at)

    def _as_it_was_left(self, confirmed: bool) -> str | None:
        """The request that switched this off before: finding it so is a look at that one, and no new request.

        One that had been reverted is taken for restored only where that was read back.
        """
        before = None if self.request else self._ledger.latest_sent(self._flow.id, *self._whose)
        holds = before and before.channel == "switch" and (confirmed or before.status != "reverted")
        return before.id if before and holds else None
