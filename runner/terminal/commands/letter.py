"""`optout letter`: the letter to a company that does not answer or refuses, and the complaint after it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import UsageError
from runner.plain import plain
from runner.terminal.commands.options import CONFIG, FILE, the_ledger, the_settings

if TYPE_CHECKING:
    from runner.records.letters import Kind, Letter


@click.command()
@click.argument("request_id", metavar="ID")
@click.option("--follow-up", "kind", flag_value="follow-up", help="To the company once more (default: what is next).")
@click.option(
    "--company-complaint", "kind", flag_value="company-complaint", help="The complaint to it (first in the UK)."
)
@click.option("--complaint", "kind", flag_value="complaint", help="The complaint to the authority.")
@click.option("--country", metavar="CC", help="Where you live, such as DE, DE-BY or GB (default: me.country).")
@click.option("--language", metavar="XX", help="Of the letter (default: one its receiver reads, else English).")
@click.option("--out", type=FILE, metavar="FILE", help="Write it to a file instead of printing it.")
@click.option("--sent", is_flag=True, help="Write nothing: note that you have sent it.")
@CONFIG
def letter(request_id: str, kind: Kind | None, config: Path | None, sent: bool, **options: Any) -> None:
    """Write to a company that has not answered or refuses, or complain about it.

    ID is a request of `optout status`. The letter is printed for you to read, complete and send; nothing is sent.
    """
    from runner.app.letters import facts_of, kind_of, note_sent, written

    settings, today = the_settings(config), datetime.now().astimezone().date()
    with the_ledger() as ledger:
        if ledger is None:
            raise UsageError("there are no requests yet; `optout list` shows the flows that make one")
        request = ledger.request(request_id)
        facts = facts_of(request, settings, today)
        country = options["country"]
        kind = kind_of(request, kind, country or settings.me.get("country", ""), today)
        if sent:
            note_sent(ledger, request, kind, settings, country)
            click.echo(f"Noted: the {kind} for {request.id} is sent.")
            return
    _print(written(facts, kind, settings, country, options["language"]), options["out"])
    click.echo(f"Once it is on its way: optout letter {request.id} --{kind} --sent", err=True)


def _print(letter: Letter, out: Path | None) -> None:
    """The letter itself to the terminal or file; what there is to know about it beside it."""
    from runner.app.letters import remarks
    from runner.records.files import write_private

    text = plain(f"{letter.to}\n\n{letter.subject}\n\n{letter.body}")
    if out:
        write_private(out.absolute(), text.encode("utf-8"))
        click.echo(f"Written to {out}.", err=True)
    else:
        click.echo(text)
    for line in remarks(letter):
        click.echo(plain(line), err=True)
