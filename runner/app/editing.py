"""Flow files being edited: the text as it was typed so far, what is wrong with it, and saving it with undo.

What is typed is kept on disk until it is saved or taken back, and so are the texts that were saved before: nothing that
somebody has written is lost when a program ends. A flow of others, Optout's or a collection's, is copied into the
person's own folder the first time it is saved; the file it came from stays as it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runner.app.own_flows import OwnFlows, own_flows, read_flow
from runner.app.places import library
from runner.app.repairs import rewrite
from runner.errors import FlowError, Problem, RepairError
from runner.flow.check import check
from runner.flow.load import FlowFile, Loc, load, walk
from runner.flow.source import SourceText
from runner.flow.step import Step
from runner.flow.typed import typed_over
from runner.locale import _
from runner.records.files import write_private
from runner.session.kept import packed, unpacked
from runner.session.repair import unified

_MOST = 30  # saved texts that can be gone back to
_MARK = "\ufeff"


@dataclass(frozen=True)
class StepRow:
    """A step as a line to read: its number in the file, its place, how deep it stands, and where.

    `way` is the route that begins with it; `is_aimed` says that it is about one thing on the page.
    """

    number: int
    loc: Loc
    depth: int
    words: str
    line: int
    way: str
    is_aimed: bool


@dataclass
class FlowDraft:
    """A flow as it is being edited: `base` is the file's text, `text` what it is to become, both to the byte.

    `before` are the texts that were saved earlier, the last one last, and `after` those that were taken back. `file` is
    the flow as the text says it, or as it did when it could last be read.
    """

    flow: str
    path: Path
    base: str
    text: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    file: FlowFile | None = None
    problems: Sequence[Problem] = ()

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved yet."""
        return self.text != self.base

    @property
    def is_readable(self) -> bool:
        """Whether the text can be walked as far as reading it tells."""
        return self.file is not None and not any(one.severity == "error" for one in self.problems)

    @property
    def diff(self) -> str:
        """What is not saved yet."""
        return unified(self.base, self.text, self.path.name, self.path.name)

    @property
    def rows(self) -> list[StepRow]:
        """The steps, one after another, those inside others behind them."""
        file = self.file
        steps = enumerate(walk(file.flow.steps)) if file else ()
        return [_row(number, loc, step, file.source) for number, (loc, step) in steps] if file else []

    def row(self, number: int) -> StepRow | None:
        """The step of that number."""
        rows = self.rows
        return rows[number] if 0 <= number < len(rows) else None

    def read(self) -> None:
        """Takes down what is wrong with the text now."""
        try:
            file = load(self.text.removeprefix(_MARK), str(self.path))
        except FlowError as error:
            self.problems = error.problems
            return
        self.file, self.problems = file, check(file)


class Editing:
    """All flows that are being edited; `opened` are files that are meant by their path, by the id of their flow.

    `own` are the person's flows and `flows` all there are, where these are not those of this computer.
    """

    def __init__(
        self,
        opened: Mapping[str, Path] | None = None,
        own: OwnFlows | None = None,
        flows: Callable[[], Mapping[str, Path]] = library,
    ) -> None:
        self._opened = dict(opened or {})
        self._own, self._flows = own, flows
        self._drafts: dict[str, FlowDraft] = {}

    @property
    def own(self) -> OwnFlows:
        """The person's own flows."""
        return self._own or own_flows()

    def draft(self, flow: str) -> FlowDraft | None:
        """A flow to edit, as it was left; None where there is none. Raises RepairError where it is no text."""
        path = self._opened.get(flow) or self._flows().get(flow)
        if path is None or not path.is_file():
            return None
        known = self._drafts.get(flow)
        if known is None or known.path != path:
            text = read_flow(path)
            known = self._kept(flow, path) or FlowDraft(flow, path, text, text)
            self._drafts[flow] = known
            known.read()
        if not known.is_changed and (now := read_flow(path)) != known.base:
            known.base = known.text = now  # it was written by something else, and nothing of ours is lost by that
            known.read()
        return known

    def type_over(self, draft: FlowDraft, typed: str) -> None:
        """Takes what stands in the page's field now."""
        self.put(draft, typed_over(draft.text, typed))

    def put(self, draft: FlowDraft, text: str) -> None:
        """The text is to become this one."""
        if text != draft.text:
            draft.text = text
            draft.read()
            self._keep(draft)

    def discard(self, draft: FlowDraft) -> None:
        """What was not saved goes; the text is the file's again, also where that has changed meanwhile."""
        draft.base = draft.text = read_flow(draft.path)
        draft.read()
        self._keep(draft)

    def has_changed_meanwhile(self, draft: FlowDraft) -> bool:
        """Whether the file is not as it was when this text was begun."""
        return read_flow(draft.path) != draft.base

    def save(self, draft: FlowDraft, anyway: bool = False) -> Path:
        """Writes the text into its file, or into the person's own copy of it; which that is.

        Raises RepairError where the file has changed meanwhile, unless `anyway`, or cannot be written.
        """
        now = read_flow(draft.path)
        if now != draft.base and not anyway:
            raise RepairError(_("{path} has changed meanwhile, so nothing was written", path=draft.path))
        if draft.text != now:
            draft.before = [*draft.before, now][-_MOST:]
            draft.after = []
            self._write(draft, now)
        return draft.path

    def undo(self, draft: FlowDraft) -> None:
        """The file is again as before it was last saved."""
        self._swap(draft, draft.before, draft.after)

    def redo(self, draft: FlowDraft) -> None:
        """What was taken back is saved again."""
        self._swap(draft, draft.after, draft.before)

    def _swap(self, draft: FlowDraft, source: list[str], other: list[str]) -> None:
        if not source:
            raise RepairError(_("there is nothing to go back to"))
        now = read_flow(draft.path)
        if now != draft.base:
            raise RepairError(_("{path} has changed meanwhile, so nothing was written", path=draft.path))
        other.append(now)
        draft.text = source.pop()
        draft.read()
        self._write(draft, now)

    def _write(self, draft: FlowDraft, now: str) -> None:
        self._keep(draft)  # what it takes the place of can be gone back to, whenever we are cut off
        own, theirs = self.own, self._source(draft)
        if theirs and draft.path.resolve() == theirs.resolve():
            draft.path = own.keep_mended(draft.flow, now, draft.text)
        elif theirs and own.has(draft.path) and draft.text == _text_of(theirs):
            own.forget(draft.flow)  # nothing of theirs is left in it
            draft.path = theirs
        else:
            rewrite(draft.path, draft.text)
        draft.base = draft.text
        draft.read()
        self._keep(draft)

    def _source(self, draft: FlowDraft) -> Path | None:
        """The file of Optout's or a collection's that a flow comes from; None of one that was given by its path."""
        return None if draft.flow in self._opened else self.own.others.get(draft.flow)

    # -- what is kept ---------------------------------------------------------------------------------------------

    def _file(self, flow: str) -> Path:
        return self.own.folder / "editing" / f"{flow}.json"

    def _keep(self, draft: FlowDraft) -> None:
        data = {"path": str(draft.path), "base": draft.base, "text": draft.text, "before": draft.before}
        if draft.is_changed or draft.before or draft.after:
            write_private(self._file(draft.flow), packed({**data, "after": draft.after}))
        else:
            with contextlib.suppress(FileNotFoundError):
                self._file(draft.flow).unlink()

    def _kept(self, flow: str, path: Path) -> FlowDraft | None:
        """What was kept of this very file; of one that has changed since, only what was not saved.

        Whoever was cut off while saving has saved where the file has the new text, and not where it has the old one.
        """

        def understood(data: Any) -> FlowDraft | None:
            texts = [_text(data["base"]), _text(data["text"])]
            stacks = [[_text(one) for one in data[name]] for name in ("before", "after")]
            if data["path"] != str(path):
                return None
            return FlowDraft(flow, path, texts[0], texts[1], stacks[0], stacks[1])

        gone = _("what was typed into {flow}, and what was saved before, is gone", flow=flow)
        kept = unpacked(self._file(flow), understood, gone)
        now = read_flow(path) if kept else ""
        if kept and kept.is_changed and now == kept.text:
            kept.base = now
        elif kept and kept.is_changed and kept.before[-1:] == [now] == [kept.base]:
            kept.before.pop()
        return None if kept and not kept.is_changed and now != kept.base else kept


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _text_of(path: Path) -> str:
    try:
        return read_flow(path)
    except RepairError:
        return ""


def _row(number: int, loc: Loc, step: Step, source: SourceText) -> StepRow:
    depth = sum(isinstance(part, int) for part in loc) - 1
    begins = len(loc) > 4 and loc[-2] == 0 and loc[-4] == "by"
    line = source.locate(loc, key=True).line
    return StepRow(number, loc, depth, step.line(), line, str(loc[-3]) if begins else "", step.aimed)
