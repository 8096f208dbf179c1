"""`optout repair`: what was learnt when a menu had moved, as changes of flow files for the person to decide about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError
from runner.locale import Message, _, many
from runner.terminal.commands.options import CONFIG, the_settings
from runner.terminal.console import say
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.repairs import Mending


@click.command()
@click.argument("flow", required=False)
@CONFIG
@click.option("--yes", is_flag=True, help=_("Write all of it into the flow files."))
@click.option(
    "--patch", is_flag=True, help=_("Print a patch to send to the flow's keeper, with nothing personal in it.")
)
@click.option("--drop", is_flag=True, help=_("Forget what was learnt."))
def repair(flow: str | None, config: Path | None, yes: bool, patch: bool, drop: bool) -> None:
    """What was learnt when a menu had moved: apply, edit or drop it.

    FLOW is a name from `optout list`, or a path; without one, all flows. Each change is shown before it is written.
    """
    from runner.app.places import home, installed_folder
    from runner.app.repairs import Mending

    if yes + patch + drop > 1:
        raise UsageError(_("--yes, --patch and --drop do not go together; choose one"))
    mending = Mending(home(), installed_folder())
    flows = _flows(mending, flow)
    if patch:
        _print_patch(mending, flows, config)
    elif drop:
        _forget(mending, flows)
    elif not _merges(mending, flows if flow else None, yes) and not any(map(mending.lessons.of, flows)):
        say(
            _("Nothing was learnt about {flow} that is not in the flow already.", flow=flow)
            if flow
            else _("Nothing was learnt that is not in the flow already.")
        )
    else:
        _go_through(mending, flows, yes)


def _flows(mending: Mending, flow: str | None) -> list[str]:
    """The flows that are meant; a file given by its path may be a copy of the one that was walked."""
    from runner.app.places import flow_path

    if flow is None or flow in mending.flows():
        return [flow] if flow else mending.flows()
    path = flow_path(flow)
    mending.adopt(path)
    return [path.stem]


def _print_patch(mending: Mending, flows: list[str], config: Path | None) -> None:
    from runner.app.places import home
    from runner.app.upstream_patch import accounts, for_keeper
    from runner.flow.own import Own

    own = Own([*the_settings(config).me.values(), *accounts(home())])
    found = for_keeper(mending, flows, own)
    click.echo(found.patch.encode("utf-8"), nl=False)
    for why in found.left_out:
        say(_("Left out, because {why}", why=why), err=True)
    if not found.patch:
        say(_("There is nothing to send."), err=True)


def _forget(mending: Mending, flows: list[str]) -> None:
    count = sum(len(mending.lessons.of(flow)) for flow in flows)
    for flow in flows:
        mending.forget(flow)
    if count:
        say(_("Forgot {changes}. The flow files are as they were.", changes=_things(count)))
    else:
        say(_("Nothing was learnt."))


def _merges(mending: Mending, flows: list[str] | None, yes: bool) -> bool:
    """Offers to put the person's own flows and newer shipped ones together; whether there was one to offer.

    What contradicts itself needs an answer, so `--yes` only tells of it.
    """
    from runner.app.deciding import offer_merge
    from runner.app.front_end import FrontEnd
    from runner.app.own_flows import own_flows
    from runner.terminal.prompts import prompts

    own = own_flows()
    found = [one for name in (own.flows() if flows is None else flows) if (one := own.newer(name))]
    front = FrontEnd(listeners=prompts().listeners) if yes else prompts()
    for one in found:
        run_async(offer_merge(one, own, mending, front))
    return bool(found)


def _go_through(mending: Mending, flows: list[str], yes: bool) -> None:
    """Shows each change and does with it what the person says; without anybody there, what --yes says."""
    from runner.app.deciding import decide
    from runner.terminal.prompts import prompts

    front = prompts()
    decided = run_async(decide(mending, flows, front, all_of_them=yes))
    if decided.written:
        say(
            many(
                "{count} change written. `optout repair --patch` prints a patch for the flow's keeper.",
                "{count} changes written. `optout repair --patch` prints a patch for the flow's keeper.",
                decided.written,
            )
        )
    if decided.left and yes:
        say(
            many(
                "{count} change not written; decide about it in a terminal, `optout repair --drop` forgets it.",
                "{count} changes not written; decide about it in a terminal, `optout repair --drop` forgets it.",
                decided.left,
            ),
            err=True,
        )
    elif decided.left and not front.is_attended:
        say(
            many(
                "{count} change not written; `optout repair --yes` writes it, `optout repair --drop` forgets it.",
                "{count} changes not written; `optout repair --yes` writes it, `optout repair --drop` forgets it.",
                decided.left,
            ),
            err=True,
        )


def _things(count: int) -> Message:
    return many("{count} change", "{count} changes", count)
