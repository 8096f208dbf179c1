"""Looks whether settings are still as the person left them: each is opened again in its profile, read back, noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from runner.app.consents import Agreements
from runner.app.flow_files import load_flow
from runner.app.front_end import FrontEnd
from runner.app.look import Album, FlowLook, look
from runner.app.places import home, library, shipped
from runner.app.run import Plan, run_context
from runner.app.selection import unknown
from runner.browser.looking_driver import LookingPageDriver
from runner.errors import Stopped, UsageError
from runner.events import Question
from runner.flow.load import FlowFile, load
from runner.locale import _
from runner.records.evidence import EvidenceFolder, folder_name
from runner.records.ledger import Ledger
from runner.records.request import RequestRow, Seen
from runner.session.looking import Onlooker
from runner.session.memory import Memory
from runner.session.sights import to_see


@dataclass(frozen=True)
class Recheck:
    """One request to look after, and its flow as it is today."""

    request: RequestRow
    file: FlowFile


def readable(ledger: Ledger, asked: Sequence[str] = ()) -> list[Recheck]:
    """The latest request of each flow and account that was sent and can be read back.

    Those `asked` for by their flow's id have to be among them; raises UsageError that says why one is not.
    """
    latest = {(row.flow, row.account): row for row in ledger.requests() if row.sent and not row.practice}
    if missing := next((flow for flow in asked if flow not in {flow for flow, _ in latest}), None):
        raise UsageError(_("nothing was sent with {flow} yet, so there is nothing to read back", flow=missing))
    found = []
    for row in latest.values():
        file = _file(row, ledger)
        if asked and row.flow not in asked:
            continue
        if "setting" in to_see(file.flow.steps):
            found.append(Recheck(row, file))
        elif asked:
            raise UsageError(
                _(
                    "what {flow} leaves behind cannot be read back: its answer comes by mail, not as a setting",
                    flow=row.flow,
                )
            )
    return found


def _file(row: RequestRow, ledger: Ledger) -> FlowFile:
    """The flow as it is today, for menus move; as it was walked where it is not there or nobody has agreed to it."""
    if row.flow in library():
        today = load_flow(row.flow)
        if today.digest in shipped() or today.digest == row.digest or Agreements(home()).has(today.digest):
            return today
    return load(ledger.flow_text(row.digest), f"{row.flow}.yaml")


async def with_needs(
    wanted: Sequence[Recheck], me: Mapping[str, str], given: Mapping[str, str], front: FrontEnd
) -> list[Recheck]:
    """The same with the person's values in their addresses; what else flows need to know is given, or asked.

    Raises UsageError where nobody is there to be asked.
    """
    known = dict(given)
    for file in [one.file for one in wanted]:
        for key in unknown(file, known):
            ask = file.flow.needs[key].ask
            if not front.is_attended:
                raise UsageError(
                    _(
                        "{flow} needs to know: {ask} Give it as {option}",
                        flow=file.id,
                        ask=ask,
                        option="--need " + key + "=…",
                    )
                )
            known[key] = (await front.ask(Question("need", ask, ("continue",)))).text
    return [_filled(one, me, known) for one in wanted]


def _filled(one: Recheck, me: Mapping[str, str], needs: Mapping[str, str]) -> Recheck:
    return replace(one, file=replace(one.file, flow=one.file.flow.with_values(me, needs)))


async def recheck(
    wanted: Sequence[Recheck], plan: Plan, ledger: Ledger, front: FrontEnd, pictures: bool = True
) -> list[tuple[RequestRow, Seen]]:
    """Reads everything back, account by account; raises Stopped where the person has enough. What was seen is noted."""
    found: list[tuple[RequestRow, Seen]] = []
    for account in dict.fromkeys(one.request.account for one in wanted):
        async with run_context(replace(plan, account=account or None), front, LookingPageDriver) as there:
            for one in (each for each in wanted if each.request.account == account):
                album = _album(one, there.driver, ledger) if pictures else None
                listeners = [*there.listeners, *([album.hear] if album else [])]
                onlooker = Onlooker(one.file, there.driver, there.person, listeners, Memory()).only("setting")
                looked = await look(one.file, onlooker, there.driver, album)
                if looked.stopped:
                    raise Stopped
                seen: Seen = looked.verdict if looked.verdict in ("confirmed", "reverted") else "unknown"
                found.append((_note(one.request, seen, looked, ledger), seen))
    return found


def _album(one: Recheck, driver: LookingPageDriver, ledger: Ledger) -> Album:
    """The pictures go to the request's others."""
    request = one.request
    if request.evidence:
        folder = EvidenceFolder(request.evidence[0].path.parent)
    else:
        folder = EvidenceFolder(ledger.home / "evidence" / folder_name(request.flow, request.account, request.began))
    return Album(request.flow, driver, folder, ledger.clock)


def _note(request: RequestRow, seen: Seen, looked: FlowLook, ledger: Ledger) -> RequestRow:
    with ledger.together():
        for picture in looked.pictures:
            ledger.add_evidence(request.id, picture)
        last = looked.pictures[-1].path if looked.pictures else None
        return ledger.add_check(request.id, seen, picture=last, note=looked.note)
