"""Finds what a target means on a page, in one look: no waiting, no pressing.

The work is done by an engine of our own (the .js files of ENGINE) that Playwright runs in its isolated world: it sees
the page's elements but none of the page's scripts or patched prototypes, so a page cannot lie to it. Its answers leave
that world as the text of an element that is never put into the page.

Why: one of Playwright's own locators per name is slow (thirty names: 50–200 ms), and `a.or_(b).first` is the first in
the order of the document, not in the order the flow's author wrote.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import ElementHandle, Error, Frame, Playwright

from runner.browser.guard import Facts
from runner.errors import UsageError
from runner.flow.model import Candidate, Name, Target

ENGINE = (
    "read.js",
    "dom.js",
    "names.js",
    "sight.js",
    "index.js",
    "match.js",
    "targets.js",
    "facts.js",
    "hold.js",
    "picks.js",
    "proof.js",
)
LONGEST_LABEL = 80
PATIENCE = 5_000  # ms a page may take to answer one question; a page that hangs has nothing to show
GONE = (
    "has been closed",
    "was detached",
    "not attached",
    "navigat",
    "context was destroyed",
    "Cannot find context",
    "crashed",
    "adopt",
    "Timeout",
    "Unable to",
)


@dataclass(frozen=True)
class Found:
    """One thing on the page: what it is called there, and which name of which candidate found it.

    `label` never holds what a person typed. `pressable` tells a text that looks as if it could be pressed from prose.
    """

    frame: Frame
    target: Target
    label: str
    role: str
    candidate: int
    name: int
    part: bool
    pressable: bool


@dataclass(frozen=True)
class Several:
    """More than one thing could be meant."""

    count: int


@dataclass(frozen=True)
class State:
    """A switch or checkbox is `on`, a radio, tab or option is `selected`; None where the element says neither."""

    on: bool | None
    selected: bool | None


@dataclass(frozen=True)
class _Match:
    """What one frame says about one name: how often it is there, and where each leads ('' for nowhere else)."""

    frame: Frame
    candidate: int
    name: int
    part: bool
    addresses: tuple[str, ...]
    role: str
    label: str
    pressable: bool


async def register(playwright: Playwright) -> None:
    """Teach Playwright the engine; once, before the first page is opened."""
    engine = f"(() => {{\n'use strict';\n{script('engine.js')}\nreturn engine;\n}})()"
    await playwright.selectors.register("optout", engine, content_script=True)


def script(last: str) -> str:
    """The engine's files as one text, with one more file that uses them."""
    return "\n".join(files("runner.browser").joinpath(name).read_text(encoding="utf-8") for name in (*ENGINE, last))


async def look(frames: Sequence[Frame], target: Target) -> Found | Several | None:
    """One look at all frames: the first name, in written order, that is visible and there once.

    UsageError where the target itself does not work in a browser: a wrong CSS selector or regular expression.
    """
    question = {"target": _plain(target)}
    answers = await asyncio.gather(*(ask_frame(frame, question) for frame in frames))
    told = [(frame, answer) for frame, answer in zip(frames, answers, strict=True) if answer is not None]
    for _, answer in told:
        if "error" in answer:
            raise UsageError(f"{target} cannot be looked for: {answer['error']}")
    told = [(frame, answer) for frame, answer in told if not _is_another(frame, answer["address"])]
    shown = await asyncio.gather(*(_is_shown(frame) for frame, answer in told if answer["found"]))
    seen = [pair for pair, is_shown in zip([pair for pair in told if pair[1]["found"]], shown, strict=True) if is_shown]
    matches = [_match(frame, one) for frame, answer in seen for one in answer["found"]]
    return _decide(target, matches)


def _is_another(frame: Frame, address: str) -> bool:
    """Whether a frame's document is of another host than the one we know of: it has moved on, and word of it is due."""
    here = urlsplit(frame.url)
    return here.scheme in ("http", "https") and urlsplit(address).hostname != here.hostname


async def handle(found: Found) -> ElementHandle | None:
    """The very element, looked for again; None if it is gone or no longer the only one."""
    place = {"candidate": found.candidate, "name": found.name, "part": found.part}
    return await take(found.frame, {"take": place, "target": _plain(found.target)})


def selector(question: dict[str, Any]) -> str:
    """The question as a selector. `>>` would end it, so no `>` is left in it."""
    return "optout=" + json.dumps(question, ensure_ascii=True).replace(">", "\\u003e")


async def take(frame: Frame, question: dict[str, Any]) -> ElementHandle | None:
    """The one element of a frame that answers a question; None if there is none or the frame is gone."""
    try:
        return await frame.query_selector(selector(question))
    except Error as error:
        _pass_if_gone(error)
        return None


async def take_from(element: ElementHandle, question: dict[str, Any]) -> ElementHandle | None:
    """The one element that answers a question about another; Playwright's Error if its page is gone."""
    return await element.query_selector(selector(question))


async def facts(element: ElementHandle) -> Facts:
    """What the guard has to know about an element; Playwright's Error if its page is gone."""
    return Facts.of(await tell(element, {"facts": True}))


async def state(element: ElementHandle) -> State:
    """Whether a switch is on and a radio, tab or option is chosen, as the element itself says."""
    answer = await _ask_element(element, {"state": True})
    return State(answer["on"], answer["selected"]) if answer is not None else State(None, None)


def _decide(target: Target, matches: list[_Match]) -> Found | Several | None:
    """Whole names before parts, then written order; a name that is there twice is passed over."""
    whole = {(one.candidate, one.name) for one in matches if not one.part}
    several = 0
    places = sorted({(one.part, one.candidate, one.name) for one in matches})
    for part, candidate, name in places:
        if part and (candidate, name) in whole:
            continue
        same = [one for one in matches if (one.part, one.candidate, one.name) == (part, candidate, name)]
        count = _distinct(same)
        if count == 1:
            return _found(target, same[0])
        several = several or count
    return Several(several) if several else None


def _distinct(matches: list[_Match]) -> int:
    """How many things there are: those that lead to the same address count once."""
    addresses = [address for one in matches for address in one.addresses]
    return len({address for address in addresses if address}) + addresses.count("")


def _found(target: Target, match: _Match) -> Found:
    label = match.label if len(match.label) <= LONGEST_LABEL else match.label[: LONGEST_LABEL - 1].rstrip() + "…"
    return Found(match.frame, target, label, match.role, match.candidate, match.name, match.part, match.pressable)


def _match(frame: Frame, one: dict[str, Any]) -> _Match:
    return _Match(frame, **{**one, "addresses": tuple(one["addresses"])})


async def _is_shown(frame: Frame) -> bool:
    """Whether the frame itself can be seen in the frames around it."""
    while (parent := frame.parent_frame) is not None:
        try:
            element = await frame.frame_element()
        except Error as error:
            _pass_if_gone(error)
            return False
        answer = await _ask_element(element, {"shown": True})
        if answer is None or not answer["shown"]:
            return False
        frame = parent
    return True


async def ask_frame(frame: Frame, question: dict[str, Any]) -> dict[str, Any] | None:
    """The engine's answer about a frame; None if it is gone or hangs."""
    try:
        text = await frame.locator(selector(question)).text_content(timeout=PATIENCE)
    except Error as error:
        _pass_if_gone(error)
        return None
    return dict(json.loads(text)) if text else None


async def _ask_element(element: ElementHandle, question: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return await tell(element, question)
    except Error as error:
        _pass_if_gone(error)
        return None


async def tell(element: ElementHandle, question: dict[str, Any]) -> dict[str, Any]:
    """The engine's answer about one element."""
    note = await element.query_selector(selector(question))
    answer = dict(json.loads((note and await note.text_content()) or "{}"))
    if "error" in answer or not answer:
        raise AssertionError(f"the engine does not answer {question}: {answer}")
    return answer


def _pass_if_gone(error: Error) -> None:
    """Pages close and navigate while one looks at them; every other error is a bug and goes on up."""
    if not any(sign in error.message for sign in GONE):
        raise error


def _plain(target: Target) -> list[dict[str, Any]]:
    """A target as the engine reads it."""
    return [_plain_candidate(candidate) for candidate in target.candidates()]


def _plain_candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "role": candidate.role,
        "names": [_plain_name(name) for name in candidate.names],
        "href": _plain_name(candidate.href) if candidate.href else None,
        "css": candidate.css,
        "within": _plain(candidate.within) if candidate.within else None,
        "beside": _plain(candidate.beside) if candidate.beside else None,
    }


def _plain_name(name: Name) -> dict[str, Any]:
    return {"text": name.text, "pattern": list(name.pattern)} if name.pattern else {"text": name.text}
