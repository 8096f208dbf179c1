"""What people are told about a request, in terminal, page and calendar: what happened, how it is, what is next."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from runner.events import Basis
from runner.locale import Day, Text, _, in_context, joined, many, per_front, stored
from runner.locale.phrase import semicolons
from runner.records.news import News
from runner.records.request import Channel, Happening, RequestRow, State, What

HEADINGS: Mapping[State, Text] = {
    "overdue": in_context("state of a request", "Overdue"),
    "reverted": in_context("state of a request", "On again"),
    "refused": in_context("state of a request", "Refused"),
    "reopened": in_context("state of a request", "Open again"),
    "due": in_context("state of a request", "Due"),
    "waiting": in_context("state of a request", "Waiting"),
    "prepared": in_context("state of a request", "Not sent"),
    "answered": in_context("state of a request", "Answered"),
    "confirmed": in_context("state of a request", "Confirmed"),
}
# The same of those that need the person (`LOUD`), where one line says it.
LOUD_HEADINGS: Mapping[State, Text] = {
    "overdue": in_context("state of a request", "OVERDUE"),
    "reverted": in_context("state of a request", "ON AGAIN"),
    "refused": in_context("state of a request", "REFUSED"),
    "reopened": in_context("state of a request", "OPEN AGAIN"),
}
CHANNELS: Mapping[Channel | None, str] = {
    "form": in_context("sent by", "a form"),
    "switch": in_context("sent by", "a switch"),
    "mail": in_context("sent by", "a mail"),
    None: "",
}
SAID: Mapping[What, Text] = {
    "sent": _("You sent it."),
    "sent_again": _("You sent it once more."),
    "acknowledged": _("They wrote that they have it."),
    "confirmed": _("Read back: it is as you wanted it."),
    "reverted": _("Read back: it is on again."),
    "answered": _("They answered."),
    "refused": _("They refused."),
    "extended": _("They wrote that they need longer."),
    "looked": _("Looked at again."),
    "follow_up": _("You wrote to them again."),
    "company_complaint": _("You complained to the company."),
    "complaint_acknowledged": _("They wrote that they have your complaint."),
    "complaint": _("You complained to the authority."),
    "note": _("A note of yours."),
    "receipt": _("A receipt was made."),
}
# Of a sending also whose word it is that it was sent; what was read back has a line of its own.
_SENT: Mapping[Basis | None, Text] = {
    "by_word": _("You sent it, by your word."),
    "seen": _("You sent it, as the page said."),
}
_SWITCHED: Mapping[Basis | None, Text] = {
    "by_word": _("You switched it off, by your word."),
    "seen": _("You switched it off, as the page said."),
}


def day(when: date | datetime) -> Day:
    """A date as people write it: 3 Nov 2026."""
    return Day(when)


_FINGERPRINT = re.compile(r"Its fingerprint is ([0-9a-f]+)\.")  # as `hand_out` notes it


def said(request: RequestRow, what: What) -> Text:
    """What happened, in words; of a sending also whose word that is."""
    if what != "sent":
        return SAID[what]
    if request.channel == "switch":
        return _SWITCHED.get(request.basis, _("You switched it off."))
    return _SENT.get(request.basis, SAID[what])


def noted(one: Happening) -> str:
    """What is noted beside it: in the person's own words, but for that of a look or a receipt, which is ours."""
    if one.what == "looked":
        return stored(one.note)
    fingerprint = _FINGERPRINT.fullmatch(one.note) if one.what == "receipt" else None
    return _("Its fingerprint is {fingerprint}.", fingerprint=fingerprint[1]) if fingerprint else one.note


# -- how it stands --------------------------------------------------------------------------------------------


def fact(request: RequestRow, state: State, days: int | None = None, news: News | None = None) -> Text:
    """How a request stands, with its dates, and with the news that has opened it again."""
    if state == "prepared":
        began = day(request.began)
        return many(
            "Begun on {day}; {count} picture kept.",
            "Begun on {day}; {count} pictures kept.",
            len(request.evidence),
            day=began,
        )
    since = [_done(request, state)]
    since += [_since(what, day(when)) for what in _TOLD[state] if (when := request.last(what))]
    if request.deadline and request.deadline.cycle and days is not None:
        since.append(_round_ends(request.deadline.cycle, days))
    elif request.due and days is not None:
        since.append(_answer_due(day(request.due), days))
    told = joined(semicolons(*since), ".", between="")
    return joined(told, _("On {day}: {news}", day=day(news.day), news=news.say)) if news else told


def _done(request: RequestRow, state: State) -> Text:
    """When it was sent or switched, and by whose word."""
    when = day(request.sent or request.began)
    basis = request.basis if state != "confirmed" else None
    if request.channel == "switch":
        if basis == "by_word":
            return _("Switched off on {day}, by your word", day=when)
        if basis == "seen":
            return _("Switched off on {day}, as the page said", day=when)
        return _("Switched off on {day}", day=when)
    if basis == "by_word":
        return _("Sent on {day}, by your word", day=when)
    if basis == "seen":
        return _("Sent on {day}, as the page said", day=when)
    return _("Sent on {day}", day=when)


_COMPLAINED: tuple[What, ...] = ("company_complaint", "complaint_acknowledged")
_TOLD: Mapping[State, tuple[What, ...]] = {
    "overdue": ("acknowledged", "extended", *_COMPLAINED),
    "reverted": ("confirmed", "reverted"),
    "refused": ("refused", *_COMPLAINED),
    "reopened": ("confirmed",),
    "due": ("acknowledged", "extended"),
    "waiting": ("acknowledged",),
    "prepared": (),
    "answered": ("answered",),
    "confirmed": ("confirmed",),
}


def _since(what: What, when: Day) -> Text:
    """One more thing that happened, as a part of the line of how a request stands."""
    match what:
        case "acknowledged":
            return _("they have had it since {day}", day=when)
        case "extended":
            return _("they asked for more time on {day}", day=when)
        case "company_complaint":
            return _("you complained to them on {day}", day=when)
        case "complaint_acknowledged":
            return _("they have had your complaint since {day}", day=when)
        case "reverted":
            return _("found on again on {day}", day=when)
        case "refused":
            return _("refused on {day}", day=when)
        case "answered":
            return _("answered on {day}", day=when)
        case _:
            return _("read back on {day}", day=when)


def _round_ends(cycle: int, days: int) -> Text:
    if days == 0:
        return _("their round of {cycle} days ends today", cycle=cycle)
    if days == 1:
        return _("their round of {cycle} days ends tomorrow", cycle=cycle)
    return many(
        "their round of {cycle} days ends in {count} day",
        "their round of {cycle} days ends in {count} days",
        days,
        cycle=cycle,
    )


def _answer_due(when: Day, days: int) -> Text:
    if days < 0:
        return many(
            "the answer was due on {day}, {count} day ago",
            "the answer was due on {day}, {count} days ago",
            -days,
            day=when,
        )
    return _("the answer is due on {day}", day=when)


# -- what is next ---------------------------------------------------------------------------------------------


def walk_command(request: RequestRow, flow: str = "") -> str:
    """The command that walks a request's flow again, or another `flow` for the same account."""
    return f"optout run {flow or request.flow}{f' --as {request.account}' if request.account else ''}"


def _letter_command(request: RequestRow) -> str:
    return f"optout letter {request.id}"


def _status(request: RequestRow, option: str) -> str:
    """The command that notes what has come of a request."""
    return f"optout status {request.id} {option}"


# In the home and what it saves, where nobody is told a command.
_WHEN_THEY_ANSWER = _("When you hear of it, note it under Requests in Optout.")
_WRITE = _("Write to them; the letter is ready.")
_NEXT_AT_HOME: Mapping[str, Text] = {
    "reverted": _("It is on again: switch it off once more."),
    "reopened": _("It has to be done anew."),
    "reopened, another flow": _("There is more to do now."),
    "waiting, a switch": _("Settings get reset. Look again now and then."),
    "prepared": _("It is not sent yet."),
    "prepared, not offered": _("It was not offered to you; your pictures are kept."),
    "confirmed": _("Nothing more to do."),
    "confirmed, a switch": _("Settings get reset. Look again now and then."),
}
# Each with the command it takes, which for the first ones walks a flow.
_WALK: Mapping[str, Callable[[str], Text]] = {
    "reverted": lambda command: _("Switch it off again: {command}", command=command),
    "reopened": lambda command: _("It has to be done anew: {command}", command=command),
    "reopened, another flow": lambda command: _("There is more to do now: {command}", command=command),
    "waiting, a switch": lambda command: _("It was not read back. See whether it holds: {command}", command=command),
    "prepared": lambda command: _("Send it: {command}", command=command),
    "prepared, not offered": lambda command: _("It was not offered to you; your pictures are kept."),
    "confirmed": lambda command: _("Nothing more to do."),
    "confirmed, a switch": lambda command: _("Settings get reset. Look again now and then: {command}", command=command),
}


def next_move(request: RequestRow, state: State, days: int | None, today: date, news: News | None = None) -> Text:
    """What a request asks of the person next, in a sentence or two."""
    if state in ("overdue", "refused"):
        waits = request.last("complaint") or request.last("company_complaint")
        return per_front(_letter(request, today), _WHEN_THEY_ANSWER if waits else _WRITE)
    if state == "due":
        return per_front(_when_due(request, days or 0), _WHEN_THEY_ANSWER)
    other = news.to_do(request.flow) if news else request.flow
    kind = ", a switch" if request.channel == "switch" else ""
    kind = ", not offered" if request.outcome == "not_offered" else kind
    kind = ", another flow" if other != request.flow else kind
    case = state + kind if state + kind in _WALK else state
    if says := _WALK.get(case):
        return per_front(says(walk_command(request, other)), _NEXT_AT_HOME[case])
    if state == "waiting":
        return per_front(_("When they answer: {command}", command=_status(request, "--answered")), _WHEN_THEY_ANSWER)
    return per_front(_("If they don't agree: {command}", command=_status(request, "--refused")), _WHEN_THEY_ANSWER)


def _when_due(request: RequestRow, days: int) -> Text:
    """What to do until the day the answer is due, or a round ends."""
    command = _status(request, "--answered")
    if request.deadline is not None and request.deadline.cycle > 0:
        return _("When the round ends, look how it stands. Once they are done: {command}", command=command)
    if days == 0:
        return _("They have to answer today. When they do: {command}", command=command)
    if days == 1:
        return _("They have to answer by tomorrow. When they do: {command}", command=command)
    return many(
        "They have to answer within {count} day. When they do: {command}",
        "They have to answer within {count} days. When they do: {command}",
        days,
        command=command,
    )


def _letter(request: RequestRow, today: date) -> Text:
    letter = _letter_command(request)
    if complained := request.last("complaint"):
        command = _status(request, "--note …")
        return _("You complained on {day}. When you hear of it: {command}", day=day(complained), command=command)
    if request.last("company_complaint"):
        return _complained(request, today)
    if wrote := request.last("follow_up"):
        return _("You wrote on {day}. If nothing came, complain: {command}", day=day(wrote), command=letter)
    if request.status == "refused":
        return _("You can complain: {command}", command=letter)
    return _("Write to them: {command}", command=letter)


def _complained(request: RequestRow, today: date) -> Text:
    """What follows a complaint to the company."""
    letter = f"{_letter_command(request)} --complaint"
    if request.since_the_complaint("refused"):
        return _("They have refused since. You can complain to the authority: {command}", command=letter)
    if request.since_the_complaint("complaint_acknowledged"):
        return _(
            "They owe you an outcome of your complaint. If none comes, complain to the authority: {command}",
            command=letter,
        )
    due = request.complaint.due if request.complaint else today
    if due < today:
        return _(
            "They had until {day} to acknowledge your complaint. You can complain to the authority: {command}",
            day=day(due),
            command=letter,
        )
    return _(
        "They have until {day} to acknowledge your complaint. When they do: {command}",
        day=day(due),
        command=_status(request, "--acknowledged"),
    )


# -- on a day of a calendar -----------------------------------------------------------------------------------


def remembered_complaint(request: RequestRow) -> Text:
    """What to do on the day a complaint to the company has to be acknowledged, whenever a calendar shows it."""
    complained = day(request.last("company_complaint") or request.began)
    return per_front(
        _(
            "You complained to the company on {day}. If they have written that they have it: {yes}. If not: {no}",
            day=complained,
            yes=_status(request, "--acknowledged"),
            no=_letter_command(request),
        ),
        _(
            "You complained to the company on {day}. If they have written that they have it, note it under Requests in"
            " Optout. If not, the letter to the authority is ready there.",
            day=complained,
        ),
    )


def remembered(request: RequestRow) -> Text:
    """What to do on the day an answer is due, whenever a calendar shows it."""
    sent, answered = day(request.sent or request.began), _status(request, "--answered")
    if request.deadline and request.deadline.cycle:
        cycle = request.deadline.cycle
        return per_front(
            _(
                "You sent it on {day}. They go by rounds of {cycle} days."
                " Look how it stands. Once they are done: {command}",
                day=sent,
                cycle=cycle,
                command=answered,
            ),
            _(
                "You sent it on {day}. They go by rounds of {cycle} days."
                " Look how it stands. Once they are done, note it under Requests in Optout.",
                day=sent,
                cycle=cycle,
            ),
        )
    return per_front(
        _(
            "You sent it on {day}. If they have answered: {yes}. If not: {no}",
            day=sent,
            yes=answered,
            no=_letter_command(request),
        ),
        _(
            "You sent it on {day}. If they have answered, note it under Requests in Optout. If not, a letter to them is"
            " ready there.",
            day=sent,
        ),
    )
