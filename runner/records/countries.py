"""Countries as people name them, with the law that holds there and the time zone of its days.

A part of a country that has an authority or a law of its own (a German Land, California) stands beside the countries,
under its ISO 3166-2 code.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runner.errors import UsageError, did_you_mean


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166 code.

    `law` is the clock of the law by which one may object there, `zone` the time zone where there is only one.
    """

    code: str
    names: tuple[str, ...]
    law: str = ""
    zone: str = ""


def country(text: str) -> Country:
    """The country a person means, by code or by its name in one of many languages; raises UsageError otherwise."""
    known = _by_name()
    found = known.get(_fold(text))
    if found:
        return found
    near = did_you_mean(_fold(text), known)
    hint = near if near.startswith("did") else "give its ISO code, such as DE, FR or GB"
    raise UsageError(f"there is no country called '{text.strip()[:40]}' here ({hint})")


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
