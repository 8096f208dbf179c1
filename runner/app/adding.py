"""Adds a collection of flows from a file that the person has: what comes with it is shown, and agreed to, first.

The first bundle of a collection brings the key that all later ones are held to. No bundle is judged by a clock: which
of two is newer is their version's to say, and nobody gets an older one after a newer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from runner.app.bundle import Bundle, read_bundle
from runner.app.collection_store import Collection, CollectionStore
from runner.app.consents import Agreements
from runner.app.front_end import FrontEnd
from runner.app.permissions import Powers, differences
from runner.app.places import home
from runner.app.signing import follows, is_signed
from runner.errors import BundleError, FlowError, Stopped, UsageError
from runner.flow.load import FlowFile, load_file
from runner.flow.manifest import Manifest
from runner.locale import _, day_of, in_context, joined, many, per_front
from runner.locale.phrase import Built, Say
from runner.plain import one_line

HowItComes = Literal["first", "newer", "same"]
_MOST_LISTED = 40


@dataclass(frozen=True)
class FlowChange:
    """A flow that is another one now: as it was, and as it comes; `before` is None where it could not be read.

    `was_agreed` tells whether the person had agreed to it as it was.
    """

    before: FlowFile | None
    after: FlowFile
    was_agreed: bool = False

    def lines(self, say: Say) -> Iterator[str]:
        """What it may do that it could not before."""
        if self.before is None:
            yield say(_("{flow}: it is another one now", flow=self.after.id))
            return
        lines = differences(self.after, Powers.of(self.before.flow), say)
        if lines:
            yield say(_("{flow}: what it may do, new (+) and gone (-):", flow=self.after.id))
        else:
            yield say(_("{flow}: texts to read", flow=self.after.id))
        yield from lines


@dataclass(frozen=True)
class Arrival:
    """A bundle beside what is there of its collection: what it adds, changes and takes away; nothing is done yet."""

    bundle: Bundle
    before: Collection | None
    comes: HowItComes
    new: tuple[FlowFile, ...] = ()
    changed: tuple[FlowChange, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def manifest(self) -> Manifest:
        """What the bundle says of itself."""
        return self.bundle.manifest

    @property
    def has_new_key(self) -> bool:
        """Whether the keeper has handed over to another key since."""
        known = self.before.manifest if self.before else None
        return known is not None and known.key != self.manifest.key

    def told(self) -> str:
        """All that the person should know before they say yes; what matters most stands last, next to the question."""
        return Built(lambda say: "\n".join([*self._head(say), *self._flows(say), *self._key(say)]))

    def _head(self, say: Say) -> Iterator[str]:
        one = self.manifest
        yield say(
            many(
                "{title}, version {version} of {day}: {count} flow, kept by {keeper}",
                "{title}, version {version} of {day}: {count} flows, kept by {keeper}",
                len(one.flows),
                title=one.title,
                version=one.version,
                day=day_of(one.date),
                keeper=one.kept_by,
            )
        )
        if one.page:
            yield say(_("Its page: {address}", address=one.page))
        called = f"{one.collection}.NAME"
        yield say(_("Its flows are called {name}; each asks for a yes before its first run.", name=called))
        if one.in_other_languages:
            yield say(one.in_other_languages)

    def _key(self, say: Say) -> Iterator[str]:
        """The key, where it is not the one that is known."""
        shown = f"\n    {self.manifest.fingerprint}\n"
        if self.comes == "first":
            first = _("It is the first you have of it. Who holds the key of this fingerprint can change its flows:")
            yield f"\n{say(first)}"
            yield shown
            yield say(_("Compare it with the one its keeper tells you, by another way than the file came."))
        elif self.has_new_key:
            other = _("Its keeper has taken a new key, and the one you know has signed that:")
            yield f"\n{say(other)}"
            yield shown

    def _flows(self, say: Say) -> Iterator[str]:
        """New ones by their titles; of those that are others now what that means; and which are no longer there."""
        if self.new:
            new = in_context("flows", "New:")
            yield f"\n{say(new)}"
            yield from (f"  {file.id}: {one_line(say(file.flow.title), 90)}" for file in self.new[:_MOST_LISTED])
        if len(self.new) > _MOST_LISTED:
            rest = many("and {count} more", "and {count} more", len(self.new) - _MOST_LISTED)
            yield f"  {say(rest)}"
        if self.changed:
            others = in_context("flows", "Changed:")
            yield f"\n{say(others)}"
        for change in self.changed:
            yield from (f"  {line}" for line in change.lines(say))
        if self.gone:
            gone = _("No longer in it: {flows}", flows=", ".join(self.gone))
            yield f"\n{say(gone)}"
        if kept := [one.after.id for one in self.changed if one.was_agreed]:
            agreed = _(
                "You have agreed to {flows} before; a yes here is one to what has changed in it.", flows=", ".join(kept)
            )
            yield f"\n{say(agreed)}"


def look(path: Path, store: CollectionStore | None = None) -> Arrival:
    """What a bundle would add to what is there; changes nothing.

    Raises BundleError where it is refused, FlowError where one of its flows has problems.
    """
    store = store or CollectionStore()
    bundle = read_bundle(path)
    manifest, before = bundle.manifest, store.get(bundle.manifest.collection)
    come = _as_they_will_lie(bundle, store.folder)
    if before is None:
        return Arrival(bundle, None, "first", tuple(come))
    try:
        _check_follows(manifest, before)
    except BundleError as error:
        raise BundleError(_("{path} is refused: {why}. Nothing was changed.", path=path, why=str(error))) from None
    if before.manifest == manifest and _is_whole(before, bundle):
        return Arrival(bundle, before, "same")
    there, agreed = before.flows, Agreements(store.folder.parent)
    changes = [_change(there[file.id], file, agreed) for file in come if file.id in there]
    changed = tuple(one for one in changes if one.before is None or one.before.digest != one.after.digest)
    new = tuple(file for file in come if file.id not in there)
    return Arrival(bundle, before, "newer", new, changed, tuple(sorted(there.keys() - bundle.flows.keys())))


def _check_follows(manifest: Manifest, before: Collection) -> None:
    """Raises BundleError where a bundle is not a later one of this collection, signed by whom it has to be."""
    known = before.manifest
    forget = f"`optout flows remove {before.id}`"
    if known is None or not is_signed(known.key, known.message(), before.signature):
        raise BundleError(
            per_front(
                _(
                    "the collection {collection} that is here is damaged, so nothing can be held to it; {command}"
                    " forgets what is there, and then it is added as for the first time",
                    collection=before.id,
                    command=forget,
                ),
                _(
                    "the collection {collection} that is here is damaged, so nothing can be held to it; remove it, and"
                    " then it is added as for the first time",
                    collection=before.id,
                ),
            )
        )
    if not follows(manifest, known.key):
        raise BundleError(
            per_front(
                _(
                    "it is signed with another key ({other}) than the one you know of {collection} ({known}). Somebody"
                    " else may have made it. Where its keeper tells you that it is so, {command} forgets what is"
                    " there, and then it is added as for the first time",
                    other=manifest.fingerprint,
                    collection=before.id,
                    known=known.fingerprint,
                    command=forget,
                ),
                _(
                    "it is signed with another key ({other}) than the one you know of {collection} ({known}). Somebody"
                    " else may have made it. Where its keeper tells you that it is so, remove the collection, and then"
                    " it is added as for the first time",
                    other=manifest.fingerprint,
                    collection=before.id,
                    known=known.fingerprint,
                ),
            )
        )
    if manifest.version < known.version:
        raise BundleError(
            _(
                "it is version {version} of {collection}, and you have version {known}",
                version=manifest.version,
                collection=before.id,
                known=known.version,
            )
        )
    if manifest.version == known.version and manifest != known:
        raise BundleError(
            _(
                "it says that it is version {version} of {collection}, and is another than yours",
                version=known.version,
                collection=before.id,
            )
        )


def _is_whole(there: Collection, bundle: Bundle) -> bool:
    """Whether all of a bundle lies there as it came."""
    try:
        return all((there.folder / name).read_bytes() == data for name, data in bundle.files.items())
    except OSError:
        return False


def _as_they_will_lie(bundle: Bundle, folder: Path) -> list[FlowFile]:
    """The flows of a bundle, in order, with the paths they will have: consent goes by those."""
    inside = folder / bundle.manifest.collection / "flows"
    return [replace(file, path=str(inside / f"{flow}.yaml")) for flow, file in sorted(bundle.flows.items())]


def _change(path: Path, after: FlowFile, agreed: Agreements) -> FlowChange:
    try:
        before = load_file(path)
    except FlowError:
        return FlowChange(None, after)
    return FlowChange(before, after, agreed.has(before.digest))


async def add(path: Path, front: FrontEnd, trust: bool = False) -> Arrival:
    """Shows what a bundle brings, asks, and puts it in place; what came of it is in the arrival (`comes`).

    A flow that was agreed to stays so, for what is new in it has just been shown, and that a yes is one to it. Raises
    Stopped where the person says no, UsageError where nobody is there to be asked, and what `look` raises.
    """
    found = look(path)
    if found.comes == "same":
        return found
    if trust or not front.is_attended:
        front.note(found.told())
    if not trust and not front.is_attended:
        raise UsageError(_("{path} does not come with Optout; agree to it with {option}", path=path, option="--trust"))
    if not trust and not await front.agrees("consent", joined(found.told(), _("Add it?"), between="\n\n")):
        raise Stopped
    take(found)
    return found


def take(found: Arrival) -> None:
    """Puts in place what was shown and agreed to; raises BundleError where another version has come meanwhile."""
    store, agreed = CollectionStore(), Agreements(home())
    _check_unchanged(store, found)
    store.put(found.manifest.collection, found.bundle.all_files())
    for one in found.changed:
        if one.was_agreed:
            agreed.add(one.after, date.today())


def _check_unchanged(store: CollectionStore, found: Arrival) -> None:
    """Raises BundleError where another version has come while the person was asked about this one."""
    now = store.get(found.manifest.collection)
    if (now.manifest if now else None) != (found.before.manifest if found.before else None):
        raise BundleError(
            _(
                "{collection} has changed meanwhile, so nothing was added; do it again",
                collection=found.manifest.collection,
            )
        )
