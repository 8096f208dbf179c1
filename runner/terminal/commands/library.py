"""`optout list`, `optout show` and `optout check`: flow files, without a browser."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import ENDED, LOST, Problem, ProblemsError, UsageError
from runner.plain import plain, plain_json
from runner.terminal.commands.options import CONFIG, FILE, FORMAT, the_ledger, the_settings
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.collection_store import Collection
    from runner.app.own_flows import OwnFlows
    from runner.flow.headings import Heading
    from runner.flow.statements import Statement
    from runner.records.status import Standing
    from runner.session.visitor import FlowVisit


@click.command("list")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@FORMAT
@click.option("--stale", is_flag=True, help="Only what nobody has checked for half a year.")
def list_(names: tuple[str, ...], form: str, stale: bool) -> None:
    """The flows there are, and how your requests stand.

    Where you NAME services or flows, only those. Last come the companies that say that they do not train on what is
    yours: there is nothing to do for them.
    """
    from runner.app.answers import asked_for
    from runner.app.places import library
    from runner.flow.headings import heading, is_stale

    flows = library()
    heads, said = asked_for([heading(path) for path in flows.values()], names)
    noted, own, kept = _requests(heads), _own(flows), _kept(flows)
    if stale:
        heads = [head for head in heads if head.problem or is_stale(head.checked, date.today())]
        said = [one for one in said if is_stale(one.checked, date.today())]
    if form == "json":
        told = [_row(head, noted.get(head.id, ()), head.id in own, kept.get(head.id)) for head in heads]
        click.echo(plain_json([*told, *(_row_of(one) for one in said)]))
        return
    _print_flows(heads, {flow: one.whose for flow, one in kept.items()} | own, noted)
    _print_statements(said, after_flows=bool(heads))


def _row(
    head: Heading,
    noted: Sequence[Standing] = (),
    own: bool = False,
    kept: Collection | None = None,
    said: Statement | None = None,
) -> dict[str, Any]:
    """One entry of the list as JSON; `nothing_to_do` is what a company says, and empty for a flow."""
    from dataclasses import asdict

    whose = {"own": own, "collection": kept.id if kept else "", "kept_by": kept.kept_by if kept else ""}
    told = {"requests": [one.as_mark() for one in noted], "nothing_to_do": said and asdict(said)}
    return {**asdict(head), **whose, **told}


def _row_of(said: Statement) -> dict[str, Any]:
    from runner.flow.headings import Heading

    return _row(Heading(said.id, said.says, said.company, checked=said.checked), said=said)


def _print_statements(said: Sequence[Statement], after_flows: bool) -> None:
    from runner.app.answers import NOTHING_TO_DO

    if not said:
        return
    if after_flows:
        click.echo()
    click.echo(f"{NOTHING_TO_DO}.\nThat is their word: nobody here can see whether it is kept.\n")
    wide = max(len(one.id) for one in said)
    room = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    wrap = partial(textwrap.wrap, width=room, subsequent_indent=" " * (wide + 2), break_on_hyphens=False)
    for one in said:
        lines = (one.says, f"{one.when}{' (opt-in)' if one.opt_in else ''}: {one.source}")
        for begin, line in zip((f"{one.id:<{wide}}  ", " " * (wide + 2)), lines, strict=True):
            click.echo(plain("\n".join(wrap(line, initial_indent=begin, break_long_words=False))))


def _print_flows(heads: Sequence[Heading], whose: Mapping[str, str], noted: Mapping[str, Sequence[Standing]]) -> None:
    from runner.flow.headings import how_checked

    wide = max((len(head.id) for head in heads), default=0)
    for head in heads:
        click.echo(f"{head.id:<{wide}}  {plain(head.problem or head.title)}")
        if head.offered_in:
            how = how_checked(head.how, head.by, head.by_in)
            click.echo(plain(f"{'':<{wide}}  {_offered(head.offered_in)}, checked {head.checked} ({how})"))
        for one in (whose.get(head.id, ""), *noted.get(head.id, ())):
            if one:
                click.echo(f"{'':<{wide}}  {plain(str(one))}")


def _own(flows: Mapping[str, Path]) -> dict[str, str]:
    """Which flows are the person's own, and what is to be said of each."""
    from runner.app.places import own_folder

    if not own_folder().is_dir():  # then a list costs nothing more than before
        return {}
    from runner.app.own_flows import own_flows

    own = own_flows()
    return {flow: _about(flow, own) for flow, path in flows.items() if own.has(path)}


def _about(flow: str, own: OwnFlows) -> str:
    if own.newer(flow):
        return f"yours; a newer one has come with {own.source(flow)}: `optout repair {flow}` puts the two together"
    return f"yours, in place of the one that comes with {own.source(flow)}" if flow in own.others else "yours"


def _kept(flows: Mapping[str, Path]) -> dict[str, Collection]:
    """Which flows are of a collection, and of which."""
    from runner.flow.manifest import collection_of

    if not any(map(collection_of, flows)):  # then a list costs nothing more than before
        return {}
    from runner.app.collection_store import CollectionStore

    there = {flow: (one, path) for one in CollectionStore().all() for flow, path in one.flows.items()}
    return {flow: there[flow][0] for flow, path in flows.items() if flow in there and there[flow][1] == path}


def _requests(heads: Sequence[Heading]) -> dict[str, list[Standing]]:
    """How requests stand, by their flow; practice is left out."""
    found: dict[str, list[Standing]] = {}
    with the_ledger() as ledger:
        if ledger is None:  # then a list costs nothing more than before
            return found
        from runner.app.news import news_by
        from runner.records.status import standings, today

        for one in standings(ledger.requests(), today(), news_by(heads)):
            if not one.request.practice:
                found.setdefault(one.request.flow, []).append(one)
    return found


_WIDEST = 100


def _offered(regions: tuple[str, ...]) -> str:
    alone = regions in (("everywhere",), ("nowhere",))
    return f"offered {regions[0]}" if alone else f"offered in {', '.join(regions)}"


@click.command()
@click.argument("flow")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text",
    help="text to read here; markdown; or html, a page to print or to tap through on a phone.",
)  # fmt: skip
def show(flow: str, form: str) -> None:
    """A flow in plain words: a checklist to follow without the tool."""
    from runner.app.answers import answer_to

    if said := answer_to(flow):
        click.echo(plain(str(said)))
        return
    from runner.app.checklist import sheet
    from runner.app.flow_files import load_flow
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
    from runner.app.places import in_library, library
    from runner.flow.check import check as look
    from runner.flow.load import load_file

    files, problems = _files(paths) if paths else list(library().values()), []
    if live:
        sys.exit(_check_live(files, form, config))
    for path in files:
        try:
            problems += look(load_file(path), in_library(path), date.today())
        except ProblemsError as error:
            problems += error.problems
    _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        click.echo(f"{_count(len(files), 'file')}, {_count(errors, 'error')}, "
                   f"{_count(len(problems) - errors, 'warning')}", err=bool(errors))  # fmt: skip
    sys.exit(2 if errors else ENDED)


def _check_live(paths: list[Path], form: str, config: Path | None) -> int:
    """Visits the flows' sites, one page at a time."""
    from runner.app.live_check import visit_all
    from runner.app.places import home
    from runner.flow.load import load_file

    files = [load_file(path) for path in paths if path.stem != "practice" or len(paths) == 1]

    def say(visit: FlowVisit) -> None:
        if form == "text":
            click.echo(plain(visit.as_text()))

    visits = run_async(visit_all(files, the_settings(config), home(), say))
    if form == "json":
        click.echo(plain_json([visit.as_json() for visit in visits]))
    elif form == "github":
        _print_problems([one for file, visit in zip(files, visits, strict=True) for one in visit.problems(file)], form)
    return LOST if any(visit.drifted for visit in visits) else ENDED


def _files(paths: tuple[Path, ...]) -> list[Path]:
    from runner.app.places import flow_path

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.glob("*.yaml") if one.is_file())
            if not inside:
                raise UsageError(f"there is no flow file (*.yaml) in the folder {path}")
            found += inside
        else:
            found.append(flow_path(str(path)))
    return found


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


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
