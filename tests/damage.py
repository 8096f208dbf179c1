"""Files as a bad disk, a full one, or another program leaves them: random damage, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

_NUMBERS = ("1e400", "-1e400", "NaN", "1" * 5000, "-0.0", "9" * 25)
_VALUES: tuple[Any, ...] = (None, True, -1, 1.5, 10**30, "", "x", "\0", "\ud800", [], {}, [[]], {"": None})


def flip(data: bytearray, chance: random.Random) -> bytes:
    """One to four bytes are others."""
    for _ in range(chance.randint(1, 4)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def letter(data: bytearray, chance: random.Random) -> bytes:
    """A letter or digit is another one: what checks of a form never see."""
    plain = [at for at, byte in enumerate(data) if chr(byte).isalnum() and byte < 128]
    if plain:
        at = chance.choice(plain)
        data[at] = ord(chance.choice("0123456789" if chr(data[at]).isdigit() else "abcdefghijklmnopqrstuvwxyz"))
    return bytes(data)


def cut(data: bytearray, chance: random.Random) -> bytes:
    """The end is missing."""
    return bytes(data[: chance.randrange(len(data))]) if data else b""


def zero(data: bytearray, chance: random.Random) -> bytes:
    """A stretch of zeros, as after a power cut."""
    at, size = chance.randrange(len(data) or 1), chance.choice([1, 16, 512, 4096])
    return bytes(data[:at]) + b"\0" * len(data[at : at + size]) + bytes(data[at + size :])


def garbage(data: bytearray, chance: random.Random) -> bytes:
    """A stretch of anything, no UTF-8 for most."""
    at, size = chance.randrange(len(data) or 1), chance.randint(1, 64)
    return bytes(data[:at]) + chance.randbytes(size) + bytes(data[at + size :])


def doubled(data: bytearray, chance: random.Random) -> bytes:
    """Something is behind the end: the same once more, or a piece of another file."""
    return bytes(data) + chance.choice([bytes(data), b"\0" * 512, b"}", b'{"a": 1}'])


def empty(data: bytearray, chance: random.Random) -> bytes:
    """Nothing, or as good as nothing."""
    return chance.choice([b"", b"\n", b"null", b"[]", b"{}", b"0", b'""', b"\xef\xbb\xbf", b"\xff\xfe"])


def nested(data: bytearray, chance: random.Random) -> bytes:
    """Brackets within brackets."""
    deep = chance.choice([1_000, 100_000])
    return chance.choice([b"[" * deep, b'{"a":' * deep, b"[" * deep + b"]" * deep])


def number(data: bytearray, chance: random.Random) -> bytes:
    """A number no program can hold in the place of a value."""
    return _with_value(data, chance, _PLACEHOLDER).replace(
        json.dumps(_PLACEHOLDER).encode(), chance.choice(_NUMBERS).encode()
    )


def swap(data: bytearray, chance: random.Random) -> bytes:
    """A value of another kind; a key that is gone."""
    return _with_value(data, chance, chance.choice(_VALUES))


_PLACEHOLDER = "the place of a number"
ANY: tuple[Callable[[bytearray, random.Random], bytes], ...] = (flip, letter, cut, zero, garbage, doubled, empty)
JSON = (*ANY, nested, number, swap)


def damaged(content: bytes, seed: int) -> tuple[str, bytes]:
    """What was done to a file, and what is in it then; what is left as it was is damaged once more."""
    chance = random.Random(seed)
    kinds = JSON if content[:1] in (b"{", b"[") else ANY
    for _ in range(20):
        kind = chance.choice(kinds)
        if (after := kind(bytearray(content), chance)) != content:
            return kind.__name__, after
    return "empty", b""


def _with_value(data: bytearray, chance: random.Random, value: Any) -> bytes:
    try:
        whole = json.loads(data)
    except ValueError:
        return bytes(data)
    places = list(_places(whole))
    inside, key = chance.choice(places) if places else (None, None)
    if inside is None:
        whole = value
    elif chance.random() < 0.2:
        del inside[key]
    else:
        inside[key] = value
    return json.dumps(whole).encode()


def _places(data: Any) -> Any:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)
