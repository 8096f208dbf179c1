"""`optout status`, `optout report`, `optout receipt` and `optout verify`: requests, answers, deadlines, proof."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import UsageError
from runner.locale import Message, _, joined, many
from runner.plain import plain, plain_json
from runner.terminal.commands.options import FILE, FORMAT, the_ledger
from runner.terminal.console import readable, say, the_console

if TYPE_CHECKING:
    from runner.records.ledger import Ledger


class _Day(click.DateTime):
    """A day, and how it is written where it is not one."""

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        try:
            return super().convert(value, param, context)
        except click.BadParameter:
            said = _("'{value}' is not a day; write it as year, month and day, such as 2026-11-28.", value=value)
            self.fail(readable(said), param, context)


_DAY = _Day(["%Y-%m-%d"])


@click.command()
@click.argument("request_id", required=False, metavar="[ID]")
@click.option("--acknowledged", "what", flag_value="acknowledged", help=_("Note that they wrote they have it."))
@click.option("--extended", "what", flag_value="extended", help=_("Note that they wrote they need the longer time."))
@click.option("--answered", "what", flag_value="answered", help=_("Note that they have answered."))
@click.option("--refused", "what", flag_value="refused", help=_("Note that they have refused."))
@click.option("--note", metavar="TEXT", help=_("Note something in your own words."))
@click.option("--reference", metavar="TEXT", help=_("Note the number or word they know it by."))
@click.option("--on", type=_DAY, metavar="YYYY-MM-DD", help=_("The day of what you note (default: today)."))
@click.option("--practice", is_flag=True, help=_("Show practice runs as well; they are never counted."))
@click.option("--ics", type=FILE, metavar="FILE", help=_("Write a reminder for each day an answer is due."))
@click.option("--restore", is_flag=True, help=_("Put the last daily copy in the place of a damaged ledger."))
@FORMAT
def status(request_id: str | None, form: str, practice: bool, ics: Path | None, restore: bool, **noted: Any) -> None:
    """How your requests stand, what is due, and what comes next.

    With the ID of a request (such as facebook-1), all about that one; or note what has come of it.
    """
    noted = {word: value for word, value in noted.items() if value is not None}
    if noted and not request_id:
        raise UsageError(_("say which request that is about: `optout status` shows the ID of each"))
    if restore:
        _restore()
    with the_ledger() as ledger:
        if ledger is None and request_id:
            raise UsageError(_no_request(request_id))
        if ledger and request_id and noted:
            from runner.app.requests import HistoryNote, note

            day = noted.pop("on", None)
            note(ledger, request_id, HistoryNote(**noted, on=day.date() if day else None))
        _show(ledger, request_id, form, practice or bool(request_id))
        if ics:
            _write_calendar(ledger, ics)


def _restore() -> None:
    from runner.app.places import home
    from runner.records.phrases import day
    from runner.records.restoring import restore

    put = restore(home(), datetime.now(UTC))
    told = many(
        "The copy as of {day}, with {count} request, is in place; what was noted since is not in it.",
        "The copy as of {day}, with {count} requests, is in place; what was noted since is not in it.",
        put.requests,
        day=day(put.day),
    )
    kept = _("What lay there is kept as {path}.", path=put.aside) if put.aside else ""
    say(joined(told, kept), err=True)


def _no_request(request_id: str) -> Message:
    return _("there is no request called '{request}': nothing is noted yet", request=request_id)


def _show(ledger: Ledger | None, request_id: str | None, form: str, practice: bool) -> None:
    from runner.app.news import news_of
    from runner.records.news import reopening
    from runner.records.status import as_json, not_offered, standing, standings, today
    from runner.terminal.overview import Overview

    requests = ledger.requests() if ledger else []
    missing = not_offered(ledger.checks(), requests) if ledger else []
    news = news_of(requests) if requests else {}
    if ledger and request_id:
        asked = ledger.request(request_id)
        found, missing = [standing(asked, today(), reopening(asked, news, requests))], []
    else:
        found = standings(requests, today(), news)
    if form == "json":
        told = [one for one in found if practice or not one.request.practice]
        say(plain_json(as_json(told, missing, today())))
    elif request_id:
        Overview(the_console()).one(found[0])
    else:
        Overview(the_console()).all(found, missing, practice)


def _write_calendar(ledger: Ledger | None, path: Path) -> None:
    from runner.app.requests import calendar
    from runner.records.files import write_private

    text, count = calendar(ledger)
    write_private(path.absolute(), text.encode("utf-8"))
    say(many("{count} reminder written to {path}", "{count} reminders written to {path}", count, path=path), err=True)


@click.command()
@click.option(
    "--out", type=FILE, metavar="FILE", help=_("Where to write it (default: report.html in your Optout folder).")
)
def report(out: Path | None) -> None:
    """All your requests as one HTML page, with pictures, dates and law; to keep or to print."""
    from runner.app.places import home
    from runner.app.requests import report_all
    from runner.terminal.overview import NOTHING

    with the_ledger() as ledger:
        if ledger is None:
            say(NOTHING)
            return
        path = report_all(ledger, out.absolute() if out else home() / "report.html")
        say(str(path))


@click.command()
@click.argument("request_id", metavar="ID")
@click.option("--out", type=FILE, metavar="FOLDER|FILE.zip", help=_("Where to (default: a zip in your Optout folder)."))
def receipt(request_id: str, out: Path | None) -> None:
    """A request with its pictures, records and flow, to keep or hand on; `optout verify` can check it."""
    from runner.app.requests import hand_out

    with the_ledger() as ledger:
        if ledger is None:
            raise UsageError(_no_request(request_id))
        handed = hand_out(ledger, request_id, out)
    for kept in handed.request.evidence:
        if kept.now == "missing":
            say(_("Mind that the picture “{name}” is no longer there.", name=kept.name), err=True)
        elif kept.now != "unchanged":
            say(_("Mind that the picture “{name}” has been changed since it was kept.", name=kept.name), err=True)
    say(str(handed.path))
    say(_("Fingerprint: {fingerprint}", fingerprint=handed.fingerprint))


@click.command()
@click.argument("path", type=FILE, metavar="RECEIPT")
def verify(path: Path) -> None:
    """Whether a receipt is as it was when it was made.

    RECEIPT is a folder or a zip; nothing in it is altered. Exit code 2 where something is not as it was.
    """
    from runner.records.verify import verify as look

    verdict = look(path)
    for found in verdict.files:
        say(f"{found.state:<8} {' '.join(plain(found.file).split())}")
    say()
    if not verdict.holds:
        changed = sum(found.state != "ok" for found in verdict.files)
        told = _(
            "{changed} of {files} files are not as they were when the receipt was made.",
            changed=changed,
            files=len(verdict.files),
        )
        say(told, err=True)
        sys.exit(2)
    asked, made = verdict.request, verdict.made
    say(_("The receipt of {request}, made {moment}, is as it was then.", request=asked, moment=made))
    say(_("Fingerprint: {fingerprint}", fingerprint=verdict.fingerprint))
