"""Repairs on disk: flow files read and written, and what was learnt about them kept in step."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from runner.app.consents import Agreements
from runner.app.own_flows import Newer, OwnFlows, read_flow
from runner.app.places import flows_of_collections, shipped
from runner.errors import RepairError
from runner.flow.load import FlowFile, load
from runner.flow.model import Pick
from runner.locale import _, per_front
from runner.records.files import NEW, new_beside, write_private
from runner.session.kept import packed, unpacked
from runner.session.repair import Learned, LearnedStore, Proposal, digest_of, propose, remaining

__all__ = ["Mended", "Mending", "Proposal", "rewrite"]

_KEYS = ("path", "before", "after")


@dataclass(frozen=True)
class Mended:
    """A flow's text before the first repair and after the last one, for its keeper."""

    path: str
    before: str
    after: str


class Mending:
    """What was learnt and what becomes of it; `home` is the folder of everything the tool writes."""

    def __init__(self, home: Path, installed: Path | None = None) -> None:
        """`installed` is the folder of shipped flows that may not be written to: what is mended there is copied.

        So is what is mended of a collection, which stays as its keeper has signed it.
        """
        of_others = [*(installed.glob("*.yaml") if installed else ()), *flows_of_collections(home / "collections")]
        self._of_others = {path.stem: path for path in of_others}
        self._own = OwnFlows(home / "flows", self._of_others)
        self.lessons = LearnedStore(home / "lessons", write_private)
        self._done = home / "lessons" / "done"
        self._agreed = Agreements(home)

    def flows(self) -> list[str]:
        """The flows about which something was learnt, or that were repaired."""
        return sorted({*self.lessons.flows(), *(path.stem for path in self._done.glob("*.json"))})

    def proposals(self, flow: str) -> list[Proposal]:
        """What was learnt about a flow, as changes of its file as it is now."""
        own = self._own.path(flow)
        if (theirs := self._of_others.get(flow)) and own.is_file():  # it is walked in the place of theirs
            self._address(flow, str(theirs), str(own))
        return [one for lesson in self.lessons.of(flow) for one in _proposed(lesson)]

    def adopt(self, path: Path) -> None:
        """Makes what was learnt on the very same text, in a file of the same name, be about this file."""
        here, digest = str(path.absolute()), digest_of(read_flow(path))
        known = self.lessons.of(path.stem)
        moved = [replace(one, path=here) if one.digest == digest else one for one in known]
        if moved != known:
            self.lessons.keep(path.stem, moved)

    def apply(self, proposal: Proposal) -> Path:
        """Writes a change into the flow's file, or into the person's own copy of a shipped one; which that is.

        Raises RepairError where the file is not as it was when it was proposed.
        """
        lesson, path = proposal.lesson, Path(proposal.lesson.path)
        if proposal.reason:
            raise RepairError(_("{path} is as it was: {reason}", path=path, reason=proposal.reason))
        if read_flow(path) != proposal.before:
            raise RepairError(
                _("{path} has changed meanwhile, so it is as it was; look at the change again", path=path)
            )
        if path.resolve() in {theirs.resolve() for theirs in self._of_others.values()}:
            path = self._own.keep_mended(path.stem, proposal.before, proposal.after)
        else:
            rewrite(path, proposal.after)
        self._remember(proposal, path)
        before = digest_of(proposal.before)
        if self._agreed.has(before) or before in shipped():
            mended = load(proposal.after.removeprefix("\ufeff"), str(path))
            self._agreed.add(mended, date.today())  # the person has just seen what is new in it
        applied = replace(lesson, digest=before)
        left = remaining(self._others(lesson), applied, proposal.before, proposal.after)
        here = str(path)  # of a shipped flow, the copy
        self.lessons.keep(lesson.flow, [replace(one, path=here) if one.path == lesson.path else one for one in left])
        return path

    def has_merged(self, found: Newer, made: FlowFile | None) -> None:
        """The person has put their own flow and a newer shipped one together, and seen what that makes."""
        if made is None:
            self._address(found.flow, str(found.path), str(self._own.others.get(found.flow, found.path)))
            self._forget_repairs(found.flow)
            return
        before = digest_of(found.mine.removeprefix("\ufeff"))
        if self._agreed.has(before) or before in shipped():  # else nobody has agreed to what stays in it
            self._agreed.add(made, date.today())
        data = {"path": str(found.path), "before": found.theirs, "after": digest_of(read_flow(found.path))}
        write_private(self._record(found.flow), packed(data))

    def _address(self, flow: str, path: str, to: str) -> None:
        """What was learnt about one file is about another from now on."""
        self.lessons.keep(flow, [replace(one, path=to) if one.path == path else one for one in self.lessons.of(flow)])

    def rename(self, proposal: Proposal, name: str) -> Proposal:
        """The same with a name that the person has typed."""
        lesson = proposal.lesson
        pick = (lesson.pick or Pick()).model_copy(update={"name": name, "text": "", "alt": ""})
        self.lessons.add(new := replace(lesson, pick=pick))
        return _proposed(new)[0]

    def drop(self, proposal: Proposal) -> None:
        """Forgets what was learnt."""
        self.lessons.drop(proposal.lesson)

    def forget(self, flow: str) -> None:
        """Forgets everything that was learnt about a flow, and how it was before repairs; its file stays as it is."""
        self.lessons.keep(flow, ())
        self._forget_repairs(flow)

    def _forget_repairs(self, flow: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._record(flow).unlink()

    def done(self, flow: str) -> Mended | None:
        """How a flow was before its repairs; None where there were none, or the file was changed otherwise since."""
        data = self._known(flow)
        try:
            text = read_flow(Path(data["path"])) if data else ""
        except RepairError:
            return None
        return Mended(data["path"], data["before"], text) if data and digest_of(text) == data["after"] else None

    def _remember(self, proposal: Proposal, path: Path) -> None:
        lesson = proposal.lesson
        data = {"path": str(path), "before": proposal.before, "after": digest_of(proposal.after)}
        known = self._known(lesson.flow)
        if known and (known["path"], known["after"]) == (lesson.path, digest_of(proposal.before)):
            data["before"] = known["before"]
        write_private(self._record(lesson.flow), packed(data))

    def _known(self, flow: str) -> dict[str, str] | None:
        command = "`optout repair --patch`"
        what = per_front(
            _("{command} no longer knows how {flow} was before its repairs", command=command, flow=flow),
            _("Optout no longer knows how {flow} was before its repairs", flow=flow),
        )
        return unpacked(self._record(flow), lambda data: {key: _text(data[key]) for key in _KEYS}, what)

    def _record(self, flow: str) -> Path:
        return self._done / f"{flow}.json"

    def _others(self, lesson: Learned) -> Sequence[Learned]:
        return [one for one in self.lessons.of(lesson.flow) if one != lesson]


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("not a text")
    return value


def _proposed(lesson: Learned) -> list[Proposal]:
    try:
        return propose(read_flow(Path(lesson.path)), [lesson])
    except RepairError as error:
        said = _("Something was learnt about {flow}.", flow=lesson.flow)
        return [Proposal(lesson, said, "", "", str(error), stale=True)]


def rewrite(path: Path, text: str) -> None:
    """Puts another text into a file, whole or not at all; its rights stay, and a link goes on leading to it."""
    path = path.resolve()
    copy = f"`optout repair flows/{path.name}`"
    new = new_beside(path)
    try:
        old = path.stat()
        mode = stat.S_IMODE(old.st_mode)
        if not mode & 0o222 or not os.access(path, os.W_OK):
            raise RepairError(
                per_front(
                    _(
                        "{path} is read-only; copy it to {folder} and repair the copy: {command}",
                        path=path,
                        folder="./flows/",
                        command=copy,
                    ),
                    _("{path} is read-only, so it is as it was", path=path),
                )
            )
        with os.fdopen(os.open(new, NEW, 0o600), "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        if sys.platform != "win32" and os.geteuid() == 0:
            os.chown(new, old.st_uid, old.st_gid)  # root may repair what is another's; it stays theirs
        new.chmod(mode)
        new.replace(path)
    except OSError as error:
        raise RepairError(
            per_front(
                _(
                    "{path} cannot be written ({reason}); copy it to {folder} and repair the copy: {command}",
                    path=path,
                    reason=error.strerror,
                    folder="./flows/",
                    command=copy,
                ),
                _("{path} cannot be written ({reason}), so it is as it was", path=path, reason=error.strerror),
            )
        ) from None
    finally:
        new.unlink(missing_ok=True)
