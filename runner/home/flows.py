"""The flows: each as a checklist in plain words, and what was learnt of it, to be written into it or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from runner.app.checklist import sheet
from runner.app.own_flows import Newer, own_flows
from runner.app.repairs import Mending, Proposal
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.patches import patch_key, patch_of
from runner.home.router import NoSuchPage
from runner.locale import _, shown


@dataclass(frozen=True)
class ShownRepair:
    """A change that waits, as a page shows it; `key` stands for exactly this change, `line` is where it begins."""

    key: str
    summary: str
    diff: str
    reason: str
    stale: bool
    after: str
    line: int


class FlowPages:
    """The list of flows, and the page of each."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def flows(self, request: PageRequest) -> PageResponse:
        """All flows, those first for which a change waits."""
        mending, own = self._home.mending, own_flows()
        waiting = [flow for flow in mending.flows() if mending.lessons.of(flow)]
        newer = [flow for flow in own.flows() if own.newer(flow)]
        offers = sorted(self._home.offers(), key=lambda one: shown(one.heading.title).casefold())
        return self._home.page(request, "flows", current="/flows", offers=offers, waiting=waiting, newer=newer)

    def one(self, request: PageRequest, flow: str) -> PageResponse:
        """One flow as a checklist, with the changes that wait; one that cannot be read as it is to be mended."""
        file = self._home.shelf.file(flow)
        if file is None and self._home.editing.draft(flow):
            return self._home.done(f"/flows/{flow}/edit")
        if file is None:
            raise NoSuchPage(_("There is no flow {flow} that can be read.", flow=flow))
        own = own_flows()
        newer = own.newer(flow)
        patch = patch_of(self._home, flow)
        return self._home.page(
            request,
            "flow",
            patch=patch,
            patch_key=patch_key(patch),
            current="/flows",
            id=flow,
            sheet=sheet(file.flow),
            path=file.path,
            is_own=flow in own.flows(),
            repairs=repairs_of(self._home.mending, flow),
            newer=newer,
            newer_key=_newer_key(newer) if newer else "",
        )

    def decide(self, request: PageRequest, flow: str) -> PageResponse:
        """Writes a change into the flow, or forgets it; only the very change that was shown."""
        wanted, mending = request.one("key"), self._home.mending
        found = next((one for one in mending.proposals(flow) if _key(one.summary, one.after) == wanted), None)
        if found is None:
            raise UsageError(_("that change is not there any more, or the file has changed since; look at it again"))
        if request.one("what") == "apply":
            said = _("Written to {path}.", path=mending.apply(found))
        else:
            mending.drop(found)
            said = _("Forgotten. The flow is as it was.")
        self._home.changes.tell()
        return self._home.done(f"/flows/{flow}", said)

    def merge(self, request: PageRequest, flow: str) -> PageResponse:
        """Puts the person's own flow and a newer shipped one together."""
        own = own_flows()
        found, side = own.newer(flow), request.one("side")
        if found is None or _newer_key(found) != request.one("key"):
            raise UsageError(_("the two flows are not as they were shown; look at them again"))
        made = own.take(found, "theirs" if side == "theirs" else "mine")
        self._home.mending.has_merged(found, made)
        self._home.changes.tell()
        said = _("It is Optout's again: nothing of yours is left in it.")
        if made:
            said = _("Written to {path}.", path=found.path)
        return self._home.done(f"/flows/{flow}", said)


def repairs_of(mending: Mending, flow: str) -> Sequence[ShownRepair]:
    """The changes of a flow that wait."""
    return [_shown(one, flow) for one in mending.proposals(flow)]


def _shown(one: Proposal, flow: str) -> ShownRepair:
    diff = "" if one.reason else one.diff(f"{flow}.yaml")
    return ShownRepair(_key(one.summary, one.after), one.summary, diff, one.reason, one.stale, one.after, _line(one))


def _line(one: Proposal) -> int:
    """The first line that a change touches; 1 where it touches none."""
    pairs = zip(one.before.split("\n"), one.after.split("\n"), strict=False)
    return next((number for number, (before, after) in enumerate(pairs, 1) if before != after), 1)


def _key(summary: str, after: str) -> str:
    return hashlib.sha256(f"{summary}\0{after}".encode()).hexdigest()[:32]


def _newer_key(found: Newer) -> str:
    return _key(found.mine, found.theirs)
