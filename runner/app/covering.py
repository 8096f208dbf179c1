"""Covers in a text what may be a person's own: the values of their settings, their folders, what was typed, addresses.

Too much covered costs us a look at the code; too little would cost the person their trust.
"""

from __future__ import annotations

import builtins
import getpass
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from runner.addresses import without_parameters
from runner.flow.describe import ADDRESSES_AND_NUMBERS

COVERED = "[…]"
_LONGEST = 2_000
_LOG = re.compile(r"\n=+ logs? =+.*|\n\s*Call log:.*", re.DOTALL | re.IGNORECASE)  # Playwright's: all that was typed
_URL = re.compile(r"\b([a-z][a-z0-9+.-]*://)(?:[^\s/?#\"'<>]*@)?([^\s?#\"'<>]*)([?#][^\s\"'<>]*)?", re.IGNORECASE)
_QUERY = re.compile(r"[?#&][\w.\[\]%-]+=[^\s\"'<>]*")  # of an address that is not whole
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|“([^”]*)”|`([^`]*)`|>([^<>]+)<", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*(\.\w+)*")
_KNOWN = {*dir(builtins), "NoneType", "coroutine", "function", "module", "method"}


class Cover:
    """What is covered for one person: `own` are their values, `folders` what leads to their files."""

    def __init__(self, own: Iterable[str], folders: Iterable[str], knows: bool = True) -> None:
        parts = {part for value in own for part in (value.strip(), value.strip().partition("@")[0]) if part}
        self._own = _any_of(parts, r"(?<!\w)(?:{})(?!\w)")
        self._folders = _any_of((folder for folder in folders if len(folder) > 1), "(?:{})")
        self._knows = knows

    @classmethod
    def of_this_person(cls, arguments: Sequence[str]) -> Cover:
        """With all that this computer knows of them; where that cannot be read, nothing is shown at all."""
        try:
            return cls(_own(arguments), _folders())
        except Exception:  # noqa: BLE001 - broken settings may be the very reason why we are here
            return cls((), (), knows=False)

    def covered(self, text: str, code: str = "") -> str:
        """The text without what may be theirs; a quoted word stays where `code`, the lines around, has it as well."""
        if not self._knows:
            return COVERED
        known = {*_KNOWN, *re.findall(r"\w+", code)}
        text = _LOG.sub("", text)[:_LONGEST]
        text = _URL.sub(_bare, text)
        text = _QUERY.sub(f"?{COVERED}", text)
        text = _QUOTED.sub(lambda found: _unless_known(found, known), text)
        return ADDRESSES_AND_NUMBERS.sub(COVERED, self._own.sub(COVERED, self._folders.sub("~", text)))


def _bare(found: re.Match[str]) -> str:
    """An address without what is nobody's business."""
    return f"{found[1]}{without_parameters(found[2])}{'?' + COVERED if found[3] else ''}"


def _unless_known(found: re.Match[str], known: set[str]) -> str:
    word = next((group for group in found.groups() if group is not None), "")
    if not word or (_NAME.fullmatch(word) and set(word.split(".")) <= known):
        return found[0]
    return f"{found[0][0]}{COVERED}{found[0][-1]}"


def _any_of(words: Iterable[str], pattern: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return re.compile(pattern.format(either) if either else r"(?!)", re.IGNORECASE)


def _own(arguments: Sequence[str]) -> list[str]:
    """The values of their settings, the names of their accounts, what the command was given, and their user's name."""
    from runner.app.places import config_folders, home
    from runner.app.upstream_patch import accounts
    from runner.config import find_config

    given = next((one for before, one in pairwise(arguments) if before == "--config"), None)
    settings = find_config(Path(given) if given else None, config_folders())
    values = [value.partition("=")[2] or value for value in arguments[1:] if not value.startswith("-")]
    return [*settings.me.values(), *accounts(home()), *values, getpass.getuser()]


def _folders() -> list[str]:
    from runner.app.places import home

    return sorted({str(folder) for folder in (home(), Path.home(), Path.cwd())}, key=len, reverse=True)
