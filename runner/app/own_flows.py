"""The person's own flows and mended ones: a folder of theirs, which an upgrade of Optout leaves alone.

A mended flow keeps what it was mended from. Where a newer one comes with Optout, or its collection, the two changes are
put together when the person says so; until then theirs is walked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runner.app.places import flows_of_collections, own_folder, shipped_flows
from runner.errors import FlowError, RepairError
from runner.flow.load import FlowFile, load
from runner.flow.manifest import collection_of
from runner.flow.merging import Merged, Side, merge
from runner.locale import _
from runner.records.files import write_private
from runner.session.kept import packed, unpacked
from runner.session.repair import unified


@dataclass(frozen=True)
class Newer:
    """A mended flow, and the newer one that has come since: theirs, and what the two make together."""

    flow: str
    path: Path
    mine: str
    theirs: str
    merged: Merged

    def diff(self, side: Side = "mine") -> str:
        """What the merge changes of the person's own file, with one side where the two contradict each other."""
        return unified(self.mine, self.merged.text(side), self.path.name, self.path.name)


class OwnFlows:
    """The person's folder of flows; `others` are those not theirs, by their id: Optout's and those of collections."""

    def __init__(self, folder: Path, others: Mapping[str, Path]) -> None:
        self.folder = folder.resolve()  # as the library has it
        self.others = others

    def flows(self) -> list[str]:
        """The ids of those that are there."""
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def has(self, path: Path) -> bool:
        """Whether a flow file is one of them."""
        return path.resolve().parent == self.folder

    def path(self, flow: str) -> Path:
        """Where a flow of theirs is, or would be."""
        return self.folder / f"{flow}.yaml"

    def source(self, flow: str) -> str:
        """What a flow that is not theirs comes with, in a sentence: Optout, or a collection."""
        collection = collection_of(flow)
        return _("the collection {collection}", collection=collection) if collection else "Optout"

    def keep_mended(self, flow: str, shipped: str, mended: str) -> Path:
        """Puts a mended copy of a shipped flow there, with what it was mended from; its file.

        Raises RepairError where one is there already, RecordsError where it cannot be written.
        """
        path = self.path(flow)
        if path.exists():
            raise RepairError(_("{path} is there already, so nothing is written; look what it is", path=path))
        write_private(path, mended.encode("utf-8"))
        self._note_base(flow, shipped)
        return path

    def newer(self, flow: str) -> Newer | None:
        """The newer one of a mended flow; None where there is none, or the flow is the person's alone."""
        path, shipped = self.path(flow), self.others.get(flow)
        base = self._base(flow) if shipped and path.is_file() else None
        if base is None or shipped is None:
            return None
        try:
            mine, theirs = read_flow(path), read_flow(shipped)
        except RepairError:
            return None  # it cannot be read, and whoever walks it is told
        return None if theirs == base else Newer(flow, path, mine, theirs, merge(base, mine, theirs))

    def take(self, found: Newer, side: Side = "mine") -> FlowFile | None:
        """Writes the merge into the person's own file; None where nothing of theirs is left in it, and it is gone.

        Raises RepairError where no flow comes of it, RecordsError where it cannot be written.
        """
        text = found.merged.text(side)
        try:
            made = load(text.removeprefix("\ufeff"), str(found.path))
        except FlowError as error:
            why = _(
                "{path} is as it was: the two make no flow together ({problem})",
                path=found.path,
                problem=error.problems[0],
            )
            raise RepairError(why) from None
        if read_flow(found.path) != found.mine:
            raise RepairError(
                _("{path} has changed meanwhile, so it is as it was; look at the change again", path=found.path)
            )
        if text == found.theirs:
            self.forget(found.flow)
            return None
        write_private(found.path, text.encode("utf-8"))
        self._note_base(found.flow, found.theirs)
        return made

    def forget(self, flow: str) -> None:
        """Removes the person's own copy of a flow, so that the one it was made from counts."""
        for path in (self.path(flow), self._base_file(flow)):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()

    def _base_file(self, flow: str) -> Path:
        return self.folder / "mended-from" / f"{flow}.json"

    def _note_base(self, flow: str, text: str) -> None:
        write_private(self._base_file(flow), packed({"text": text}))

    def _base(self, flow: str) -> str | None:
        what = _("a newer {flow} that comes with {source} is not offered to you", flow=flow, source=self.source(flow))
        return unpacked(self._base_file(flow), lambda data: str(data["text"]), what)


def own_flows() -> OwnFlows:
    """Those of this person."""
    return OwnFlows(own_folder(), shipped_flows() | {path.stem: path for path in flows_of_collections()})


def read_flow(path: Path) -> str:
    """The text of a flow file to the byte, a byte order mark included; RepairError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RepairError(_("{path} is not UTF-8 text; save it as UTF-8 first", path=path)) from None
    except OSError as error:
        raise RepairError(_("{path} cannot be read: {reason}", path=path, reason=error.strerror)) from None
