"""What people are told about a request, in terminal, page and calendar: what happened, how it is, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from runner.events import Basis
from runner.records.news import News
from runner.records.request import Channel, RequestRow, State, What

HEADINGS: Mapping[State, str] = {
    "overdue": "Overdue",
    "reverted": "On again",
    "refused": "Refused",
    "reopened": "Open again",
    "due": "Due",
    "waiting": "Waiting",
    "prepared": "Not sent",
    "answered": "Answered",
    "confirmed": "Confirmed",
}
CHANNELS: Mapping[Channel | None, str] = {"form": "a form", "switch": "a switch", "mail": "a mail", None: ""}
SAID: Mapping[What, str] = {
    "sent": "You sent it.",
    "sent_again": "You sent it once more.",
    "acknowledged": "They wrote that they have it.",
    "confirmed": "Read back: it is as you wanted it.",
    "reverted": "Read back: it is on again.",
    "answered": "They answered.",
    "refused": "They refused.",
    "extended": "They wrote that they need longer.",
    "looked": "Looked at again.",
    "follow_up": "You wrote to them again.",
    "company_complaint": "You complained to the company.",
    "complaint_acknowledged": "They wrote that they have your complaint.",
    "complaint": "You complained to the authority.",
    "note": "A note of yours.",
    "receipt": "A receipt was made.",
}


# Whose word it is that something was sent or switched; what was read back has a line of its own.
RESTS_ON: Mapping[Basis | None, str] = {"by_word": "by your word", "seen": "as the page said"}


def day(when: date | datetime) -> str:
    """A date as people write it: 3 Nov 2026."""
    return f"{when.day} {when:%b %Y}"


def said(request: RequestRow, what: What) -> str:
    """What happened, in words; of a sending also whose word that is."""
    if what != "sent":
        return SAID[what]
    words = "You switched it off." if request.channel == "switch" else SAID[what]
    return f"{words[:-1]}, {RESTS_ON[request.basis]}." if request.basis in RESTS_ON else words


def fact(request: RequestRow, state: State, days: int | None = None, news: News | None = None) -> str:
    """How a request stands, with its dates, and with the news that has opened it again."""
    if state == "prepared":
        kept = len(request.evidence)
        return f"Begun on {day(request.began)}; {kept} {'picture' if kept == 1 else 'pictures'} kept."
    since = [f"{'Switched off' if request.channel == 'switch' else 'Sent'} on {day(request.sent or request.began)}"]
    since[0] += f", {RESTS_ON[request.basis]}" if request.basis in RESTS_ON and state != "confirmed" else ""
    since += [f"{words} {day(when)}" for what, words in _SINCE[state].items() if (when := request.last(what))]
    if request.deadline and request.deadline.cycle and days is not None:
        since.append(f"their round of {request.deadline.cycle} days ends {_in(days)}")
    elif request.due and days is not None:
        ago = f", {-days} {'day' if days == -1 else 'days'} ago" if days < 0 else ""
        since.append(f"the answer {'was' if days < 0 else 'is'} due on {day(request.due)}{ago}")
    changed = f" On {day(news.day)}: {news.say}" if news else ""
    return f"{'; '.join(since)}.{changed}"


_RECEIVED: Mapping[What, str] = {"acknowledged": "they have had it since"}
_COMPLAINED: Mapping[What, str] = {
    "company_complaint": "you complained to them on",
    "complaint_acknowledged": "they have had your complaint since",
}
_LONGER: Mapping[What, str] = {**_RECEIVED, "extended": "they asked for more time on"}
_SINCE: Mapping[State, Mapping[What, str]] = {
    "overdue": {**_LONGER, **_COMPLAINED},
    "reverted": {"confirmed": "read back on", "reverted": "found on again on"},
    "refused": {"refused": "refused on", **_COMPLAINED},
    "reopened": {"confirmed": "read back on"},
    "due": _LONGER,
    "waiting": _RECEIVED,
    "prepared": {},
    "answered": {"answered": "answered on"},
    "confirmed": {"confirmed": "read back on"},
}


def walk_command(request: RequestRow, flow: str = "") -> str:
    """The command that walks a request's flow again, or another `flow` for the same account."""
    return f"optout run {flow or request.flow}{f' --as {request.account}' if request.account else ''}"


_NEXT: Mapping[str, str] = {
    "reverted": "Switch it off again: {walk}",
    "reopened": "It has to be done anew: {walk}",
    "reopened, another flow": "There is more to do now: {walk}",
    "due, in rounds": "When the round ends, look how it stands. Once they are done: optout status {id} --answered",
    "due": "They have to answer {soon}. When they do: optout status {id} --answered",
    "waiting": "When they answer: optout status {id} --answered",
    "waiting, a switch": "It was not read back. See whether it holds: {walk}",
    "prepared": "Send it: {walk}",
    "prepared, not offered": "It was not offered to you; your pictures are kept.",
    "answered": "If they don't agree: optout status {id} --refused",
    "confirmed": "Nothing more to do.",
    "confirmed, a switch": "Settings get reset. Look again now and then: {walk}",
}


def next_move(request: RequestRow, state: State, days: int | None, today: date, news: News | None = None) -> str:
    """What a request asks of the person next, in a sentence or two."""
    if state in ("overdue", "refused"):
        return _letter(request, today)
    soon = {0: "today", 1: "by tomorrow"}.get(days or 0, f"within {days} days")
    rounds = request.deadline is not None and request.deadline.cycle > 0
    other = news.to_do(request.flow) if news else request.flow
    kind = ", a switch" if request.channel == "switch" else ""
    kind = ", not offered" if request.outcome == "not_offered" else kind
    kind = ", in rounds" if rounds and state == "due" else kind
    kind = ", another flow" if other != request.flow else kind
    sentence = _NEXT.get(state + kind) or _NEXT[state]
    return sentence.format(id=request.id, walk=walk_command(request, other), soon=soon)


def _letter(request: RequestRow, today: date) -> str:
    if complained := request.last("complaint"):
        return f"You complained on {day(complained)}. When you hear of it: optout status {request.id} --note …"
    if request.last("company_complaint"):
        return _complained(request, today)
    if wrote := request.last("follow_up"):
        return f"You wrote on {day(wrote)}. If nothing came, complain: optout letter {request.id}"
    if request.status == "refused":
        return f"You can complain: optout letter {request.id}"
    return f"Write to them: optout letter {request.id}"


def _complained(request: RequestRow, today: date) -> str:
    """What follows a complaint to the company."""
    authority = f"complain to the authority: optout letter {request.id} --complaint"
    if request.since_the_complaint("refused"):
        return f"They have refused since. You can {authority}"
    if request.since_the_complaint("complaint_acknowledged"):
        return f"They owe you an outcome of your complaint. If none comes, {authority}"
    due = request.complaint.due if request.complaint else today
    if due < today:
        return f"They had until {day(due)} to acknowledge your complaint. You can {authority}"
    noted = f"When they do: optout status {request.id} --acknowledged"
    return f"They have until {day(due)} to acknowledge your complaint. {noted}"


def remembered_complaint(request: RequestRow) -> str:
    """What to do on the day a complaint to the company has to be acknowledged, whenever a calendar shows it."""
    return (
        f"You complained to the company on {day(request.last('company_complaint') or request.began)}. If they have"
        f" written that they have it: optout status {request.id} --acknowledged. If not: optout letter {request.id}"
    )


def _in(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def remembered(request: RequestRow) -> str:
    """What to do on the day an answer is due, whenever a calendar shows it."""
    if request.deadline and request.deadline.cycle:
        return (
            f"You sent it on {day(request.sent or request.began)}. They go by rounds of {request.deadline.cycle} days."
            f" Look how it stands. Once they are done: optout status {request.id} --answered"
        )
    return (
        f"You sent it on {day(request.sent or request.began)}. If they have answered: "
        f"optout status {request.id} --answered. If not: optout letter {request.id}"
    )
