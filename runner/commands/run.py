"""`optout run` and `optout practice`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.commands.options import (
    ACCOUNT,
    CONFIG,
    EVENTS,
    QUIET,
    load_flow,
    pair,
    the_console,
    the_ledger,
    the_settings,
)
from runner.errors import ENDED, Stopped, UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from runner.choosing import Chosen
    from runner.config import Config
    from runner.flow.load import FlowFile
    from runner.region import Region
    from runner.sitting import Planned


@click.command()
@click.argument("flows", nargs=-1, metavar="[FLOW...]")
@click.option("--all", "every", is_flag=True, help="All flows offered where you live that are not done yet.")
@click.option("--services", multiple=True, metavar="NAME,...", help="The flows of these services.")
@click.option("--region", metavar="PLACE", help="Only what is offered there: EU, EEA, or a country (default: yours).")
@click.option("--again", is_flag=True, help="Also what is done already.")
@CONFIG
@ACCOUNT
@EVENTS
@click.option("--need", "needs", multiple=True, metavar="KEY=VALUE", help="What a flow asks before it starts.")
@click.option("--trust", is_flag=True, help="Agree beforehand to flow files from elsewhere.")
@click.option("--start-over", is_flag=True, help="Begin at the first step, also where the last run was cut off.")
@click.option("--storyboard", is_flag=True, help="Keep a picture of every step (never of a login).")
def run(flows: tuple[str, ...], config: Path | None, account: str | None, events: Path | None, **options: Any) -> None:
    """Walk flows with you, one after another.

    FLOW is a name from `optout list`, or a path. Without one, the flows listed under `run:` in your settings are
    walked. Several flows make one sitting: you log in once for each service, and between two flows you may put the
    next one off, leave it out, or stop.
    """
    import asyncio

    from runner.places import home
    from runner.sitting import arranged, planned
    from runner.walk import Plan, walk

    console, settings = the_console(), the_settings(config)
    needs = dict(pair(one) for one in options["needs"])
    chosen = _named(flows, account or "", options) if flows else _listed(settings, account or "", options)
    _ask_beforehand(chosen, needs, bool(flows), console)
    parts = arranged([planned(file, settings.me) for file in chosen.files], own_order=not _wide(options))
    if len(parts) > 1 or not flows:
        _tell_plan(parts, chosen)
    plan = Plan(
        [one.file for one in parts],
        settings,
        home(),
        account,
        events_file=events,
        pictures=options["storyboard"],
        start_over=options["start_over"],
        needs=needs,
    )
    sys.exit(asyncio.run(walk(plan, console)))


@click.command()
@CONFIG
@EVENTS
@click.option("--hands-free", is_flag=True, help="Play your part as well: nobody has to be there.")
def practice(config: Path | None, events: Path | None, hands_free: bool) -> None:
    """The same on a practice site on this computer: nothing leaves it."""
    import asyncio

    from runner.browser.profile import clear, profile_folder
    from runner.places import flow_path, home
    from runner.practice.part import ME, PART
    from runner.practice.server import PracticeSite
    from runner.rehearsal import Rehearsal
    from runner.walk import Plan, walk

    settings = the_settings(config)
    clear(profile_folder(home(), "practice"))
    with PracticeSite() as site:
        plan = Plan(
            [load_flow(str(flow_path("practice")))],
            settings.model_copy(update={"me": {**ME, **{key: value for key, value in settings.me.items() if value}}}),
            home(),
            profile="practice",
            events_file=events,
            pictures=True,
            screen=not hands_free,
            args=(*QUIET, f"--host-resolver-rules={site.host_rules}"),
            player=(lambda driver: Rehearsal(driver, PART)) if hands_free else None,
            start_over=True,
        )
        sys.exit(asyncio.run(walk(plan, the_console())))


def _wide(options: dict[str, Any]) -> bool:
    """Whether flows are chosen from the whole library."""
    return bool(options["every"] or options["services"] or options["region"])


def _named(flows: tuple[str, ...], account: str, options: dict[str, Any]) -> Chosen:
    """The flows a person has named; what is done already is walked again when they say so."""
    from runner.choosing import Chosen

    if _wide(options):
        raise UsageError("name flows, or choose them by --all, --services or --region; not both")
    chosen = Chosen([load_flow(flow) for flow in flows])
    _agree(chosen, options["trust"])
    return Chosen(_not_done_yet(chosen.files, account, options["again"]), chosen.left_out)


def _listed(settings: Config, account: str, options: dict[str, Any]) -> Chosen:
    """The flows of the library that are asked for, else those of the settings; what is done already is left out."""
    from runner.choosing import Chosen, leave_out_done, of_library
    from runner.places import library
    from runner.records.status import today

    if _wide(options):
        services = [name for names in options["services"] for name in names.split(",") if name.strip()]
        chosen = of_library(library(), services, _region(settings, options["region"]))
    elif settings.run:
        chosen = Chosen([load_flow(flow) for flow in settings.run])
    else:
        raise UsageError("say which flow (`optout list` shows them), or --all, or list some under run: in config.yaml")
    with the_ledger() as ledger:
        if ledger and not options["again"]:
            leave_out_done(chosen, ledger, account, today())
    _agree(chosen, options["trust"])
    return chosen


def _region(settings: Config, given: str | None) -> Region | None:
    """The region given, else that of the person's country; says so where none is known."""
    from runner.region import home_region, region

    lives = settings.me.get("country", "")
    found = region(given) if given else home_region(lives)
    if found is None:
        unknown = f"I do not know the region of “{lives}”" if lives else "Your country is not in your settings"
        click.echo(plain(f"{unknown}, so flows of every region are taken. Narrow it with --region, such as EU.\n"))
    return found


def _ask_beforehand(chosen: Chosen, needs: dict[str, str], named: bool, console: Console) -> None:
    """Where nobody can be asked what a flow needs to know, says so at once: later is too late."""
    from runner.choosing import leave_out_needy, unknown

    if sys.stdin.isatty() and console.is_terminal:
        return
    if not named:
        leave_out_needy(chosen, needs)
    for file in chosen.files:
        for key in unknown(file, needs):
            raise UsageError(f"{file.id} needs to know: {file.flow.needs[key]} Give it as --need {key}=…")


def _tell_plan(parts: list[Planned], chosen: Chosen) -> None:
    """Says what comes and what is left out, and asks once whether to begin, where somebody is there to be asked."""
    from runner.sitting import plan

    click.echo(plain(plan(parts)) if parts else "Nothing is left to walk.")
    if chosen.left_out:
        click.echo(plain(f"\nLeft out:\n{chosen.told()}"))
    if not parts:
        sys.exit(ENDED)
    if sys.stdin.isatty() and not click.confirm("\nBegin?", default=True):
        raise Stopped


def _not_done_yet(files: list[FlowFile], account: str, again: bool = False) -> list[FlowFile]:
    """Says of each flow what was sent before, and leaves out those that the person would rather not walk again."""
    from runner.choosing import is_done
    from runner.records.status import standing, today

    wanted = []
    with the_ledger() as ledger:
        for file in files:
            before = ledger.latest_sent(file.id, account) if ledger else None
            if before:
                one = standing(before, today())
                click.echo(plain(f"{file.flow.title}\n  {one}\n  Next: {one.next}"))
            # No question where walking it is what comes next: it was cut off, or the setting is on again.
            asks = is_done(before) and not again and sys.stdin.isatty()
            if not asks or click.confirm("Walk it again?"):
                wanted.append(file)
    if not wanted:
        raise Stopped
    return wanted


def _agree(chosen: Chosen, trust: bool) -> None:
    """Shows flow files from elsewhere and asks, once for each content of a file; of a changed one, what has changed.

    A no leaves that one out; of a single flow it is the end.
    """
    from datetime import date

    from runner.agreements import Agreements
    from runner.places import home, is_shipped
    from runner.powers import changed, shown

    agreed, alone = Agreements(home()), len(chosen.files) == 1
    for file in list(chosen.files):
        if is_shipped(Path(file.path)) or agreed.has(file.digest):
            continue
        if not trust:
            last = agreed.last(file.path)
            click.echo(plain(changed(file, last.powers, last.date) if last and last.powers else shown(file)))
            if not sys.stdin.isatty():
                raise UsageError(f"{file.path} is not one of the flows that come with Optout; agree to it with --trust")
            if not click.confirm("Walk it?"):
                if alone:
                    raise Stopped
                chosen.leave_out(file.id, "from elsewhere, and you said no")
                continue
        agreed.add(file, date.today())
