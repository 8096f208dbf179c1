"""The catalogues of the languages there are, and which of them is the person's.

A catalogue is kept as `.po` and read as `.mo`: compiled when the package is built, in a checkout when it is first used.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from runner.locale.text import Message, Text, in_language, is_at_home
from runner.preferred import ENGLISH, general, nearest
from runner.preferred import wanted as wanted  # noqa: PLC0414 - it is asked for here as well

HERE = Path(__file__).parent
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")


@dataclass(frozen=True)
class Language:
    """One language: its code as HTML writes it (`de`, `pt-BR`), and by domain the catalogues it is looked up in."""

    code: str = ENGLISH
    catalogues: Mapping[str, gettext.NullTranslations] = field(default_factory=dict, compare=False)

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return general(self.code) in _RIGHT_TO_LEFT

    def sentence(self, text: Message) -> str:
        """The sentence of a message, its placeholders still in it; English, and Untranslated, where it has none."""
        english = text.plural if text.plural is not None and text.number != 1 else text.id
        catalogue = self.catalogues.get(text.domain)
        if catalogue is None or not text.id:  # of nothing, gettext gives its own header
            return english
        if text.plural is not None:
            one, more, number = text.id, text.plural, text.number
            if text.context:
                return catalogue.npgettext(text.context, one, more, number)
            return catalogue.ngettext(one, more, number)
        return catalogue.pgettext(text.context, text.id) if text.context else catalogue.gettext(text.id)


class Untranslated(str):
    """An English sentence that stands where no catalogue has it in the language."""


class NoCatalogue(gettext.NullTranslations):
    """What answers where no catalogue does: with what was asked, which can be told from a translation."""

    def gettext(self, message: str) -> str:
        return Untranslated(message)

    def pgettext(self, context: str, message: str) -> str:
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return Untranslated(super().ngettext(msgid1, msgid2, n))

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return Untranslated(super().npgettext(context, msgid1, msgid2, n))


Finder = Callable[[str], Language]


def language() -> Language:
    """The language that texts are shown in now."""
    return _current


def use(code: str, finder: Finder | None = None) -> Language:
    """From now on texts are shown in the language that is found for this code, with the catalogues the finder knows."""
    global _current, _finder  # noqa: PLW0603 - a process speaks to one person
    _finder = finder or find
    _current = _finder(code)
    return _current


def another(code: str) -> Language:
    """Another language, with the same catalogues as the one in use."""
    return _finder(code)


def shown(text: str) -> str:
    """A text as the person reads it: in their language, where it is one of ours."""
    if _current.code == ENGLISH and isinstance(text, Text) and not (text.with_html or (text.varies and is_at_home())):
        return str(text)  # in English it is what it is; a page has ten thousand of them
    said: str = in_language(text, _current)
    return said


def shown_all(data: Any) -> Any:
    """The same for data of mappings and sequences, as it is told to a page."""
    if isinstance(data, dict):
        return {key: shown_all(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [shown_all(one) for one in data]
    return in_language(data, _current)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there is a catalogue of, English among them."""
    found = {path.parent.parent.name for path in HERE.glob("*/LC_MESSAGES/optout.[pm]o")}
    return tuple(sorted({ENGLISH, *(name.replace("_", "-") for name in found)}))


@cache
def find(code: str, flows: Path | None = None) -> Language:
    """The language nearest to a code such as `pt-BR`, `de_AT.UTF-8` or `fr`; English where there is none."""
    found = nearest(code, languages()) or ENGLISH
    if found == ENGLISH:
        return Language()
    ours = [HERE / one / "LC_MESSAGES" / "optout" for one in _from_near_to_far(found)]
    theirs = [flows / one for one in _from_near_to_far(found)] if flows else []
    return Language(found, {"optout": _chain(ours), "flows": _chain(theirs)})


_current = Language()
_finder: Finder = find


def _from_near_to_far(code: str) -> Iterable[str]:
    """The catalogues of a language: that of the country first, as `pt_BR` before `pt`."""
    return dict.fromkeys((code.replace("-", "_"), general(code)))


def _chain(paths: Iterable[Path]) -> gettext.NullTranslations:
    """The catalogues at these paths, of which each answers what the one before lacks."""
    chain: list[gettext.NullTranslations] = [found for path in paths if (found := read(path))]
    chain.append(NoCatalogue())
    for one, after in pairwise(chain):
        one.add_fallback(after)
    return chain[0]


def read(path: Path) -> gettext.GNUTranslations | None:
    """The catalogue `path` (without its ending), compiled where it is newer than what was; None where there is none.

    What is installed was compiled when it was built, and its files have the times at which they were unpacked.
    """
    source, compiled = path.with_name(f"{path.name}.po"), path.with_name(f"{path.name}.mo")
    has_source = source.is_file()
    may_be_newer = has_source and HERE.parents[1].joinpath("pyproject.toml").is_file()
    if compiled.is_file() and (not may_be_newer or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns):
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    return gettext.GNUTranslations(io.BytesIO(_compile(source, compiled))) if has_source else None


def _compile(source: Path, compiled: Path) -> bytes:
    """Compiles a catalogue, and keeps the result beside it where that folder can be written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=None, ignore_obsolete=True)
    # Babel fills empty plural forms with English ones by their place, where a language may have another form.
    for one in [one for one in catalogue if one.pluralizable and not all(one.string or ())]:
        catalogue.delete(one.id, one.context)
    write_mo(out, catalogue)
    new = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    try:
        new.write_bytes(out.getvalue())
        new.replace(compiled)
    except OSError:
        new.unlink(missing_ok=True)
    return out.getvalue()
