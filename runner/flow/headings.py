"""The heads of flow files, for lists: title, service and a few lines more, without reading the steps.

Kept apart from load.py so that `optout list` does not wait for the classes a whole flow is checked with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from runner.flow.source import read
from runner.flow.texts import FlowText
from runner.locale import _, many
from runner.locale.phrase import listed

STALE_DAYS = 180


@dataclass(frozen=True)
class NewsHeading:
    """What a flow says has changed, as its head has it; `date` is a day such as 2026-07-06."""

    date: str
    say: str
    reopens: bool = False
    flow: str = ""


@dataclass(frozen=True)
class Heading:
    """What a list shows of a flow; `problem` says why there is nothing else to show."""

    id: str
    title: str = ""
    service: str = ""
    offered_in: tuple[str, ...] = ()
    checked: str = ""
    how: str = ""
    by: int = 0
    by_in: tuple[str, ...] = ()
    news: tuple[NewsHeading, ...] = ()
    problem: str = ""


def heading(path: Path) -> Heading:
    """The head of one flow file, read anew where that has changed; one that cannot be read has its first problem."""
    try:
        told = path.stat()
    except OSError:
        return Heading(path.stem, problem=_("{path} cannot be read", path=path))
    return _heading(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=2_000)
def _heading(path: Path, _changed: int, _size: int) -> Heading:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Heading(path.stem, problem=_("{path} cannot be read", path=path))
    head = text.partition("\nsteps:")[0]
    source = read(head, str(path))
    data = source.root.data() if source.root else None
    if source.problems or not isinstance(data, dict):
        return Heading(
            path.stem, problem=str(source.problems[0]) if source.problems else _("{path}:1:1: no flow", path=path)
        )
    checked = data.get("checked")
    checked = checked if isinstance(checked, dict) else {}
    return Heading(
        id=path.stem,
        title=_said(data.get("title"), f"{path.stem}: title"),
        service=_text(data.get("service")),
        offered_in=_texts(data.get("offered_in")),
        checked=_text(checked.get("date")),
        how=_text(checked.get("how")),
        by=checked["by"] if isinstance(checked.get("by"), int) else 0,
        by_in=_texts(checked.get("in")),
        news=tuple(_news(path.stem, data.get("news"))),
    )


def _news(flow: str, value: Any) -> Iterator[NewsHeading]:
    """Those that can be read; what is wrong with the others `check` tells."""
    for one in value if isinstance(value, list) else ():
        day, say = (_text(one.get("date")), _text(one.get("say"))) if isinstance(one, dict) else ("", "")
        with suppress(ValueError):
            if say and date.fromisoformat(day):
                yield NewsHeading(
                    day, FlowText(say, f"{flow}: news"), one.get("reopens") is True, _text(one.get("flow"))
                )


def how_checked(how: str, by: int = 0, by_in: Sequence[str] = ()) -> str:
    """How a flow was last held against its service, in words: `walked by 4 people, in DE and FR`."""
    if how != "live":
        return _("held against its sources") if how == "sources" else ""
    where = listed(*by_in)
    if by > 1:
        return (
            many("walked by {count} person, in {where}", "walked by {count} people, in {where}", by, where=where)
            if where
            else many("walked by {count} person", "walked by {count} people", by)
        )
    return _("walked by a person, in {where}", where=where) if where else _("walked by a person")


def is_stale(checked: str, today: date) -> bool:
    """Whether a flow was last checked so long ago that somebody should look again; without a date it was never."""
    try:
        return today - date.fromisoformat(checked) > timedelta(days=STALE_DAYS)
    except ValueError:
        return True


def _said(value: Any, place: str) -> FlowText:
    """A text for people, which may be given by language."""
    by_language = {str(code): _text(one) for code, one in value.items()} if isinstance(value, dict) else {}
    english = by_language.get("en") or next(iter(by_language.values()), "") if by_language else _text(value)
    return FlowText(english, place, by_language=by_language)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(one) for one in value)
    return (value,) if isinstance(value, str) else ()
