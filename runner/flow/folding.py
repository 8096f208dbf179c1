"""How texts are compared: which characters count as the same, for flows and for the engine in the page alike.

`TABLES` is the one place that says so; the engine's `fold` (browser/dom.js) is given it as data and does the same.
"""

from __future__ import annotations

import re
import unicodedata

# Character classes, as regular expressions of Python and JavaScript both write them.
TABLES: dict[str, str] = {
    # Control signs, soft hyphen, zero-width signs, marks of direction, variation selectors, glyphs of icon fonts.
    "unseen": "\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ue000-\uf8ff",
    # What compatibility forms would take apart, so it is made plain before: acute accent, primes, ʼn.
    "primes": "\u00b4\u02b9-\u02bd\u02ca\u02cb\u02ee\u2032-\u2037\u2057",
    "quotes": "\"`'\u00ab\u00bb\u02b9-\u02bd\u05f3\u05f4\u2018-\u201f\u2039\u203a\u2e42\u300c-\u300f\u301d-\u301f",
    "dashes": "\u058a\u05be\u02d7\u1806\u2010-\u2015\u2043\u207b\u208b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d",
    # Letters that are one but for their place, their age or their dot: Turkish has two letters i with a capital each.
    "letters": "ßss ẞss ςσ ſs ıi ŉ'n",
}
_UNSEEN, _PRIMES, _QUOTES, _DASHES = (
    re.compile(f"[{TABLES[name]}]+" if name == "unseen" else f"[{TABLES[name]}]")
    for name in ("unseen", "primes", "quotes", "dashes")
)
_LETTERS = str.maketrans({pair[0]: pair[1:] for pair in TABLES["letters"].split()})
_DOT_ABOVE = re.compile("(?<=i)\u0307")


def fold(text: str) -> str:
    """A text for comparing: NFKC, no case, nothing unseen, white space single, one kind of dash and quotation mark."""
    plain = unicodedata.normalize("NFKC", _PRIMES.sub("'", text))
    plain = _DASHES.sub("-", _QUOTES.sub("'", _UNSEEN.sub("", plain)))
    small = unicodedata.normalize("NFKC", _DOT_ABOVE.sub("", plain.lower()).translate(_LETTERS))
    return " ".join(small.split())
