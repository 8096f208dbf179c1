"""`optout run` and `optout practice`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.commands.options import ACCOUNT, CONFIG, EVENTS, QUIET, load_flow, the_console, the_ledger, the_settings
from runner.errors import Stopped, UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from runner.flow.load import FlowFile


@click.command()
@click.argument("flows", nargs=-1, required=True, metavar="FLOW...")
@CONFIG
@ACCOUNT
@EVENTS
@click.option("--need", "needs", multiple=True, metavar="KEY=VALUE", help="What a flow asks before it starts.")
@click.option("--trust", is_flag=True, help="Agree beforehand to flow files from elsewhere.")
@click.option("--start-over", is_flag=True, help="Begin at the first step, also where the last run was cut off.")
@click.option("--storyboard", is_flag=True, help="Keep a picture of every step (never of a login).")
def run(flows: tuple[str, ...], config: Path | None, account: str | None, events: Path | None, **options: Any) -> None:
    """Walk flows with you, one after another.

    FLOW is a name from `optout list`, or a path.
    """
    import asyncio

    from runner.places import home
    from runner.walk import Plan, walk

    console, settings, files = the_console(), the_settings(config), [load_flow(flow) for flow in flows]
    _agree(files, options["trust"], console)
    files = _not_done_yet(files, account or "")
    plan = Plan(
        files,
        settings,
        home(),
        account,
        events_file=events,
        pictures=options["storyboard"],
        start_over=options["start_over"],
        needs=needs_of(files, options["needs"]),
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


def _not_done_yet(files: list[FlowFile], account: str) -> list[FlowFile]:
    """Says of each flow what was sent before, and leaves out those that the person would rather not walk again."""
    from runner.records.status import standing, today

    wanted = []
    with the_ledger() as ledger:
        for file in files:
            before = ledger.latest_sent(file.id, account) if ledger else None
            if before:
                one = standing(before, today())
                click.echo(plain(f"{file.flow.title}\n  {one}\n  Next: {one.next}"))
            # No question where walking it is what comes next: it was cut off, or the setting is on again.
            asks = before and before.outcome and before.status != "reverted" and sys.stdin.isatty()
            if not asks or click.confirm("Walk it again?"):
                wanted.append(file)
    if not wanted:
        raise Stopped
    return wanted


def needs_of(files: list[FlowFile], given: tuple[str, ...]) -> dict[str, str]:
    """What the flows need to know before they start: from the options, else asked."""
    known = dict(_pair(one) for one in given)
    for file in files:
        for key, meaning in file.flow.needs.items():
            if key not in known and not sys.stdin.isatty():
                raise UsageError(f"{file.id} needs to know: {meaning} Give it as --need {key}=…")
            known[key] = known.get(key) or click.prompt(meaning)
    return known


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(f"--need takes KEY=VALUE, not {text!r}")
    return key, value


def _agree(files: list[FlowFile], trust: bool, console: Console) -> None:
    """Shows flow files from elsewhere and asks, once for each content of a file."""
    from runner.agreements import Agreements
    from runner.checklist import powers
    from runner.places import home, is_shipped

    agreed = Agreements(home())
    for file in files:
        if is_shipped(Path(file.path)) or agreed.has(file.digest):
            continue
        if not trust:
            click.echo(plain(powers(file)))
            if not sys.stdin.isatty():
                raise UsageError(f"{file.path} is not one of the flows that come with Optout; agree to it with --trust")
            if not click.confirm("Walk it?"):
                raise Stopped
        agreed.add(file.digest)
