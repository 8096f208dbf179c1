"""`optout letter`: the letter to a company that does not answer or refuses, and the complaint after it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.commands.options import CONFIG, FILE, the_ledger, the_settings
from runner.errors import UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from runner.config import Config
    from runner.records.letters import Kind, Letter, LetterFacts, Reason
    from runner.records.request import RequestRow


@click.command()
@click.argument("request_id", metavar="ID")
@click.option("--complaint/--follow-up", "complaint", default=None, help="Which (default: first the follow-up).")
@click.option("--country", metavar="CC", help="Where you live, such as DE, DE-BY or GB (default: me.country).")
@click.option("--language", metavar="XX", help="Of the letter (default: one its receiver reads, else English).")
@click.option("--out", type=FILE, metavar="FILE", help="Write it to a file instead of printing it.")
@click.option("--sent", is_flag=True, help="Write nothing: note that you have sent it.")
@CONFIG
def letter(request_id: str, complaint: bool | None, config: Path | None, sent: bool, **options: Any) -> None:
    """Write to a company that has not answered or refuses, or complain about it.

    ID is a request of `optout status`. The letter is printed for you to read, complete and send; nothing is sent.
    """
    settings, today = the_settings(config), datetime.now().astimezone().date()
    with the_ledger() as ledger:
        if ledger is None:
            raise UsageError("there are no requests yet; `optout list` shows the flows that make one")
        request = ledger.request(request_id)
        kind = kind_of(request, complaint)
        facts = facts_of(request, settings, today)
        if sent:
            ledger.happen(request.id, "follow_up" if kind == "follow-up" else "complaint")
            click.echo(f"Noted: the {kind} for {request.id} is sent.")
            return
    _print(_written(facts, kind, settings, options["country"], options["language"]), options["out"])
    click.echo(f"Once it is on its way: optout letter {request.id} --{kind} --sent", err=True)


def kind_of(request: RequestRow, complaint: bool | None) -> Kind:
    """Which letter comes next, unless the person says which they want."""
    if complaint is None:
        complaint = request.status == "refused" or request.last("follow_up") is not None
    return "complaint" if complaint else "follow-up"


def facts_of(request: RequestRow, settings: Config, today: date) -> LetterFacts:
    """What a letter about a request can tell; raises UsageError where there is nothing to write about yet."""
    from runner.records.letters import Evidence, LetterFacts

    if request.practice:
        raise UsageError(f"{request.id} was practice: there is nobody to write to")
    if request.sent is None:
        raise UsageError(f"{request.id} is not sent yet, so there is nothing to follow up")
    since = request.last(request.status) if request.status != "prepared" else None
    wrote = request.last("follow_up")
    facts = LetterFacts(
        service=request.service,
        title=request.title,
        account=request.account,
        sent=request.sent,
        reason=_reason(request),
        today=today,
        deadline=request.deadline,
        longer=request.last("extended") is not None,
        since=since and _here(since),
        followed_up=wrote and _here(wrote),
        reference=request.reference,
        evidence=tuple(Evidence(one.name, one.taken, one.sha256) for one in request.evidence),
        name=settings.me.get("name", ""),
        email=settings.me.get("email", ""),
    )
    _check_that_it_is_late(request, facts)
    return facts


def _reason(request: RequestRow) -> Reason:
    """What is wrong with a request; raises UsageError where it has been met."""
    reasons: dict[str, Reason] = {"sent": "overdue", "acknowledged": "overdue"}
    reasons |= {"refused": "refused", "reverted": "reverted"}
    if request.status not in reasons:
        raise UsageError(
            f"{request.id} is {request.status}. If they refuse after all, note it: optout status {request.id} --refused"
        )
    return reasons[request.status]


def _check_that_it_is_late(request: RequestRow, facts: LetterFacts) -> None:
    if facts.reason != "overdue":
        return
    if facts.last_day is None:
        raise UsageError(
            f"{request.id} has no time to be answered in. If they refuse, note it: optout status {request.id} --refused"
        )
    if facts.today <= facts.last_day:
        raise UsageError(f"they have until {facts.last_day} to answer {request.id}; a letter now would be too early")


def _here(moment: datetime) -> date:
    return moment.astimezone().date()


def _written(facts: LetterFacts, kind: Kind, settings: Config, country: str | None, language: str | None) -> Letter:
    from runner.records.letters import letter as write

    home = country or settings.me.get("country", "")
    if not home:
        raise UsageError("where do you live? Say --country DE, or set me.country in config.yaml")
    return write(facts, kind, home, language)


def _print(letter: Letter, out: Path | None) -> None:
    """The letter itself to the terminal or file; what there is to know about it beside it."""
    from runner.records.files import write_private

    text = plain(f"{letter.to}\n\n{letter.subject}\n\n{letter.body}")
    if out:
        write_private(out.absolute(), text.encode("utf-8"))
        click.echo(f"Written to {out}.", err=True)
    else:
        click.echo(text)
    for line in _remarks(letter):
        click.echo(plain(line), err=True)


def _remarks(letter: Letter) -> list[str]:
    """What to do before sending."""
    from runner.records.letters import NAMES

    said = ["Read it over before you send it; it is not legal advice."]
    if letter.gaps:
        said.append(f"Fill in: {', '.join(letter.gaps)}")
    authority = letter.authority
    if authority and letter.language not in authority.languages:
        works_in = ", ".join(authority.languages)
        said.append(f"It is in {NAMES[letter.language]}, but the authority works in {works_in}: have it translated.")
    if authority and authority.note:
        said.append(authority.note)
    if authority and authority.english:
        said.append(f"{authority.name}: {authority.english}.")
    return [*said, "Check here:", *(f"- {source}" for source in letter.sources)]
