"""Finds what a target means on a page, in one look: no waiting, no pressing.

Why: one of Playwright's own locators per name is slow (thirty names: 50–200 ms), and `a.or_(b).first` is the first in
the order of the document, not in the order the flow's author wrote.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.async_api import Error, Frame

from runner.browser import asking
from runner.browser.asking import Element, frame_element
from runner.browser.engine_messages import BoxTold, Leaves, MatchTold, PlainCandidate, PlainName, State
from runner.browser.engine_questions import AskFacts, AskInterrupts, AskShown, AskState, AskTarget, Query
from runner.browser.guard import Facts
from runner.browser.inner_role import is_toggle
from runner.errors import UsageError
from runner.flow.model import Candidate, Name, Target
from runner.locale import _

LONGEST_LABEL = 80


@dataclass(frozen=True)
class Found:
    """One thing on the page: the element, what it is called there, and which name of which candidate found it.

    `label` never holds what a person typed. `pressable` tells a text that looks as if it could be pressed from prose.
    It was found `early` where more of the page is still to come.
    """

    element: Element
    target: Target
    label: str
    role: str
    candidate: int
    name: int
    part: bool
    pressable: bool
    early: bool = False

    @property
    def frame(self) -> Frame:
        """The frame it is in."""
        return self.element.frame


@dataclass(frozen=True)
class Several:
    """More than one thing could be meant: so many, and the first of them, in the order of frames and documents."""

    count: int
    first: tuple[Element, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Silent:
    """A frame did not answer, or was on its way to another page: nothing can be said of what is not there."""


@dataclass(frozen=True)
class _Match:
    """What one frame says about one name."""

    frame: Frame
    told: MatchTold

    @property
    def place(self) -> tuple[bool, int, int]:
        """Whole names before parts, then written order."""
        return self.told["part"], self.told["candidate"], self.told["name"]

    @property
    def elements(self) -> tuple[Element, ...]:
        """The first of the things it means."""
        return tuple(Element(self.frame, key) for key in self.told["kept"])


async def look(frames: Sequence[Frame], target: Target, turn: int = 0) -> Found | Several | Silent | None:
    """One look at all frames: the first name, in written order, that is visible and there once.

    None says that every frame was looked at and it is in none. A page that is busy is waited for, as long as it takes.
    In a `turn` of the person's the frames tell from now on whether it is there when they do something.
    UsageError where the target itself does not work in a browser: a wrong CSS selector or regular expression.
    """
    leaves = Leaves(turn=turn, key=target.model_dump_json()) if turn else None
    return await look_for(frames, target.candidates(), target, leaves)


async def look_for(
    frames: Sequence[Frame], candidates: Sequence[Candidate], target: Target, leaves: Leaves | None = None
) -> Found | Several | Silent | None:
    """The same for some of a target's candidates alone."""
    answers = await asking.ask_all(frames, AskTarget([_plain_candidate(one) for one in candidates], leaves))
    told = []
    for frame, answer in zip(frames, answers, strict=True):
        if answer is None:
            continue
        if "error" in answer:
            raise UsageError(_("{thing} cannot be looked for: {error}", thing=str(target), error=answer["error"]))
        if not _is_another(frame, answer["address"]):
            told.append((frame, answer))
    is_silent = len(told) < sum(not frame.is_detached() for frame in frames)
    shown = await asyncio.gather(*(_is_shown(frame) for frame, answer in told if answer["found"]))
    seen = [pair for pair, is_shown in zip([pair for pair in told if pair[1]["found"]], shown, strict=True) if is_shown]
    matches = [_Match(frame, one) for frame, answer in seen for one in answer["found"]]
    decided = _decide(target, matches) or (Silent() if is_silent else None)
    early = any(answer["early"] for frame, answer in told if frame is frames[0])
    return replace(decided, early=True) if early and isinstance(decided, Found) else decided


def _is_another(frame: Frame, address: str) -> bool:
    """Whether a frame's document is of another host than the one we know of: it has moved on, and word of it is due."""
    here = urlsplit(frame.url)
    return here.scheme in ("http", "https") and urlsplit(address).hostname != here.hostname


async def facts(element: Element, question: Query[Facts] | None = None) -> Facts:
    """What the guard has to know about an element, told in answer to a question; Playwright's Error if it is gone."""
    return await complete(element, await element.tell(question or AskFacts()))


async def complete(element: Element, told: Facts) -> Facts:
    """The facts of an element with what no engine in a page can tell of it."""
    if told.custom and not told.toggles and await is_toggle(element):
        return replace(told, toggles=True, switches=True)
    return told


async def interrupts(element: Element, wanted: Element | None = None) -> BoxTold | None:
    """The dialog, banner or box over the page that an element belongs to, in its frame or in one around that.

    None where there is none, and where what is `wanted` lies in it as well: then it is the page for now.
    """
    inner = await _within(wanted, element.frame) if wanted else None
    if (box := await element.tell(AskInterrupts(inner.key if inner else ""))) is not None:
        return box
    if element.frame.parent_frame is None:
        return None
    return await interrupts(await frame_element(element.frame), wanted)


async def _within(element: Element, frame: Frame) -> Element | None:
    """The element, or the frame's element around it that stands in this frame; None where it is in another."""
    while element.frame is not frame:
        if element.frame.parent_frame is None:
            return None
        element = await frame_element(element.frame)
    return element


async def state(element: Element) -> State:
    """Whether a switch is on and a radio, tab or option is chosen, as the element itself says."""
    try:
        return await element.tell(AskState())
    except Error as error:
        asking.pass_if_gone(error)
        return State(None, None)


def _decide(target: Target, matches: list[_Match]) -> Found | Several | None:
    """Whole names before parts, then written order; a name that is there twice is passed over.

    Of frames, the one goes first in which a name fits better: as well as within a frame.
    """
    places = {one.place for one in matches}
    several: Several | None = None
    for place in sorted(places):
        is_part, candidate, name = place
        if is_part and (False, candidate, name) in places:
            continue
        there = [one for one in matches if one.place == place]
        best = min(one.told["level"] for one in there)
        same = [one for one in there if one.told["level"] == best]
        count = _distinct(same)
        if count == 1:
            return _found(target, same[0])
        several = several or Several(count, tuple(element for one in same for element in one.elements))
    return several


def _distinct(matches: list[_Match]) -> int:
    """How many things there are: those that lead to the same address count once."""
    addresses = [address for one in matches for address in one.told["addresses"]]
    return len({address for address in addresses if address}) + addresses.count("")


def _found(target: Target, match: _Match) -> Found:
    told, label = match.told, match.told["label"]
    label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    part, candidate, name = match.place
    return Found(match.elements[0], target, label, told["role"], candidate, name, part, told["pressable"])


async def _is_shown(frame: Frame) -> bool:
    """Whether the frame itself can be seen in the frames around it."""
    while (parent := frame.parent_frame) is not None:
        try:
            if not await (await frame_element(frame)).tell(AskShown()):
                return False
        except Error as error:
            asking.pass_if_gone(error)
            return False
        frame = parent
    return True


def _plain(target: Target) -> list[PlainCandidate]:
    """A target as the engine reads it."""
    return [_plain_candidate(candidate) for candidate in target.candidates()]


def _plain_candidate(candidate: Candidate) -> PlainCandidate:
    return PlainCandidate(
        role=candidate.role,
        names=[_plain_name(name) for name in candidate.names],
        href=_plain_name(candidate.href) if candidate.href else None,
        css=candidate.css,
        within=_plain(candidate.within) if candidate.within else None,
        beside=_plain(candidate.beside) if candidate.beside else None,
    )


def _plain_name(name: Name) -> PlainName:
    return PlainName(text=name.text, pattern=name.pattern)
