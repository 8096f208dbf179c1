"""`optout run` and `optout practice`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.locale import _
from runner.terminal.commands.options import (
    ACCOUNT,
    CONFIG,
    EVENTS,
    NEEDS,
    REGION,
    SERVICES,
    TRUST,
    pair,
    the_ledger,
    the_settings,
)
from runner.terminal.console import the_console
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from rich.console import Console

    from runner.app.run import Plan


@click.command()
@click.argument("flows", nargs=-1, metavar="[FLOW...]")
@click.option("--all", "every", is_flag=True, help=_("All flows offered where you live that are not done yet."))
@SERVICES
@REGION
@click.option("--again", is_flag=True, help=_("Also what is done already."))
@CONFIG
@ACCOUNT
@EVENTS
@NEEDS
@TRUST
@click.option("--start-over", is_flag=True, help=_("Begin at the first step, also where the last run was cut off."))
@click.option("--storyboard", is_flag=True, help=_("Keep a picture of every step (never of a login)."))
def run(flows: tuple[str, ...], config: Path | None, account: str | None, events: Path | None, **options: Any) -> None:
    """Walk flows with you, one after another.

    FLOW is a name from `optout list`, or a path. Without one, the flows listed under `run:` in your settings are
    walked. Several flows make one sitting: you log in once for each service. Where one
    is done, the next begins at once; else you hear what is next, and may put it off, leave it out, or stop.
    """
    from runner.app.places import home
    from runner.app.preparing import Wish, prepared
    from runner.app.run import Plan
    from runner.terminal.front import is_attended
    from runner.terminal.prompts import prompts

    console, settings = the_console(), the_settings(config, options["trust"])
    needs = dict(pair(one) for one in options["needs"])
    how = {name: options[name] for name in ("every", "services", "region", "again", "trust")}
    wish = Wish(flows, **how, account=account or "", needs=needs, can_type=is_attended(console))
    with the_ledger() as ledger:
        parts = run_async(prepared(wish, settings, ledger, prompts()))
    if not parts:
        return
    plan = Plan(
        [one.file for one in parts],
        settings,
        home(),
        account,
        events_file=events,
        pictures=options["storyboard"],
        start_over=options["start_over"],
        needs=needs,
        region=options["region"],
    )
    sys.exit(walked(plan, console))


def walked(plan: Plan, console: Console) -> int:
    """Walks a plan at this terminal; several flows end with what came of each. Returns the exit code."""
    from runner.app.batch import summary
    from runner.app.run import Run
    from runner.terminal.front import Terminal

    with Terminal(console, is_played=plan.player is not None) as terminal:
        walk = Run(plan, terminal.front)
        try:
            run_async(walk.to_the_end())
        finally:
            if len(plan.files) > 1 and walk.results:
                terminal.say(summary(walk.results, plan.account), before="\n")
    return walk.code


@click.command()
@CONFIG
@EVENTS
@click.option("--hands-free", is_flag=True, help=_("Play your part as well: nobody has to be there."))
def practice(config: Path | None, events: Path | None, hands_free: bool) -> None:
    """The same on a practice site on this computer: nothing leaves it."""
    from runner.app.rehearsal import rehearsal

    with rehearsal(the_settings(config), events, hands_free) as plan:
        sys.exit(walked(plan, the_console()))
