"""The language in which a person is spoken to, from the settings: that of the program's sentences and of the flows'."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from runner.app.places import collections_folder, shipped_folder
from runner.errors import FlowError, UsageError
from runner.flow.catalogue import ByCollection, Catalogue, read_catalogue
from runner.flow.texts import DOMAIN
from runner.locale import ENGLISH, Language, general, use
from runner.locale.catalogues import find, wanted


def speak(language: str) -> Language:
    """From now on all is said in the language of the settings (`auto` is the system's), as far as it is one of ours."""
    return use(wanted(language), speaking)


def speaking(code: str) -> Language:
    """The language of a code, with the texts of the flows that come with Optout, and of those of collections."""
    known = find(code, shipped_folder() / "locale")
    if known.code == ENGLISH:
        return known
    of_flows = ByCollection(known.catalogues[DOMAIN], partial(_texts_of, known.code))
    return replace(known, catalogues={**known.catalogues, DOMAIN: of_flows})


def _texts_of(code: str, collection: str) -> Catalogue:
    """What a collection has in a language; nothing where it has none, or none that can be read any more."""
    texts: Catalogue = {}
    for one in (general(code), code.replace("-", "_")):
        with suppress(OSError, FlowError, UsageError):
            path = collections_folder() / collection / "locale" / f"{one}.po"
            texts |= _read(path, path.stat().st_mtime_ns)
    return texts


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Catalogue:
    """A catalogue as it was when it was last changed."""
    return read_catalogue(path)
