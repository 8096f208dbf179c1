"""A recording of Chrome's DevTools Recorder (JSON) as Deeds. What was typed stays behind.

The format: https://developer.chrome.com/docs/devtools/recorder/reference and puppeteer/replay's Schema.ts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from runner.errors import Problem, UsageError
from runner.flow import words
from runner.flow.deed import Deed
from runner.flow.model import Pick

_ARIA = re.compile(r"aria/(?P<name>.*?)(?:\[role=\"?(?P<role>[\w-]+)\"?\])?$")
_MOST = 8 * 1024 * 1024


def deeds_of(text: str, path: str) -> list[Deed]:
    """The deeds of a recording; raises UsageError where it is none."""
    steps = _steps(text, path)
    found = _with_whole_logins(_deeds(steps))
    if not found:
        raise UsageError(f"{path} has no steps that lead anywhere")
    return found


def _steps(text: str, path: str) -> list[dict[str, Any]]:
    if len(text) > _MOST:
        raise UsageError(f"{path} is too large for a recording")
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(str(Problem(path, error.lineno, error.colno, f"this is not JSON: {error.msg}"))) from None
    except RecursionError:
        raise UsageError(f"{path} is nested too deep for a recording") from None
    steps = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(steps, list) or not all(isinstance(step, dict) and "type" in step for step in steps):
        message = "this is no recording of Chrome's Recorder: it has no list of steps"
        raise UsageError(f"{path}:1:1: {message}. In DevTools › Recorder, export as JSON.")
    return steps


def _deeds(steps: list[dict[str, Any]]) -> Iterator[Deed]:
    url = ""
    for step in steps:
        kind = step["type"]
        if kind == "navigate":
            url = str(step.get("url", ""))
            yield Deed("went", url)
        elif kind in ("click", "doubleClick", "change"):
            pick = _pick(step.get("selectors"))
            if pick is not None:
                yield _deed(kind, pick, url)
        url = _later(step) or url


def _with_whole_logins(deeds: Iterable[Deed]) -> list[Deed]:
    """The press that follows a secret sends it, so it is a part of the login."""
    found: list[Deed] = []
    for deed in deeds:
        after_secret = bool(found) and found[-1].done == "secret" and found[-1].pick is not None
        found.append(Deed("secret", deed.url) if after_secret and deed.done in ("pressed", "sent") else deed)
    return found


def _deed(kind: str, pick: Pick, url: str) -> Deed:
    name = pick.name or pick.text
    if kind == "change":
        secret = words.secret(name) or any(words.secret_identifier(part) for part in (pick.id, pick.name_attribute))
        return Deed("secret" if secret or pick.kind == "password" else "typed", url, pick)
    link = pick.role in ("link", "tab")
    sends = words.never(name) or (not link and words.sends(name))
    return Deed("sent" if sends or pick.kind == "submit" else "pressed", url, pick)


def _later(step: dict[str, Any]) -> str:
    """The page a step led to, by the navigation it was seen to cause."""
    events = step.get("assertedEvents")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and event.get("type") == "navigation" and event.get("url"):
            return str(event["url"])
    return ""


def _pick(selectors: Any) -> Pick | None:
    """A thing by the ways the Recorder knows to find it: its name and role, a text, a selector."""
    known: dict[str, Any] = {}
    for one in selectors if isinstance(selectors, list) else ():
        chain = [one] if isinstance(one, str) else one
        last = chain[-1] if isinstance(chain, list) and chain else None
        if isinstance(last, str):
            known = {**_read(last), **known}
    return Pick.model_validate(known) if known else None


def _read(selector: str) -> dict[str, Any]:
    if selector.startswith("aria/"):
        found = _ARIA.fullmatch(selector)
        return {"name": found["name"], "role": found["role"] or ""} if found and found["name"] else {}
    if selector.startswith("text/"):
        return {"text": selector.removeprefix("text/")}
    if selector.startswith("xpath/"):
        path = selector.removeprefix("xpath/").lstrip("/")
        return {"path": f"/{path}"} if path.startswith("html") else {}
    css = selector.removeprefix("pierce/")
    id_ = re.search(r"#([\w-]+)$", css)
    kind = re.search(r"\[type=['\"]?(password|submit|email)", css)
    return {"id": id_[1] if id_ else "", "kind": kind[1] if kind else ""}
