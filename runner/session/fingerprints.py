"""What each target looked like when it was last found, so that the next drift is judged against that.

On this machine only. A Pick never holds the value of a field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from runner.addresses import bare
from runner.flow.describe import LONGEST_NAME, name_of, role_word
from runner.flow.model import Candidate, Pick, Target, fold
from runner.flow.wording import role_phrase, spoken
from runner.locale import _
from runner.locale.phrase import quoted
from runner.session.kept import entries, packed, unpacked

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


def to_keep(pick: Pick) -> dict[str, Any]:
    """A Pick as plain data, without what follows `?` and `#` in its address."""
    return pick.model_copy(update={"href": bare(pick.href)}).model_dump(mode="json", exclude_defaults=True)


class Fingerprints:
    """The folder of what was seen, one file per flow."""

    def __init__(self, folder: Path, write: Write) -> None:
        self.folder = folder
        self._write = write

    def _path(self, flow: str) -> Path:
        return self.folder / f"{flow}.json"

    def _read(self, flow: str) -> list[dict[str, Any]]:
        what = _("how the things of {flow} looked has to be seen again", flow=flow)
        return unpacked(self._path(flow), _understood, what) or []

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
        now = [*others, {"names": sorted(names), "pick": to_keep(pick)}]
        if names and now != kept:
            self._write(self._path(flow), packed(now))


def _understood(data: Any) -> list[dict[str, Any]]:
    """What was seen, as it is kept today; raises ValueError and the like where it is none."""
    kept = []
    for one in entries(data):
        names, pick = one["names"], Pick.model_validate(one["pick"])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("not a sighting")
        kept.append({"names": names, "pick": to_keep(pick)})
    return kept


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


def names_to_read(target: Target) -> bool:
    """Whether a target has a name a person can read; else it is told by what it looked like."""
    return any(not name.pattern or spoken(name.pattern[0]) for one in target.candidates() for name in one.names)


def in_words(known: Pick) -> str:
    """What a thing looked like when it was last there: its name, else what it is and what it stood beside."""
    if name := name_of(known):
        return quoted(name)
    thing = role_phrase(known.role) or _("the thing")
    near = next((text for text in known.neighbours if len(text) <= LONGEST_NAME), "")
    return _("{thing} beside {other}", thing=thing, other=quoted(near)) if near else ""


def _aria(word: str) -> str:
    """The ARIA role a word of flows stands for."""
    return "textbox" if word == "field" else word


def is_called(target: Target, pick: Pick) -> bool:
    """Whether a thing's name is one of the target's, or begins with it, and its role the target's where that says one.

    A name in the middle does not count: “Team settings” is not called “Settings”.
    """
    for one in target.candidates():
        fits = one.role is None or one.role == "text" or role_word(pick.role) == one.role
        if fits and any(not name.pattern and _begins(name.text, pick) for name in one.names):
            return True
    return False


def _begins(name: str, pick: Pick) -> bool:
    return any(f"{fold(text)} ".startswith(f"{fold(name)} ") for text in (pick.name, pick.text))


def is_named(target: Target) -> bool:
    """Whether it is looked for by names alone, so that `is_called` can tell."""
    return all(one.names and not any(name.pattern for name in one.names) for one in target.candidates())
