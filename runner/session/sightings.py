"""What each target looked like when it was last found, so that the next drift is judged against that.

On this machine only. A Pick never holds the value of a field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from runner.flow.describe import role_word
from runner.flow.model import Candidate, Pick, Target, fold

Write = Callable[[Path, bytes], None]


def names_of(target: Target) -> frozenset[str]:
    """What tells a target from others: its names, addresses and selectors. Repairs add to them and keep the old."""
    said = [
        [name.text for name in one.names] + [one.css or "", one.href.text if one.href else ""] for one in _all(target)
    ]
    return frozenset(text for texts in said for text in texts if text)


def _all(target: Target) -> Iterable[Candidate]:
    for one in target.candidates():
        yield one
        for around in (one.within, one.beside):
            if around and not one.names:
                yield from around.candidates()


class Sightings:
    """The folder of what was seen, one file per flow."""

    def __init__(self, folder: Path, write: Write) -> None:
        self.folder = folder
        self._write = write

    def _path(self, flow: str) -> Path:
        return self.folder / f"{flow}.json"

    def _read(self, flow: str) -> list[dict[str, Any]]:
        try:
            data = json.loads(self._path(flow).read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [one for one in data if isinstance(one, dict) and isinstance(one.get("names"), list)]

    def recall(self, flow: str, target: Target) -> Pick | None:
        """What the target looked like: of all that was seen under one of its names, what shares most of them."""
        names = names_of(target)
        shared = [(len(names.intersection(one["names"])), one) for one in self._read(flow)]
        best = max(shared, key=lambda pair: pair[0], default=(0, None))
        return Pick.model_validate(best[1]["pick"]) if best[0] and best[1] else None

    def remember(self, flow: str, target: Target, pick: Pick) -> None:
        """Notes what the target looks like today; nothing is written where that is known."""
        names = names_of(target)
        kept = self._read(flow)
        others = [one for one in kept if not names.intersection(one["names"])]
        now = [*others, {"names": sorted(names), "pick": pick.model_dump(mode="json", exclude_defaults=True)}]
        if names and now != kept:
            self._write(self._path(flow), json.dumps(now, ensure_ascii=False).encode("utf-8"))


def imagined(target: Target) -> list[Pick]:
    """What a target that was never seen may look like: one Pick for each of its names."""
    found = []
    for one in target.candidates():
        role = one.role if one.role and one.role not in ("text", "row") else ""
        for name in one.names:
            if not name.pattern:
                found.append(
                    Pick(role=_aria(role), name=name.text, text=name.text, language=name.language or "", href="")
                )
        if one.href and not one.href.pattern:
            found.append(Pick(tag="a", role="link", href=one.href.text))
    return found


def _aria(word: str) -> str:
    """The ARIA role a word of flows stands for."""
    return "textbox" if word == "field" else word


def is_called(target: Target, pick: Pick) -> bool:
    """Whether a thing has one of the target's names, whole, and its role where the target says one."""
    for one in target.candidates():
        fits = one.role is None or one.role == "text" or role_word(pick.role) == one.role
        if fits and any(not name.pattern and _same(name.text, pick) for name in one.names):
            return True
    return False


def _same(name: str, pick: Pick) -> bool:

    return fold(name) in (fold(pick.name), fold(pick.text))
