"""Collections of flows that others keep: which are there, what a saved file would add, and their end."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from runner.app.collection_store import CollectionStore
from runner.app.downloads import downloads_folder, saved_file, zips_with
from runner.errors import BundleError, UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.manifest import MANIFEST, SIGNATURE
from runner.home.context import HomeContext
from runner.locale import _

if TYPE_CHECKING:  # what checks signatures is slow to load, and few ask for it
    from runner.app.adding import Arrival


class CollectionPages:
    """The list of collections, and what comes before one is added or removed."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def collections(self, request: PageRequest) -> PageResponse:
        """Those that are there, and the files in Downloads that could be added."""
        titles = {head.id: head.title or head.id for head in self._home.shelf.heads()}
        return self._home.page(
            request,
            "collections",
            current="/flows",
            there=self._store.all(),
            titles=titles,
            saved=list(zips_with(downloads_folder(), {MANIFEST, SIGNATURE})),
            downloads=downloads_folder(),
        )

    def look(self, request: PageRequest) -> PageResponse:
        """What a file would add, change and take away; nothing is done yet."""
        found = self._arrival(request.one("path"))
        return self._home.page(
            request,
            "arrival",
            current="/flows",
            told=found.told(),
            title=found.manifest.title,
            comes=found.comes,
            path=request.one("path").strip(),
            key=_key(found),
        )

    def add(self, request: PageRequest) -> PageResponse:
        """Adds what was shown, and only that."""
        from runner.app.adding import take

        found = self._arrival(request.one("path"))
        if _key(found) != request.one("key"):
            raise BundleError(
                _("the file, or what is here of its collection, is not as it was shown; look at it again")
            )
        if found.comes != "same":
            take(found)
        self._home.changes.tell()
        one = found.manifest
        return self._home.done(
            "/collections", _("Added: {title}, version {version}.", title=one.title, version=one.version)
        )

    def sure(self, request: PageRequest, collection: str) -> PageResponse:
        """Asks before one is removed."""
        return self._home.page(request, "uncollect", current="/flows", one=self._store.called(collection))

    def remove(self, request: PageRequest, collection: str) -> PageResponse:
        """Removes one, and its key is forgotten."""
        found = self._store.called(collection)
        if self._home.walks.is_under_way:
            raise UsageError(_("something is under way: let it come to its end, or stop it, before you remove flows"))
        self._store.remove(found)
        self._home.changes.tell()
        return self._home.done(
            "/collections", _("Removed {collection}. What you sent with its flows stays noted.", collection=found.id)
        )

    @property
    def _store(self) -> CollectionStore:
        return CollectionStore(self._home.folder / "collections")

    def _arrival(self, given: str) -> Arrival:
        from runner.app.adding import look

        if given.strip().startswith(("http:", "https:")):
            raise UsageError(_("Optout fetches nothing: open that address in your browser, save the file, and add it"))
        return look(saved_file(given), self._store)


def _key(found: Arrival) -> str:
    """Stands for exactly what was shown: this bundle, and what it was held against."""
    known = found.before.manifest.as_bytes() if found.before and found.before.manifest else b""
    shown = b"\0".join([found.manifest.as_bytes(), known, found.told().encode()])
    return hashlib.sha256(shown).hexdigest()
