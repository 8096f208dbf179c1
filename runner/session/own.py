"""What is the person's own, or somebody's, and so has no place in a flow that is handed on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from runner.flow.describe import ADDRESSES_AND_NUMBERS
from runner.flow.model import Pick, fold

_NOT_OF_ONE_PERSON = ("country", "language", "region")
_SHORTEST = 3  # letters of a part of a name that is looked for by itself
_PARTS = re.compile(r"[\s.,_+@-]+")


def own_words(me: Mapping[str, str]) -> frozenset[str]:
    """The person's values from their config, whole and, of names and addresses, in parts."""
    found: set[str] = set()
    for key, value in me.items():
        text = fold(value)
        if not text or key in _NOT_OF_ONE_PERSON:
            continue
        found.add(text)
        named = text.partition("@")[0] if "@" in text else text if len(text.split()) <= 4 else ""
        found.update(part for part in (named, *_PARTS.split(named)) if len(part) >= _SHORTEST)
    return frozenset(found)


def is_own(text: str, own: frozenset[str]) -> bool:
    """Whether a text holds one of these values as words of its own, or an address or number of somebody's."""
    if ADDRESSES_AND_NUMBERS.search(text):
        return True
    folded = fold(text)
    return any(value in folded and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", folded) for value in own)


def without_own(pick: Pick, own: frozenset[str]) -> Pick:
    """What a thing looks like, without what is the person's own: it is found again by the rest."""
    plain = {
        name: ""
        for name in ("name", "text", "alt", "id", "name_attribute")
        if is_own(re.sub(r"[-_]", " ", getattr(pick, name)), own)
    }
    near = tuple(text for text in pick.neighbours if not is_own(text, own))
    href = "" if any(value in fold(pick.href) for value in own if len(value) > _SHORTEST) else pick.href
    return pick.model_copy(update={**plain, "neighbours": near, "href": href})
