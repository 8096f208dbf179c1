"""Wires the parts for `optout recheck`: each setting opened again in its own profile, read back, and noted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rich.console import Console

from runner.browser.driver import PageDriver
from runner.errors import Elsewhere, Refused, Stopped
from runner.flow.load import FlowFile
from runner.records.evidence import EvidenceFolder, EvidenceRecord, folder_name
from runner.records.ledger import Ledger
from runner.records.request import RequestRow, Seen
from runner.session.engine import Engine
from runner.session.memory import Memory
from runner.session.readback import Reading, read_back
from runner.walk import Company, Plan, in_company


@dataclass(frozen=True)
class Recheck:
    """One request to look after: its flow as it is today, and how to read back what it left behind."""

    request: RequestRow
    file: FlowFile
    reading: Reading


async def recheck(
    wanted: Sequence[Recheck],
    plan_for: Callable[[str | None], Plan],
    ledger: Ledger,
    console: Console,
    pictures: bool = True,
) -> list[tuple[RequestRow, Seen]]:
    """Reads everything back, account by account; raises Stopped where the person has enough. What was seen is noted."""
    found: list[tuple[RequestRow, Seen]] = []
    for account in dict.fromkeys(one.request.account for one in wanted):
        async with in_company(plan_for(account or None), console) as company:
            for one in (each for each in wanted if each.request.account == account):
                seen = await _look(one, company)
                picture = await _picture(one, company.driver, ledger) if pictures else None
                found.append((_note(one.request, seen, picture, ledger), seen))
    return found


async def _look(one: Recheck, company: Company) -> Seen:
    """Goes to the setting with the person and reads it; where that leads nowhere, nothing was to be seen."""
    flow = one.file.flow.model_copy(update={"steps": list(one.reading.way)})
    engine = Engine(replace(one.file, flow=flow), company.driver, company.person, company.listeners, Memory())
    company.driver.take(flow, engine)
    ended = await engine.run()
    if ended.outcome == "stopped":
        raise Stopped
    return "unknown" if ended.outcome else await read_back(company.driver, one.reading.wanted)


async def _picture(one: Recheck, driver: PageDriver, ledger: Ledger) -> EvidenceRecord | None:
    """A picture of how the setting stands, with the request's others; none of a page of which none may be taken."""
    with contextlib.suppress(Refused, Elsewhere):
        picture, taken, request = await driver.capture("window"), ledger.clock(), one.request
        record = EvidenceRecord(
            name=_name(taken),
            flow=request.flow,
            step=len(one.file.flow.steps),
            url=picture.url,
            title=picture.title,
            taken=taken,
        )
        folder = _folder(request, ledger.home)
        folder.keep(picture.png, record)
        return folder.find(record.name)
    return None


def _name(taken: datetime) -> str:
    return f"read-back-{taken:%Y%m%d-%H%M%S}"


def _folder(request: RequestRow, home: Path) -> EvidenceFolder:
    if request.evidence:
        return EvidenceFolder(request.evidence[0].path.parent)
    return EvidenceFolder(home / "evidence" / folder_name(request.flow, request.account, request.began))


def _note(request: RequestRow, seen: Seen, picture: EvidenceRecord | None, ledger: Ledger) -> RequestRow:
    with ledger.together():
        if picture:
            ledger.add_evidence(request.id, picture)
        return ledger.add_check(request.id, seen, picture=picture.path if picture else None)
