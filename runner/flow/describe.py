"""A thing on a page as a flow would name it: from what it looks like to the words of a target.

Names come before addresses, and addresses before CSS: what people read on a screen lasts longest. What a machine has
made up (a hashed class, a generated id) lasts for weeks and is never written down.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from runner.flow.model import ANY_NAME, LANGUAGE, ROLES, Name, Pick, Role, Target, widen_target

LONGEST_NAME = 80

_WORD_OF_ROLE: dict[str, Role] = {
    "menuitemradio": "menuitem",
    "menuitemcheckbox": "menuitem",
    "textbox": "field",
    "searchbox": "field",
    "spinbutton": "field",
    "slider": "field",
    "listbox": "combobox",
    "listitem": "row",
}
_ALSO_FINDS: dict[str, tuple[str, ...]] = {"switch": ("checkbox",), "field": ("combobox",)}  # as match.js has it
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ue000-\uf8ff]")
_COUNT = re.compile(r"\s*\(\d+\+?\)$")  # “Inbox (3)” is “Inbox” tomorrow
_MADE_UP = re.compile(
    r":\w*:.*"  # :r3:
    r"|[a-z]{1,4}[-_]{1,2}(?=\w{4})\w*\d\w*[a-z]\w*"  # css-1x2y3z
    r"|(?=.*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*"  # 9f86d081
    r"|(?=.{6,}$)[a-z_-]*(?:\d+[a-z_-]+){2,}\w*"  # x1i10hfl
    r"|[a-z_:.-]*\d{5,}.*",  # item-1066453
    re.IGNORECASE,
)
_ENOUGH, _FEW = 4, 2  # letters that say something; where one stands for a syllable or word, fewer do
_SHORT = frozenset(("AI", "KI", "IA", "ИИ", "YZ"))  # two letters that are what this is all about
_DENSE = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_EVERYWHERE = frozenset(
    """more|edit|change|view|show|hide|open|close|menu|search|next|back|info|help|details|learn more|see more|show more
    |read more|delete|remove|save|cancel|home|welcome|hello|done|apply|update|manage|select|share|copy|reset|other
    |log out|sign out|mehr|ändern|bearbeiten|öffnen|schließen|suche|weiter|zurück|hilfe|löschen|speichern|abbrechen
    |anzeigen|mehr erfahren|abmelden|plus|modifier|voir|afficher|fermer|recherche|suivant|retour|aide|supprimer
    |enregistrer|annuler|ajouter|en savoir plus|déconnexion""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# What may be somebody's: it tells nobody else where they are, and is not to be passed on.
ADDRESSES_AND_NUMBERS = re.compile(
    r"[^\s@]+@[^\s@]+\.\w"  # an e-mail address
    r"|(?<!\w)@\w{2}"  # @somebody
    r"|\d(?:[\s().+/-]*\d){6}"  # a telephone number
    r"|\d{5}"  # a customer's, an account's, a post code
)


def role_word(role: str, tag: str = "") -> Role | None:
    """The word of a flow for a role of the page; None where flows have none."""
    if not role and tag == "a":
        return "link"
    return _WORD_OF_ROLE.get(role) or next((word for word in ROLES if word == role), None)


def finds(word: str, role: str | None) -> bool:
    """Whether a target of this word finds a thing of that role; a bare name and `text` find everything."""
    return word in ("named", "text", role) or role in _ALSO_FINDS.get(word, ())


def made_up(text: str) -> bool:
    """Whether a text looks like a machine's: hashed or numbered, and another one next month."""
    return " " not in text and _MADE_UP.fullmatch(text) is not None


def writable(name: str) -> bool:
    """Whether a text can stand in a flow as a name: one line that is no regular expression."""
    unfit = any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name)
    return bool(name.strip()) and not unfit and not Name(text=name).pattern


def name_of(pick: Pick) -> str:
    """What a thing is called, in one line short enough to be written down; '' where nothing is worth it."""
    return next(_worth_writing(pick.name, pick.text, pick.alt), "")


def word_of(pick: Pick) -> Role | None:
    """The word under which a thing is found by `name_of`; None where that is not what its role is called."""
    unlike = pick.name and not next(_worth_writing(pick.name), "")
    return None if unlike else role_word(pick.role, pick.tag)


def language_of(pick: Pick) -> str:
    """The language of the page around a thing, as flows write it; '' where that is not known."""
    tag = re.split(r"[-_]", pick.language.strip().lower())[0]
    return tag if LANGUAGE.fullmatch(tag) and tag not in ("und", "zxx", "mul", *Target.words()) else ""


def named(name: str, word: str | None, language: str = "") -> Any:
    """A name as the data of a target: bare or under its word, and under its language where that is given."""
    names: Any = {language: name} if language else name
    if word:
        return {word: [name] if names == ANY_NAME else names}
    three = len(language.partition("-")[0]) == 3  # alone, that is not taken for a language
    return name if three else names


def spelled(pick: Pick, language: str = "") -> Any:
    """A thing as the data of a target, the most lasting way to find it; None where nothing is worth writing down."""
    word = role_word(pick.role, pick.tag)
    if name := name_of(pick):
        return named(name, word_of(pick) if pick.name else None, language)
    if path := _path(pick.href):
        return {"href": path}
    if word and (close_by := next(iter(near(pick)), "")):
        return {word: ANY_NAME, "beside": close_by}
    return _by_attribute(pick)


def spelled_apart(pick: Pick) -> Any:
    """A thing told from others of its name: by where it leads, by what stands near it, or by its id."""
    name = name_of(pick)
    if path := _path(pick.href):
        return {"href": path}
    if name and (close_by := next((one for one in near(pick) if one != name), "")):
        return {word_of(pick) or "named": [name] if name == ANY_NAME else name, "beside": close_by}
    return _by_attribute(pick)


def describe(pick: Pick) -> Target | None:
    """A thing as a target; None where nothing on it is worth writing down."""
    data = spelled(pick)
    return None if data is None else Target.model_validate(widen_target(data))


def _worth_writing(*texts: str) -> Iterator[str]:
    for text in texts:
        name = _beginning(_COUNT.sub("", " ".join(_UNSEEN.sub("", text).split())))
        if writable(name) and not made_up(name):
            yield name


def near(pick: Pick) -> list[str]:
    """The texts around a thing by which it can be told, as far as others would see them there as well: “Email address”,
    and not whose. What stands everywhere comes last, and what is only a letter or two nowhere."""
    texts = (ADDRESSES_AND_NUMBERS.split(text, maxsplit=1)[0] for text in pick.neighbours)
    return sorted((text for text in _worth_writing(*texts) if _is_long_enough(text)), key=_is_everywhere)


def _is_long_enough(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    if text in _SHORT:
        return True
    return len(letters) >= (_FEW if any(_DENSE.match(letter) for letter in letters) else _ENOUGH)


def _is_everywhere(text: str) -> bool:
    return " ".join(text.casefold().strip(" .:!?…›»→").split()) in _EVERYWHERE


def _beginning(name: str) -> str:
    """A long name cut between two words: its beginning finds it as a part."""
    cut = name[:LONGEST_NAME]
    return name if cut == name else cut.rpartition(" ")[0] or cut


def _path(href: str) -> str:
    """The path of a link, where it has one worth looking for."""
    try:
        address = urlsplit(href)
    except ValueError:
        return ""
    leads = address.scheme in ("", "http", "https") and len(address.path) > 1 and not href.endswith("#")
    return address.path if leads and writable(address.path) else ""


def _by_attribute(pick: Pick) -> dict[str, str] | None:
    """A thing by its id, or the name its form has for it, where people have given it one."""
    tag = pick.tag if pick.tag.isalnum() else ""
    for attribute, value in (("id", pick.id), ("name", pick.name_attribute)):
        if writable(value) and not made_up(value):
            return {"css": f"{tag}[{attribute}={_quoted(value)}]"}
    return None


def _quoted(value: str) -> str:
    """A text as a string of CSS."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
