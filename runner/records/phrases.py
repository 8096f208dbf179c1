"""What people are told about a request, in terminal, page and calendar: what happened, how it is, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from runner.records.request import Channel, RequestRow, State, What

HEADINGS: Mapping[State, str] = {
    "overdue": "Overdue",
    "reverted": "On again",
    "refused": "Refused",
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
    "complaint": "You complained to the authority.",
    "note": "A note of yours.",
    "receipt": "A receipt was made.",
}


def day(when: date | datetime) -> str:
    """A date as people write it: 3 Nov 2026."""
    return f"{when.day} {when:%b %Y}"


def said(request: RequestRow, what: What) -> str:
    """What happened, in words."""
    return "You switched it off." if what == "sent" and request.channel == "switch" else SAID[what]


def fact(request: RequestRow, state: State, days: int | None = None) -> str:
    """How a request stands, with its dates."""
    if state == "prepared":
        kept = len(request.evidence)
        return f"Begun on {day(request.began)}; {kept} {'picture' if kept == 1 else 'pictures'} kept."
    since = [f"{'Switched off' if request.channel == 'switch' else 'Sent'} on {day(request.sent or request.began)}"]
    since += [f"{words} {day(when)}" for what, words in _SINCE[state].items() if (when := request.last(what))]
    if request.due and days is not None:
        ago = f", {-days} {'day' if days == -1 else 'days'} ago" if days < 0 else ""
        since.append(f"the answer {'was' if days < 0 else 'is'} due on {day(request.due)}{ago}")
    return "; ".join(since) + "."


_RECEIVED: Mapping[What, str] = {"acknowledged": "they have had it since"}
_LONGER: Mapping[What, str] = {**_RECEIVED, "extended": "they asked for more time on"}
_SINCE: Mapping[State, Mapping[What, str]] = {
    "overdue": _LONGER,
    "reverted": {"confirmed": "read back on", "reverted": "found on again on"},
    "refused": {"refused": "refused on"},
    "due": _LONGER,
    "waiting": _RECEIVED,
    "prepared": {},
    "answered": {"answered": "answered on"},
    "confirmed": {"confirmed": "read back on"},
}


def walk_command(request: RequestRow) -> str:
    """The command that walks a request's flow again."""
    return f"optout run {request.flow}{f' --as {request.account}' if request.account else ''}"


_NEXT: Mapping[str, str] = {
    "reverted": "Switch it off again: {walk}",
    "due": "They have to answer {soon}. When they do: optout status {id} --answered",
    "waiting": "When they answer: optout status {id} --answered",
    "waiting, a switch": "It was not read back. See whether it holds: {walk}",
    "prepared": "Send it: {walk}",
    "prepared, not offered": "It was not offered to you; your pictures are kept.",
    "answered": "If they don't agree: optout status {id} --refused",
    "confirmed": "Nothing more to do.",
    "confirmed, a switch": "Settings get reset. Look again now and then: {walk}",
}


def next_move(request: RequestRow, state: State, days: int | None) -> str:
    """What a request asks of the person next, in a sentence or two."""
    if state in ("overdue", "refused"):
        return _letter(request)
    soon = {0: "today", 1: "by tomorrow"}.get(days or 0, f"within {days} days")
    kind = ", not offered" if request.outcome == "not_offered" else ", a switch" if request.channel == "switch" else ""
    sentence = _NEXT.get(state + kind) or _NEXT[state]
    return sentence.format(id=request.id, walk=walk_command(request), soon=soon)


def _letter(request: RequestRow) -> str:
    if complained := request.last("complaint"):
        return f"You complained on {day(complained)}. When you hear of it: optout status {request.id} --note …"
    if wrote := request.last("follow_up"):
        return f"You wrote on {day(wrote)}. If nothing came, complain: optout letter {request.id} --complaint"
    if request.status == "refused":
        return f"You can complain to the authority: optout letter {request.id}"
    return f"Write to them: optout letter {request.id}"


def remembered(request: RequestRow) -> str:
    """What to do on the day an answer is due, whenever a calendar shows it."""
    return (
        f"You sent it on {day(request.sent or request.began)}. If they have answered: "
        f"optout status {request.id} --answered. If not: optout letter {request.id}"
    )
