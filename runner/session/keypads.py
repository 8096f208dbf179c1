"""Which deeds of a recording are secrets that were pressed, not typed: a PIN pad, a keyboard on the screen, seed words.

They are known by what the keys are called, or by how many alike were pressed one after another. Where that is wrong, a
person is asked to log in where there is nothing to log in to; where it were missed, a code would stand in the flow.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from runner.flow import words
from runner.flow.model import Pick
from runner.flow.recorded_action import RecordedAction

HANDS = ("pressed", "sent", "turned", "chose")
KEYS = "keys"  # why keys are a secret
_KEY = "key"  # the sign of what belongs to a keyboard
_FEW_KEYS = 2
_MANY_KEYS = 4  # that are keys by nothing but being alike
_FEW_WORDS = 4  # buttons side by side
_MANY_WORDS = 6
_VERY_MANY_WORDS = 10  # where they may be those of menus
_AROUND = frozenset(  # words beside the sign of a key, and the letters on those of a telephone
    {
        *("key", "digit", "number", "button", "letter", "press", "pin", "ziffer", "taste", "zahl", "touche", "chiffre"),
        *("tecla", "tasto", "cifra", "cijfer", "toets", "siffra"),
        *("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"),
    }
)
_BESIDE_KEYS = frozenset(
    {
        *("space", "spacebar", "shift", "enter", "return", "backspace", "bksp", "delete", "del", "clear", "caps"),
        *("caps lock", "lock", "tab", "alt", "ok", "done", "go", "numbers", "symbols", "dot", "comma", "period"),
        *("at", "com"),
        *("leertaste", "löschen", "eingabe", "espace", "effacer", "123", "abc", "?123"),
        *("#+=", "⌫", "␣", "↵", "⏎", "⇧", "←", "⇦"),
    }
)


def keys_as_secrets(deeds: Sequence[RecordedAction]) -> list[RecordedAction]:
    """The deeds with what was pressed on a PIN pad, a keyboard on the screen, or as words of a phrase, as secrets."""
    found = list(deeds)
    for signs, enough in ((_keyboards, _are_keys), (_words, _is_phrase), (_alike, _are_many), (_nameless, _are_many)):
        for start, end in _runs(found, signs(found)):
            if enough(found[start:end]):
                found[start:end] = [RecordedAction("secret", found[start].url, why=KEYS)] * (end - start)
    return found


def _runs(deeds: Sequence[RecordedAction], signs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where deeds of one page and one sign follow one another; those without a sign are in none."""
    for (_url, sign), group in itertools.groupby(range(len(deeds)), lambda at: (deeds[at].url, signs[at])):
        if sign:
            run = list(group)
            yield run[0], run[-1] + 1


def _keyboards(deeds: Sequence[RecordedAction]) -> list[str]:
    """A sign for each key, what belongs to a keyboard by its name, and what was pressed between two, beside them."""
    signs = [_KEY if _is_of_keys(deed) else "" for deed in deeds]
    places = {(deed.url, _kind_of_place(deed)) for deed in deeds if _is_key(deed) and _place(deed)}
    near = [deed.done in HANDS and (deed.url, _kind_of_place(deed)) in places for deed in deeds]
    either = [_KEY if sign or is_near else "" for sign, is_near in zip(signs, near, strict=True)]
    for start, end in _runs(deeds, either):
        keys = [at for at in range(start, end) if signs[at]]
        if keys:
            signs[keys[0] : keys[-1] + 1] = [_KEY] * (keys[-1] + 1 - keys[0])
    return signs


def _is_of_keys(deed: RecordedAction) -> bool:
    name = name_on(deed.pick).strip().lower()
    is_beside = name in _BESIDE_KEYS or re.sub(r"[^\w ]+", "", name).strip() in _BESIDE_KEYS
    return _is_key(deed) or (deed.done in HANDS and (is_beside or len(name) == 1))


def _is_key(deed: RecordedAction) -> bool:
    if deed.done not in HANDS:
        return False
    said = [word for word in re.findall(r"\w+", name_on(deed.pick).lower()) if word not in _AROUND]
    is_one = 1 <= len(said) <= 2  # “Four (4)” says it twice
    return is_one and all(len(word) == 1 or words.is_digit(word) for word in said)


def _are_keys(run: Sequence[RecordedAction]) -> bool:
    return sum(map(_is_key, run)) >= _FEW_KEYS


def _words(deeds: Sequence[RecordedAction]) -> list[str]:
    """A sign for each deed whose thing is called by a single word, and that leads nowhere: in which letters it is."""
    return [_word(name_on(deed.pick).strip()) if deed.done in HANDS and not deed.led else "" for deed in deeds]


def _word(name: str) -> str:
    found = re.fullmatch(r"(?:\d+[.):]? ?)?([^\W\d_]{2,9})", unicodedata.normalize("NFC", name))
    if found is None or (len(found[1]) == 2 and found[1] != found[1].upper()):
        return ""  # what has large and small letters is three letters long in every list of such words
    sizes = (("small", found[1].lower()), ("capital", found[1].upper()), ("mixed", found[1]))
    return next(size for size, word in sizes if word == found[1])


def _is_phrase(run: Sequence[RecordedAction]) -> bool:
    names, places = [name_on(deed.pick) for deed in run], {_place(deed) for deed in run}
    is_small = all(name == name.lower() for name in names)
    are_beside = len(run) >= _FEW_WORDS and len(places) == 1 and "" not in places
    may_be_menus = not is_small or any(name == name.upper() for name in names)  # or letters that are of one size
    return (is_small and are_beside) or len(run) >= (_VERY_MANY_WORDS if may_be_menus else _MANY_WORDS)


def _alike(deeds: Sequence[RecordedAction]) -> list[str]:
    """What the names of deeds have in common that are the same but for one sign: “PIN key 4”, “PIN key 7”."""
    told = [re.subn(r"(?<!\w)\w(?!\w)", "·", name_on(deed.pick)) if deed.done in HANDS else ("", 0) for deed in deeds]
    return [name if signs == 1 else "" for name, signs in told]


def _nameless(deeds: Sequence[RecordedAction]) -> list[str]:
    """Where deeds lie whose things have no name, and which lead nowhere: keys may be pictures."""
    return [
        _kind_of_place(deed)
        if deed.done in HANDS and not deed.led and deed.pick and not (name_on(deed.pick) or deed.pick.alt)
        else ""
        for deed in deeds
    ]


def _are_many(run: Sequence[RecordedAction]) -> bool:
    ways = {(name_on(deed.pick), deed.css, deed.pick.path if deed.pick else "") for deed in run}
    return len(run) >= _MANY_KEYS and len(ways) > 1


def _place(deed: RecordedAction) -> str:
    """What a thing lies in, by its path or selector without its own place there."""
    way = deed.css or (deed.pick.path if deed.pick else "")
    return re.sub(r"[/ >]*[^/ >]+$", "", way)


def _kind_of_place(deed: RecordedAction) -> str:
    """The same, without which one of several alike it is: keys lie in rows."""
    return re.sub(r"\[\d+\]|:nth-[\w-]+\(\d+\)", "", _place(deed))


def name_on(pick: Pick | None) -> str:
    """What is written on a thing."""
    return (pick.name or pick.text) if pick else ""
