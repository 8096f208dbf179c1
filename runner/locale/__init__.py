"""The languages a person can be spoken to in: texts that know what they say, and catalogues of what that is elsewhere.

The code is written in English. What a person reads is made by `_` and its like, so that it is a `Text`: English for
whoever compares, logs or tests it, and at the front ends, which pass it through `shown`, in the person's language.
"""

from runner.locale.catalogues import Language, language, languages, shown, shown_all, use
from runner.locale.formats import CountryName, Day, LanguageName, Listed, Moment, Month, Number, day_of
from runner.locale.text import (
    Joined,
    Message,
    Text,
    _,
    at_home,
    in_context,
    is_at_home,
    joined,
    many,
    per_front,
    stored,
)
from runner.preferred import ENGLISH, general, nearest

__all__ = [
    "ENGLISH",
    "CountryName",
    "Day",
    "Joined",
    "Language",
    "LanguageName",
    "Listed",
    "Message",
    "Moment",
    "Month",
    "Number",
    "Text",
    "_",
    "at_home",
    "day_of",
    "general",
    "in_context",
    "is_at_home",
    "joined",
    "language",
    "languages",
    "many",
    "nearest",
    "per_front",
    "shown",
    "shown_all",
    "stored",
    "use",
]
