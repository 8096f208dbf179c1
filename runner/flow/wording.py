"""Words for what only machines can read: regular expressions and CSS selectors are never shown to a person as they are.

Knows no page. Where nothing readable is left of one, the answer is '', and whoever asks says it another way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from runner.locale import _, in_context
from runner.locale.phrase import quoted

UNNAMED = _("the thing this step means")

_LOOK_AROUND = re.compile(r"\(\?[=!<][^()]*(\([^()]*\)[^()]*)*\)")
_FLAGS = re.compile(r"\(\?[aiLmsux-]+\)")
_GROUP = re.compile(r"\((?:\?[imsx-]*:|\?P?<\w+>)?([^()|]*)(?:\|[^()]*)?\)[?*+]?")
_ONE_OF = re.compile(r"\[(\\?.)[^\]]*\]")
_MANY = re.compile(r"(?<!\\)\{\d*,?\d*\}")
_SIGNS = re.compile(r"[\\^$*+?|{}()\[\]<>]")
_DOT = "\ue000"  # stands for a dot that is meant, while the signs go
_WORD = re.compile(r"[^\W\d_]{2,}")

_LINK, _BUTTON, _FIELD, _LIST, _DIALOG = _("the link"), _("the button"), _("the field"), _("the list"), _("the dialog")
_MENU, _ROW, _PICTURE, _HEADING = _("the menu"), _("the row"), _("the picture"), _("the heading")
_TOP, _MAIN, _BOX = _("the top of the page"), _("the main part of the page"), _("the box to tick")
_CHOICE, _MESSAGE = _("the choice"), _("the message")
_TAGS = {
    "a": _LINK, "button": _BUTTON, "textarea": _FIELD, "select": _LIST, "input": _FIELD, "summary": _BUTTON,
    "dialog": _DIALOG, "form": _("the form"), "nav": _MENU, "header": _TOP, "footer": _("the foot of the page"),
    "table": _("the table"), "tr": _ROW, "li": _ROW, "img": _PICTURE, "svg": _PICTURE, "label": _("the box"),
    "h1": _HEADING, "h2": _HEADING, "h3": _HEADING, "main": _MAIN,
}  # fmt: skip
_INPUTS = {
    "checkbox": _BOX, "radio": _CHOICE, "submit": _BUTTON, "button": _BUTTON, "password": _("the password field"),
    "email": _("the e-mail field"), "file": _("the field for a file"), "search": _("the search field"),
    "tel": _("the telephone field"),
}  # fmt: skip
_ROLES = {
    "link": _LINK, "button": _BUTTON, "menuitem": _("the menu item"), "tab": _("the tab"), "radio": _CHOICE,
    "option": _CHOICE, "checkbox": _BOX, "switch": _("the switch"), "combobox": _LIST, "listbox": _LIST,
    "textbox": _FIELD, "field": _FIELD, "heading": _HEADING, "row": _ROW, "dialog": _DIALOG, "banner": _TOP,
    "navigation": _MENU, "main": _MAIN, "alert": _MESSAGE, "status": _MESSAGE, "img": _PICTURE,
}  # fmt: skip
# What is said behind a name; of a link, a button or a text nothing is, for it goes without saying.
KINDS = {
    "menuitem": in_context("kind of thing", "menuitem"), "tab": in_context("kind of thing", "tab"),
    "radio": in_context("kind of thing", "radio"), "checkbox": in_context("kind of thing", "checkbox"),
    "switch": in_context("kind of thing", "switch"), "option": in_context("kind of thing", "option"),
    "combobox": in_context("kind of thing", "combobox"), "field": in_context("kind of thing", "field"),
    "heading": in_context("kind of thing", "heading"), "row": in_context("kind of thing", "row"),
}  # fmt: skip
_ONE = {
    "link": _("a link"), "button": _("a button"), "menuitem": _("a menu item"), "tab": _("a tab"),
    "radio": _("a radio button"), "checkbox": _("a checkbox"), "switch": _("a switch"), "option": _("an option"),
    "combobox": _("a list to choose from"), "field": _("a field"), "heading": _("a heading"), "row": _("a row"),
    "text": _("a text"),
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
    text = re.sub(r"(?<=\w)\.(?=\w)", "’", re.sub(r"(?<!\\)[?*+]", "", text).replace("\\", "")).replace(".", " … ")
    words = re.sub(r"(?:… )+", "… ", " ".join(text.replace(_DOT, ".").split())).strip("… ")
    return "" if _SIGNS.search(words) or not _WORD.search(words) else words


def _letter(found: re.Match[str]) -> str:
    """The first letter of a set; nothing for one that is excluded or only white space."""
    first = found[1]
    if first in (r"\s", " "):
        return " "
    return " … " if first.isdigit() else "" if first.startswith(("^", "\\")) else first


def one_of_a_kind(role: str) -> str:
    """A thing of a role that has no name: “a switch”; UNNAMED without a role."""
    return _ONE.get(role, UNNAMED)


def role_phrase(role: str) -> str:
    """A thing of a role as people say it: a checkbox is “the box to tick”; '' where they have no word for it."""
    return _ROLES.get(role, "")


@lru_cache(512)
def of_css(css: str) -> str:
    """A selector in words, by what it asks for: “Settings”, the password field, the button; else UNNAMED."""
    alternatives = _split(css, ",")
    for one in alternatives:
        for name in _SAID.findall(one):
            if _WORD.search(name):
                return quoted(name.strip())
    last = (_split(alternatives[0].strip(), " >+~") or [""])[-1] if alternatives else ""
    if role := _ROLE.search(last):
        return role_phrase(role[1].lower()) or UNNAMED
    tag, kind = _FIRST_TAG.match(last), _TYPE.search(last)
    if kind and (not tag or tag[0].lower() in ("input", "button")):
        return _INPUTS.get(kind[1].lower(), _FIELD)
    return _TAGS.get(tag[0].lower(), UNNAMED) if tag else UNNAMED


def _split(text: str, marks: str) -> list[str]:
    """Parts of a selector, split at any of these marks that stand outside of brackets and quotes."""
    hidden = _IN_BRACKETS.sub(lambda found: "\0" * len(found[0]), text)
    parts, begun = [], 0
    for at, letter in enumerate(hidden):
        if letter in marks:
            parts.append(text[begun:at])
            begun = at + 1
    return [part for part in [*parts, text[begun:]] if part.strip()]
