"""Which flows are walked: those named, or what the library has left for this person; and which are not, and why.

Looks at flows and at the ledger; asks nobody and prints nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runner.app.answers import statement_of
from runner.app.news import news_in
from runner.app.region import Region, is_nowhere
from runner.errors import FlowError, UsageError, did_you_mean
from runner.flow.load import FlowFile, load_file
from runner.locale import _, joined
from runner.locale.phrase import Shaped, commas
from runner.records.ledger import Ledger
from runner.records.news import reopening
from runner.records.phrases import HEADINGS, day
from runner.records.request import RequestRow
from runner.records.status import not_offered, standing
from runner.session.sights import to_see

PRACTICE = "practice"


@dataclass
class Selection:
    """The flows to walk, and those left out by the reason for it."""

    files: list[FlowFile]
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def leave_out(self, file: str, why: str, aside: str = "") -> None:
        """A flow is not walked, for this reason; `aside` is what to say of this one alone."""
        self.files = [one for one in self.files if one.id != file]
        self.left_out.setdefault(why, []).append(joined(file, " (", aside, ")", between="") if aside else file)

    def told(self) -> str:
        """What is left out, a line for each reason; empty where nothing is."""
        lines = (
            joined("  ", _("{why}: {flows}", why=why, flows=commas(*flows)), between="")
            for why, flows in self.left_out.items()
        )
        return joined(*lines, between="\n")


def of_library(paths: Mapping[str, Path], services: Sequence[str] = (), region: Region | None = None) -> Selection:
    """The library's flows, of these services and offered in this region; practice is none of them.

    A flow file with problems is left out and named, and hinders no other.
    """
    chosen = Selection([])
    for name, path in paths.items():
        if name != PRACTICE:
            try:
                chosen.files.append(load_file(path))
            except FlowError:
                chosen.leave_out(name, _("with problems (see {command})", command="`optout check`"))
    if services:
        _keep_services(chosen, services)
    for file in list(chosen.files):
        if is_nowhere(file.flow.offered_in):
            remains = _("{command} says what remains", command=f"`optout show {file.id}`")
            chosen.leave_out(file.id, _("with nothing to switch anywhere"), remains)
        elif region and not region.has(file.flow.offered_in):
            chosen.leave_out(file.id, _("not offered in {place}", place=region.name))
    return chosen


def _keep_services(chosen: Selection, wanted: Iterable[str]) -> None:
    there = {file.flow.service.casefold() for file in chosen.files}
    names: set[str] = set()
    for name in (one.casefold().strip() for one in wanted):
        found = _services(name, there)
        if not found and (said := statement_of(name)):
            chosen.leave_out(said.id, _("say that they do not train on what is yours"), f"`optout show {said.id}`")
        elif not found:
            hint = did_you_mean(name, there)
            raise UsageError(_("there is no service called '{name}' ({hint})", name=name, hint=hint))
        names.update(found)
    chosen.files = [file for file in chosen.files if file.flow.service.casefold() in names]


def _services(name: str, there: Collection[str]) -> Collection[str]:
    """The service of this name, else those that begin with it as a word: `amazon` is Alexa and the Web Services."""
    if name in there:
        return [name]
    return [service for service in there if service.startswith(f"{name} ")]


def is_done(request: RequestRow | None) -> bool:
    """Whether there is nothing left to walk: it was sent or switched to the end, and is not undone again."""
    return bool(request and request.outcome and request.status != "reverted")


def leave_out_done(chosen: Selection, ledger: Ledger, account: str, today: date) -> None:
    """Leaves out what this account has done already, and what was not offered to it when it was looked at last."""
    missing = {
        check.flow: check
        for check in not_offered(ledger.checks(), ledger.requests())
        if check.account == account
    }  # fmt: skip
    requests = ledger.requests()
    for file in list(chosen.files):
        before = ledger.latest_sent(file.id, account)
        news = reopening(before, {file.id: news_in(file.flow)}, requests) if before else None
        if news and news.to_do(file.id) == file.id:
            continue
        if news:
            command = f"optout run {news.to_do(file.id)}"
            way = joined(news.say, _("What has to be done now: {command}", command=command))
            chosen.leave_out(file.id, _("open again, and done by another flow now"), way)
            continue
        if before and is_done(before):
            word, when = HEADINGS[standing(before, today).state], before.sent or before.began
            how = _("{state}, {day}", state=Shaped(word, str.lower), day=day(when))
            chosen.leave_out(file.id, _("done ({option} walks it once more)", option="--again"), how)
        elif file.id in missing:
            why = _("not offered to you when we looked ({option} looks once more)", option="--again")
            chosen.leave_out(file.id, why, day(missing[file.id].at))


def has_more_to_see(file: FlowFile, requests: Iterable[RequestRow], account: str) -> bool:
    """Whether a look at a flow's pages tells more than is known: a form that was sent shows no more."""
    there = to_see(file.flow.steps)
    sent = any((row.flow, row.account) == (file.id, account) and row.sent for row in requests)
    return "setting" in there or ("form" in there and not sent)


def leave_out_needy(chosen: Selection, given: Mapping[str, str], walked: Collection[str]) -> None:
    """Leaves out what has to know something before it is `walked`, where nobody is there to be asked."""
    for file in list(chosen.files):
        if file.id in walked and (missing := unknown(file, given)):
            why = _("asks for something of yours (give it as {option})", option="--need FLOW.KEY=VALUE")
            chosen.leave_out(file.id, why, ", ".join(missing))


def known(file: FlowFile, given: Mapping[str, str]) -> dict[str, str]:
    """What a flow needs to know and was given: for this flow alone (`FLOW.KEY`), or for every flow (`KEY`)."""
    found = {key: given.get(f"{file.id}.{key}", given.get(key)) for key in file.flow.needs}
    return {key: value for key, value in found.items() if value}


def unknown(file: FlowFile, given: Mapping[str, str]) -> Collection[str]:
    """What a flow needs to know and nobody has said yet."""
    return [key for key in file.flow.needs if key not in known(file, given)]
