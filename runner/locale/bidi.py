"""The order in which a text from right to left is read where names of pages, which are Latin, stand in it.

A browser lays what stands between two Latin names out with them, from left to right: a way through menus, or a list,
would run against the sentence it is in. Each name is therefore kept apart from what is around it, by the signs that
Unicode has for that. Nobody sees them; a text to copy gets none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_FIRST_STRONG, _LEFT_TO_RIGHT, _END, _MARK = "\u2068", "\u2066", "\u2069", "\u200f"
# A name between quotation marks, a command between grave accents, an address.
_NAMES = re.compile(
    r"«(?P<angled>[^«»\n]*)»|“(?P<curled>[^“”\n]*)”|(?P<whole>`[^`\n]+`|\bhttps?://[^\s<>«»“”،؛]*[^\s<>«»“”،؛.,:;!?)])"
)
_BETWEEN = re.compile(r"\s*[،؛›]\s*|\s+>\s+")  # what stands between two of a list or of a way
_TAG = re.compile(r"(<[^<>]*>)")


def in_order(text: str) -> str:
    """The text with each Latin name in it kept apart; one that is Latin as a whole is kept together. HTML stays HTML.

    For a text that stands in something that is written from right to left.
    """
    if hasattr(text, "__html__"):
        return type(text)("".join(one if one.startswith("<") else _sentence(one) for one in _TAG.split(text)))
    if _ways(text) & {"R", "AL"}:
        return _sentence(text)
    return "\n".join(map(_together, text.split("\n"))) if "L" in _ways(text) else text


def all_in_order(said: Any) -> Any:
    """The same for data of mappings and sequences."""
    if isinstance(said, dict):
        return {key: all_in_order(value) for key, value in said.items()}
    if isinstance(said, list):
        return [all_in_order(one) for one in said]
    return in_order(said) if isinstance(said, str) else said


def _ways(text: str) -> set[str]:
    """Which ways its signs are written, by Unicode's names."""
    return {unicodedata.bidirectional(sign) for sign in text}


def _sentence(text: str) -> str:
    if "L" not in _ways(text):
        return text
    return _NAMES.sub(_apart, _BETWEEN.sub(lambda found: f"{_MARK}{found[0]}{_MARK}", text))


def _together(line: str) -> str:
    return f"{_LEFT_TO_RIGHT}{line}{_END}" if line.strip() else line


def _apart(found: re.Match[str]) -> str:
    name = found["whole"] or found["angled"] or found["curled"]
    return found[0].replace(name, f"{_FIRST_STRONG}{name}{_END}") if name else found[0]
