"""`optout recheck`: whether settings are still as the person left them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands.options import CONFIG, load_flow, pair, the_console, the_ledger, the_settings
from runner.errors import UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from runner.flow.load import FlowFile
    from runner.rechecking import Recheck
    from runner.records.ledger import Ledger
    from runner.records.request import RequestRow, Seen

_NOTHING = (
    "There is nothing to read back yet: no setting was switched with Optout. `optout list` shows the flows there are."
)
_SAID: dict[str, tuple[str, str]] = {
    "confirmed": ("✓ still as you wanted it", "green"),
    "reverted": ("✗ CHANGED BACK", "bold red"),
    "unknown": ("? could not be read", "yellow"),
}


@click.command()
@click.argument("flows", nargs=-1, metavar="[FLOW...]")
@CONFIG
@click.option("--need", "needs", multiple=True, metavar="KEY=VALUE", help="What a flow asks before it starts.")
@click.option("--no-pictures", is_flag=True, help="Keep no picture of how a setting stands.")
def recheck(flows: tuple[str, ...], config: Path | None, needs: tuple[str, ...], no_pictures: bool) -> None:
    """Whether settings are still as you left them.

    Opens each in your own profile and reads it back; nothing is pressed but what leads there. Without FLOW, all.
    """
    import asyncio

    from runner.places import home
    from runner.rechecking import recheck as read_all
    from runner.walk import Plan

    settings, console = the_settings(config), the_console()
    with the_ledger() as ledger:
        wanted = _wanted(ledger, flows) if ledger else []
        if ledger is None or not wanted:
            click.echo(_NOTHING)
            return
        files = [one.file for one in wanted]
        known = _needs(files, needs)
        found = asyncio.run(
            read_all(
                [_filled(one, settings.me, known) for one in wanted],
                lambda account: Plan(files, settings, home(), account),
                ledger,
                console,
                pictures=not no_pictures,
            )
        )
    _say(found, console)


def _wanted(ledger: Ledger, flows: Sequence[str]) -> list[Recheck]:
    """The latest request of each flow and account that was sent and can be read back; asked for by name, it has to."""
    from runner.rechecking import Recheck
    from runner.session.readback import reading

    asked = [load_flow(flow).id for flow in flows]
    latest = {(row.flow, row.account): row for row in ledger.requests() if row.sent and not row.practice}
    if missing := next((flow for flow in asked if flow not in {flow for flow, _ in latest}), None):
        raise UsageError(f"nothing was sent with {missing} yet, so there is nothing to read back")
    found = []
    for row in latest.values():
        file = _file(row, ledger)
        how = reading(file.flow) if not asked or row.flow in asked else None
        if how:
            found.append(Recheck(row, file, how))
        elif row.flow in asked:
            why = "its answer comes by mail, not as a setting"
            raise UsageError(f"what {row.flow} leaves behind cannot be read back: {why}")
    return found


def _file(row: RequestRow, ledger: Ledger) -> FlowFile:
    """The flow as it is today, for menus move; one that is no longer there as it was walked."""
    from runner.flow.load import load
    from runner.places import library

    return load_flow(row.flow) if row.flow in library() else load(ledger.flow_text(row.digest), f"{row.flow}.yaml")


def _needs(files: Sequence[FlowFile], given: Sequence[str]) -> dict[str, str]:
    """What the flows need to know to find their pages: given, else asked."""
    from runner.choosing import unknown

    known = dict(pair(one) for one in given)
    for file in files:
        for key in unknown(file, known):
            if not sys.stdin.isatty():
                raise UsageError(f"{file.id} needs to know: {file.flow.needs[key]} Give it as --need {key}=…")
            known[key] = click.prompt(file.flow.needs[key])
    return known


def _filled(one: Recheck, me: dict[str, str], needs: dict[str, str]) -> Recheck:
    """The same with the flow's needs in its addresses."""
    from dataclasses import replace

    from runner.session.readback import reading

    flow = one.file.flow.with_values(me, needs)
    return replace(one, file=replace(one.file, flow=flow), reading=reading(flow) or one.reading)


def _say(found: Sequence[tuple[RequestRow, Seen]], console: Console) -> None:
    from rich.text import Text

    console.print()
    for request, seen in found:
        said, style = _SAID[seen]
        whose = f" ({request.account})" if request.account else ""
        console.print(Text.assemble("  ", (said, style), plain(f"  {request.id}{whose}  {request.title}")))
    for request, seen in found:
        if seen == "reverted":
            told = f"{request.title} is not as you left it. `optout run {request.flow}` sets it right."
            console.print(Text(plain(f"\n{told}"), style="bold red"))
