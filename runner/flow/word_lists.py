"""The lists of words.txt, and how a name is held against them.

A word counts as a whole word, without case and accents: "Saved items" is not "save". A word that ends with `*` is a
stem and counts with every ending: `lösch*` is löschen, löscht and Löschung. One that begins with `*` too counts inside
a longer word: `*passwort*` is a WLANPasswort. In scripts that set no edges to words
(Chinese, Thai, those of India) and those that write small words together with the next one (Arabic, Hebrew) a word
counts anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

# Accents and what is drawn over letters, vowel signs that are often left out, and what has no shape at all: control
# signs, marks of direction, joiners, fillers, selectors, tags, and the private signs of icon fonts.
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u0300-\u036f\u05b0-\u05c7\u061c\u0640\u064b-\u065f\u0670\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u3164"
    r"\ue000-\uf8ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_UNSPACED = re.compile(
    r"[\u0590-\u07ff\u0900-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff"
    r"\uac00-\ud7af\uf900-\ufaff]"
)
_DONE_ALREADY = "(?!済|された|されて|した|된|됨)"
_LONGEST = 200  # characters of a name that are read: a longer one is a paragraph
_LOOKED_AT = 100  # of them, as what they look like: a long name is a sentence, whose beginning says what it does
_SPLIT_LETTERS = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_NO_LETTERS = re.compile(r"[^\w'\u2019]+|_+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010-\u2015\u2212](?=[^\W\d_])")
_COUNTED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PIECES, _PIECED = 3, 20  # a name in so many pieces, so long in all, may be one word that style sheets have taken apart
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# Letters that Unicode has no plain form of: small capitals, and the white ones in black circles and squares.
_DRAWN = {
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)),
    **dict.fromkeys("ÐðƊɗ", "d"),
    **{chr(first + at): chr(97 + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)},
}
# What one sign looks like inside a word of Latin letters.
_LOOKS_LIKE = (
    {"1": "l", "0": "o", "I": "l", "|": "l"},
    {"1": "i", "0": "o", "!": "i", "@": "a", "3": "e", "$": "s", "5": "s", "4": "a", "7": "t", "€": "e", "£": "l"},
)


def plain(text: str) -> str:
    """A text for comparing: no case, no accents, nothing invisible, plain apostrophes and hyphens, single spaces."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", bare)).replace("ı", "i").replace("ł", "l").replace("đ", "d")
    bare = re.sub("[‘’ʼ`´]", "'", re.sub("[‐‑‒–—−]", "-", bare))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def readings(name: str) -> tuple[str, ...]:
    """What a person may read in a name, each made plain, as it is written first.

    Letters set apart are read together, letters of other scripts and digits as the Latin ones they look like, what is
    turned round by a mark for it is read the other way, and a counter is no part of the word before it.
    """
    whole, name = name[:_LONGEST], name[:_LOOKED_AT]
    texts = [name]
    if "\u202e" in name:
        texts.append(name[::-1])
    texts += [like for table in _LOOKS_LIKE for text in list(texts) if (like := _look_alike(text, table)) != text]
    texts += [joined for text in list(texts) for joined in _joined(text) if joined != text]
    return tuple(dict.fromkeys(plain(text) for text in (whole, *texts[1:])))


def _joined(name: str) -> Iterator[str]:
    """The name with its letters, pieces and words taken together, or apart, in other ways."""
    yield _join_letters(name)
    yield _HYPHEN.sub("", name)
    yield _COUNTED.sub(" ", name.replace("_", " "))
    pieces = name.split()
    if 1 < len(pieces) <= _PIECES and len(name) <= _PIECED and plain("".join(pieces)) in _said_whole():
        yield "".join(pieces)


@cache
def _said_whole() -> frozenset[str]:
    """The words that send or end something."""
    return words("sends") | words("never") | words("sends, as the whole name")


def _join_letters(name: str) -> str:
    apart = _NO_LETTERS.sub(" ", name)
    joined = _SPLIT_LETTERS.sub(lambda found: found[0].replace(" ", ""), apart)
    return name if joined == apart else joined


def _look_alike(name: str, table: dict[str, str]) -> str:
    if name.isascii() and not any(sign in name for sign in table):
        return name
    return re.sub(r"\S+", lambda found: _latin_word(found[0], table), name)


def _latin_word(word: str, table: dict[str, str]) -> str:
    """A word as it looks in Latin letters; the word itself where a letter looks like none, or it is a flag."""
    if _FLAG.fullmatch(word):
        return word
    letters = [_latin(sign, table) if not sign.isascii() or sign in table else sign for sign in word]
    seen = "".join(letters)
    is_word = any(sign.isascii() and sign.isalpha() for sign in word) or not any(sign.isascii() for sign in word)
    return seen if is_word and all(sign.isascii() for sign in letters) else word


def _latin(sign: str, table: dict[str, str]) -> str:
    if known := table.get(sign) or _DRAWN.get(sign):
        return known
    base = unicodedata.normalize("NFKD", sign)[:1]
    if base.isascii():
        return base
    alike = (str(other["c"]) for other in _confusables().get(unicodedata.normalize("NFKC", sign), ()))
    return next((one for one in alike if len(one) == 1 and one.isascii() and one.isalpha()), sign)


@cache
def _confusables() -> dict[str, list[dict[str, str]]]:
    """Unicode's table of signs that look the same (UTS 39), as the library keeps it."""
    from confusable_homoglyphs.confusables import confusables_data

    return dict(confusables_data)


@cache
def words(what: str) -> frozenset[str]:
    """The words of a list, in all languages, without the marks of stems."""
    return frozenset(word.strip("*") for listed in lists()[what].values() for word in listed)


@cache
def pattern(what: str) -> re.Pattern[str]:
    """What finds any word of a list in a plain text."""
    listed = {word for ones in lists()[what].values() for word in ones}
    inside = {word for word in listed if word.startswith("*") or _UNSPACED.search(word)}
    spaced = listed - inside
    unspaced = sorted((word.strip("*") for word in inside), key=lambda word: (-len(word), word))
    # Letters, digits and hyphens go on with a word. The edge stands outside the words, so that most places of a text
    # are done with after one look.
    edged = [rf"(?<![\w-])(?:{_by_first_letter(_bodies(spaced))})"] if spaced else []
    anywhere = [_by_first_letter(re.escape(word) + _DONE_ALREADY for word in unspaced)] if unspaced else []
    return re.compile("|".join(edged + anywhere))


def _by_first_letter(bodies: Iterable[str]) -> str:
    """Alternatives, in their order, of which only those with the right first letter are tried at a place of a text."""
    groups: dict[str, list[str]] = {}
    for body in bodies:
        letter = body[:2] if body.startswith("\\") else body[:1]
        groups.setdefault(letter, []).append(body[len(letter) :])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


def _bodies(listed: Iterable[str]) -> Iterator[str]:
    for word in sorted(listed, key=lambda word: (-len(word), word)):
        body = " (?:[^ ]+ ){1,3}".join(
            re.escape(part) for part in word.rstrip("*").split(" ... ")
        )  # NFKC made `…` three dots
        yield body + (r"[\w'-]*" if word.endswith("*") else r"(?![\w-])")


def alternatives(what: str) -> str:
    """The words of a list, the longest first, as alternatives of a regular expression."""
    return "|".join(map(re.escape, sorted(words(what), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=2048)
def first(what: str, text: str) -> str | None:
    """The first word of a list that a plain text has."""
    found = pattern(what).search(text)
    return found.group() if found else None


@cache
def lists() -> dict[str, dict[str, list[str]]]:
    """words.txt: each list by language, its words made plain."""
    text = files("runner.flow").joinpath("words.txt").read_text("utf-8").replace("\n    ", " ")
    found: dict[str, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            languages = found[line.strip("[]")] = {}
        elif line and not line.startswith("#"):
            language, _, listed = line.partition(": ")
            languages[language] = [plain(word) for word in listed.split(",") if word.strip()]
    return found
