"""What was repaired in a flow, for those who keep it: shown first, then saved, and sent by the person or not."""

from __future__ import annotations

import hashlib

from runner.app.downloads import save
from runner.app.upstream_patch import ForKeeper, accounts, for_keeper
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.own import Own
from runner.home.context import HomeContext
from runner.locale import _


class PatchPages:
    """The patch of a flow, to be saved."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def save(self, request: PageRequest, flow: str) -> PageResponse:
        """Puts it into the Downloads folder; only the very one that was shown."""
        found = patch_of(self._home, flow)
        if not found.patch or patch_key(found) != request.one("key"):
            raise UsageError(_("it is not any more as it was shown; look at it again"))
        path = save(f"{flow}.patch", found.patch.encode())
        return self._home.done(f"/flows/{flow}", _("Saved as {path}.", path=path))


def patch_of(home: HomeContext, flow: str) -> ForKeeper:
    """All that was learnt about a flow or repaired in it, with nothing of the person's own in it."""
    mending = home.mending
    if not mending.lessons.of(flow) and not mending.done(flow):
        return ForKeeper()
    return for_keeper(mending, [flow], Own([*home.config.me.values(), *accounts(home.folder)]))


def patch_key(found: ForKeeper) -> str:
    """Stands for exactly this patch."""
    return hashlib.sha256(found.patch.encode()).hexdigest()
