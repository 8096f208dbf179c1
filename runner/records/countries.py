"""Countries as people name them, with the law that holds there and the time zone of its days.

A part of a country that has an authority or a law of its own (a German Land, California) stands beside the countries,
under its ISO 3166-2 code.
"""

from __future__ import annotations

import difflib
import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runner.errors import UsageError
from runner.locale import CountryName, Listed, _


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166 code.

    `law` is the clock of the law by which one may object there, `zone` the time zone where there is only one.
    """

    code: str
    names: tuple[str, ...]
    law: str = ""
    zone: str = ""

    @property
    def name(self) -> CountryName:
        """What it is called: in English as it is listed, in other languages as those call it."""
        return CountryName(self.names[0], self.code)


def country(text: str) -> Country:
    """The country a person means, by code or by its name in one of many languages; raises UsageError otherwise."""
    if found := find(text):
        return found
    near = difflib.get_close_matches(_fold(text), _by_name(), n=1, cutoff=0.75)  # in many languages much is half alike
    if near:
        hint = _("did you mean {words}?", words=_by_name()[near[0]].name)
    else:
        hint = _("there is: {words}", words=Listed(countries(), "comma"))
    raise UsageError(_("there is no country called '{name}' here ({hint})", name=text.strip()[:40], hint=hint))


def find(text: str) -> Country | None:
    """The same, or None for a country not listed here."""
    return _by_name().get(_fold(text))


@cache
def countries() -> dict[str, Country]:
    """Every country there is, by its code."""
    listed = json.loads(files("runner.records").joinpath("countries.json").read_text("utf-8"))
    return {code: Country(code, tuple(one.pop("names")), **one) for code, one in listed.items()}


@cache
def _by_name() -> dict[str, Country]:
    return {_fold(name): one for one in countries().values() for name in (one.code, *one.names)}


def _fold(text: str) -> str:
    """Without case, accents, dots and doubled spaces: `u.k.` is `UK`, and `Osterreich` is `Österreich`."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().replace(".", "").replace("ł", "l").split())
