"""The heads of flow files, for lists: title, service and a few lines more, without reading the steps.

Kept apart from load.py so that `optout list` does not wait for the classes a whole flow is checked with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from runner.flow.source import read

STALE_DAYS = 180


@dataclass(frozen=True)
class Heading:
    """What a list shows of a flow; `problem` says why there is nothing else to show."""

    id: str
    title: str = ""
    service: str = ""
    offered_in: tuple[str, ...] = ()
    checked: str = ""
    how: str = ""
    problem: str = ""


def heading(path: Path) -> Heading:
    """The head of one flow file; a file that cannot be read has its first problem instead."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Heading(path.stem, problem=f"{path} cannot be read")
    head, _, _ = text.partition("\nsteps:")
    source = read(head, str(path))
    data = source.root.data() if source.root else None
    if source.problems or not isinstance(data, dict):
        return Heading(path.stem, problem=str(source.problems[0]) if source.problems else f"{path}:1:1: no flow")
    checked = data.get("checked")
    checked = checked if isinstance(checked, dict) else {}
    return Heading(
        id=path.stem,
        title=_text(data.get("title")),
        service=_text(data.get("service")),
        offered_in=_texts(data.get("offered_in")),
        checked=_text(checked.get("date")),
        how=_text(checked.get("how")),
    )


def is_stale(checked: str, today: date) -> bool:
    """Whether a flow was last checked so long ago that somebody should look again; without a date it was never."""
    try:
        return today - date.fromisoformat(checked) > timedelta(days=STALE_DAYS)
    except ValueError:
        return True


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(one) for one in value)
    return (value,) if isinstance(value, str) else ()
