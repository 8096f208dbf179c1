"""Texts in another language, from a gettext catalogue (`de.po`): English sentence in, sentence of that language out.

Only what publishing needs is read: `msgid` and `msgstr`. Fuzzy entries, plurals and contexts count as not translated.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from runner.errors import FlowError, Problem
from runner.flow.manifest import MAX_CATALOGUE

Catalogue = dict[str, str]
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_ENTRY = re.compile(r'^(msgid|msgstr|msgctxt|msgid_plural|msgstr\[\d+\])\s+(".*")$')


def catalogues(folder: Path) -> dict[str, Catalogue]:
    """Those of a folder, by language as HTML names it (`pt-BR`); raises FlowError for one that cannot be read."""
    found = sorted(path for path in folder.glob("*.po") if _LANGUAGE.fullmatch(path.stem))
    return {path.stem.replace("_", "-"): read_catalogue(path) for path in found}


def read_catalogue(path: Path) -> Catalogue:
    """The translated texts of a file; raises FlowError with the line that cannot be understood."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CATALOGUE + 1)
        if len(data) > MAX_CATALOGUE:
            raise FlowError([Problem(str(path), 1, 1, f"this is over {MAX_CATALOGUE >> 10} KiB")])
        return _entries(data.decode("utf-8"), str(path))
    except UnicodeDecodeError:
        raise FlowError([Problem(str(path), 1, 1, "this is not UTF-8 text", "save it as UTF-8")]) from None
    except OSError as error:
        raise FlowError([Problem(str(path), 1, 1, f"this cannot be read: {error.strerror}")]) from error


def _entries(text: str, path: str) -> Catalogue:
    found: Catalogue = {}
    for block in re.split(r"\n\s*\n", text):
        parts = _parts(block, path, text)
        is_fuzzy = re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)
        if parts.keys() == {"msgid", "msgstr"} and parts["msgid"] and parts["msgstr"] and not is_fuzzy:
            found[parts["msgid"]] = parts["msgstr"]
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
            raise FlowError([Problem(path, number, 1, "this is no line of a gettext catalogue")])
        parts[word] = parts.get(word, "") + value
    return parts
