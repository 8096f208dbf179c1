"""The letter that comes next for a request, and what it can tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from runner.config import Config
from runner.errors import UsageError
from runner.locale import Day, LanguageName, Listed, Text, _, general, in_context, joined, language, many, per_front
from runner.records.addressees import Authority
from runner.records.countries import find
from runner.records.deadlines import acknowledgement_due
from runner.records.law import complaint_rule
from runner.records.ledger import Ledger
from runner.records.letters import Evidence, Kind, Letter, LetterFacts, Reason, letter
from runner.records.request import RequestRow


def kind_of(request: RequestRow, asked: Kind | None, home: str, today: date) -> Kind:
    """Which letter comes next by the law of where they live, unless the person says which they want.

    Raises UsageError where a complaint to the company has to be waited for.
    """
    if asked:
        return asked
    wrote = request.last("follow_up")
    place = find(home)
    rule = complaint_rule(place.law, _here(wrote) if wrote else today) if place else None
    if rule and rule.first == "company":
        return _company_first(request, today)
    return "complaint" if request.status == "refused" or wrote else "follow-up"


def _company_first(request: RequestRow, today: date) -> Kind:
    """To the company, and to the authority once the company has had its time; one that has refused since has had it."""
    if request.last("company_complaint") is None or request.since_the_complaint("reverted"):
        return "company-complaint"
    if request.since_the_complaint("refused"):
        return "complaint"
    if heard := request.since_the_complaint("complaint_acknowledged"):
        raise UsageError(
            per_front(
                _(
                    "they wrote on {day} that they have your complaint, and have to tell you its outcome without undue"
                    " delay. If you have waited long enough: {command}",
                    day=Day(_here(heard)),
                    command=_to_the_authority(request),
                ),
                _(
                    "they wrote on {day} that they have your complaint, and have to tell you its outcome without undue"
                    " delay. If you have waited long enough, take the complaint to the authority on the request's page",
                    day=Day(_here(heard)),
                ),
            )
        )
    if request.complaint and today <= request.complaint.due:
        raise UsageError(
            per_front(
                _(
                    "they have until {day} to say that they have your complaint; the authority usually waits for that."
                    " To write to it now all the same: {command}",
                    day=Day(request.complaint.due),
                    command=_to_the_authority(request),
                ),
                _(
                    "they have until {day} to say that they have your complaint; the authority usually waits for that."
                    " To write to it now all the same, take the complaint to the authority on the request's page",
                    day=Day(request.complaint.due),
                ),
            )
        )
    return "complaint"


def _to_the_authority(request: RequestRow) -> str:
    return f"optout letter {request.id} --complaint"


def _refused(request: RequestRow) -> str:
    """The command that notes that they refused."""
    return f"optout status {request.id} --refused"


def home_of(settings: Config, country: str | None) -> str:
    """Where the person lives; raises UsageError where that is not known."""
    home = country or settings.me.get("country", "")
    if not home:
        raise UsageError(
            per_front(
                _(
                    "where do you live? Say {option}, or set {setting} in {file}",
                    option="--country DE",
                    setting="me.country",
                    file="config.yaml",
                ),
                _("where do you live? Say so under Settings, for a letter goes by the law there"),
            )
        )
    return home


def note_sent(ledger: Ledger, request: RequestRow, kind: Kind, settings: Config, country: str | None) -> None:
    """Notes that a letter is sent; of a complaint to the company also by when it has to say that it has it.

    Raises UsageError where it takes to know where they live.
    """
    if kind != "company-complaint":
        ledger.happen(request.id, "follow_up" if kind == "follow-up" else "complaint")
        return
    home = home_of(settings, country)
    place, now = find(home), ledger.clock()
    due = acknowledgement_due(place.law, now, home) if place else None
    if due is None:
        raise UsageError(
            _("no law on record for {country} has a complaint to the company, so there is none to note", country=home)
        )
    ledger.complain(request.id, due, now)


def facts_of(request: RequestRow, settings: Config, today: date) -> LetterFacts:
    """What a letter about a request can tell; raises UsageError where there is nothing to write about yet."""
    if request.practice:
        raise UsageError(_("{request} was practice: there is nobody to write to", request=request.id))
    if request.sent is None:
        raise UsageError(_("{request} is not sent yet, so there is nothing to follow up", request=request.id))
    if request.deadline and request.deadline.cycle:
        raise UsageError(
            many(
                "{request} went to many companies at once, by rounds of {count} day, and there is no letter for that;"
                " see where you sent it how each of them stands",
                "{request} went to many companies at once, by rounds of {count} days, and there is no letter for that;"
                " see where you sent it how each of them stands",
                request.deadline.cycle,
                request=request.id,
            )
        )
    since = request.last(request.status) if request.status != "prepared" else None
    wrote, complained = request.last("follow_up"), request.last("company_complaint")
    heard = request.since_the_complaint("complaint_acknowledged")
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
        complained=complained and _here(complained),
        complaint=request.complaint,
        complaint_acknowledged=heard and _here(heard),
        reference=request.reference,
        evidence=tuple(Evidence(one.name, one.taken, one.sha256) for one in request.evidence),
        name=settings.me.get("name", ""),
        email=settings.me.get("email", ""),
    )
    _check_that_it_is_late(request, facts)
    return facts


_STATUS: Mapping[str, Text] = {
    "prepared": in_context("the request is", "prepared"),
    "answered": in_context("the request is", "answered"),
    "confirmed": in_context("the request is", "confirmed"),
}


def _reason(request: RequestRow) -> Reason:
    """What is wrong with a request; raises UsageError where it has been met."""
    reasons: dict[str, Reason] = {"sent": "overdue", "acknowledged": "overdue"}
    reasons |= {"refused": "refused", "reverted": "reverted"}
    if request.status not in reasons:
        raise UsageError(
            per_front(
                _(
                    "{request} is {state}. If they refuse after all, note it: {command}",
                    request=request.id,
                    state=_STATUS.get(request.status, request.status),
                    command=_refused(request),
                ),
                _(
                    "{request} is {state}. If they refuse after all, note it on its page",
                    request=request.id,
                    state=_STATUS.get(request.status, request.status),
                ),
            )
        )
    return reasons[request.status]


def _check_that_it_is_late(request: RequestRow, facts: LetterFacts) -> None:
    if facts.reason != "overdue":
        return
    if facts.last_day is None:
        raise UsageError(
            per_front(
                _(
                    "{request} has no time to be answered in. If they refuse, note it: {command}",
                    request=request.id,
                    command=_refused(request),
                ),
                _("{request} has no time to be answered in. If they refuse, note it on its page", request=request.id),
            )
        )
    if facts.today <= facts.last_day:
        raise UsageError(
            _(
                "they have until {day} to answer {request}; a letter now would be too early",
                day=Day(facts.last_day),
                request=request.id,
            )
        )


def _here(moment: datetime) -> date:
    return moment.astimezone().date()


def written(facts: LetterFacts, kind: Kind, settings: Config, country: str | None, language: str | None) -> Letter:
    """The letter, by the law of where they live; raises UsageError where that is not known."""
    return letter(facts, kind, home_of(settings, country), language)


def remarks(letter: Letter) -> list[str]:
    """What to do before sending, and where it can be checked."""
    said: list[str] = [_("Read it over before you send it; it is not legal advice.")]
    if letter.gaps:
        said.append(_("Fill in: {gaps}", gaps=Listed(letter.gaps, "comma")))
    authority = letter.authority
    if authority and letter.language not in authority.languages:
        said.append(
            _(
                "It is in {language}, but the authority works in {languages}: have it translated.",
                language=LanguageName(letter.language),
                languages=Listed(map(LanguageName, authority.languages), "comma"),
            )
        )
    if authority and authority.note:
        said.append(authority.note)
    if authority:
        said += _in_the_persons_words(authority)
    return [*said, _("Check here:"), *(joined("-", source) for source in letter.sources)]


def _in_the_persons_words(authority: Authority) -> list[str]:
    """What the name of an authority means, where it is not one that works in the person's language."""
    if not authority.english or general(language().code) in authority.languages:
        return []
    return [in_context("the language it is said in", "In English: {authority}.", authority=authority.english)]
