"""Reminders as a calendar file (RFC 5545), for any calendar a person uses. Each is an all-day event with two alarms.

A reminder keeps its UID, so that a calendar which takes the file again moves the event and does not double it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from runner.locale import _, shown

MAX_LINE = 75  # octets, without the line's end

# Before the day begins, and in the morning of the day itself: 9 o'clock by the clock of the calendar.
_THREE_DAYS_BEFORE, _ON_THE_DAY = "-P2DT15H", "PT9H"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # RFC 5545 allows none of them in a text


@dataclass(frozen=True)
class Reminder:
    """A day something is due; `uid` is the same whenever the same thing is written.

    Where it is due again and again, `every` is after how many days.
    """

    uid: str
    title: str
    due: date
    text: str
    every: int = 0


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def ics(entries: Sequence[Reminder], clock: Callable[[], datetime] = now) -> str:
    """The text of an .ics file, its lines folded and ended as the standard wants them."""
    stamp = f"{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Optout//Reminders//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += _event(entry, stamp)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(entry: Reminder, stamp: str) -> list[str]:
    before, today = _("{title} (three days before)", title=entry.title), _("{title} (on the day)", title=entry.title)
    alarms = [*_alarm(before, _THREE_DAYS_BEFORE), *_alarm(today, _ON_THE_DAY)]
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(entry.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{entry.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.due + timedelta(days=1):%Y%m%d}",
        *([f"RRULE:FREQ=DAILY;INTERVAL={entry.every}"] if entry.every else []),
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.text)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        *alarms,
        "END:VEVENT",
    ]


def _alarm(said: str, trigger: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(said)}", f"TRIGGER:{trigger}", "END:VALARM"]


def _escaped(text: str) -> str:
    """A text as a value, as the person reads it: what has a meaning in the format is escaped.

    What may not stand in it is gone.
    """
    plain = _CONTROLS.sub("", shown(text).replace("\r\n", "\n").replace("\r", "\n"))
    for char in ("\\", ";", ","):
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none of which ends inside a character; each but the first is indented."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > MAX_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
