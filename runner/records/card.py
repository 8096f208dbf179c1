"""The report card of an audit: how each flow's thing stands, what needs the person first. Plain data and its JSON.

`card_as_json` is a contract: `version` goes up where a field changes its meaning or goes; new fields may come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from runner.locale import Text, _, in_context, joined, stored
from runner.records.phrases import day
from runner.records.request import Check, RequestRow, Seen, SettingStand

CARD_VERSION = 1
CardState = Literal["open", "to_send", "unknown", "not_offered", "sent", "closed"]
CARD_STATES: tuple[CardState, ...] = get_args(CardState)
CARD_HEADINGS: Mapping[CardState, Text] = {
    "open": in_context("how a flow stands", "Not refused"),
    "to_send": in_context("how a flow stands", "Not asked for yet"),
    "unknown": in_context("how a flow stands", "Could not tell"),
    "not_offered": in_context("how a flow stands", "Not offered to you"),
    "sent": in_context("how a flow stands", "Asked for"),
    "closed": in_context("how a flow stands", "Refused"),
}
TO_MEND: tuple[CardState, ...] = ("open", "to_send")
_HOW: Mapping[CardState, Text] = {
    "open": _("Read on the page, settled and with nothing over it"),
    "closed": _("Read on the page, settled and with nothing over it"),
    "to_send": _("The form was seen, and left as it was; nothing is noted here of a request"),
    "not_offered": _("The page said so"),
    "unknown": _("The page did not say it beyond doubt"),
}
_BY_WORD = _("By your word")
_CHANGED = _("You had switched it, and it has changed back.")
_MAIL = _("It goes by mail; nothing is noted here of one.")
_UNSEEN_FORM = _("I have nothing to know its form by, so I do not go there; nothing is noted here of a request.")
_HIDDEN = _("It is on no page that I can read: only you can see it.")
_NEVER = _("It was not looked at yet.")
# What weighs most stands first, and what no flow tells of before what does not weigh.
_TRAINED_ON: Mapping[str, str] = {
    "private": _("AI is trained on what was meant for you alone or for a few."),
    "public": _("AI is trained on what you have published."),
    "about_you": _("AI is trained on what the service notes of you."),
    "": "",
    "nothing": _("The company says that no AI is trained on it."),
}
_PAST: Mapping[str, str] = {
    "stays": _("What was used before cannot be taken back, so sooner is better."),
    "": "",
    "goes": _("What was used before is deleted or taken out as well."),
}


@dataclass(frozen=True)
class CardFlow:
    """What the card tells of a flow beside how it stands: what it is about, and what matters in it.

    `trained_on` is private, public, about_you or nothing, `past` whether what was used before stays or goes; both are
    empty where the flow does not say. `ways` are what there is to see of it: setting, form, mail. `is_hidden` where a
    part of it the person alone can see, `has_unseen_form` where that is a form.
    """

    id: str
    title: str
    service: str
    covers: str = ""
    not_covered: str = ""
    remains: str = ""
    ways: frozenset[str] = frozenset()
    is_hidden: bool = False
    has_unseen_form: bool = False
    trained_on: str = ""
    past: str = ""

    def at_stake(self) -> list[str]:
        """Why it matters, a sentence each; nothing where the flow does not say."""
        return [said for said in (_TRAINED_ON.get(self.trained_on), _PAST.get(self.past)) if said]


@dataclass(frozen=True)
class CardEntry:
    """How one flow's thing stands for one account; `read` is when that was seen, and `how` says by what."""

    flow: CardFlow
    account: str
    state: CardState
    how: str
    read: datetime | None = None
    settings: tuple[SettingStand, ...] = ()
    request: str = ""
    picture: Path | None = None

    @property
    def next(self) -> str:
        """What sets it right, or shows it; empty where nothing is to do."""
        whose = f" --as {self.account}" if self.account else ""
        if self.state in TO_MEND:
            return f"optout run {self.flow.id}{whose}"
        if self.state == "unknown":
            return f"optout show {self.flow.id}" if self.flow.is_hidden else f"optout audit {self.flow.id}{whose}"
        return f"optout status {self.request}" if self.state == "sent" else ""

    def in_words(self) -> list[Text]:
        """What was seen of each setting, a sentence each."""
        return [_setting(one) for one in self.settings]


# By how a setting was seen and where it stands (empty where that is no on or off), with its name and without.
_SETTINGS: Mapping[tuple[Seen, str], tuple[Callable[[str], Text], Text]] = {
    ("unknown", ""): (
        lambda name: _("“{name}” could not be read beyond doubt.", name=name),
        _("The setting could not be read beyond doubt."),
    ),
    ("confirmed", ""): (
        lambda name: _("“{name}” stands as it should.", name=name),
        _("The setting stands as it should."),
    ),
    ("confirmed", "on"): (
        lambda name: _("“{name}” is on, as it should be.", name=name),
        _("The setting is on, as it should be."),
    ),
    ("confirmed", "off"): (
        lambda name: _("“{name}” is off, as it should be.", name=name),
        _("The setting is off, as it should be."),
    ),
    ("reverted", ""): (
        lambda name: _("“{name}” does not stand as it should.", name=name),
        _("The setting does not stand as it should."),
    ),
    ("reverted", "on"): (
        lambda name: _("“{name}” is on; it should be off.", name=name),
        _("The setting is on; it should be off."),
    ),
    ("reverted", "off"): (
        lambda name: _("“{name}” is off; it should be on.", name=name),
        _("The setting is off; it should be on."),
    ),
}


def _setting(one: SettingStand) -> Text:
    """`“Use my posts” is on; it should be off.`"""
    named, unnamed = _SETTINGS[one.seen, one.stands if one.seen != "unknown" else ""]
    return named(one.label) if one.label else unnamed


def entry(flow: CardFlow, account: str, checks: Iterable[Check], requests: Iterable[RequestRow]) -> CardEntry:
    """How a flow's thing stands, by the latest look at it and by what was sent, of this account alone; oldest first."""
    mine = [one for one in checks if (one.flow, one.account) == (flow.id, account)]
    last = mine[-1] if mine else None
    sent = [one for one in requests if (one.flow, one.account) == (flow.id, account) and one.sent and not one.practice]
    asked = next((one for one in reversed(sent) if one.channel in ("form", "mail")), None)
    if last and (last.result in ("reverted", "not_offered") or not asked):
        return _looked_at(flow, last)
    if asked:
        return _asked_for(flow, asked, last)
    if flow.ways == {"mail"}:
        return CardEntry(flow, account, "to_send", _MAIL)
    if flow.has_unseen_form and flow.ways.isdisjoint({"setting", "form"}):
        return CardEntry(flow, account, "to_send", _UNSEEN_FORM)
    return CardEntry(flow, account, "unknown", _unread(flow, sent))


def _unread(flow: CardFlow, sent: Sequence[RequestRow]) -> str:
    if sent:
        when = day(sent[-1].sent or sent[-1].began)
        return _("You switched it on {day} ({request}); it was not read since.", day=when, request=sent[-1].id)
    return _HIDDEN if flow.is_hidden else _NEVER


def _looked_at(flow: CardFlow, check: Check) -> CardEntry:
    state = _STATE_OF[check.result]
    how: str = stored(check.note.why.rstrip(".")) if check.note.why else _HOW[state]
    if state == "not_offered" and check.note.basis != "seen":
        how = _BY_WORD
    if state == "closed" and check.note.basis == "seen" and not check.note.settings:
        how = _HOW["not_offered"]
    told: Text = _("{how} (looked at on {day}).", how=how, day=day(check.at))
    if state == "open" and check.request:
        told = joined(_CHANGED, told)
    return CardEntry(
        flow, check.account, state, told, check.at, check.note.settings, check.request or "", check.picture
    )


def _asked_for(flow: CardFlow, request: RequestRow, last: Check | None) -> CardEntry:
    told = _(
        "As it is noted on this computer; the page does not show it: you sent it on {day} ({request}).",
        day=day(request.sent or request.began),
        request=request.id,
    )
    seen = last.note.settings if last else ()
    at = last.at if last else None
    return CardEntry(flow, request.account, "sent", told, at, seen, request.id, last.picture if last else None)


_STATE_OF: Mapping[str, CardState] = {
    "confirmed": "closed",
    "reverted": "open",
    "unknown": "unknown",
    "not_offered": "not_offered",
    "form": "to_send",
}


def sorted_card(entries: Iterable[CardEntry]) -> list[CardEntry]:
    """What needs the person first; of that what has changed back, then what matters most; within that by service.

    What is private matters more than what is published, and what can never be taken back more than what can.
    """
    return sorted(entries, key=_place)


def _place(one: CardEntry) -> tuple[int, bool, int, int, str, str]:
    flow, has_changed_back = one.flow, one.state == "open" and bool(one.request)
    trained_on, past = [*_TRAINED_ON].index(flow.trained_on), [*_PAST].index(flow.past)
    return (
        CARD_STATES.index(one.state), not has_changed_back, trained_on, past, flow.service.casefold(), flow.id,
    )  # fmt: skip


def to_mend(entries: Iterable[CardEntry]) -> list[CardEntry]:
    """Those that a run would set right: a setting that stands against the person, a form or mail not sent."""
    return [one for one in entries if one.state in TO_MEND]


def counted(entries: Sequence[CardEntry]) -> dict[CardState, int]:
    """How many stand in each state."""
    return {state: sum(one.state == state for one in entries) for state in CARD_STATES}


def card_as_json(entries: Sequence[CardEntry], when: datetime) -> dict[str, Any]:
    """What `optout audit --format json` prints. Moments are UTC in ISO 8601, absent is null."""
    return {
        "version": CARD_VERSION,
        "made": when.isoformat(timespec="seconds"),
        "counts": counted(entries),
        "flows": [_entry_json(one) for one in entries],
        "to_mend": [one.flow.id for one in to_mend(entries)],
    }


def _entry_json(one: CardEntry) -> dict[str, Any]:
    return {
        "flow": one.flow.id,
        "title": one.flow.title,
        "service": one.flow.service,
        "account": one.account,
        "state": one.state,
        "settings": [{"label": label, "stands": stands or None, "seen": seen} for label, stands, seen in one.settings],
        "read": one.read and one.read.isoformat(timespec="seconds"),
        "how": one.how,
        "covers": one.flow.covers or None,
        "does_not_cover": one.flow.not_covered or None,
        "trained_on": one.flow.trained_on or None,
        "past": one.flow.past or None,
        "if_not_offered": one.flow.remains or None,
        "request": one.request or None,
        "picture": str(one.picture) if one.picture else None,
        "next": one.next or None,
    }
