"""The calendar file, read back by a small reader of RFC 5545 that shares nothing with what writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.records.calendar import Reminder, ics

NOW = datetime(2026, 11, 24, 20, 42, 40, tzinfo=UTC)
ONE = Reminder("facebook-1-20261102@optout", "Answer due: Facebook", date(2026, 12, 2), "Sent on 2 November; what now?")


@dataclass
class Component:
    """BEGIN:… to END:…, its properties by name with their parameters, and what is inside it."""

    name: str
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    inside: list[Component] = field(default_factory=list)

    def one(self, name: str) -> str:
        ((_, value),) = self.properties[name]
        return value

    def text(self, name: str) -> str:
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], self.one(name))


def parsed(text: str) -> Component:
    """Section 3.1 (lines and folding), 3.6 (components), 3.3.11 (texts)."""
    octets = text.encode("utf-8")
    assert octets.endswith(b"\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"") and b"\r" not in octets.replace(b"\r\n", b"")
    lines = octets.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in lines)
    assert [line.decode("utf-8") for line in lines]  # no line ends inside a character
    root = Component("")
    open_ones = [root]
    for line in re.sub(rb"\r\n[ \t]", b"", octets).decode("utf-8").removesuffix("\r\n").split("\r\n"):
        head, value = re.fullmatch(r"([A-Z-]+(?:;[^:]*)?):(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        name, _, parameters = head.partition(";")
        if name == "BEGIN":
            open_ones[-1].inside.append(Component(value))
            open_ones.append(open_ones[-1].inside[-1])
        elif name == "END":
            assert open_ones.pop().name == value
        else:
            open_ones[-1].properties.setdefault(name, []).append((parameters, value))
    assert open_ones == [root]
    (calendar,) = root.inside
    return calendar


def written(*entries: Reminder) -> Component:
    return parsed(ics(entries, lambda: NOW))


def test_a_calendar_says_what_it_is() -> None:
    calendar = written()
    assert (calendar.name, calendar.one("VERSION"), calendar.inside) == ("VCALENDAR", "2.0", [])
    assert calendar.one("PRODID")


def test_a_reminder_is_an_event_of_one_whole_day() -> None:
    (event,) = written(ONE).inside
    assert event.name == "VEVENT"
    assert event.properties["DTSTART"] == [("VALUE=DATE", "20261202")]
    assert event.properties["DTEND"] == [("VALUE=DATE", "20261203")]
    assert event.text("SUMMARY") == ONE.title
    assert event.text("DESCRIPTION") == ONE.text
    assert event.one("TRANSP") == "TRANSPARENT"  # the day is not blocked for others
    assert event.one("CLASS") == "PRIVATE"


def test_the_stamp_is_the_clocks_in_utc_and_the_uid_the_reminders_own() -> None:
    (event,) = written(ONE).inside
    assert event.one("DTSTAMP") == "20261124T204240Z"
    assert event.text("UID") == ONE.uid
    later = parsed(ics([ONE], lambda: NOW + timedelta(days=1))).inside[0]
    assert later.one("UID") == event.one("UID")
    assert later.one("DTSTAMP") != event.one("DTSTAMP")


def test_two_alarms_three_days_before_and_on_the_day_at_nine() -> None:
    (event,) = written(ONE).inside
    assert [(alarm.name, alarm.one("ACTION")) for alarm in event.inside] == [("VALARM", "DISPLAY")] * 2
    triggers = [re.fullmatch(r"(-?)P(?:(\d+)D)?T(\d+)H", alarm.one("TRIGGER")) for alarm in event.inside]
    midnight = datetime(2026, 12, 2)
    rung = [
        midnight + (-1 if found[1] else 1) * timedelta(days=int(found[2] or 0), hours=int(found[3]))
        for found in triggers
        if found
    ]
    assert rung == [datetime(2026, 11, 29, 9), datetime(2026, 12, 2, 9)]
    assert all(ONE.title in alarm.text("DESCRIPTION") for alarm in event.inside)


def test_several_reminders_in_their_order_over_the_years_end() -> None:
    last = Reminder("b@optout", "B", date(2026, 12, 31), "")
    events = written(ONE, last).inside
    assert [event.text("UID") for event in events] == [ONE.uid, "b@optout"]
    assert events[1].one("DTEND") == "20270101"


def test_a_text_cannot_begin_a_property_or_an_event() -> None:
    evil = Reminder("u", "x\r\nEND:VEVENT\nBEGIN:VEVENT\rUID:other", date(2026, 12, 2), "a\x00\x1b[2Jb\\n;,")
    (event,) = written(evil).inside
    assert event.text("SUMMARY") == "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:other"
    assert event.text("DESCRIPTION") == "a[2Jb\\n;,"


lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\\;,:é漢😀"))


@pytest.mark.slow
@given(title=lines, text=lines)
def test_every_text_comes_back_as_it_was(title: str, text: str) -> None:
    (event,) = written(Reminder("u@optout", title, date(2026, 12, 2), text)).inside
    assert event.text("SUMMARY") == title
    assert event.text("DESCRIPTION") == text
