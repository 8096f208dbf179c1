"""Where a person lives, as flows say where they are offered: countries, the EU, the EEA."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from runner.errors import UsageError
from runner.locale import CountryName, Listed, Text, _, in_context
from runner.locale.phrase import commas
from runner.records.countries import countries, country, find

EVERYWHERE, NOWHERE = "everywhere", "nowhere"
_UNIONS: Mapping[str, Text] = {"EU": in_context("region", "EU"), "EEA": in_context("region", "EEA")}
_OTHERWISE = {"UK": "GB"}  # what ISO 3166 calls them
_EEA_ALONE = ("IS", "LI", "NO")  # in the EEA, not in the EU
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@dataclass(frozen=True)
class Region:
    """A country, or several that go together; `name` is what it is called in a sentence."""

    name: str
    codes: frozenset[str]

    def has(self, offered_in: str | Iterable[str] | None) -> bool:
        """Whether what is offered in these regions is offered here, or in a part of it; None is not known, so yes."""
        named = [offered_in] if isinstance(offered_in, str) else offered_in
        if named is None or EVERYWHERE in named:
            return True
        if is_nowhere(named):
            return False
        offered = {code for one in named for code in _codes(one)}
        return any(_overlap(mine, theirs) for mine in self.codes for theirs in offered)


def called(regions: Iterable[str]) -> Listed:
    """Where something is offered, as flows say it: English has their codes, other languages call the places by name."""
    return commas(*(_UNIONS.get(one) or CountryName(one, _OTHERWISE.get(one, one)) for one in regions))


def is_nowhere(offered_in: str | Iterable[str] | None) -> bool:
    """Whether nobody is offered anything: such a flow looks whether that is still so, and tells what remains."""
    return offered_in is not None and NOWHERE in ([offered_in] if isinstance(offered_in, str) else offered_in)


def region(text: str) -> Region:
    """The region a person means: EU, EEA, a country by code or name; raises UsageError with the likeliest one meant."""
    word = text.strip().upper()
    if word in ("EU", "EEA"):
        return Region(_("the {union}", union=word), _codes(word))
    known = find(text)
    if known is None and _CODE.fullmatch(word):
        return Region(word, frozenset({word}))
    known = known or country(text)  # says which one may be meant
    return Region(known.name, frozenset({known.code}))


def home_region(text: str) -> Region | None:
    """The region of `me.country`; None where that says nothing, or nothing known here."""
    try:
        return region(text) if text.strip() else None
    except UsageError:
        return None


def _codes(word: str) -> frozenset[str]:
    eea = frozenset(code for code, one in countries().items() if one.law == "gdpr" and "-" not in code)
    union = {"EEA": eea, "EU": eea - set(_EEA_ALONE), "UK": frozenset({"GB"})}
    return union.get(word, frozenset({word}))


def _overlap(one: str, other: str) -> bool:
    """Whether one is the other, or a part of it: US-CA is in US."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
