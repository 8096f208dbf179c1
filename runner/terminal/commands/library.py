"""`optout list` and `optout show`: the flows there are, without a browser."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.app.region import called
from runner.locale import Message, _, day_of, shown
from runner.plain import plain_json
from runner.terminal.commands.options import FORMAT, the_ledger
from runner.terminal.console import readable, say

if TYPE_CHECKING:
    from runner.app.collection_store import Collection
    from runner.app.own_flows import OwnFlows
    from runner.flow.headings import Heading
    from runner.flow.statements import Statement
    from runner.records.status import Standing


@click.command("list")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@FORMAT
@click.option("--stale", is_flag=True, help=_("Only what nobody has checked for half a year."))
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
        say(plain_json([*told, *(_row_of(one) for one in said)]))
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
        say()
    say(_("{nothing_to_do}.", nothing_to_do=NOTHING_TO_DO))
    say(_("That is their word: nobody here can see whether it is kept."))
    say()
    wide = max(len(one.id) for one in said)
    room = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    wrap = partial(textwrap.wrap, width=room, subsequent_indent=" " * (wide + 2), break_on_hyphens=False)
    for one in said:
        when = _("{when} (opt-in)", when=one.when) if one.opt_in else one.when
        lines = (one.says, _("{when}: {source}", when=when, source=one.source))
        for begin, line in zip((f"{one.id:<{wide}}  ", " " * (wide + 2)), lines, strict=True):
            say("\n".join(wrap(shown(line), initial_indent=begin, break_long_words=False)))


def _print_flows(heads: Sequence[Heading], whose: Mapping[str, str], noted: Mapping[str, Sequence[Standing]]) -> None:
    from runner.flow.headings import how_checked

    wide = max((len(head.id) for head in heads), default=0)
    for head in heads:
        say(f"{head.id:<{wide}}  {readable(head.problem or head.title)}")
        if head.offered_in:
            how = how_checked(head.how, head.by, head.by_in)
            told = _(
                "{offered}, checked {day} ({how})", offered=_offered(head.offered_in), day=day_of(head.checked), how=how
            )
            say(f"{'':<{wide}}  {readable(told)}")
        requests = [line for request in noted.get(head.id, ()) for line in _stands(request)]
        for line in filter(None, (whose.get(head.id, ""), *requests)):
            say(f"{'':<{wide}}  {readable(line)}")


def _stands(one: Standing) -> list[str]:
    """How a request stands, and where something has opened it again also what to do now."""
    return [str(one), one.next] if one.news else [str(one)]


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
        return _(
            "yours; a newer one has come with {source}: `optout repair {flow}` puts the two together",
            source=own.source(flow),
            flow=flow,
        )
    if flow in own.others:
        return _("yours, in place of the one that comes with {source}", source=own.source(flow))
    return _("yours")


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


def _offered(regions: tuple[str, ...]) -> Message:
    if regions == ("everywhere",):
        return _("offered everywhere")
    if regions == ("nowhere",):
        return _("offered nowhere")
    return _("offered in {regions}", regions=called(regions))


@click.command()
@click.argument("flow")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text",
    help=_("text to read here; markdown; or html, a page to print or to tap through on a phone."),
)  # fmt: skip
def show(flow: str, form: str) -> None:
    """A flow in plain words: a checklist to follow without the tool."""
    from runner.app.answers import answer_to

    if said := answer_to(flow):
        say(str(said))
        return
    from runner.app.checklist import sheet
    from runner.app.flow_files import load_flow
    from runner.records.sheet import as_markdown, as_page, as_text

    say({"text": as_text, "markdown": as_markdown, "html": as_page}[form](sheet(load_flow(flow).flow)))
