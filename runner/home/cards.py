"""How things stood at the last look: the report card, saved where they want it, and what to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlencode

from runner.app.audit import card_by, card_flow, told_of
from runner.app.downloads import downloads_folder, free_name
from runner.app.run import is_practice
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.load import FlowFile
from runner.home.context import HomeContext
from runner.home.rendering import go
from runner.home.router import NoSuchPage
from runner.locale import _
from runner.records.card import CARD_HEADINGS, TO_MEND, CardEntry, CardFlow, counted, to_mend
from runner.records.ledger import now
from runner.records.report import write_card


@dataclass(frozen=True)
class CardWay:
    """Where the person goes on from something on the card."""

    label: str
    path: str


class CardPages:
    """The report card of one account."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._flows: dict[tuple[str, str], CardFlow] = {}

    def card(self, request: PageRequest) -> PageResponse:
        """How everything stands by the last look at it, what needs the person first."""
        account = request.one("as")
        entries, accounts = self._entries(account)
        wanted = list(dict.fromkeys(one.flow.id for one in to_mend(entries)))
        return self._home.page(
            request,
            "card",
            current="/services",
            account=account,
            accounts=accounts if len(accounts) > 1 else [],
            sections=[(state, [(one, _way(one)) for one in group]) for state, group in groupby(entries, _state)],
            counts={state: number for state, number in counted(entries).items() if number},
            headings=CARD_HEADINGS,
            first=next(iter(to_mend(entries)), None),
            first_path=_review(wanted[:1], account),
            wanted=len(wanted),
            wanted_path=_review(wanted, account),
            last=max((one.read for one in entries if one.read), default=None),
            again=[one.flow.id for one in entries],
        )

    def everything(self, request: PageRequest) -> PageResponse:
        """Leads to what comes of a look at all that is offered to them."""
        offered = [one for one in self._home.offers() if one.place != "elsewhere" and one.details]
        return go(_review([one.heading.id for one in offered], request.one("as")))

    def picture(self, request: PageRequest, flow: str) -> PageResponse:
        """The page as it was when a flow's thing was read last."""
        entries, _accounts = self._entries(request.one("as"))
        found = next((one.picture for one in entries if one.flow.id == flow), None)
        if found is None or not found.is_file():
            raise NoSuchPage(_("That picture is no longer there."))
        return PageResponse(body=found.read_bytes(), kind="image/png")

    def save(self, request: PageRequest) -> PageResponse:
        """The card as a page in the Downloads folder, as the command writes it."""
        account = request.one("as")
        entries, _accounts = self._entries(account)
        if not entries:
            raise UsageError(_("nothing was looked at yet"))
        path = write_card(entries, free_name(downloads_folder(), "optout-report-card.html"), now())
        back = f"/card?{urlencode({'as': account})}" if account else "/card"
        return self._home.done(back, _("Saved as {path}.", path=path))

    def _entries(self, account: str) -> tuple[list[CardEntry], list[str]]:
        """The card of an account, and all accounts; what is chosen in the settings stands in the first one's."""
        shelf = self._home.shelf
        there = {head.id for head in shelf.heads()}
        with self._home.to_read() as ledger:
            checks, requests = (ledger.checks(), ledger.requests()) if ledger else ([], [])
        flows = told_of(checks, requests, self._home.config.run)
        read = [shelf.known(flow) or shelf.file(flow) for flow in flows.get(account, ()) if flow in there]
        files = [file for file in read if file and not is_practice(file)]
        return card_by(map(self._told, files), checks, requests, account), list(flows)

    def _told(self, file: FlowFile) -> CardFlow:
        """What the card tells of a flow, made once for each content."""
        key = file.id, file.digest
        if key not in self._flows:
            self._flows[key] = card_flow(file)
        return self._flows[key]


def _state(one: CardEntry) -> str:
    return one.state


def _review(flows: Sequence[str], account: str) -> str:
    """The page that shows what comes of these flows before it begins."""
    pairs = [("flow", flow) for flow in flows] + ([("as", account)] if account else [])
    return f"/services/review?{urlencode(pairs)}"


def _way(one: CardEntry) -> CardWay | None:
    """What can be done about it; None where there is nothing to do."""
    if one.state in TO_MEND:
        return CardWay(_("Set it right with me"), _review([one.flow.id], one.account))
    if one.state == "unknown" and one.flow.is_hidden:
        return CardWay(_("The way, step by step"), f"/flows/{quote(one.flow.id, safe='')}")
    if one.state == "unknown":
        return CardWay(_("Look at it"), _review([one.flow.id], one.account))
    if one.state == "sent":
        return CardWay(_("More on {request}", request=one.request), f"/requests/{quote(one.request, safe='')}")
    return None
