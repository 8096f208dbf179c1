"""Words for what only machines can read: regular expressions and CSS selectors are never shown to a person as they are.

Knows no page. Where nothing readable is left of one, the answer is '', and whoever asks says it another way.
"""

from __future__ import annotations

import re
from functools import lru_cache

UNNAMED = "the thing this step means"

_LOOK_AROUND = re.compile(r"\(\?[=!<][^()]*(\([^()]*\)[^()]*)*\)")
_FLAGS = re.compile(r"\(\?[aiLmsux-]+\)")
_GROUP = re.compile(r"\((?:\?[imsx-]*:|\?P?<\w+>)?([^()|]*)(?:\|[^()]*)?\)[?*+]?")
_ONE_OF = re.compile(r"\[(\\?.)[^\]]*\]")
_MANY = re.compile(r"(?<!\\)\{\d*,?\d*\}")
_SIGNS = re.compile(r"[\\^$*+?|{}()\[\]<>]")
_DOT = "\ue000"  # stands for a dot that is meant, while the signs go
_WORD = re.compile(r"[^\W\d_]{2,}")

_TAGS = {
    "a": "link", "button": "button", "textarea": "field", "select": "list", "input": "field", "summary": "button",
    "dialog": "dialog", "form": "form", "nav": "menu", "header": "top of the page", "footer": "foot of the page",
    "table": "table", "tr": "row", "li": "row", "img": "picture", "svg": "picture", "label": "box", "h1": "heading",
    "h2": "heading", "h3": "heading", "main": "main part of the page",
}  # fmt: skip
_INPUTS = {
    "checkbox": "box to tick", "radio": "choice", "submit": "button", "button": "button", "password": "password field",
    "email": "e-mail field", "file": "field for a file", "search": "search field", "tel": "telephone field",
}  # fmt: skip
_ROLES = {
    "link": "link", "button": "button", "menuitem": "menu item", "tab": "tab", "radio": "choice", "option": "choice",
    "checkbox": "box to tick", "switch": "switch", "combobox": "list", "listbox": "list", "textbox": "field",
    "field": "field", "heading": "heading", "row": "row", "dialog": "dialog", "banner": "top of the page",
    "navigation": "menu", "main": "main part of the page", "alert": "message", "status": "message", "img": "picture",
}  # fmt: skip
_SAID = re.compile(r"""\[(?:aria-label|title|alt|placeholder|value)[~|^$*]?=\s*["']?([^"'\]]+)["']?\s*[is]?\]""", re.I)
_ROLE = re.compile(r"""\[role=\s*["']?(\w+)""", re.I)
_TYPE = re.compile(r"""\[type=\s*["']?(\w+)""", re.I)
_FIRST_TAG = re.compile(r"^[a-z][a-z0-9]*", re.I)
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|\([^()]*\)")


@lru_cache(2_048)
def spoken(pattern: str) -> str:
    """The body of a regular expression as words to read: those of its first alternative that has some; else ''."""
    text = _FLAGS.sub("", _LOOK_AROUND.sub("", pattern.replace(r"\.", _DOT)))
    while (shorter := _GROUP.sub(r"\1", text)) != text:
        text = shorter
    return next(filter(None, map(_readable, text.split("|"))), "")


def _readable(alternative: str) -> str:
    """One alternative without its signs; '' where what is left is no word or still looks like an expression."""
    text = re.sub(r"\.(?:[*+]\??|\{[\d,]*\})", " … ", _ONE_OF.sub(_letter, _MANY.sub("", alternative)))
    text = re.sub(r"\\[bB]|[\^$]", "", text)
    text = re.sub(r"\\[sW][*+?]?", " ", re.sub(r"\\[dwSD][*+?]?", " … ", text))
    text = re.sub(r"(?<=\w)\.(?=\w)", "’", re.sub(r"(?<!\\)[?*+]", "", text).replace("\\", ""))
    words = re.sub(r"(?:… )+", "… ", " ".join(text.replace(_DOT, ".").split())).strip("… ")
    return "" if _SIGNS.search(words) or not _WORD.search(words) else words


def _letter(found: re.Match[str]) -> str:
    """The first letter of a set; nothing for one that is excluded or only white space."""
    first = found[1]
    return " " if first in (r"\s", " ") else "" if first.startswith(("^", "\\")) else first


def role_phrase(role: str) -> str:
    """A role as people say it: a checkbox is a box to tick."""
    return _ROLES.get(role, role)


@lru_cache(512)
def of_css(css: str) -> str:
    """A selector in words, by what it asks for: “Settings”, the password field, the button; else UNNAMED."""
    alternatives = _split(css, ",")
    for one in alternatives:
        for name in _SAID.findall(one):
            if _WORD.search(name):
                return f"“{name.strip()}”"
    last = (_split(alternatives[0].strip(), " >+~") or [""])[-1] if alternatives else ""
    if role := _ROLE.search(last):
        return f"the {role_phrase(role[1].lower())}" if role[1].lower() in _ROLES else UNNAMED
    tag, kind = _FIRST_TAG.match(last), _TYPE.search(last)
    if kind and (not tag or tag[0].lower() in ("input", "button")):
        return f"the {_INPUTS.get(kind[1].lower(), 'field')}"
    return f"the {_TAGS[tag[0].lower()]}" if tag and tag[0].lower() in _TAGS else UNNAMED


def _split(text: str, marks: str) -> list[str]:
    """Parts of a selector, split at any of these marks that stand outside of brackets and quotes."""
    hidden = _IN_BRACKETS.sub(lambda found: "\0" * len(found[0]), text)
    parts, begun = [], 0
    for at, letter in enumerate(hidden):
        if letter in marks:
            parts.append(text[begun:at])
            begun = at + 1
    return [part for part in [*parts, text[begun:]] if part.strip()]
