"""What was seen on one tab in the person's turn, so that it can be told to have gone: what was never there has not."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Frame

from runner.flow.model import Target


@dataclass
class _Thing:
    seen: float
    frame: Frame | None
    gone: float | None = None
    was_left: bool = False  # whether the page itself saw it there when the person did something


class Things:
    """The things of one tab. `moved_on` says whether the person did something, or another page came, since a moment."""

    def __init__(self, moved_on: Callable[[float], bool]) -> None:
        self._moved_on = moved_on
        self._known: dict[str, _Thing] = {}

    def saw(self, target: Target, frame: Frame | None) -> None:
        """A thing is there, in this frame where that is known."""
        thing = self._known.setdefault(target.model_dump_json(), _Thing(time.monotonic(), frame))
        thing.frame, thing.gone = frame or thing.frame, None

    def was_there(self, key: str, frame: Frame) -> None:
        """A thing was there, in this frame, when the person did something."""
        thing = self._known.setdefault(key, _Thing(time.monotonic(), frame))
        thing.frame, thing.was_left = frame, True

    def has_gone(self, target: Target, frames: Sequence[Frame]) -> bool:
        """Whether a thing that is not there now was there, and something followed that may have ended it.

        Where its frame still is, and is none to look into now (another site's, an error), nothing can be told.
        """
        thing = self._known.get(target.model_dump_json())
        if thing is None or not (thing.was_left or self._moved_on(thing.seen)):
            return False
        out_of_reach = thing.frame is not None and not thing.frame.is_detached() and thing.frame not in frames
        if out_of_reach:
            return False
        thing.gone = thing.gone or time.monotonic()
        return True

    def gone_for(self, target: Target) -> float:
        """For how many seconds a thing has been gone."""
        thing = self._known.get(target.model_dump_json())
        return time.monotonic() - thing.gone if thing and thing.gone else 0.0
