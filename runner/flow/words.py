"""What the name of a control says that it does, and which fields are for secrets, in the languages of the flows.

The guard judges a control on the page by it, and `check` a step of a file. The words are in words.txt. A word counts as
a whole word, without case and accents: "Saved items" is not "save". In languages without spaces it counts anywhere.

Why lists: what a control does cannot be seen from outside. A word too many costs a person one press of their own, a
word too few could send something in their name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

LONG_NAME = 6  # words; a link with more is a sentence, and only its beginning says what it does
_BEGINNING = 4

_INVISIBLE = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_DONE_ALREADY = "(?!済|された|されて|した|된|됨)"
_CLOSES_A_BANNER = re.compile(
    r"\b(?:close|cancel)\b(?! (?:account|my|your|the account|subscription|membership|plan|order)\b)"
)


def plain(text: str) -> str:
    """A text for comparing: no case, no accents, nothing invisible, plain apostrophes and hyphens, single spaces."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", bare)).replace("ı", "i").replace("ł", "l")
    bare = re.sub("[‘’ʼ`´]", "'", re.sub("[‐‑‒–—−]", "-", bare))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def sends(name: str) -> str | None:
    """The word by which a name says that it sends, saves, confirms, ends or switches something."""
    text = plain(name)
    if _alone(text) or _explains(text):
        return _alone(text)
    return _first("sends", text) or _first("never", text)


def never(name: str) -> str | None:
    """The word by which a name says that it logs out, deletes or buys: refused even on a link."""
    text = plain(name)
    if _explains(text):
        return None
    words = text.split(" ")
    return _first("never", text if len(words) <= LONG_NAME else " ".join(words[:_BEGINNING]))


def declines(name: str) -> str | None:
    """The word by which a name says no, where nothing in it says yes or ends more than a banner."""
    text = plain(name)
    if text in _words("closes"):
        return text
    if _first("never", _CLOSES_A_BANNER.sub(" ", text)):
        return None
    only = _first("declines, only what is necessary", text)
    if only:
        return None if _first("all", text) else only
    noes = list(_pattern("declines").finditer(text)) or [no for no in [_noes().match(text)] if no]
    return noes[0].group() if noes and not _says_yes(text, noes) else None


def secret(label: str) -> str | None:
    """The word by which a label asks for a password, a code or a card."""
    return _first("secrets", plain(label))


def secret_identifier(name: str) -> str | None:
    """The same of a field's name or id, as programmers write them: `newPasswd`, `cc-number`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    parts = [part for part in re.split(r"[^a-z0-9]+", plain(apart)) if part]
    known = _words("secrets, as programmers write them")
    said = ["".join(parts), *parts, *("-".join(pair) for pair in pairwise(parts))]
    return next((word for word in said if word in known), None)


def _says_yes(text: str, noes: list[re.Match[str]]) -> bool:
    """Whether something beside the noes says yes; "accept" within "do not accept" does not."""
    spans = [no.span() for no in noes]
    yeses = (yes.span() for yes in _pattern("sends").finditer(text))
    if any(not any(start <= first and last <= end for start, end in spans) for first, last in yeses):
        return True
    rest = re.split(r"[^\w']+", _pattern("declines").sub(" ", text))
    return any(_alone(part) for part in rest if part)


def _alone(text: str) -> str | None:
    bare = text.strip(" .!…›»>→")
    return bare if bare in _words("sends, as the whole name") else None


def _explains(text: str) -> bool:
    return _beginnings().match(text) is not None


def _first(what: str, text: str) -> str | None:
    found = _pattern(what).search(text)
    return found.group() if found else None


@cache
def _pattern(what: str) -> re.Pattern[str]:
    words = _longest_first(_words(what))
    spaced = [_body(word) for word in words if not _UNSPACED.search(word)]
    unspaced = [_body(word) + _DONE_ALREADY for word in words if _UNSPACED.search(word)]
    # Letters, digits and hyphens go on with a word; scripts without spaces have no such edges. The edge stands outside
    # the words, so that most places of a text are done with after one look.
    return re.compile("|".join([rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w-])"] * bool(spaced) + unspaced))


@cache
def _noes() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _longest_first(_words("declines, as the whole name"))))
    return re.compile(rf"(?:{words})(?=\s*(?:$|[,.;!、，-]))")


@cache
def _beginnings() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _longest_first(_words("explains"))))
    return re.compile(rf"[¿¡]?(?:{words})(?![\w'-])")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _body(word: str) -> str:
    return " (?:[^ ]+ ){1,3}".join(re.escape(part) for part in word.split(" ... "))  # NFKC has made `…` three dots


@cache
def _words(what: str) -> frozenset[str]:
    return frozenset(word for words in _lists()[what].values() for word in words)


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    """words.txt: each list by language, its words made plain."""
    text = files("runner.flow").joinpath("words.txt").read_text("utf-8").replace("\n    ", " ")
    lists: dict[str, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            languages = lists[line.strip("[]")] = {}
        elif line and not line.startswith("#"):
            language, _, words = line.partition(": ")
            languages[language] = [plain(word) for word in words.split(",") if word.strip()]
    return lists
