"""`optout letter`: the letter to a company that does not answer or refuses, and the complaint after it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import UsageError
from runner.locale import Message, _
from runner.plain import plain
from runner.terminal.commands.options import CONFIG, FILE, the_ledger, the_settings
from runner.terminal.console import say

if TYPE_CHECKING:
    from runner.records.letters import Kind, Letter


@click.command()
@click.argument("request_id", metavar="ID")
@click.option(
    "--follow-up", "kind", flag_value="follow-up", help=_("To the company once more (default: what is next).")
)
@click.option(
    "--company-complaint", "kind", flag_value="company-complaint", help=_("The complaint to it (first in the UK).")
)
@click.option("--complaint", "kind", flag_value="complaint", help=_("The complaint to the authority."))
@click.option("--country", metavar="CC", help=_("Where you live, such as DE, DE-BY or GB (default: me.country)."))
@click.option("--language", metavar="XX", help=_("Of the letter (default: one its receiver reads, else English)."))
@click.option("--out", type=FILE, metavar="FILE", help=_("Write it to a file instead of printing it."))
@click.option("--sent", is_flag=True, help=_("Write nothing: note that you have sent it."))
@CONFIG
def letter(request_id: str, kind: Kind | None, config: Path | None, sent: bool, **options: Any) -> None:
    """Write to a company that has not answered or refuses, or complain about it.

    ID is a request of `optout status`. The letter is printed for you to read, complete and send; nothing is sent.
    """
    from runner.app.letters import facts_of, kind_of, note_sent, written

    settings, today = the_settings(config), datetime.now().astimezone().date()
    with the_ledger() as ledger:
        if ledger is None:
            raise UsageError(_("there are no requests yet; `optout list` shows the flows that make one"))
        request = ledger.request(request_id)
        facts = facts_of(request, settings, today)
        country = options["country"]
        kind = kind_of(request, kind, country or settings.me.get("country", ""), today)
        if sent:
            note_sent(ledger, request, kind, settings, country)
            say(_noted(kind, request.id))
            return
    _print(written(facts, kind, settings, country, options["language"]), options["out"])
    command = f"optout letter {request.id} --{kind} --sent"
    say(_("Once it is on its way: {command}", command=command), err=True)


def _noted(kind: Kind, request: str) -> Message:
    if kind == "follow-up":
        return _("Noted: the follow-up for {request} is sent.", request=request)
    if kind == "company-complaint":
        return _("Noted: the company-complaint for {request} is sent.", request=request)
    return _("Noted: the complaint for {request} is sent.", request=request)


def _print(letter: Letter, out: Path | None) -> None:
    """The letter itself to the terminal or file; what there is to know about it beside it."""
    from runner.app.letters import remarks
    from runner.records.files import write_private

    text = plain(f"{letter.to}\n\n{letter.subject}\n\n{letter.body}")  # in the language of who receives it
    if out:
        write_private(out.absolute(), text.encode("utf-8"))
        say(_("Written to {path}.", path=out), err=True)
    else:
        say(text)
    for line in remarks(letter):
        say(line, err=True)
