"""What somebody tells a flow's keeper who has walked it to the end: seven things, and nothing else of theirs.

One file for each person; two that say the same cannot be told apart, and count once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from runner.flow.vouched import vouched_digest
from runner.locale import _

MOST_BYTES = 4_096
_FLOW = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COUNTRY = re.compile(r"([A-Z]{2})?")
_LANGUAGE = re.compile(r"([a-z]{2,3})?")
_MOST_STEPS = 200
CONFIRMABLE = ("sent", "opted_out", "already_out")


@dataclass(frozen=True)
class Vouch:
    """That a flow has worked for somebody.

    `digest` is that of the flow's text without its `checked`; `country` (ISO 3166) and `language` (of the page) are
    empty where they are not known; `answered` are the steps, from 1, at which the person had to help.
    """

    flow: str
    digest: str
    date: str
    country: str
    language: str
    outcome: str
    answered: tuple[int, ...] = ()

    def as_text(self) -> str:
        """The file, as it is shown before it is written."""
        return json.dumps(asdict(self), indent=2) + "\n"


def read_vouch(data: bytes) -> Vouch:
    """What stands in such a file; raises ValueError where it is none, or says more than it may."""
    if len(data) > MOST_BYTES:
        raise ValueError("too long")
    try:
        told = json.loads(data.decode("utf-8"))
        found = Vouch(**told | {"answered": tuple(told["answered"])})
        if not _is_sound(found):
            raise ValueError(_("something in it is not what it has to be"))
    except (TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError(_("not such a file")) from None
    return found


def _is_sound(one: Vouch) -> bool:
    patterns = ((_FLOW, one.flow), (_DIGEST, one.digest), (_COUNTRY, one.country), (_LANGUAGE, one.language))
    steps = len(one.answered) <= _MOST_STEPS and all(type(step) is int and 0 < step < 10_000 for step in one.answered)
    day = date.fromisoformat(one.date).isoformat() == one.date
    return all(pattern.fullmatch(text) for pattern, text in patterns) and one.outcome in CONFIRMABLE and steps and day


@dataclass(frozen=True)
class VouchCount:
    """Who vouches for one text of a flow: how many people at least, in which countries, the last of them when."""

    digest: str
    by: int
    countries: tuple[str, ...]
    date: str


def counted(vouches: Iterable[Vouch], flow: str, text: str) -> VouchCount | None:
    """Those that are about this text of this flow; None where there are none."""
    digest = vouched_digest(text)
    mine: set[Any] = {one for one in vouches if one.flow == flow and one.digest == digest}
    if not mine:
        return None
    countries = tuple(sorted({one.country for one in mine if one.country}))
    return VouchCount(digest, len(mine), countries, max(one.date for one in mine))
