"""One patch for those who keep the flows, with nothing of the person's in it: no values, accounts, addresses, numbers.

Why so strict: what is pointed at may be called after the person ("Anna's profile"), and a patch is sent to strangers. A
change too many left out costs the keeper a look; it is said which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runner.errors import RepairError
from runner.flow.describe import ADDRESSES_AND_NUMBERS
from runner.mending import Mending
from runner.session.repair import Lesson, Proposal, added, mended, unified

_SHORT = 3  # letters; below, a word counts only with its case, or `DE` would be in every “de”


@dataclass
class ForKeeper:
    """A patch, and what was left out of it, each with why."""

    patch: str = ""
    left_out: list[str] = field(default_factory=list)


class Own:
    """What is the person's own: the values of their settings, and the names of their accounts."""

    def __init__(self, values: Iterable[str]) -> None:
        whole = {value.strip() for value in values if value.strip()}
        parts = {part for value in whole for part in re.split(r"\W+", value.partition("@")[0]) if part}
        self._whole = _any_of(value.casefold() for value in whole if len(value) >= _SHORT)
        self._parts = _any_of(part.casefold() for part in whole | parts if len(part) >= _SHORT)
        self._short = _any_of(part for part in whole | parts if len(part) < _SHORT)

    def is_in_name(self, name: str) -> bool:
        """Whether a name has one of them in it, or a part of one: a first name, an address as far as the @."""
        return bool(self._parts.search(name.casefold()) or self._short.search(name))

    def is_in_text(self, text: str) -> bool:
        """Whether a text has one of them in it as a whole; a single word of it may well be the flow's own."""
        return bool(self._whole.search(text.casefold()))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def accounts(home: Path) -> list[str]:
    """The names of the accounts there are profiles for."""
    return [path.name.removeprefix("profile-") for path in home.glob("profile-*") if path.name != "profile-practice"]


def for_keeper(mending: Mending, flows: Iterable[str], own: Own) -> ForKeeper:
    """One patch of all that was learnt about these flows or repaired in them already, as `git apply` takes it."""
    found = ForKeeper()
    for flow in flows:
        proposals, done = mending.proposals(flow), mending.done(flow)
        now = {one.lesson.path: one.before for one in proposals} | ({done.path: done.after} if done else {})
        for path, text in now.items():
            first = done.before if done and done.path == path else text
            if why := _personal(first, text, path, own):
                found.left_out.append(f"{why}: what was repaired in {flow} already.")
                continue  # with all the rest: it might stand in the lines around
            mine = [one for one in proposals if one.lesson.path == path]
            found.patch += _as_patch(first, _with_all(text, mine, own, found), path)
    return found


def _with_all(text: str, proposals: Sequence[Proposal], own: Own, found: ForKeeper) -> str:
    """The text with every proposal that may be sent; the others are noted."""
    kept: list[Lesson] = []
    after = text
    for one in proposals:
        why = one.reason or ("it was learnt on another text of the file" if one.stale else "")
        why = why or _personal(one.before, one.after, one.lesson.path, own)
        if not why:
            try:
                after = mended(text, [*kept, one.lesson])
                kept.append(one.lesson)
            except RepairError as error:
                why = str(error)
        if why:
            found.left_out.append(f"{why}: {one.summary}")
    return after


def _personal(before: str, after: str, path: str, own: Own) -> str:
    """What is personal about a change of a flow; '' where nothing is."""
    if before == after:
        return ""
    texts = added(before, after)
    if own.is_in_text(_as_patch(before, after, path)) or any(map(own.is_in_name, texts)):
        return "it has something of yours in it (from your settings, or an account's name)"
    return "it has an address or a long number in it" if any(map(ADDRESSES_AND_NUMBERS.search, texts)) else ""


def _as_patch(before: str, after: str, path: str) -> str:
    name = f"flows/{Path(path).name}"
    return unified(before, after, f"a/{name}", f"b/{name}")
