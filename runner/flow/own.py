"""Whether a text has something of the person's own in it: what is not to be passed on to others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from runner.flow.describe import ADDRESSES_AND_NUMBERS
from runner.flow.model import Pick, fold

_SHORT = 3  # letters; below, a word counts only with its case, or `DE` would be in every “de”
_RUN = 5  # letters and digits; so many of somebody's in a row are theirs also where signs between them are left out
_PIECE = 20  # letters; a name that is a piece of what was typed, as long as that, is no name of the page's
_MAIL = re.compile(r"[^\s@<>()\"',;:/]+@[^\s@<>()\"',;:/]+\.\w+")
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
        parts = {part for value in whole for part in re.split(r"\W+", value.partition("@")[0]) if part}
        self._whole = _any_of(value.casefold() for value in whole if len(value) >= _SHORT)
        self._parts = _any_of(part.casefold() for part in whole | parts if len(part) >= _SHORT)
        self._short = _any_of(part for part in whole | parts if len(part) < _SHORT)

    def is_in_name(self, name: str) -> bool:
        """Whether a name has one of them in it, or a part of one: a first name, an address as far as the @."""
        return bool(self._parts.search(name.casefold()) or self._short.search(name))

    def is_in_text(self, text: str) -> bool:
        """Whether a text has one of them in it as a whole; a single word of it may well be the flow's own."""
        return bool(self._whole.search(text.casefold()))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


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

    def is_in(self, name: str) -> bool:
        """Whether a name has something of the person's in it, or is nothing but a number."""
        return (
            self.is_in_address(name)
            or self._own.is_in_name(name)
            or ADDRESSES_AND_NUMBERS.search(name) is not None
            or (any(map(str.isdigit, name)) and not any(map(str.isalpha, name)))
        )

    def is_in_address(self, text: str) -> bool:
        """The same of an address, an id or a selector; numbers are of their making, and count for nothing there."""
        plain = unquote(text)
        folded, run = fold(plain), _squashed(plain)
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
    words = value.split()
    return 1 < len(words) <= 4 and all(word[:1].isupper() for word in words)


def _squashed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
