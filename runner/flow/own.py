"""Whether a text has something of the person's own in it: what is not to be passed on to others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from runner.flow import words
from runner.flow.describe import ADDRESSES_AND_NUMBERS
from runner.flow.model import Pick, fold
from runner.flow.noes import declines

_SHORT = 3  # letters; below, a word counts only with its case, or `DE` would be in every “de”
_UNSPACED = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")  # no edges to words
_RUN = 5  # letters and digits; so many of somebody's in a row are theirs also where signs between them are left out
_PIECE = 20  # letters; a name that is a piece of what was typed, as long as that, is no name of the page's
_NUMBER = re.compile(r"\d{1,4}")
_MAIL = re.compile(r"[^\s@<>()\"',;:/]+@[^\s@<>()\"',;:/]+\.\w+")
_PARTICLES = frozenset(
    {
        *(
            "al",
            "ap",
            "af",
            "av",
            "bin",
            "da",
            "das",
            "de",
            "del",
            "della",
            "den",
            "der",
            "di",
            "do",
            "dos",
            "du",
            "el",
        ),
        *("ibn", "la", "las", "le", "les", "los", "mac", "of", "san", "the", "van", "von", "vom", "und", "zu", "zum"),
    }
)
_DESKS = frozenset(
    {
        *("abuse", "admin", "billing", "compliance", "contact", "data", "dataprotection", "dpo", "feedback", "gdpr"),
        *("hello", "help", "info", "legal", "mail", "noreply", "no-reply", "objection", "office", "optout", "opt-out"),
        *("privacy", "sales", "security", "service", "support", "team"),
    }
)


class Own:
    """What is the person's own: the values of their settings, and the names of their accounts."""

    def __init__(self, values: Iterable[str]) -> None:
        whole = {value.strip() for value in values if value.strip()}
        parts = {part for value in whole for part in _parts_of(value)}
        self._whole = _any_of(value.casefold() for value in whole if len(value) >= _SHORT)
        self._parts = _any_of((part.casefold() for part in whole | parts if len(part) >= _SHORT), ending="(?:'?s)?")
        self._short = _any_of(part for part in whole | parts if len(part) < _SHORT)
        self._long = sorted({part.casefold() for part in parts if len(part) >= _RUN})

    def is_in_name(self, name: str) -> bool:
        """Whether a name has one of them in it, or a part of one: a first name, an address as far as the @."""
        folded = name.casefold()
        if self._parts.search(folded) or self._short.search(name):
            return True
        return " " not in folded.strip() and any(part in folded for part in self._long)  # rmeadow, of Robin Meadow

    def is_in_text(self, text: str) -> bool:
        """Whether a text has one of them in it as a whole; a single word of it may well be the flow's own."""
        return bool(self._whole.search(text.casefold()))


def _parts_of(value: str) -> Iterator[str]:
    """The parts of a name, or of an address as far as the @, that are somebody's: no “de”, and no “a” of a.bee@."""
    name, at, _host = value.partition("@")
    if at and name.casefold() in _DESKS:
        return
    for part in re.split(r"[\W_]+", name):
        if len(part) > 1 and part.casefold() not in _PARTICLES:
            yield part.title() if at and len(part) < _SHORT else part


def _any_of(words: Iterable[str], ending: str = "") -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"(?<!\w)(?:{either}){ending}(?!\w)" if either else r"(?!)")


class Typed:
    """What is not to stand in a recorded flow: what was typed in any form, and what is personal by its looks."""

    def __init__(self, typed: Iterable[str], own: Own, seen: Iterable[str] = ()) -> None:
        """`seen` are other texts of the recording: the e-mail addresses in them say what the person is called."""
        values = {value.strip() for value in typed if value.strip()}
        shown = {mail for text in seen for mail in _MAIL.findall(text) if mail.partition("@")[0].lower() not in _DESKS}
        mails = {mail for value in values for mail in _MAIL.findall(value)} | shown
        self._own = own
        self._people = Own({*mails, *filter(_is_name, values)})
        self._values = {fold(value) for value in values}
        self._words = _any_of(value for value in self._values if len(value) >= _SHORT)
        self._runs = {run for run in map(_squashed, {*values, *mails}) if len(run) >= _RUN}
        self._long = [run for run in self._runs if len(run) > _PIECE]
        self._names = _any_of(value for value in values if len(value) < _SHORT and _is_short_name(value))
        self._dates = [found for value in values if (found := _date(value))]
        self._joined = [value for value in self._values if len(value) > 1 and _UNSPACED.search(value)]
        self._initials = {_initials(value) for value in {*mails, *filter(_is_name, values)}} | {
            _initials(value)[:1] for value in {*mails, *filter(_is_name, values)}
        }

    def is_in(self, name: str) -> bool:
        """Whether a name has something of the person's in it, or is nothing but a number."""
        return (
            self.is_in_address(name)
            or self._own.is_in_name(name)
            or self._names.search(name) is not None
            or name.strip() in self._initials
            or any(
                date <= {int(one) for one in _NUMBER.findall(name)} or str(max(date)) in name for date in self._dates
            )
            or ADDRESSES_AND_NUMBERS.search(name) is not None
            or (any(map(str.isdigit, name)) and not any(map(str.isalpha, name)))
        )

    def is_in_address(self, text: str) -> bool:
        """The same of an address, an id or a selector; numbers are of their making, and count for nothing there."""
        plain = unquote(text)
        folded, run = fold(plain), _squashed(plain)
        if any(typed in folded for typed in self._joined):
            return True
        if folded in self._values or self._words.search(folded) or any(typed in run for typed in self._runs):
            return True
        if len(run) >= _PIECE and any(run in typed for typed in self._long):
            return True
        return self._own.is_in_text(plain) or self._people.is_in_name(plain) or _MAIL.search(plain) is not None

    def without(self, pick: Pick) -> Pick:
        """A thing as the page's makers call it, without what is the person's own."""
        names = {part: "" for part in ("name", "text", "alt") if self.is_in(getattr(pick, part))}
        others = {part: "" for part in ("href", "id", "name_attribute") if self.is_in_address(getattr(pick, part))}
        near = tuple(text for text in pick.neighbours if not self.is_in(text))
        return pick.model_copy(update={**names, **others, "neighbours": near})


def texts_of(picks: Iterable[Pick | None]) -> Iterator[str]:
    """Every text that is to be read on things."""
    for pick in picks:
        if pick is not None:
            yield from (pick.name, pick.text, pick.alt, *pick.neighbours)


def _is_name(value: str) -> bool:
    """Whether what was typed looks like what somebody is called, so that a part of it is theirs as well."""
    parts = value.split()
    return 1 < len(parts) <= 4 and all(part[:1].isupper() for part in parts)


def _date(value: str) -> frozenset[int]:
    """The day, month and year of a date that was typed in numbers; nothing of any other text."""
    numbers = [int(one) for one in re.split(r"[-./ ]+", value) if one.isdecimal()]
    year = max(numbers, default=0)
    is_one = re.fullmatch(r"\d{1,4}([-./ ]+)\d{1,2}\1\d{1,4}", value) is not None and 1900 <= year <= 2100
    return frozenset(numbers) if is_one else frozenset()


def _is_short_name(value: str) -> bool:
    """Whether two letters are what somebody is called, and no answer: “Bo”."""
    return value.istitle() and value.isalpha() and not declines(value) and not words.sends(value)


def _initials(value: str) -> str:
    """The letters that a page draws in a circle for who is logged in."""
    return "".join(part[0].upper() for part in re.split(r"[\W_]+", value.partition("@")[0]) if part)


def _squashed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
