"""The collections of flows that this person has added: one folder for each, as its bundle was, read by nobody else.

Kept apart from what checks signatures, so that `optout list` waits for none of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from runner.app.folder_swap import put_folder, remove_folder, settle
from runner.app.places import collections_folder, flows_of_collections
from runner.errors import BundleError, UsageError, did_you_mean
from runner.flow.manifest import MANIFEST, SIGNATURE, Manifest, collection_of, is_collection_id, largest, read_manifest
from runner.locale import _


@dataclass(frozen=True)
class Collection:
    """Flows of one keeper, as they lie here; `manifest` is None where it cannot be read any more."""

    id: str
    folder: Path
    manifest: Manifest | None

    @property
    def flows(self) -> dict[str, Path]:
        """The files of its flows, by their ids."""
        return {
            path.stem: path for path in flows_of_collections(self.folder.parent) if collection_of(path.stem) == self.id
        }

    @property
    def signature(self) -> str:
        """The signature of its manifest, as it came."""
        with (self.folder / SIGNATURE).open("rb") as file:
            return file.read(largest(SIGNATURE)).decode("ascii", "replace")

    @property
    def kept_by(self) -> str:
        """Who keeps it; empty where that is not known any more."""
        return self.manifest.kept_by if self.manifest else ""

    @property
    def whose(self) -> str:
        """Whose it is, in a line."""
        if self.manifest is None:
            return _("of the collection {collection}, which is damaged: remove it and add it again", collection=self.id)
        return _(
            "kept by {keeper} (collection {collection}, version {version})",
            keeper=self.manifest.kept_by,
            collection=self.id,
            version=self.manifest.version,
        )


class CollectionStore:
    """The folder of collections of this person, or of somebody whose `home` is given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = collections_folder() if folder is None else folder

    def all(self) -> list[Collection]:
        """Those that are there, by id."""
        settle(self.folder)
        return sorted(self._found(), key=lambda one: one.id)

    def _found(self) -> Iterator[Collection]:
        for path in self.folder.glob("*"):
            if is_collection_id(path.name) and path.is_dir():
                yield self._read(path.name)

    def get(self, collection: str) -> Collection | None:
        """The collection of this id; None where there is none."""
        settle(self.folder)
        return self._read(collection) if (self.folder / collection).is_dir() else None

    def called(self, collection: str) -> Collection:
        """The same; raises UsageError, with the likeliest one meant, where there is none."""
        if is_collection_id(collection) and (found := self.get(collection)):
            return found
        known = [one.id for one in self.all()]
        if not known:
            raise UsageError(_("there is no collection called '{name}'; you have added none yet", name=collection))
        hint = did_you_mean(collection, known)
        raise UsageError(_("there is no collection called '{name}' ({hint})", name=collection, hint=hint))

    def of(self, flow: str) -> Collection | None:
        """The collection that a flow is of; None where it is of none."""
        collection = collection_of(flow)
        return self.get(collection) if collection else None

    def put(self, collection: str, files: dict[str, bytes]) -> Collection:
        """Puts a collection in place of the one that is there, whole or not at all; raises RecordsError."""
        put_folder(self.folder / collection, files)
        return self._read(collection)

    def remove(self, collection: Collection) -> None:
        """Removes a collection; raises RecordsError where that fails."""
        remove_folder(collection.folder)

    def _read(self, collection: str) -> Collection:
        folder = self.folder / collection
        try:
            with (folder / MANIFEST).open("rb") as file:
                manifest = read_manifest(file.read(largest(MANIFEST) + 1))
        except (OSError, BundleError):
            return Collection(collection, folder, None)
        return Collection(collection, folder, manifest if manifest.collection == collection else None)
