"""`optout list`, `optout show` and `optout check`: flow files, without a browser."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands.options import CONFIG, FILE, FORMAT, load_flow, the_ledger, the_settings
from runner.errors import ENDED, LOST, Problem, ProblemsError
from runner.plain import plain, plain_json

if TYPE_CHECKING:
    from runner.records.status import Standing
    from runner.session.visitor import Visit


@click.command("list")
@FORMAT
@click.option("--stale", is_flag=True, help="Only flows that nobody has checked for half a year.")
def list_(form: str, stale: bool) -> None:
    """The flows there are, and how your requests stand."""
    from dataclasses import asdict

    from runner.flow.headings import heading, is_stale
    from runner.places import library

    heads, noted = [heading(path) for path in library().values()], _requests()
    if stale:
        heads = [head for head in heads if head.problem or is_stale(head.checked, date.today())]
    if form == "json":
        told = [{**asdict(head), "requests": [one.as_mark() for one in noted.get(head.id, ())]} for head in heads]
        click.echo(plain_json(told))
        return
    wide = max((len(head.id) for head in heads), default=0)
    for head in heads:
        click.echo(f"{head.id:<{wide}}  {plain(head.problem or head.title)}")
        if head.offered_in:
            click.echo(
                f"{'':<{wide}}  {plain(_offered(head.offered_in))}, checked {head.checked} ({_HOW.get(head.how, '')})"
            )
        for one in noted.get(head.id, ()):
            click.echo(f"{'':<{wide}}  {plain(str(one))}")


def _requests() -> dict[str, list[Standing]]:
    """How requests stand, by their flow; practice is left out."""
    found: dict[str, list[Standing]] = {}
    with the_ledger() as ledger:
        if ledger is None:  # then a list costs nothing more than before
            return found
        from runner.records.status import standings, today

        for one in standings(ledger.requests(), today()):
            if not one.request.practice:
                found.setdefault(one.request.flow, []).append(one)
    return found


_HOW = {"live": "walked by a person", "sources": "against its sources"}


def _offered(regions: tuple[str, ...]) -> str:
    return "offered everywhere" if regions == ("everywhere",) else f"offered in {', '.join(regions)}"


@click.command()
@click.argument("flow")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text",
    help="text to read here; markdown; or html, a page to print or to tap through on a phone.",
)  # fmt: skip
def show(flow: str, form: str) -> None:
    """A flow in plain words: a checklist to follow without the tool."""
    from runner.checklist import sheet
    from runner.records.sheet import as_markdown, as_page, as_text

    click.echo(plain({"text": as_text, "markdown": as_markdown, "html": as_page}[form](sheet(load_flow(flow).flow))))


@click.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH...]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print it."
)
@click.option("--live", is_flag=True, help="Walk the public part on the real sites, without a login or a window.")
@CONFIG
def check(paths: tuple[Path, ...], form: str, live: bool, config: Path | None) -> None:
    """Every problem of flow files (default: the whole library). Exit code 2 where one is an error.

    With --live, exit code 4 where a site is no longer as a flow says.
    """
    from runner.flow.check import check as look
    from runner.flow.load import load_file
    from runner.places import is_shipped, library

    files, problems = _files(paths) or list(library().values()), []
    if live:
        sys.exit(_check_live(files, form, config))
    for path in files:
        try:
            problems += look(load_file(path), is_shipped(path), date.today())
        except ProblemsError as error:
            problems += error.problems
    _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        click.echo(f"{len(files)} {'file' if len(files) == 1 else 'files'}, {errors} errors, "
                   f"{len(problems) - errors} warnings", err=bool(errors))  # fmt: skip
    sys.exit(2 if errors else ENDED)


def _check_live(paths: list[Path], form: str, config: Path | None) -> int:
    """Visits the flows' sites, one page at a time."""
    import asyncio

    from runner.flow.load import load_file
    from runner.livecheck import visit_all
    from runner.places import home
    from runner.records.files import write_private
    from runner.session.sightings import Sightings

    files = [load_file(path) for path in paths if path.stem != "practice" or len(paths) == 1]

    def say(visit: Visit) -> None:
        if form == "text":
            click.echo(plain(visit.as_text()))

    visits = asyncio.run(visit_all(files, the_settings(config), Sightings(home() / "sightings", write_private), say))
    if form == "json":
        click.echo(plain_json([visit.as_json() for visit in visits]))
    elif form == "github":
        _print_problems([one for file, visit in zip(files, visits, strict=True) for one in visit.problems(file)], form)
    return LOST if any(visit.drifted for visit in visits) else ENDED


def _files(paths: tuple[Path, ...]) -> list[Path]:
    from runner.places import flow_path

    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [flow_path(str(path))]
    return found


def _print_problems(problems: list[Problem], form: str) -> None:
    if form == "json":
        from dataclasses import asdict

        click.echo(plain_json([asdict(problem) for problem in problems]))
        return
    for problem in problems:
        said = plain(str(problem))
        if form == "github":
            place = f"file={problem.path},line={problem.line},col={problem.column}"
            said = f"::{problem.severity} {place}::{plain(problem.message)}"
        click.echo(said)
