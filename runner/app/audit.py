"""An audit: one sitting over the flows of the services a person uses, only to see how things stand.

Nothing is switched, filled in or sent: the driver of such a walk has no hand for it. What was seen is noted in the
ledger; the report card is made of that, and can be made again at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from runner import events
from runner.app.batch import Batch, FlowResult, planned
from runner.app.batch_runner import BatchRunner
from runner.app.front_end import FrontEnd
from runner.app.look import Album, FlowLook, look
from runner.app.run import Plan, RunContext, is_practice, memory_of, offered_here, run_context, walked_flow
from runner.app.selection import has_more_to_see
from runner.browser.looking_driver import LookingPageDriver
from runner.flow.load import FlowFile
from runner.locale import _, joined
from runner.records.card import CardEntry, CardFlow, entry, sorted_card, to_mend
from runner.records.evidence import EvidenceFolder, folder_name
from runner.records.ledger import Ledger
from runner.records.request import Check, RequestRow
from runner.session.looking import Onlooker
from runner.session.sights import by_hand, has_unseen_form, to_see


class Audit:
    """One sitting that looks; `pictures` keeps one of each thing as it stands."""

    def __init__(self, plan: Plan, front: FrontEnd, pictures: bool = False) -> None:
        self.plan = plan
        self._front = front
        self._pictures = pictures
        self._batch = Batch([])

    @property
    def code(self) -> int:
        """The exit code: whether the person stopped."""
        return self._batch.code

    async def to_the_end(self) -> None:
        """Looks at all there is to see in a browser, one flow after another; opens none where there is nothing."""
        plan = self.plan
        with Ledger(plan.home) as ledger:
            requests, account = ledger.requests(), plan.account or ""
            files = [file for file in plan.files if has_more_to_see(file, requests, account)]
            self._batch = Batch([planned(file, plan.config.me, looks=True) for file in files])
            if not files:
                return
            async with run_context(plan, self._front, LookingPageDriver) as there:

                async def one(file: FlowFile) -> FlowResult:
                    return await self._one(file, there, ledger)

                await BatchRunner(self._batch, one, there, plan.config.me, plan.needs, offers=False).to_the_end()

    async def _one(self, file: FlowFile, there: RunContext[LookingPageDriver], ledger: Ledger) -> FlowResult:
        album = self._album(file, there.driver, ledger) if self._pictures else None
        memory = replace(memory_of(self.plan), checkpoints=None, mender=None)
        listeners = [*there.listeners, *([album.hear] if album else [])]
        offered = offered_here(self.plan, file)
        onlooker = Onlooker(file, there.driver, there.person, listeners, memory, offered)
        looked = await look(file, onlooker, there.driver, album)
        if not looked.stopped:
            self._note(file, looked, ledger)
        there.front.tell(events.FlowLooked(flow=file.id, said=_said(file, looked)))
        return FlowResult(file.id, file.flow.title, "stopped" if looked.stopped else None)

    def _album(self, file: FlowFile, driver: LookingPageDriver, ledger: Ledger) -> Album:
        name = folder_name(file.id, self.plan.account or "", ledger.clock())
        return Album(file.id, driver, EvidenceFolder(ledger.home / "evidence" / name), ledger.clock)

    def _note(self, file: FlowFile, looked: FlowLook, ledger: Ledger) -> None:
        if looked.verdict == "mail":
            return  # that a company takes mails is no state of anything
        picture = looked.pictures[-1].path if looked.pictures else None
        account, practice = self.plan.account or "", is_practice(file)
        ledger.add_look(walked_flow(file), looked.verdict, account, looked.note, picture, practice)


def card(files: Sequence[FlowFile], ledger: Ledger | None, account: str = "") -> list[CardEntry]:
    """The report card of these flows for an account, by all that is noted; what needs the person first."""
    checks, requests = (ledger.checks(), ledger.requests()) if ledger else ([], [])
    return card_by(map(card_flow, files), checks, requests, account)


def card_by(
    flows: Iterable[CardFlow], checks: Iterable[Check], requests: Iterable[RequestRow], account: str
) -> list[CardEntry]:
    """The same, of flows, looks and requests that were read before."""
    looked, asked = defaultdict[str, list[Check]](list), defaultdict[str, list[RequestRow]](list)
    for check in checks:
        looked[check.flow].append(check)
    for row in requests:
        asked[row.flow].append(row)
    return sorted_card(entry(flow, account, looked[flow.id], asked[flow.id]) for flow in flows)


def told_of(checks: Sequence[Check], requests: Sequence[RequestRow], chosen: Sequence[str]) -> dict[str, list[str]]:
    """The flows that a card can tell of, by account: those looked at or sent with, and of the first those `chosen`."""
    found = {"": dict.fromkeys(chosen)}
    for row in requests:
        if row.sent and not row.practice:
            found.setdefault(row.account, {})[row.flow] = None
    for check in checks:
        found.setdefault(check.account, {})[check.flow] = None
    return {account: list(flows) for account, flows in found.items() if flows or not account}


def card_flow(file: FlowFile) -> CardFlow:
    """What the card tells of a flow."""
    flow = file.flow
    stake = flow.at_stake
    return CardFlow(
        file.id,
        flow.title,
        flow.service,
        flow.covers or "",
        flow.does_not_cover or "",
        flow.if_not_offered or "",
        frozenset(to_see(flow.steps)),
        bool(by_hand(flow.steps)),
        has_unseen_form(flow.steps),
        stake.trained_on if stake else "",
        (stake.past or "") if stake else "",
    )


def mending(files: Sequence[FlowFile], entries: Sequence[CardEntry]) -> list[FlowFile]:
    """The flows that would set right what is not as the person would want it, what matters most first."""
    there = {file.id: file for file in files}
    return [there[flow] for flow in dict.fromkeys(one.flow.id for one in to_mend(entries)) if flow in there]


def _said(file: FlowFile, looked: FlowLook) -> str:
    """What was seen of a flow, in a line."""
    told = CardEntry(card_flow(file), "", "unknown", "", settings=looked.note.settings).in_words()
    return joined(*told) or _SAID.get(looked.verdict) or looked.note.why or _SAID["unknown"]


_SAID = {
    "form": _("There is a form; it was left as it is."),
    "mail": _("It goes by mail."),
    "not_offered": _("It is not offered to you."),
    "confirmed": _("The page says that you are out already."),
    "unknown": _("It could not be read."),
}
