"""The person's turn: what the pages showed when it began, and what has changed since.

Only a change is an answer. What held already when the turn began is asked about, and a tab that held it (the opener
behind a popup) counts once it was seen not to. Where something is claimed from the answer (`Sign.earns`), the person
must have done something as well: a page that changes by itself has sent nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from playwright.async_api import Frame, Page

from runner.browser.conditions import PageLook, Verdict
from runner.browser.things import Things
from runner.browser.watch import Watch
from runner.flow.driver import Sign, Told
from runner.flow.hosts import Sites
from runner.flow.model import Condition
from runner.flow.signs import rests_on_absence


@dataclass
class Tab:
    """One tab in the turn: its document since when, what was seen on it, and whether the sign was seen not to hold."""

    things: Things
    document: str = ""
    arrived: float = field(default_factory=time.monotonic)
    denied: bool = False
    asked: bool = False
    left: set[str] = field(default_factory=set)  # what was there when the person did something
    has_moved: bool = False  # whether it had another document when the turn began

    def shows(self, document: str) -> None:
        """Another document has come where this is another one."""
        if document and document != self.document:
            if self.document:
                self.arrived, self.has_moved = time.monotonic(), True
            self.document, self.asked = document, False


class PersonsTurn:
    """One turn. `noted` says of later messages whether they stood there before the person did anything."""

    def __init__(self, sign: Sign | None, watch: Watch, sites: Sites, before: Iterable[Page]) -> None:
        self.sign = sign
        self.noted: dict[str, bool] = {}
        self.last: bool | None = None  # whether the control was as wanted when it was last to be seen
        self.told = 0  # how often the page itself has told so
        self._watch = watch
        self._sites = sites
        self._began = time.monotonic()
        self._before = set(before)
        self._tabs: dict[Page, Tab] = {}

    def tab(self, page: Page) -> Tab:
        """What is known of a tab in this turn."""
        if page not in self._tabs:
            self._tabs[page] = Tab(Things(self._moved_on(page)))
        return self._tabs[page]

    def _moved_on(self, page: Page) -> Callable[[float], bool]:
        return lambda since: self._deed_after(since) or self.tab(page).arrived > since

    def _deed_after(self, since: float) -> bool:
        """Whether the person has done something since, on a page of the flow's sites or one that has closed."""
        return any(
            at > since and (page.is_closed() or self._sites.allow(page.url)) for page, at in self._watch.deeds.items()
        )

    @property
    def acted(self) -> bool:
        """Whether the person has done anything in this turn."""
        return self._deed_after(self._began)

    def was_there(self, frame: Frame, key: str) -> None:
        """A page tells that something was there, which should leave, when the person did something."""
        tab = self.tab(frame.page)
        tab.things.was_there(key, frame)
        tab.left.add(key)
        tab.denied = tab.denied or (self.sign is not None and _is_denied(self.sign.condition, tab.left))

    def answer(self, page: Page, look: PageLook, verdict: Verdict, present: bool) -> Told | None:
        """What a look at a page says: that the sign came true, or that it is so and was so before; None for nothing."""
        assert self.sign is not None
        tab = self.tab(page)
        speaks = not self.sign.earns or look.speech.tells_what_is_missing
        if not verdict.holds:
            says = (speaks or verdict.shown) and not (verdict.silent or verdict.unsettled or verdict.why)
            tab.denied = tab.denied or says
            return None
        if not speaks:
            return None
        if self.last is False:  # it stood as it was when it went out of sight
            return None
        if self._has_come(page, tab, verdict, present):
            return "came_true"
        never_there = self._is_absent(verdict) and page not in self._before  # of a tab that is new nothing is known
        return "true_already" if present and not never_there else None

    def _has_come(self, page: Page, tab: Tab, verdict: Verdict, present: bool) -> bool:
        assert self.sign is not None
        changed = tab.denied or page not in self._before
        if self.sign.earns:
            return changed and self.acted and verdict.shown
        if self._is_absent(verdict):
            return False  # what was never there has not gone
        return changed or (verdict.shown and present)

    def _is_absent(self, verdict: Verdict) -> bool:
        """Whether nothing but what is missing says so, which was not seen to go."""
        return not verdict.shown and self.sign is not None and rests_on_absence(self.sign.condition)


def _is_denied(condition: Condition, there: set[str]) -> bool:
    """Whether a condition did not hold while these things were there; False where that does not follow."""
    if condition.any:
        return all(_is_denied(one, there) for one in condition.any)
    if condition.all:
        return any(_is_denied(one, there) for one in condition.all)
    return condition.gone is not None and condition.gone.model_dump_json() in there
