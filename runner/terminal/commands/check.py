"""`optout check`, of files and of the real sites, and `optout merge`, which puts results of many together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import ENDED, LOST, BrowserError, Problem, UsageError
from runner.locale import Message, _, many
from runner.locale.phrase import commas
from runner.plain import plain_json
from runner.terminal.commands.options import CONFIG, FILE, the_settings
from runner.terminal.console import readable, say
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.checking import Wanted
    from runner.session.visitor import FlowVisit

_FORMATS = ["text", "json", "github", "junit"]
_MOST_JOBS = 64


def _part(context: click.Context, option: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Of `2/4`: the second part of four."""
    if value is None:
        return None
    number, slash, of = value.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise click.BadParameter(
            readable(_("{value!r} is no part: 2/4 is the second of four", value=value)), context, option
        )
    return int(number), int(of)


@click.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH...]")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help=_("How to print it."))
@click.option("--live", is_flag=True, help=_("Walk the public part on the real sites, without a login or a window."))
@click.option(
    "--jobs", type=click.IntRange(1, _MOST_JOBS), default=1, metavar="N", help=_("With --live: so many flows at once.")
)
@click.option(
    "--shard", metavar="i/N", callback=_part, help=_("Only the part i of N, such as 2/4; no site is in two parts.")
)
@click.option(
    "--region", metavar="PLACE", help=_("Only what is offered there: EU, EEA, or a country; told in the result.")
)
@click.option(
    "--every",
    type=click.FloatRange(0, 3600),
    metavar="SECONDS",
    help=_("With --live: between two pages of one site (2)."),
)
@click.option(
    "--connect", metavar="ADDRESS", envvar="OPTOUT_CONNECT",
    help=_("With --live: a browser that runs elsewhere, such as ws://host:3000/."),
)  # fmt: skip
@CONFIG
def check(  # noqa: PLR0913, PLR0917 - a command has the options it has
    paths: tuple[Path, ...],
    form: str,
    live: bool,
    jobs: int,
    shard: tuple[int, int] | None,
    region: str | None,
    every: float | None,
    connect: str | None,
    config: Path | None,
) -> None:  # fmt: skip
    """Every problem of flow files (default: the whole library). Exit code 2 where one is an error.

    With --live, exit code 4 where a site is no longer as a flow says. No site is asked by two jobs at once.
    """
    from runner.app.checking import Wanted

    wanted = Wanted(paths, shard, region)
    if live:
        from runner.app.live_check import EVERY, Rounds
        from runner.app.places import home

        settings = the_settings(config)
        if connect:
            settings = settings.connected(connect)
        pause = EVERY if every is None else every
        sys.exit(_check_live(wanted, form, Rounds(settings, home(), jobs, pause, wanted.place)))
    if jobs > 1 or every is not None:
        raise UsageError(_("--jobs and --every go with --live: files alone are checked in a moment"))
    sys.exit(_check_files(wanted, form))


def _check_files(wanted: Wanted, form: str) -> int:
    from runner.app.checking import problems_of

    found = problems_of(wanted, date.today())
    problems = [problem for of_file in found for problem in of_file[1]]
    if form == "junit":
        from runner.app.checking import junit_of_files

        say(junit_of_files(found))
    else:
        _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        warnings = len(problems) - errors
        told = (
            many("{count} file", "{count} files", len(found)),
            many("{count} error", "{count} errors", errors),
            many("{count} warning", "{count} warnings", warnings),
        )
        say(commas(*told), err=bool(errors))
    return 2 if errors else ENDED


def _check_live(wanted: Wanted, form: str, rounds: object) -> int:
    """Visits the flows' sites."""
    from runner.app.checking import junit_of_visits, to_visit
    from runner.app.live_check import Rounds, visit_all

    assert isinstance(rounds, Rounds)
    files = to_visit(wanted)

    def tell(visit: FlowVisit) -> None:
        if form == "text":
            say(visit.as_text())

    visits = run_async(visit_all(files, rounds, tell))
    if form == "json":
        say(plain_json([visit.as_json() for visit in visits]))
    elif form == "junit":
        say(junit_of_visits(visits))
    elif form == "github":
        _print_problems([one for file, visit in zip(files, visits, strict=True) for one in visit.problems(file)], form)
    else:
        _say_sum(visits)
    if any(visit.drifted for visit in visits):
        return LOST
    return BrowserError.exit_code if any(visit.no_browser for visit in visits) else ENDED


def _say_sum(visits: Sequence[FlowVisit]) -> None:
    if len(visits) > 1:
        broken, left = sum(visit.drifted for visit in visits), sum(visit.unvisited for visit in visits)
        unvisited = many("{count} not visited", "{count} not visited", left) if left else ""
        flows = many("{count} flow", "{count} flows", len(visits))
        say(commas(flows, _broken(broken), unvisited))


def _broken(number: int) -> Message:
    return many("{count} not as the flow says", "{count} not as the flow says", number)


@click.command()
@click.argument("results", nargs=-1, type=FILE, metavar="RESULT...", required=True)
@click.option(
    "--since", type=FILE, metavar="FILE", help=_("The checks.json of the last time, to say what has changed.")
)
@click.option(
    "--out", type=FILE, metavar="FOLDER", default=Path(), help=_("Where both go (default: the folder you are in).")
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("How to print it."))
def merge(results: tuple[Path, ...], since: Path | None, out: Path, form: str) -> None:
    """The results of several `check --live --format json`, put together.

    Writes checks.json and checks.html: how each flow stands from each region, and what has changed since the last time.
    What no result tells of keeps what was known of it.
    """
    from runner.app.checking import CHECKS, merge_results

    checks = merge_results(results, since, out, datetime.now(UTC))
    if form == "json":
        say(checks.as_json(), nl=False)
        return
    for change in checks.changes:
        flow, where = change.flow, change.region
        place = _("{flow} ({region})", flow=flow, region=where) if where else flow
        say(_("{flow}: {change}", flow=place, change=change))
    told = (
        many("{count} result", "{count} results", len(checks.flows)),
        _broken(checks.count("broken")),
        many("{count} change", "{count} changes", len(checks.changes)),
    )
    counted = commas(*told)
    say(_("{counted}. Written: {path}.json and .html", counted=counted, path=out / CHECKS))


def _print_problems(problems: list[Problem], form: str) -> None:
    if form == "json":
        from dataclasses import asdict

        say(plain_json([asdict(problem) for problem in problems]))
        return
    for problem in problems:
        if form == "github":
            place = f"file={problem.path},line={problem.line},col={problem.column}"
            say(f"::{problem.severity} {place}::{problem.message}")
        else:
            say(str(problem))
