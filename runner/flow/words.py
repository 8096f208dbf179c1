"""What the name of a control says that it does, and which fields are for secrets.

The guard judges a control on the page by it, and `check` a step of a file. The words are in words.txt, by language;
word_lists.py holds a name against them, noes.py knows a no.

Why lists: what a control does cannot be seen from outside. A word too many costs a person one press of their own, a
word too few could send something in their name. A list always has gaps, so `knows` tells where there is none at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

from runner.flow.word_lists import alternatives, first, lists, pattern, plain, readings, words

LONG_NAME = 6  # words; a link with more is a sentence, and only its beginning says what it does
_BEGINNING = 4
_ASKS = ("?", "？", "؟", "՞", "।?")
_SAME = {
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "fil": "tl",
    "bs": "hr",
    "sr": "hr",
    "sh": "hr",
    "cmn": "zh",
    "yue": "zh",
}
_MORE = re.compile(
    r"(?<!\w)(?:more|older|mehr|altere|plus|mas|altro|altri|meer|mais|wiecej|mer|mere|lisaa|dalsi|tobb|περισσοτερα"
    r"|daha fazla|еще|больше|більше)(?!\w)|もっと|더 보기|更多|^[›»→>]$"
)
_CODE_VALUE = re.compile(r"\d{3,4}[ -]?\d{0,4}|[A-Z]-?\d{4,8}")
_CODE = re.compile(
    r"(?<!\w)(?:code|codes|passcode|pin|otp|token|codigo|codice|kod|kode|koden|koda|kood|kodas|kods|kodi|код|κωδικος)(?!\w)"
    r"|sicherheitscode|bestatigungscode|verificatiecode|コード|認証|코드|代码|验证码|驗證碼|קוד|رمز"
)
_OTHER_CODE = re.compile(
    r"post|zip|plz|cap(?!\w)|area|country|land|dial|vorwahl|promo|discount|rabatt|coupon|gutschein|voucher|invit|einlad|refer"
    r"|project|produ|tax|fiscal|индекс|郵便|우편|邮政|郵遞"
)
# By the first word of a letter's Unicode name: the scripts that words.txt has lists for.
_SCRIPTS = re.compile(
    "LATIN|CYRILLIC|GREEK|HEBREW|ARABIC|DEVANAGARI|BENGALI|TELUGU|TAMIL|THAI|CJK|HIRAGANA|KATAKANA|HANGUL|IDEOGRAPHIC|"
    "FULLWIDTH|HALFWIDTH|MODIFIER|FEMININE|MASCULINE|MICRO|KELVIN|ANGSTROM|MATHEMATICAL|SCRIPT|DOUBLE-STRUCK|"
    "BLACK-LETTER|SUPERSCRIPT|SUBSCRIPT"
)


def sends(name: str) -> str | None:
    """The word by which a name says that it sends, saves, confirms, ends or switches something."""
    return next((word for text in readings(name) if (word := _sends(text))), None)


def _sends(text: str) -> str | None:
    if alone(text) or _explains(text):
        return alone(text)
    return first("sends", text) or first("never", text)


def never(name: str) -> str | None:
    """The word by which a name says that it logs out, deletes or buys: refused even on a link."""
    return next((word for text in readings(name) if (word := _never(text))), None)


def _never(text: str) -> str | None:
    if _explains(text):
        return None
    said = text.split(" ")
    return first("never", text if len(said) <= LONG_NAME else " ".join(said[:_BEGINNING]))


def saves(name: str) -> bool:
    """Whether a name says that it keeps what was changed on the page."""
    text = plain(name)
    if _bare(text) in words("saves, as the whole name"):
        return True
    return len(text.split(" ")) <= LONG_NAME and first("saves", text) is not None


def secret(label: str) -> str | None:
    """The word by which a label asks for a password, a code or a card."""
    return next((word for text in readings(label) for said in _parted(text) if (word := first("secrets", said))), None)


def _parted(text: str) -> tuple[str, ...]:
    """A text, and the same with what hyphens join as words of their own: a "Bank-PIN" is a PIN."""
    return (text, text.replace("-", " ")) if "-" in text else (text,)


def secret_identifier(name: str) -> str | None:
    """The same of a field's name or id, as programmers write them: `newPasswd`, `cc-number`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    parts = [part for part in re.split(r"[^a-z0-9]+", plain(apart)) if part]
    known = words("secrets, as programmers write them")
    said = ["".join(parts), *parts, *("-".join(pair) for pair in pairwise(parts))]
    return next((word for word in said if word in known), None)


def secret_key(key: str) -> str | None:
    """The same of what somebody calls a value of their own, or a flow what it asks for: `mot_de_passe`."""
    return secret(key.replace("_", " ")) or secret_identifier(key)


def is_code(label: str, value: str) -> bool:
    """Whether what was typed in a field of this label is a code that was sent to the person, which is a secret."""
    text = plain(label)
    return (
        _CODE_VALUE.fullmatch(value.strip()) is not None and bool(_CODE.search(text)) and not _OTHER_CODE.search(text)
    )


def personal_number(name: str) -> str | None:
    """A word in a label, or in a field's name or id, that a person is known by: of an account, a passport, a code."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    for text in dict.fromkeys((plain(name), " ".join(re.split(r"[^\w']+", plain(apart))))):
        if word := first("numbers of a person", text):
            return word
        if (bare := text.strip(" .:*!…")) in words("numbers of a person, as the whole name"):
            return bare
    return None


def persons_own(text: str) -> str | None:
    """A word for what is the person's own in what a box says, so that its no may undo that."""
    return first("the person's own", plain(text))


def about_cookies(text: str) -> bool:
    """Whether a box asks about cookies."""
    return first("cookies", plain(text)) is not None


def secret_words() -> tuple[str, frozenset[str]]:
    """What labels, and what names and ids of such fields say, for who has to know it on the page itself.

    The first is a regular expression for a label made `plain`, as Python and JavaScript both read it.
    """
    return pattern("secrets").pattern, words("secrets, as programmers write them")


def logs_in(name: str) -> bool:
    """Whether a name is that of a control that leads to a login, or sends one: "Log in", "Sign in with …"."""
    return _logins().fullmatch(_bare(plain(name))) is not None


def goes_on(name: str) -> bool:
    """Whether a name says nothing but that the next page of a form follows."""
    return _bare(plain(name)) in words("goes on")


def is_digit(name: str) -> bool:
    """Whether a name is nothing but a digit as it is read out: "seven"."""
    return plain(name) in words("digits, in words")


def shows_more(name: str) -> bool:
    """Whether a name says that the next part of something is shown: “Next”, “Show more”."""
    return goes_on(name) or _MORE.search(plain(name)) is not None


def is_state(name: str) -> bool:
    """Whether a name is nothing but the state of a switch: "On"."""
    return _bare(plain(name)) in words("states")


def lists_own(name: str) -> bool:
    """Whether a list of that name has something about the person to choose: a year of birth."""
    return first("the person's own lists", plain(name)) is not None


@cache
def _logins() -> re.Pattern[str]:
    names, more = alternatives("logs in"), alternatives("with what one logs in")
    return re.compile(rf"(?:{names})(?: (?:{more})(?: [^ ]+){{0,4}})?")


def _bare(text: str) -> str:
    return text.strip(" .!…›»>→✓✔")


def knows(name: str, language: str = "") -> bool:
    """Whether the lists can say what a name means: they have its script, and the language (a BCP 47 tag) it is said to
    be in."""
    tag = language.strip().lower().replace("_", "-").partition("-")[0]
    is_listed = not tag or _SAME.get(tag, tag) in languages()
    return is_listed and all(_SCRIPTS.match(unicodedata.name(sign, "")) for sign in name if sign.isalpha())


@cache
def languages() -> frozenset[str]:
    """The languages in which it is known what sends, what ends and what refuses something."""
    return frozenset(lists()["sends"]) & frozenset(lists()["never"]) & frozenset(lists()["declines"])


def alone(text: str) -> str | None:
    """A word that sends where it is all that a plain text says: "Post", not "Post settings"."""
    bare = _bare(text)
    return bare if bare in words("sends, as the whole name") else None


def _explains(text: str) -> bool:
    """Whether it asks or explains rather than does: a question word alone is none ("Wie gewünscht absenden")."""
    if _begins("explains, also without a question mark", text):
        return True
    return text.rstrip(" \"'»”›>→").endswith(_ASKS) and _begins("explains", text)


def _begins(what: str, text: str) -> bool:
    found = pattern(what).match(text.lstrip("¿¡ "))
    return found is not None
