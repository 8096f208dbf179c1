"""Whether the name of a control says no, and nothing but no: what an interruption may press.

A no is refused wherever a word is left over that is neither part of it nor plainly harmless: "Decline invitation" and
"Cancel my objection" say no to what is the person's own. A no too few costs them one press.
"""

from __future__ import annotations

import re
from functools import cache

from runner.flow.word_lists import alternatives, first, lists, pattern, readings, words
from runner.flow.words import alone

_CLOSES_A_BANNER = re.compile(
    r"\b(?:close|cancel)\b(?! (?:account|my|your|the account|subscription|membership|plan|order)\b)"
)
_SIGNS = re.compile(
    r"[!-&(-,./:-@\[-`{-~\u00a1-\u00bf\u00d7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
    r"\U0001f000-\U0001faff]|(?<!\w)[-']|[-'](?!\w)"
)
_COUNTER = re.compile(r"\d+\s*(?:s|sec|seconds?|sek|sekunden)?\b")
_HERE = " \N{BULLET} "  # where a no stood


def declines(name: str) -> str | None:
    """The word by which a name says no, where nothing beside it says yes or names what is the person's own."""
    text, *alike = readings(name)
    if any(first(what, other) and not first(what, text) for other in alike for what in ("sends", "never")):
        return None
    return _declines(text)


def puts_off(no: str) -> bool:
    """Whether a no only closes or puts off, and so undoes nothing."""
    return no in words("closes") or no in words("closes or puts off")


def takes_back(no: str) -> bool:
    """Whether a no counts alone, because with anything behind it it takes something back."""
    return no in words("alone")


def _declines(text: str) -> str | None:
    sign = next((one for one in words("closes") if text == one), None)
    if sign:
        return sign
    if first("never", _CLOSES_A_BANNER.sub(" ", _without_noes(text))):
        return None
    bare = " ".join(_COUNTER.sub(" ", _SIGNS.sub(" ", text)).split())
    if bare in _alone():
        return bare
    return _only_necessary(text, bare) or _said_no(bare)


def _without_noes(text: str) -> str:
    """A text without what says no in more than one word: "do not delete" is refused all the same, by its verb."""
    return pattern("declines, only what is necessary").sub(" ", text)


def _only_necessary(text: str, bare: str) -> str | None:
    """ "Accept only necessary" takes what cannot be refused; "all" or something optional is another matter."""
    only = first("declines, only what is necessary", text)
    if only is None or first("all", text) or first("optional", _without_noes(text)):
        return None
    rest = pattern("declines, only what is necessary").sub(_HERE, bare)
    rest = pattern("may be negated").sub(" ", pattern("sends").sub(" ", rest))
    return only if _is_harmless(rest) else None


def _said_no(bare: str) -> str | None:
    """The refusal in a text, where all the rest is harmless."""
    if any(first("turns off", found[0]) for found in _negated().finditer(bare)):
        return None
    rest = _negated().sub(_HERE, bare)
    noes = [found[0] for found in pattern("declines").finditer(rest) if found[0] not in words("alone")]
    rest = pattern("declines").sub(lambda found: found[0] if found[0] in words("alone") else _HERE, rest)
    if not noes and (found := _whole_noes().match(rest)):
        noes, rest = [found[0]], _HERE + rest[found.end() :]
    negated = _negated().search(bare)
    said = noes[0] if noes else negated[0] if negated else None
    return said if said and _is_harmless(rest) else None


def _is_harmless(rest: str) -> bool:
    left = pattern("beside a no").sub(" ", rest.replace(_HERE.strip(), " "))
    return not left.split() and not any(alone(part) for part in rest.split() if part not in words("beside a no"))


@cache
def _alone() -> frozenset[str]:
    return words("alone") | words("declines") | words("declines, as the whole name") | words("closes")


@cache
def _whole_noes() -> re.Pattern[str]:
    """A bare no at the beginning."""
    return re.compile(rf"(?:{alternatives('declines, as the whole name')})(?![\w'-])")


@cache
def _negated() -> re.Pattern[str]:
    """A verb with a negation of its language before or after it."""
    ways = []
    for language, negations in lists()["negations"].items():
        verbs = "|".join(
            re.escape(verb) for verb in sorted(lists()["may be negated"].get(language, ()), key=len, reverse=True)
        )
        if not verbs:
            verbs = "|".join(re.escape(verb.rstrip("*")) for verb in lists()["sends"][language] if "..." not in verb)
        before = "|".join(re.escape(one) for one in negations if not one.startswith("~"))
        after = "|".join(re.escape(one[1:]) for one in negations if one.startswith("~"))
        edge, gap = ("", "") if language in ("ja", "ko", "zh") else (r"(?![\w-])", r"\s")
        start = "" if language in ("ja", "ko", "zh") else r"(?<![\w-])"
        ways += [rf"{start}(?:{before}){gap}(?:{verbs}){edge}"] * bool(before)
        ways += [rf"{start}(?:{verbs}){gap}(?:{after}){edge}"] * bool(after)
    return re.compile("|".join(ways))
