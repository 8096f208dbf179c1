"""What switches were seen to be, on one document.

Settings switches show a wrong state before the page has its data, and go back by themselves where saving fails. So a
state counts once it has been the same for a while since it last changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from runner.browser.speaks import Freedom
from runner.locale import _
from runner.locale.phrase import put_in

NOT_SAVED = _("There is a Save button: press “{button}”, so that it is kept.")
_WHILE_DISABLED = 3  # times as long


@dataclass
class _State:
    on: bool
    since: float
    changed: bool = False


class States:
    """The switches of one document; times are those of `time.monotonic`, `settle` is in seconds."""

    def __init__(self, settle: float) -> None:
        self.settle = settle
        self._known: dict[str, _State] = {}

    def settled(self, control: str, on: bool, now: float, last_deed: float = 0.0, disabled: bool = False) -> bool:
        """Notes a switch's state; whether it has been the same for long enough since it, or `last_deed`, changed it.

        A page may switch it off while it loads or saves it, so one that is `disabled` has to be the same for longer.
        """
        state = self._known.get(control)
        if state is None:
            state = self._known[control] = _State(on, now)
        elif state.on != on:
            state.on, state.since, state.changed = on, now, True
        return now - max(state.since, last_deed) >= self.settle * (_WHILE_DISABLED if disabled else 1)

    def not_kept(self, control: str, free: Freedom, now: float) -> str:
        """Why a state that was changed on this document is not kept yet: its Save was not pressed since. Else empty."""
        state = self._known.get(control)
        if state is None or not state.changed or not free.saver or free.kept:
            return ""  # where the page knows the order itself, it matters not how late we looked
        saved = free.saved is not None and now - free.saved >= state.since - self.settle
        return "" if saved else put_in(NOT_SAVED, button=free.saver)
