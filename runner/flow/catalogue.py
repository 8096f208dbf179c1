"""Texts in another language, from a gettext catalogue (`de.po`) that may be a stranger's, and a language that has them.

Only what flows need is read: `msgctxt`, `msgid` and `msgstr`. Fuzzy entries and plurals count as not translated.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Callable
from pathlib import Path

from runner.errors import FlowError, Problem
from runner.flow.manifest import MAX_CATALOGUE, collection_of
from runner.flow.texts import DOMAIN, FlowText
from runner.locale import Language, _
from runner.locale.catalogues import NoCatalogue, find

Catalogue = dict[str, str]  # by `msgid`, with a context as gettext itself has it: `msgctxt`, a byte 4, `msgid`
_THEN = "\x04"
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_ENTRY = re.compile(r'^(msgid|msgstr|msgctxt|msgid_plural|msgstr\[\d+\])\s+(".*")$')


def catalogues(folder: Path) -> dict[str, Catalogue]:
    """Those of a folder, by language as HTML names it (`pt-BR`); raises FlowError for one that cannot be read."""
    found = sorted(path for path in folder.glob("*.po") if _LANGUAGE.fullmatch(path.stem))
    return {path.stem.replace("_", "-"): read_catalogue(path) for path in found}


class _Texts(gettext.NullTranslations):
    """A catalogue as gettext asks for it: a text that it has without a context is meant wherever that text stands."""

    def __init__(self, texts: Catalogue) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message) or super().gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        found = self._texts.get(f"{context}{_THEN}{message}") or self._texts.get(message)
        return found or super().pgettext(context, message)


class ByCollection(gettext.NullTranslations):
    """The texts of flows, by whose they are: a collection's catalogues speak for its own flows, and for no other's."""

    def __init__(self, ours: gettext.NullTranslations, of: Callable[[str], Catalogue]) -> None:
        super().__init__()
        self.add_fallback(ours)
        self._of = of

    def pgettext(self, context: str, message: str) -> str:
        flow, is_of_one_flow, _ = context.partition(": ")
        collection = collection_of(flow) if is_of_one_flow else ""
        if not collection:
            return super().pgettext(context, message)
        theirs = _Texts(self._of(collection))
        theirs.add_fallback(NoCatalogue())
        return theirs.pgettext(context, message)


def spoken(code: str, texts: Catalogue) -> Language:
    """A language with these texts for flows; what they lack of our own sentences is as Optout says it in it."""
    ours = _Texts(texts)
    if known := find(code).catalogues.get("optout"):
        ours.add_fallback(known)
    return Language(code, {"optout": ours, DOMAIN: _Texts(texts)})


def has(texts: Catalogue, text: str) -> bool:
    """Whether a catalogue has words for a text of a flow."""
    if isinstance(text, FlowText):
        return text.written in texts or f"{text.place}{_THEN}{text.written}" in texts
    return text in texts


def read_catalogue(path: Path) -> Catalogue:
    """The translated texts of a file; raises FlowError with the line that cannot be understood."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CATALOGUE + 1)
        if len(data) > MAX_CATALOGUE:
            raise FlowError([Problem(str(path), 1, 1, _("this is over {size} KiB", size=MAX_CATALOGUE >> 10))])
        return entries(data.decode("utf-8"), str(path))
    except UnicodeDecodeError:
        raise FlowError([Problem(str(path), 1, 1, _("this is not UTF-8 text"), _("save it as UTF-8"))]) from None
    except OSError as error:
        raise FlowError([Problem(str(path), 1, 1, _("this cannot be read: {why}", why=error.strerror))]) from error


def entries(text: str, path: str) -> Catalogue:
    """The translated texts of what stands in a catalogue; raises FlowError with the line that cannot be understood."""
    found: Catalogue = {}
    for block in re.split(r"\n\s*\n", text):
        parts = _parts(block, path, text)
        is_fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)
        context = parts.pop("msgctxt", None)
        if parts.keys() == {"msgid", "msgstr"} and parts["msgid"] and parts["msgstr"] and not is_fuzzy:
            found[parts["msgid"] if context is None else f"{context}{_THEN}{parts['msgid']}"] = parts["msgstr"]
    return found


def _parts(block: str, path: str, text: str) -> dict[str, str]:
    """The strings of one entry, by what stands before them."""
    parts: dict[str, str] = {}
    word = ""
    for line in (line.strip() for line in block.splitlines()):
        if not line or line.startswith("#"):
            continue
        entry = _ENTRY.match(line)
        word, quoted = (entry[1], entry[2]) if entry else (word, line)
        try:
            value = ast.literal_eval(quoted) if quoted.startswith('"') and word else None
        except (ValueError, SyntaxError):
            value = None
        if not isinstance(value, str):
            number = text[: text.find(line)].count("\n") + 1
            raise FlowError([Problem(path, number, 1, _("this is no line of a gettext catalogue"))])
        parts[word] = parts.get(word, "") + value
    return parts
