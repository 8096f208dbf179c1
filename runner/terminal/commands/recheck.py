"""`optout recheck`: whether settings are still as the person left them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.locale import _, shown
from runner.terminal.commands.options import CONFIG, NEEDS, pair, the_ledger, the_settings
from runner.terminal.console import readable, say, the_console
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from rich.console import Console

    from runner.records.request import RequestRow, Seen

_NOTHING = _(
    "There is nothing to read back yet: no setting was switched with Optout. `optout list` shows the flows there are."
)
_SAID: dict[str, tuple[str, str]] = {
    "confirmed": (_("✓ still as you wanted it"), "green"),
    "reverted": (_("✗ CHANGED BACK"), "bold red"),
    "unknown": (_("? could not be read"), "yellow"),
}


@click.command()
@click.argument("flows", nargs=-1, metavar="[FLOW...]")
@CONFIG
@NEEDS
@click.option("--no-pictures", is_flag=True, help=_("Keep no picture of how a setting stands."))
def recheck(flows: tuple[str, ...], config: Path | None, needs: tuple[str, ...], no_pictures: bool) -> None:
    """Whether settings are still as you left them.

    Opens each in your own profile and reads it back; nothing is pressed but what leads there. Without FLOW, all.
    """
    from runner.app.flow_files import load_flow
    from runner.app.places import home
    from runner.app.recheck import readable, with_needs
    from runner.app.recheck import recheck as read_all
    from runner.app.run import Plan
    from runner.terminal.front import Terminal
    from runner.terminal.prompts import prompts

    settings, console = the_settings(config), the_console()
    asked = [load_flow(flow).id for flow in flows]
    with the_ledger() as ledger:
        there = readable(ledger, asked) if ledger else []
        if ledger is None or not there:
            say(_NOTHING)
            return
        given = dict(pair(one) for one in needs)
        wanted = run_async(with_needs(there, settings.me, given, prompts()))
        with Terminal(console) as terminal:
            plan = Plan([one.file for one in wanted], settings, home())
            found = run_async(read_all(wanted, plan, ledger, terminal.front, pictures=not no_pictures))
    _say(found, console)


def _say(found: Sequence[tuple[RequestRow, Seen]], console: Console) -> None:
    from rich.text import Text

    console.print()
    for request, seen in found:
        said, style = _SAID[seen]
        whose = f" ({request.account})" if request.account else ""
        title = readable(request.title)
        console.print(Text.assemble("  ", (shown(said), style), readable(f"  {request.id}{whose}  {title}")))
    for request, seen in found:
        if seen == "reverted":
            told = _(
                "{title} is not as you left it. `optout run {flow}` sets it right.",
                title=request.title,
                flow=request.flow,
            )
            console.print(Text(f"\n{readable(told)}", style="bold red"))
