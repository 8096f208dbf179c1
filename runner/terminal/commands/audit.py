"""`optout audit`: how things stand, in one sitting, with nothing changed; and then a run of what is to be set right."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.locale import _, many
from runner.plain import plain_json
from runner.terminal.commands.options import (
    ACCOUNT,
    CONFIG,
    EVENTS,
    FILE,
    FORMAT,
    NEEDS,
    REGION,
    SERVICES,
    TRUST,
    pair,
    the_ledger,
    the_settings,
)
from runner.terminal.commands.run import walked
from runner.terminal.console import say, the_console
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.run import Plan
    from runner.flow.load import FlowFile
    from runner.records.card import CardEntry


@click.command()
@click.argument("flows", nargs=-1, metavar="[FLOW...]")
@click.option("--all", "every", is_flag=True, help=_("All flows offered where you live."))
@SERVICES
@REGION
@CONFIG
@ACCOUNT
@EVENTS
@NEEDS
@TRUST
@click.option("--pictures", is_flag=True, help=_("Keep a picture of each thing as it stands (never of a login)."))
@click.option("--last", is_flag=True, help=_("Open nothing: show what was seen last."))
@FORMAT
@click.option("--out", type=FILE, metavar="FILE", help=_("Write the report card as an HTML page as well."))
def audit(flows: tuple[str, ...], config: Path | None, account: str | None, form: str, **options: Any) -> None:
    """Look how things stand; change nothing.

    Walks with you to where each switch or form is, reads how it stands, and leaves it so: nothing is switched, filled
    in or sent. You log in, as always. At the end stands a report card, and you may begin a run of what is to be set
    right. Without FLOW, the flows under `run:` in your settings, or those you have sent something with.
    """
    from runner.app.audit import card
    from runner.app.places import home
    from runner.app.preparing import Wish, prepared
    from runner.app.run import Plan
    from runner.terminal.front import is_attended
    from runner.terminal.prompts import prompts

    with _talk_apart(form == "json"):
        settings, console = the_settings(config, options["trust"]), the_console()
        needs = dict(pair(one) for one in options["needs"])
        how = {name: options[name] for name in ("every", "services", "region", "trust")}
        wish = Wish(flows, **how, account=account or "", needs=needs, can_type=is_attended(console), looks=True)
        wish = replace(wish, asks_to_begin=not options["last"])
        with the_ledger() as ledger:
            parts = run_async(prepared(wish, settings, ledger, prompts()))
        files = [one.file for one in parts]
        log, region = options["events"], options["region"]
        plan = Plan(files, settings, home(), account, events_file=log, needs=needs, region=region)
        code = 0 if options["last"] else _looked(plan, options["pictures"])
    with the_ledger() as ledger:
        entries = card(files, ledger, account or "")
    _show(entries, form, options["out"])
    if form == "text" and not options["last"] and (wanted := _to_mend(files, entries)):
        code = max(code, walked(replace(plan, files=wanted, events_file=None), console))
    sys.exit(code)


@contextlib.contextmanager
def _talk_apart(apart: bool) -> Iterator[None]:
    """What is said on the way goes to stderr where stdout is for a program to read."""
    with contextlib.redirect_stdout(sys.stderr) if apart else contextlib.nullcontext():
        yield


def _looked(plan: Plan, pictures: bool) -> int:
    from runner.app.audit import Audit
    from runner.terminal.front import Terminal

    with Terminal(the_console(), is_played=plan.player is not None) as terminal:
        looks = Audit(plan, terminal.front, pictures)
        run_async(looks.to_the_end())
    return looks.code


def _show(entries: Sequence[CardEntry], form: str, out: Path | None) -> None:
    from runner.records.card import card_as_json
    from runner.records.ledger import now
    from runner.records.report import write_card
    from runner.terminal.report_card import ReportCard

    if form == "json":
        say(plain_json(card_as_json(entries, now())))
    else:
        ReportCard(the_console()).show(entries)
    if out:
        path = write_card(entries, out.absolute(), now())
        say(_("Written to {path}.", path=path), err=form == "json")


def _to_mend(files: Sequence[FlowFile], entries: Sequence[CardEntry]) -> list[FlowFile]:
    """The flows that would set things right, where the person says yes to a run of them."""
    from runner.app.audit import mending
    from runner.terminal.prompts import prompts

    front, wanted = prompts(), mending(files, entries)
    if not wanted or not front.is_attended:
        return []
    asks = many(
        "Begin a run that mends this one with you now?",
        "Begin a run that mends these {count} with you now?",
        len(wanted),
    )
    return wanted if run_async(front.agrees("mend", asks)) else []
