"""Letters for when an answer does not come or does not hold: to the company, and complaints to it or an authority.

Writes texts, sends nothing. The texts are in letter_texts/, one for each language and kind; what the laws say in a
language is in its `words` file. What a letter cannot know stands in it in square brackets, and is listed apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, Literal, cast

import jinja2

from runner.errors import UsageError
from runner.locale import Day, LanguageName, Listed, Text, _
from runner.records.addressees import Authority, Company, authorities, authority_of, company_of
from runner.records.countries import Country, country
from runner.records.deadlines import due
from runner.records.law import ComplaintRule, complaint_rule, law_book, rule_on
from runner.records.request import Deadline

Kind = Literal["follow-up", "company-complaint", "complaint"]
Reason = Literal["overdue", "refused", "reverted"]

_PLAIN = ("--follow-up", "--complaint")
ANSWER_WITHIN = timedelta(days=14)  # what a follow-up asks for; the person's own limit, not a law's

# The languages there are texts in: how they write a date, and the laws they have words for. English has
# words also where none of these laws holds.
_WRITTEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "en": ("", ("gdpr", "uk-gdpr", "swiss", "lgpd", "")),
    "de": ("%d.%m.%Y", ("gdpr", "swiss")),
    "fr": ("%d/%m/%Y", ("gdpr", "swiss")),
    "es": ("%d/%m/%Y", ("gdpr",)),
    "it": ("%d/%m/%Y", ("gdpr", "swiss")),
    "nl": ("%d-%m-%Y", ("gdpr",)),
    "pt": ("%d/%m/%Y", ("gdpr", "lgpd")),
    "pl": ("%d.%m.%Y", ("gdpr",)),
}
NAMES = {code: LanguageName(code) for code in _WRITTEN}
_SPOKEN = {"BR": ("pt",)}  # in countries without an authority on record, whose entry would tell
_AT_THE_SEAT = ("gdpr", "swiss")  # people under these laws are served by a company's seat in the EU


@dataclass(frozen=True)
class Evidence:
    """A picture the person keeps, by the name and hash that identify it."""

    name: str
    taken: datetime
    sha256: str


@dataclass(frozen=True)
class LetterFacts:
    """What a letter tells. `since` is the day of the refusal, or on which the setting was found undone.

    `longer` is True where the company has said in time that it needs longer. `complained` is the day of a complaint to
    the company, `complaint` by when it had to say that it has it, `complaint_acknowledged` the day on which it did.
    """

    service: str
    title: str
    sent: datetime
    reason: Reason
    today: date
    account: str = ""
    deadline: Deadline | None = None
    longer: bool = False
    since: date | None = None
    followed_up: date | None = None
    complained: date | None = None
    complaint: Deadline | None = None
    complaint_acknowledged: date | None = None
    reference: str = ""
    evidence: tuple[Evidence, ...] = ()
    name: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        if self.reason != "overdue" and self.since is None:
            raise ValueError(f"{self.reason}, but not since when")

    @property
    def last_day(self) -> date | None:
        """The last day for an answer."""
        if self.deadline is None:
            return None
        return (self.longer and self.deadline.extended) or self.deadline.due

    @property
    def complaint_unheard(self) -> date | None:
        """The last day for saying that they have the complaint, once it is over and they have not said so."""
        over = self.complaint and self.complaint_acknowledged is None and self.complaint.due < self.today
        return self.complaint.due if self.complaint and over else None


@dataclass(frozen=True)
class Letter:
    """A letter to look over and send: `to` in lines, `gaps` what the person still has to fill in.

    `authority` is whom it goes to or announces a complaint to, `sources` where addresses and law can be checked.
    """

    to: str
    subject: str
    body: str
    language: str
    authority: Authority | None
    sources: tuple[str, ...]
    gaps: tuple[str, ...] = ()


def letter(facts: LetterFacts, kind: Kind, home: str, language: str | None = None) -> Letter:
    """Writes a letter for a person living in a country (a code or name), in a language or the one its receiver reads.

    Raises UsageError where the country is not known, has no authority on record or no complaint to the company, or the
    language no such text.
    """
    place = country(home)
    law = place.law if any(place.law in laws for _, laws in _WRITTEN.values()) else ""
    facts = _by_law(_in_one_line(facts), law, place.code)
    authority = (
        authority_of(place.code, facts.today) if kind == "complaint" else authorities(facts.today).get(place.code)
    )
    rule = complaint_rule(place.law, facts.today)
    if kind == "company-complaint" and (rule is None or rule.first != "company"):
        raise UsageError(
            _(
                "no law on record for {country} has a complaint to the company; the letters there are: {letters}",
                country=place.code,
                letters=Listed(_PLAIN),
            )
        )
    company = company_of(facts.service)
    company = company if law in _AT_THE_SEAT else None
    tongue = _language(language, law, place.code, authority)
    gaps: dict[str, None] = {}  # in the order of the letter, each once
    written = _template(f"{tongue}.{kind}.jinja").make_module(
        {
            "f": facts,
            "law": law,
            "rule": rule,
            "number": count(1).__next__,
            "binding": _binding(facts, law),
            "authority": authority,
            "company": company,
            "addressee": "\n".join(company.lines) if company else "",
            "lead": _lead(company, place),
            "until": facts.today + ANSWER_WITHIN,
            "date": _Dates(_WRITTEN[tongue][0]).day,
            "moment": _Dates(_WRITTEN[tongue][0]).moment,
            "gap": lambda label: gaps.setdefault(f"[{label}]", None) or f"[{label}]",
        }
    )
    named: Any = written  # what a template sets is an attribute of its module
    to = "\n".join(authority.lines) if kind == "complaint" and authority else str(named.to).strip()
    sources = (*_sources(facts.deadline, authority if kind == "complaint" else None, company), *_law_pages(rule, kind))
    return Letter(
        to, " ".join(str(named.subject).split()), _tidy(str(written)), tongue, authority, sources, tuple(gaps)
    )


def languages_by_law(home: str) -> list[str]:
    """The languages there are letters in for somebody who lives there; raises UsageError for no country."""
    law = country(home).law
    law = law if any(law in laws for _, laws in _WRITTEN.values()) else ""
    return [code for code, (_, laws) in _WRITTEN.items() if law in laws]


def _in_one_line(facts: LetterFacts) -> LetterFacts:
    """The same facts, none of their texts able to begin a line of its own in the letter."""
    texts = {name: " ".join(value.split()) for name, value in vars(facts).items() if isinstance(value, str)}
    evidence = tuple(replace(one, name=" ".join(one.name.split())) for one in facts.evidence)
    return replace(facts, evidence=evidence, **cast("dict[str, Any]", texts))


def _language(asked: str | None, law: str, home: str, authority: Authority | None) -> str:
    """The language asked for, else the first the receiver reads that has a text under this law, else English."""
    fit = [code for code, (_, laws) in _WRITTEN.items() if law in laws]
    if asked is None:
        reads = authority.languages if authority else _SPOKEN.get(home, ())
        return next((code for code in reads if code in fit), "en")
    if asked not in fit:
        there = Listed((_("{code} ({language})", code=code, language=NAMES[code]) for code in fit), "comma")
        raise UsageError(
            _(
                "there is no letter in '{language}' by the law of {country}; there is: {languages}",
                language=asked,
                country=home,
                languages=there,
            )
        )
    return asked


def _by_law(facts: LetterFacts, law: str, home: str) -> LetterFacts:
    """The facts with the deadline of the law the letter is by, where the request was counted by another."""
    if facts.deadline and {law, facts.deadline.clock} <= law_book().clocks.keys() and law != facts.deadline.clock:
        return replace(facts, deadline=due(law, facts.sent, home))
    return facts


def _binding(facts: LetterFacts, law: str) -> bool:
    """Whether a letter may insist on the last day: it is past, a law sets it, and the letter is by that law or none."""
    if facts.deadline is None or facts.last_day is None or facts.today <= facts.last_day:
        return False
    clock = rule_on(law_book().clocks.get(facts.deadline.clock, ()), facts.sent.date())
    return clock is not None and clock.binding and law in (facts.deadline.clock, "")


def _lead(company: Company | None, home: Country) -> Authority | None:
    """The lead authority, where it is another one than the person's own and the GDPR has the two work together."""
    if company is None or home.law != "gdpr" or company.lead == home.code:
        return None
    return authority_of(company.lead)


def _sources(deadline: Deadline | None, *addressees: Authority | Company | None) -> tuple[str, ...]:
    """Where what the letter relies on can be checked."""
    found = [
        _(
            "{name}: {source} (read in {places}, {day})",
            name=one.name,
            source=one.source,
            places=one.read_in,
            day=Day(date.fromisoformat(one.as_of)),
        )
        for one in addressees
        if one
    ]
    return (*found, *([_law_page(deadline.law, deadline.source)] if deadline and deadline.source else []))


def _law_pages(rule: ComplaintRule | None, kind: Kind) -> tuple[str, ...]:
    """Where the law of a complaint can be read."""
    if rule is None or kind == "follow-up":
        return ()
    return (_law_page(rule.law, rule.source), *rule.also)


def _law_page(law: str, page: str) -> Text:
    return _("{label}: {text}", label=law, text=page)


@dataclass(frozen=True)
class _Dates:
    """Dates as a language writes them; English by the name of the month, which no two readers take differently."""

    form: str

    def day(self, day: date) -> str:
        if isinstance(day, datetime):
            day = day.astimezone(UTC).date()
        return day.strftime(self.form) if self.form else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, moment: datetime) -> str:
        utc = moment.astimezone(UTC)
        return f"{self.day(utc)}, {utc:%H:%M} UTC"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _tidy(text: str) -> str:
    """A text with one empty line between its parts, wherever a condition has left more of them."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _template(name: str) -> jinja2.Template:
    """One of the texts. They become plain text, so nothing is escaped for HTML."""
    folder = files("runner.records").joinpath("letter_texts")
    loader = jinja2.FunctionLoader(lambda one: folder.joinpath(one).read_text("utf-8"))
    environment = jinja2.Environment(
        loader=loader, autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
