"""`optout status`, `optout report`, `optout receipt` and `optout verify`: requests, answers, deadlines, proof."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.commands.options import FILE, FORMAT, the_console, the_ledger
from runner.errors import UsageError
from runner.plain import plain, plain_json

if TYPE_CHECKING:
    from runner.records.ledger import Ledger
    from runner.records.request import RequestRow, What

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("request_id", required=False, metavar="[ID]")
@click.option("--acknowledged", "what", flag_value="acknowledged", help="Note that they wrote they have it.")
@click.option("--extended", "what", flag_value="extended", help="Note that they wrote they need the longer time.")
@click.option("--answered", "what", flag_value="answered", help="Note that they have answered.")
@click.option("--refused", "what", flag_value="refused", help="Note that they have refused.")
@click.option("--note", metavar="TEXT", help="Note something in your own words.")
@click.option("--reference", metavar="TEXT", help="Note the number or word they know it by.")
@click.option("--on", type=_DAY, metavar="YYYY-MM-DD", help="The day of what you note (default: today).")
@click.option("--practice", is_flag=True, help="Show practice runs as well; they are never counted.")
@click.option("--ics", type=FILE, metavar="FILE", help="Write a reminder for each day an answer is due.")
@FORMAT
def status(request_id: str | None, form: str, practice: bool, ics: Path | None, **noted: Any) -> None:
    """How your requests stand, what is due, and what comes next.

    With the ID of a request (such as facebook-1), all about that one; or note what has come of it.
    """
    noted = {word: value for word, value in noted.items() if value is not None}
    if noted and not request_id:
        raise UsageError("say which request that is about: `optout status` shows the ID of each")
    with the_ledger() as ledger:
        if ledger is None and request_id:
            raise UsageError(f"there is no request called '{request_id}': nothing is noted yet")
        if ledger and request_id and noted:
            _note(ledger, ledger.request(request_id), **noted)
        _show(ledger, request_id, form, practice or bool(request_id))
        if ics:
            _write_calendar(ledger, ics)


def _note(
    ledger: Ledger,
    request: RequestRow,
    what: What | None = None,
    note: str = "",
    reference: str = "",
    on: datetime | None = None,
) -> None:
    """Adds what the person says has happened to a request's history."""
    if on and not (what or note):
        raise UsageError("--on is the day of something: say what, such as --answered or --note")
    if what and not request.sent:
        raise UsageError(f"{request.id} is not sent yet, so nothing can have come of it")
    with ledger.together():
        if reference:
            ledger.refer(request.id, reference)
        if what or note:
            ledger.happen(request.id, what or "note", _moment(request, on.date() if on else None), note)


def _moment(request: RequestRow, on: date | None) -> datetime | None:
    """When that was: now, or at noon of the day given, which has to be one it can have been."""
    from runner.records.status import today

    if on is None or on == today():
        return None
    began = request.sent or request.began
    if on > today() or on < began.astimezone().date():
        raise UsageError(f"--on {on}: that is before it was sent, or still to come")
    return max(datetime.combine(on, time(12)).astimezone(UTC), began)


def _show(ledger: Ledger | None, request_id: str | None, form: str, practice: bool) -> None:
    from runner.overview import Overview
    from runner.records.status import as_json, not_offered, standing, standings, today

    requests = ledger.requests() if ledger else []
    missing = not_offered(ledger.checks(), requests) if ledger else []
    if ledger and request_id:
        found, missing = [standing(ledger.request(request_id), today())], []
    else:
        found = standings(requests, today())
    if form == "json":
        shown = [one for one in found if practice or not one.request.practice]
        click.echo(plain_json(as_json(shown, missing, today())))
    elif request_id:
        Overview(the_console()).one(found[0])
    else:
        Overview(the_console()).all(found, missing, practice)


def _write_calendar(ledger: Ledger | None, path: Path) -> None:
    from runner.records.calendar import ics
    from runner.records.files import write_private
    from runner.records.status import reminders, standings, today

    told = reminders(standings(ledger.requests() if ledger else [], today()))
    write_private(path.absolute(), ics(told).encode("utf-8"))
    click.echo(f"{len(told)} {'reminder' if len(told) == 1 else 'reminders'} written to {path}", err=True)


@click.command()
@click.option(
    "--out", type=FILE, metavar="FILE", help="Where to write it (default: report.html in your Optout folder)."
)
def report(out: Path | None) -> None:
    """All your requests as one HTML page, with pictures, dates and law; to keep or to print."""
    from runner.overview import NOTHING
    from runner.places import home
    from runner.records.report import write_report
    from runner.records.status import not_offered, today

    with the_ledger() as ledger:
        if ledger is None:
            click.echo(NOTHING)
            return
        requests, path = ledger.requests(), (out.absolute() if out else home() / "report.html")
        missing = not_offered(ledger.checks(), requests)
        click.echo(plain(str(write_report(requests, missing, path, ledger.clock(), today()))))


@click.command()
@click.argument("request_id", metavar="ID")
@click.option("--out", type=FILE, metavar="FOLDER|FILE.zip", help="Where to (default: a zip in your Optout folder).")
def receipt(request_id: str, out: Path | None) -> None:
    """A request with its pictures, records and flow, to keep or hand on; `optout verify` can check it."""
    from runner.records.receipt import write_receipt

    with the_ledger() as ledger:
        if ledger is None:
            raise UsageError(f"there is no request called '{request_id}': nothing is noted yet")
        request = ledger.request(request_id)
        default = ledger.home / "receipts" / f"{request.id}-{ledger.clock():%Y%m%d-%H%M%S}.zip"
        path = out.absolute() if out else default
        fingerprint = write_receipt(ledger, request, path)
        ledger.happen(request.id, "receipt", note=f"Its fingerprint is {fingerprint}.")
    for kept in request.evidence:
        if kept.now != "unchanged":
            word = "is no longer there" if kept.now == "missing" else "has been changed since it was kept"
            click.echo(plain(f"Mind that the picture “{kept.name}” {word}."), err=True)
    click.echo(plain(f"{path}\nFingerprint: {fingerprint}"))


@click.command()
@click.argument("path", type=FILE, metavar="RECEIPT")
def verify(path: Path) -> None:
    """Whether a receipt is as it was when it was made.

    RECEIPT is a folder or a zip; nothing in it is altered. Exit code 2 where something is not as it was.
    """
    from runner.records.verify import verify as look

    verdict = look(path)
    for found in verdict.files:
        click.echo(f"{found.state:<8} {' '.join(plain(found.file).split())}")
    click.echo("")
    if not verdict.holds:
        changed = sum(found.state != "ok" for found in verdict.files)
        click.echo(f"{changed} of {len(verdict.files)} files are not as they were when the receipt was made.", err=True)
        sys.exit(2)
    click.echo(plain(f"The receipt of {verdict.request}, made {verdict.made}, is as it was then."))
    click.echo(plain(f"Fingerprint: {verdict.fingerprint}"))
