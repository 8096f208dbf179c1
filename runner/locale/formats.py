"""Dates, moments, lists and numbers: in English as this module writes them, in other languages as Babel does.

Babel is loaded only where a language other than English is spoken: English starts without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from runner.locale.dates import led_in, with_first
from runner.locale.names import IN_ENGLISH
from runner.locale.text import Speaks, Text, any_varies, in_language

if TYPE_CHECKING:
    from babel import Locale

Style = Literal["and", "or", "comma", "semicolon"]
_STYLES: dict[Style, Literal["standard", "or"]] = {"and": "standard", "or": "or"}
# What Babel takes for Portuguese alone is that of Brazil.
_MEANT = {"pt": "pt-PT"}
_MARKS: dict[Style, dict[str, str]] = {
    "comma": {"ar": "، ", "fa": "، ", "ur": "، "},
    "semicolon": {"fr": "\N{NO-BREAK SPACE}; ", "ar": "؛ ", "fa": "؛ ", "ur": "؛ "},
}


class Day(Text):
    """A date: `3 Nov 2026`, or `3 November 2026` where `month` says so, as strftime has it."""

    when: date

    def __new__(cls, when: date, month: Literal["%b", "%B"] = "%b") -> Day:
        """The day of a date, or of a moment as its own clock has it."""
        made = super().__new__(cls, f"{when.day} {when.strftime(month)} {when:%Y}")
        made.when = when
        return made

    def in_language(self, language: Speaks) -> str:
        """With its month written out, as the language writes dates in a sentence."""
        if not (locale := _locale(language)):
            return str(self)
        return _said(self.when, locale, language)

    def led_in(self, sentence: str, place: str, language: Speaks) -> str:
        """With the article that the language has before this day."""
        return led_in(sentence, place, self.in_language(language), language.code)


def day_of(text: str) -> str:
    """A day as files write it (`2026-11-03`), as people do; of what is none, itself."""
    try:
        return Day(date.fromisoformat(text))
    except ValueError:
        return text


class Month(Text):
    """A month: `November 2026`."""

    when: date

    def __new__(cls, when: date) -> Month:
        """The month of a date."""
        made = super().__new__(cls, f"{when:%B %Y}")
        made.when = when
        return made

    def in_language(self, language: Speaks) -> str:
        """The same as the language has it in a sentence."""
        if not (locale := _locale(language)):
            return str(self)
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", self.when, locale=locale)


class Moment(Text):
    """A moment in UTC: `3 November 2026, 14:05 UTC`."""

    when: datetime

    def __new__(cls, when: datetime) -> Moment:
        """The moment, whatever zone it is given in."""
        when = when.astimezone(UTC)
        made = super().__new__(cls, f"{when.day} {when:%B %Y, %H:%M} UTC")
        made.when = when
        return made

    def in_language(self, language: Speaks) -> str:
        """The same moment in the language's order, without seconds."""
        if not (locale := _locale(language)):
            return str(self)
        from babel.dates import format_time, get_datetime_format

        # A format has the time as {0} and the date as {1}; a word in it would be between quotation marks.
        together = str(get_datetime_format("medium", locale)).replace("'", "")
        time = format_time(self.when, "short", tzinfo=UTC, locale=locale)
        together = "{1}, {0}" if together == "{1} {0}" else together
        return f"{together.format(time, _said(self.when, locale, language))} UTC"

    def led_in(self, sentence: str, place: str, language: Speaks) -> str:
        """With the article that the language has before this day."""
        return led_in(sentence, place, self.in_language(language), language.code)


class Listed(Text):
    """Several words or texts as one list: `a, b and c`."""

    items: tuple[str, ...]
    style: Style

    def __new__(cls, items: Iterable[str], style: Style = "and", between: str = "") -> Listed:
        """The list; English puts `between` between all of them, where that is not `, ` and at the end a word."""
        items = tuple(items)
        last = between or {"and": " and ", "or": " or ", "comma": ", ", "semicolon": "; "}[style]
        other = between or ("; " if style == "semicolon" else ", ")
        made = super().__new__(cls, last.join(filter(None, (other.join(items[:-1]), *items[-1:]))))
        made.items, made.style, made.varies = items, style, any_varies(*items)
        return made

    def in_language(self, language: Speaks) -> str:
        """Each of them in the language, between them what the language puts there."""
        items = [in_language(item, language) for item in self.items]
        if not (locale := _locale(language)):
            return str(Listed(items, self.style))
        if self.style in _MARKS:
            return _MARKS[self.style].get(locale.language, "; " if self.style == "semicolon" else ", ").join(items)
        from babel.lists import format_list

        return format_list(items, _STYLES[self.style], locale)


class Number(Text):
    """A number large enough to be read in groups: `12,000`."""

    number: int

    def __new__(cls, number: int) -> Number:
        """The number."""
        made = super().__new__(cls, f"{number:,}")
        made.number = number
        return made

    def in_language(self, language: Speaks) -> str:
        """With the language's mark between its groups."""
        if not (locale := _locale(language)):
            return str(self)
        from babel.numbers import format_decimal

        return format_decimal(self.number, locale=locale)


class CountryName(Text):
    """A country: what it is called in English, and its code (`DE`), by which other languages call it."""

    code: str

    def __new__(cls, english: str, code: str) -> CountryName:
        """The country with this name and code."""
        made = super().__new__(cls, english)
        made.code = code
        return made

    def in_language(self, language: Speaks) -> str:
        """What the language calls it; its English name where it has none for this code."""
        if not (locale := _locale(language)):
            return str(self)
        return str(locale.territories.get(self.code, str(self)))


class LanguageName(Text):
    """A language, by its code (`de`): what it is called in English, and by that code in others."""

    code: str

    def __new__(cls, code: str) -> LanguageName:
        """The language of that code; of one that has no English name here, the code."""
        made = super().__new__(cls, IN_ENGLISH.get(code, code))
        made.code = code
        return made

    def in_language(self, language: Speaks) -> str:
        """What the language calls it within a sentence; its English name where it has none."""
        if not (locale := _locale(language)):
            return str(self)
        return str(locale.languages.get(self.code, str(self)))


def _said(when: date, locale: Locale, language: Speaks) -> str:
    """A date with its month written out, as the language writes dates in a sentence."""
    from babel.dates import format_date

    return with_first(format_date(when, "long", locale), language.code)


def _locale(language: Speaks) -> Locale | None:
    """What Babel knows of a language; None for English, and for one that Babel does not know."""
    if language.code == "en":
        return None
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_MEANT.get(language.code, language.code), sep="-")
    except (UnknownLocaleError, ValueError):
        return None
