"""JSON files that Optout keeps between runs: with a checksum, and never silently without what was in them.

A file that is not as it was written is renamed to `NAME.damaged-DATE`, and that is said once, by whoever is registered.
A file without a checksum, of an earlier version, is taken as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from runner.locale import _, joined

Say = Callable[[str], None]
T = TypeVar("T")

_SAYS: list[Say] = []
# What json, and whoever understands what it gives, raise of a file that may hold anything.
_WRONG = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError)


def entries(data: Any) -> list[Any]:
    """A list that has something in it, as every file of these has; raises ValueError for anything else."""
    if not isinstance(data, list) or not data:
        raise ValueError("not a list of entries")
    return data


def say_damage_to(say: Say) -> None:
    """From now on this is told, in a sentence, when a file was set aside."""
    _SAYS[:] = [say]


def packed(data: Any) -> bytes:
    """Data as a file: itself, and its checksum: of the data as JSON has it, where the keys are texts.

    In one line: with line breaks Python's json is ten times as slow, and this is written after every step.
    """
    data = json.loads(json.dumps(data))
    return json.dumps({"sha256": _digest(data), "kept": data}, ensure_ascii=False).encode("utf-8")


def unpacked(path: Path, understood: Callable[[Any], T], what: str) -> T | None:
    """What is in a file, or None where it is not there or was set aside; `what` says what is gone with it.

    `understood` makes something of the data, and raises one of Python's own errors where it cannot.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        _set_aside(path, what, error if isinstance(error, OSError) else None)
        return None
    try:
        return understood(_checked(json.loads(text, parse_constant=_no_number)))
    except _WRONG:
        _set_aside(path, what)
        return None


def _checked(data: Any) -> Any:
    if not (isinstance(data, dict) and data.keys() == {"sha256", "kept"}):
        return data
    if data["sha256"] != _digest(data["kept"]):
        raise ValueError("another checksum")
    return data["kept"]


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode("utf-8")).hexdigest()


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _set_aside(path: Path, what: str, error: OSError | None = None) -> None:
    if error:  # such as another's file: it may be whole, so it stays where it is
        _say(
            _(
                "{path} cannot be read ({error}), so {what}. Mend that, or move it away.",
                path=path,
                error=error.strerror,
                what=what,
            )
        )
        return
    aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}")
    try:
        path.rename(aside)
        kept = _("It is kept as {name}; put a copy of your own in its place if you have one.", name=aside.name)
    except OSError as failed:
        kept = _("It stays where it is ({error}); move it away.", error=failed.strerror)
    _say(joined(_("{path} is damaged, so {what}.", path=path, what=what), kept))


def _say(sentence: str) -> None:
    for say in _SAYS:
        say(sentence)
