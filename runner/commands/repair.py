"""`optout repair`: what was learnt when a menu had moved, as changes of flow files for the person to decide about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands.options import CONFIG, the_console, the_settings
from runner.errors import UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from runner.mending import Mending
    from runner.session.repair import Proposal

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_REPLIES = {
    "k": "Enter keeps it for later",
    "y": "y writes it into the flow",
    "e": "e takes another name",
    "d": "d forgets it",
}


@click.command()
@click.argument("flow", required=False)
@CONFIG
@click.option("--yes", is_flag=True, help="Write all of it into the flow files.")
@click.option("--patch", is_flag=True, help="Print a patch to send to the flow's keeper, with nothing personal in it.")
@click.option("--drop", is_flag=True, help="Forget what was learnt.")
def repair(flow: str | None, config: Path | None, yes: bool, patch: bool, drop: bool) -> None:
    """What was learnt when a menu had moved: apply, edit or drop it.

    FLOW is a name from `optout list`, or a path; without one, all flows. Each change is shown before it is written.
    """
    from runner.mending import Mending
    from runner.places import home

    if yes + patch + drop > 1:
        raise UsageError("--yes, --patch and --drop do not go together; choose one")
    mending = Mending(home())
    flows = _flows(mending, flow)
    if patch:
        _print_patch(mending, flows, config)
    elif drop:
        _forget(mending, flows)
    elif not any(map(mending.lessons.of, flows)):
        click.echo(f"Nothing was learnt{f' about {flow}' if flow else ''} that is not in the flow already.")
    else:
        _go_through(mending, flows, yes)


def _flows(mending: Mending, flow: str | None) -> list[str]:
    """The flows that are meant; a file given by its path may be a copy of the one that was walked."""
    from runner.places import flow_path

    if flow is None or flow in mending.flows():
        return [flow] if flow else mending.flows()
    path = flow_path(flow)
    mending.adopt(path)
    return [path.stem]


def _print_patch(mending: Mending, flows: list[str], config: Path | None) -> None:
    from runner.keeper import Own, accounts, for_keeper
    from runner.places import home

    own = Own([*the_settings(config).me.values(), *accounts(home())])
    found = for_keeper(mending, flows, own)
    click.echo(found.patch.encode("utf-8"), nl=False)
    for said in found.left_out:
        click.echo(plain(f"Left out, because {said}"), err=True)
    if not found.patch:
        click.echo("There is nothing to send.", err=True)


def _forget(mending: Mending, flows: list[str]) -> None:
    count = sum(len(mending.lessons.of(flow)) for flow in flows)
    for flow in flows:
        mending.forget(flow)
    click.echo(f"Forgot {_things(count)}. The flow files are as they were." if count else "Nothing was learnt.")


def _go_through(mending: Mending, flows: list[str], yes: bool) -> None:
    """Shows each change and does with it what the person says; without anybody there, what --yes says."""
    attended = sys.stdin.isatty() and not yes
    console = the_console()
    decide = _ask if attended else (lambda one: "y" if yes and one.ready else "k")
    written = sum(_settle(mending, flow, console, decide) for flow in flows)
    left = sum(len(mending.lessons.of(flow)) for flow in flows)
    if written:
        click.echo(f"{_things(written)} written. `optout repair --patch` prints a patch for the flow's keeper.")
    if left and not attended:
        how = "decide about it in a terminal" if yes else "`optout repair --yes` writes it"
        click.echo(f"{_things(left)} not written; {how}, `optout repair --drop` forgets it.", err=True)


def _settle(mending: Mending, flow: str, console: Console, decide: Callable[[Proposal], str]) -> int:
    """Goes through one flow's changes and tells how many were written; each is shown as the file is then."""
    written = at = 0
    while at < len(found := mending.proposals(flow)):
        one = found[at]
        _show(one, flow, console)
        reply = decide(one)
        while reply == "e":
            one = mending.rename(one, click.prompt("What is it called", type=str).strip())
            _show(one, flow, console)
            reply = decide(one)
        if reply == "y":
            mending.apply(one)
            written += 1
        elif reply == "d":
            mending.drop(one)
        else:
            at += 1
    return written


def _ask(one: Proposal) -> str:
    named = one.lesson.way != "dropped" and one.lesson.pick is not None
    replies = [reply for reply in _REPLIES if (reply != "y" or not one.reason) and (reply != "e" or named)]
    chosen: str = click.prompt(
        " · ".join(_REPLIES[reply] for reply in replies),
        default="k",
        type=click.Choice(replies),
        show_choices=False,
        show_default=False,
        prompt_suffix="\n> ",
    )
    return chosen


def _show(one: Proposal, flow: str, console: Console) -> None:
    click.echo(plain(f"\n{flow}: {one.summary}"))
    if one.stale:
        click.echo("The file has changed since this was learnt, so look closely.")
    if one.reason:
        click.echo(plain(f"Nothing is changed: {one.reason}."))
        return
    for line in one.diff(_short(one.lesson.path)).split("\n"):
        if console.is_terminal:
            style = "bold" if line[:3] in ("---", "+++") else _STYLES.get(line[:1], "")
            console.print(plain(line), style=style, soft_wrap=True)
        else:
            click.echo(plain(line))


def _short(path: str) -> str:
    """A path as seen from the working folder."""
    here = Path(path)
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else path


def _things(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"
