"""One patch for those who keep the flows, with nothing of the person's in it: no values, accounts, addresses, numbers.

Why so strict: what is pointed at may be called after the person ("Anna's profile"), and a patch is sent to strangers. A
change too many left out costs the keeper a look; it is said which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runner.app.repairs import Mending
from runner.errors import RepairError
from runner.flow.describe import ADDRESSES_AND_NUMBERS
from runner.flow.own import Own
from runner.locale import _
from runner.session.repair import Learned, Proposal, added, mended, unified


@dataclass
class ForKeeper:
    """A patch, and what was left out of it, each with why."""

    patch: str = ""
    left_out: list[str] = field(default_factory=list)


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
                found.left_out.append(_("{why}: what was repaired in {flow} already.", why=why, flow=flow))
                continue  # with all the rest: it might stand in the lines around
            mine = [one for one in proposals if one.lesson.path == path]
            found.patch += _as_patch(first, _with_all(text, mine, own, found), path)
    return found


def _with_all(text: str, proposals: Sequence[Proposal], own: Own, found: ForKeeper) -> str:
    """The text with every proposal that may be sent; the others are noted."""
    kept: list[Learned] = []
    after = text
    for one in proposals:
        why = one.reason or (_("it was learnt on another text of the file") if one.stale else "")
        why = why or _personal(one.before, one.after, one.lesson.path, own)
        if not why:
            try:
                after = mended(text, [*kept, one.lesson])
                kept.append(one.lesson)
            except RepairError as error:
                why = str(error)
        if why:
            found.left_out.append(_("{why}: {change}", why=why, change=one.summary))
    return after


def _personal(before: str, after: str, path: str, own: Own) -> str:
    """What is personal about a change of a flow; '' where nothing is."""
    if before == after:
        return ""
    texts = added(before, after)
    if own.is_in_text(_as_patch(before, after, path)) or any(map(own.is_in_name, texts)):
        return _("it has something of yours in it (from your settings, or an account's name)")
    return _("it has an address or a long number in it") if any(map(ADDRESSES_AND_NUMBERS.search, texts)) else ""


def _as_patch(before: str, after: str, path: str) -> str:
    name = f"flows/{Path(path).name}"
    return unified(before, after, f"a/{name}", f"b/{name}")
