"""Repairs on disk: flow files read and written, and what was learnt about them kept in step."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from runner.agreements import Agreements
from runner.errors import RepairError
from runner.flow.load import load
from runner.flow.model import Pick
from runner.records.files import write_private
from runner.session.repair import Lesson, Lessons, Proposal, digest_of, propose, remaining


@dataclass(frozen=True)
class Mended:
    """A flow's text before the first repair and after the last one, for its keeper."""

    path: str
    before: str
    after: str


class Mending:
    """What was learnt and what becomes of it; `home` is the folder of everything the tool writes."""

    def __init__(self, home: Path) -> None:
        self.lessons = Lessons(home / "lessons", write_private)
        self._done = home / "lessons" / "done"
        self._agreed = Agreements(home)

    def flows(self) -> list[str]:
        """The flows about which something was learnt, or that were repaired."""
        return sorted({*self.lessons.flows(), *(path.stem for path in self._done.glob("*.json"))})

    def proposals(self, flow: str) -> list[Proposal]:
        """What was learnt about a flow, as changes of its file as it is now."""
        return [one for lesson in self.lessons.of(flow) for one in _proposed(lesson)]

    def adopt(self, path: Path) -> None:
        """Makes what was learnt on the very same text, in a file of the same name, be about this file."""
        here, digest = str(path.absolute()), digest_of(read_flow(path))
        known = self.lessons.of(path.stem)
        moved = [replace(one, path=here) if one.digest == digest else one for one in known]
        if moved != known:
            self.lessons.keep(path.stem, moved)

    def apply(self, proposal: Proposal) -> None:
        """Writes a change into the flow's file; RepairError where the file is not as it was when it was proposed."""
        lesson, path = proposal.lesson, Path(proposal.lesson.path)
        if proposal.reason:
            raise RepairError(f"{path} is as it was: {proposal.reason}")
        if read_flow(path) != proposal.before:
            raise RepairError(f"{path} has changed meanwhile, so it is as it was; look at the change again")
        rewrite(path, proposal.after)
        self._remember(proposal)
        before = digest_of(proposal.before)
        if self._agreed.has(before):
            mended = load(proposal.after.removeprefix("\ufeff"), str(path))
            self._agreed.add(mended, date.today())  # the person has just seen what is new in it
        applied = replace(lesson, digest=before)
        self.lessons.keep(lesson.flow, remaining(self._others(lesson), applied, proposal.before, proposal.after))

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
        with contextlib.suppress(FileNotFoundError):
            self._record(flow).unlink()

    def done(self, flow: str) -> Mended | None:
        """How a flow was before its repairs; None where there were none, or the file was changed otherwise since."""
        try:
            data = json.loads(self._record(flow).read_text("utf-8"))
            text = read_flow(Path(data["path"]))
            return Mended(data["path"], data["before"], text) if digest_of(text) == data["after"] else None
        except (OSError, ValueError, KeyError, TypeError, RepairError):
            return None

    def _remember(self, proposal: Proposal) -> None:
        lesson = proposal.lesson
        data = {"path": lesson.path, "before": proposal.before, "after": digest_of(proposal.after)}
        try:
            known = json.loads(self._record(lesson.flow).read_text("utf-8"))
            if (known["path"], known["after"]) == (lesson.path, digest_of(proposal.before)):
                data["before"] = known["before"]
        except (OSError, ValueError, KeyError, TypeError):
            pass  # the first repair
        write_private(self._record(lesson.flow), json.dumps(data).encode("utf-8"))

    def _record(self, flow: str) -> Path:
        return self._done / f"{flow}.json"

    def _others(self, lesson: Lesson) -> Sequence[Lesson]:
        return [one for one in self.lessons.of(lesson.flow) if one != lesson]


def _proposed(lesson: Lesson) -> list[Proposal]:
    try:
        return propose(read_flow(Path(lesson.path)), [lesson])
    except RepairError as error:
        return [Proposal(lesson, f"Something was learnt about {lesson.flow}.", "", "", str(error), stale=True)]


def read_flow(path: Path) -> str:
    """The text of a flow file to the byte, a byte order mark included; RepairError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise RepairError(f"{path} is not UTF-8 text; save it as UTF-8 first") from None
    except OSError as error:
        raise RepairError(f"{path} cannot be read: {error.strerror}") from None


def rewrite(path: Path, text: str) -> None:
    """Puts another text into a file, whole or not at all; its rights stay, and a link goes on leading to it."""
    path = path.resolve()
    copy = f"copy it to ./flows/ and repair the copy: `optout repair flows/{path.name}`"
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        old = path.stat()
        mode = stat.S_IMODE(old.st_mode)
        if not mode & 0o222 or not os.access(path, os.W_OK):
            raise RepairError(f"{path} is read-only; {copy}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        if os.name == "posix" and os.geteuid() == 0:
            os.chown(new, old.st_uid, old.st_gid)  # root may repair what is another's; it stays theirs
        new.chmod(mode)
        new.replace(path)
    except OSError as error:
        raise RepairError(f"{path} cannot be written ({error.strerror}); {copy}") from None
    finally:
        new.unlink(missing_ok=True)
