"""The file of a recording: JSON that Chrome's Recorder has exported, read and held against its format.

The format: https://developer.chrome.com/docs/devtools/recorder/reference and puppeteer/replay's Schema.ts. What is
wrong in it is told with its line and column; a step that is right may still be of a kind that says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from runner.errors import Problem, UsageError
from runner.flow.hosts import is_loopback, punycode
from runner.locale import _, many

MOST_BYTES = 8 * 1024 * 1024
_MOST_PROBLEMS = 20
_BLANK = re.compile(r"[ \t\r\n]*")
_NEEDED = {
    "navigate": ("url",),
    "click": ("selectors",),
    "doubleClick": ("selectors",),
    "hover": ("selectors",),
    "change": ("selectors", "value"),
    "keyDown": ("key",),
    "keyUp": ("key",),
}
_TEXTS = ("type", "url", "value", "key", "button", "target")
_KINDS = {
    bool: _("true or false"),
    int: _("a number"),
    float: _("a number"),
    str: _("a text"),
    list: _("a list"),
    dict: _("a mapping"),
}


class RecordedStep(NamedTuple):
    """One step of a recording as it stands in the file, with its 1-based place there."""

    line: int
    column: int
    data: dict[str, Any]

    @property
    def kind(self) -> str:
        """What the Recorder calls it: click, change, navigate …"""
        return str(self.data["type"])

    def text(self, name: str) -> str:
        """A field of it; '' where it has none."""
        return str(self.data.get(name, ""))

    @property
    def chains(self) -> list[list[str]]:
        """The ways to find its thing; each leads through shadow roots to the last selector of it."""
        found = self.data.get("selectors") or ()
        return [[one] if isinstance(one, str) else one for one in found]

    @property
    def leads(self) -> str:
        """The page it was seen to lead to."""
        events = self.data.get("assertedEvents") or ()
        return next(
            (str(event["url"]) for event in events if event.get("type") == "navigation" and event.get("url")), ""
        )


def steps_of(text: str, path: str) -> list[RecordedStep]:
    """The steps of a recording; raises UsageError that says everything that is wrong, each at its place."""
    data = _parsed(text, path)
    steps = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(steps, list):
        message = _("this is no recording of Chrome's Recorder: it has no list of steps")
        raise UsageError(str(Problem(path, 1, 1, message, _("in DevTools › Recorder, export as JSON"))))
    found = [RecordedStep(*_place(text, at), step) for at, step in zip(_offsets(text), steps, strict=True)]
    problems = [Problem(path, one.line, one.column, message) for one in found for message in _wrong(one.data)]
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        said = [str(one) for one in problems[:_MOST_PROBLEMS]]
        raise UsageError("\n".join([*said, many("and {count} more", "and {count} more", more)] if more > 0 else said))
    return found


def _parsed(text: str, path: str) -> Any:
    if len(text) > MOST_BYTES:
        raise UsageError(str(Problem(path, 1, 1, _("this is too large for a recording"))))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            str(Problem(path, error.lineno, error.colno, _("this is not JSON: {why}", why=error.msg)))
        ) from None
    except RecursionError:
        raise UsageError(str(Problem(path, 1, 1, _("this is nested too deep for a recording")))) from None
    except ValueError:  # a number of thousands of digits
        raise UsageError(str(Problem(path, 1, 1, _("this holds a number that is too long for a recording")))) from None


def _offsets(text: str) -> list[int]:
    """Where each step begins in a text that is right JSON: json itself tells no places."""
    read = json.JSONDecoder().raw_decode
    at, found = _after_blanks(text, 0) + 1, []
    while text[at := _after_blanks(text, at)] != "}":
        at += text[at] == ","
        key, at = read(text, _after_blanks(text, at))
        at = _after_blanks(text, _after_blanks(text, at) + 1)
        if key == "steps":  # of two, json takes the last one
            found = list(_items(text, at)) if text[at] == "[" else []
        _, at = read(text, at)
    return found


def _items(text: str, at: int) -> Iterator[int]:
    read = json.JSONDecoder().raw_decode
    at = _after_blanks(text, at + 1)
    while text[at] != "]":
        at = _after_blanks(text, at + (text[at] == ","))
        yield at
        _, at = read(text, at)
        at = _after_blanks(text, at)


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _wrong(step: Any) -> Iterator[str]:
    """What is wrong about a step, in words."""
    if not isinstance(step, dict) or not isinstance(step.get("type"), str):
        yield _("this is no step: it does not say its type")
        return
    for name in _NEEDED.get(step["type"], ()):
        if name not in step:
            yield _("'{name}' is missing in this {kind}", name=name, kind=step["type"])
    for name in _TEXTS:
        if name in step and not isinstance(step[name], str):
            yield _("'{name}' is {what}, and has to be a text", name=name, what=_called(step[name]))
    if "selectors" in step and not _are_selectors(step["selectors"]):
        yield _("'selectors' has to be a list of selectors, or of lists of them")
    if "assertedEvents" in step and not _are_events(step["assertedEvents"]):
        yield _("'assertedEvents' has to be a list of events, each with its type and url")
    if step["type"] == "navigate" and isinstance(step.get("url"), str) and not is_address(step["url"]):
        yield _("'{address}' is not the address of a page", address=step["url"][:80])


def _called(value: Any) -> str:
    return _("nothing (null)") if value is None else _KINDS[type(value)]


def _are_selectors(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, str) or (isinstance(one, list) and bool(one) and all(isinstance(part, str) for part in one))
        for one in value
    )


def _are_events(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("type"), str) and isinstance(one.get("url", ""), str)
        for one in value
    )


def is_address(url: str) -> bool:
    """Whether a browser would go there; a page of its own (chrome://new-tab-page/) is one as well."""
    try:
        url.encode("utf-8")  # JSON may hold half a character
        parts = urlsplit(url)
        _ = parts.port
        if parts.scheme in ("http", "https"):
            host = punycode(parts.hostname or "")
            return ("." in host or is_loopback(host)) and not any(ord(sign) <= 32 for sign in url)
    except ValueError:
        return False
    return bool(parts.scheme) and not any(ord(sign) <= 32 for sign in url)
