"""The editor of flows: the steps in plain words, the file beside them, and what is wrong with it at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from runner.app.bench_state import WORDS, BenchState, Deed, Order
from runner.app.editing import Editing, FlowDraft, StepRow
from runner.errors import Problem, RepairError, UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.completing import words_at
from runner.flow.typed import shown
from runner.home.context import HomeContext
from runner.home.flows import repairs_of
from runner.home.rendering import Exact
from runner.home.router import NoSuchPage
from runner.home.walk_pages import asking
from runner.home.walks import ELSE_UNDER_WAY
from runner.locale import _, joined, many


@dataclass(frozen=True)
class TextLine:
    """A line of the file and what is wrong in it."""

    text: Exact
    problems: Sequence[Problem]

    @property
    def severity(self) -> str:
        """The worst of it; empty where nothing is wrong."""
        return min((one.severity for one in self.problems), default="")


Act = Callable[[FlowDraft, PageRequest], str]


class EditorPages:
    """The page on which a flow is edited, and what can be done there."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._deeds: Mapping[str, Act] = {
            "check": lambda draft, request: "",
            "save": self._save,
            "anyway": self._save_anyway,
            "discard": self._discard,
            "undo": self._undo,
            "redo": self._redo,
            "repair": self._take_repair,
            **dict.fromkeys(WORDS, self._order),
            "use": self._use,
            "leave": self._leave,
            "stop": self._stop,
        }

    @property
    def _editing(self) -> Editing:
        return self._home.editing

    def edit(self, request: PageRequest, flow: str) -> PageResponse:
        """The page, at a step (`at`) or a line of the file (`line`)."""
        draft = self._draft(flow)
        lines = _lines(draft)
        return self._home.page(
            request,
            "edit",
            current="/flows",
            id=flow,
            draft=draft,
            title=draft.file.flow.title if draft.file else flow,
            rows=draft.rows,
            at=_chosen(request, draft.rows),
            lines=lines,
            text=Exact("\n" + shown(draft.text)),  # a browser takes the first line end of a field away
            longest=max(len(one.text) for one in lines),
            editing=f"/flows/{flow}/edit",
            **self._beside(draft),
            is_own=self._editing.own.has(draft.path),
            has_changed=draft.is_changed and self._editing.has_changed_meanwhile(draft),
            repairs=repairs_of(self._home.mending, flow),
        )

    def typed(self, request: PageRequest, flow: str) -> PageResponse:
        """Takes what was typed so far, and answers with the page as it is with that."""
        self._editing.type_over(self._draft(flow), request.one("text"))
        return self.edit(request, flow)

    def words(self, request: PageRequest, flow: str) -> PageResponse:
        """The words that may stand where somebody is typing; places in the text are counted as the page counts them."""
        self._draft(flow)
        text, at = shown(request.one("text")), request.one("caret")
        place = len(_from_units(text, int(at) if at.isdecimal() else 0))
        found = words_at(text, place)
        return self._home.page(request, "words", found=found.words, start=_units(text[: found.start]))

    def act(self, request: PageRequest, flow: str) -> PageResponse:
        """Takes what was typed, then does what was pressed."""
        draft = self._draft(flow)
        if "text" in request.form:
            self._editing.type_over(draft, request.one("text"))
        what, __, which = request.one("do").partition(" ")
        if (deed := self._deeds.get(what)) is None:
            raise NoSuchPage(_("There is nothing like that to be done here."))
        said = deed(draft, request)
        self._home.changes.tell()
        at = which if which.isdecimal() else request.one("at")
        if what == "use" and (row := next((one for one in draft.rows if one.loc == self._home.bench.state.at), None)):
            at = str(row.number)
        return self._home.done(f"/flows/{flow}/edit{f'?at={at}' if at.isdecimal() else ''}", said)

    def _beside(self, draft: FlowDraft) -> dict[str, object]:
        """What is to be seen of the page beside."""
        walks, state = self._home.walks, self._home.bench.state
        state = state if state.flow == draft.flow else BenchState()
        is_open = self._is_open(draft)
        numbers = {row.loc: row.number for row in draft.rows}
        found = state.suggestion
        return {
            "bench": state,
            "is_open": is_open,
            "tried": {numbers[loc]: one for loc, one in state.tried.items() if loc in numbers},
            "about": next((row for row in draft.rows if row.loc == state.at), None),
            "suggestion": found if found and found.before == draft.text else None,
            **asking(walks.person.asked if is_open else None),
        }

    def _is_open(self, draft: FlowDraft) -> bool:
        """Whether the page beside this flow is open."""
        return self._home.walks.is_at(f"/flows/{draft.flow}/edit")

    def _draft(self, flow: str) -> FlowDraft:
        draft = self._editing.draft(flow)
        if draft is None:
            raise NoSuchPage(_("There is no flow {flow}.", flow=flow))
        return draft

    # -- what can be done -----------------------------------------------------------------------------------------

    def _save(self, draft: FlowDraft, request: PageRequest, anyway: bool = False) -> str:
        before, was_changed = draft.path, draft.is_changed
        path = self._editing.save(draft, anyway)
        if not was_changed:
            return _("There was nothing to save.")
        said = _("Saved to {path}.", path=path)
        if path != before:
            said = _("Saved to {path}, a copy of your own: it is walked from now on.", path=path)
        errors = sum(one.severity == "error" for one in draft.problems)
        return joined(said, _not_walked(errors) if errors else "")

    def _save_anyway(self, draft: FlowDraft, request: PageRequest) -> str:
        return self._save(draft, request, anyway=True)

    def _discard(self, draft: FlowDraft, request: PageRequest) -> str:
        self._editing.discard(draft)
        return _("The text is the file's again.")

    def _undo(self, draft: FlowDraft, request: PageRequest) -> str:
        self._editing.undo(draft)
        return _("{path} is as it was before it was last saved.", path=draft.path)

    def _redo(self, draft: FlowDraft, request: PageRequest) -> str:
        self._editing.redo(draft)
        return _("Saved to {path} again.", path=draft.path)

    def _take_repair(self, draft: FlowDraft, request: PageRequest) -> str:
        """Puts a change that waits into the text, to be looked at and changed before it is saved."""
        wanted = request.one("do").partition(" ")[2]
        found = next((one for one in repairs_of(self._home.mending, draft.flow) if one.key == wanted), None)
        if found is None or found.reason:
            raise RepairError(_("that change is not there any more, or the file has changed since; look at it again"))
        if draft.is_changed:
            raise RepairError(_("save what you have typed, or take it back, before you put a change into it"))
        self._editing.put(draft, found.after)
        return _("It is in the text, and not saved yet.")

    # -- against the page beside ----------------------------------------------------------------------------------

    def _order(self, draft: FlowDraft, request: PageRequest) -> str:
        """Has something done on the page beside, which is opened where it is not."""
        deed, __, which = request.one("do").partition(" ")
        row = draft.row(int(which)) if which.isdecimal() else None
        if draft.file is None or not draft.is_readable:
            raise UsageError(_("mend the problems of this flow first: with these no step of it is walked"))
        if row is None:
            raise UsageError(_("that step is not there any more"))
        walks, bench, path = self._home.walks, self._home.bench, f"/flows/{draft.flow}/edit"
        is_open = self._is_open(draft)
        if (walks.is_under_way and not is_open) or bench.is_busy:
            return ELSE_UNDER_WAY
        kind: Deed = next(one for one in WORDS if one == deed)
        bench.order(Order(kind, draft.file, draft.text, row.loc), WORDS[kind])
        if not is_open:
            walks.begin(_("trying {flow}", flow=draft.flow), lambda now, front: bench.work(front), path)
        return ""

    def _use(self, draft: FlowDraft, request: PageRequest) -> str:
        """Writes what was suggested into the flow, and saves it; only the very change that was shown."""
        found, wanted = self._home.bench.state.suggestion, request.one("do").partition(" ")[2]
        if found is None or found.reason or found.key != wanted or found.before != draft.text:
            raise RepairError(_("the text has changed since that was suggested, so it is as it was; try it once more"))
        self._editing.put(draft, found.after)
        path = self._editing.save(draft)
        self._home.bench.settled()
        return _("Written to {path}.", path=path)

    def _leave(self, draft: FlowDraft, request: PageRequest) -> str:
        self._home.bench.settled()
        return ""

    def _stop(self, draft: FlowDraft, request: PageRequest) -> str:
        if self._home.walks.now:
            self._home.walks.now.exit.press()
        return ""


def _not_walked(count: int) -> str:
    """That a flow with so many problems is not walked."""
    return many(
        "It cannot be walked while it has {count} problem.", "It cannot be walked while it has {count} problems.", count
    )


def _lines(draft: FlowDraft) -> list[TextLine]:
    found: dict[int, list[Problem]] = {}
    for problem in draft.problems:
        found.setdefault(problem.line, []).append(problem)
    lines = shown(draft.text).split("\n")
    return [TextLine(Exact(line), found.get(number, ())) for number, line in enumerate(lines, 1)]


def _chosen(request: PageRequest, rows: Sequence[StepRow]) -> int:
    """The step that is asked for, by its number or by a line in it; else the first."""
    at, line = request.one("at"), request.one("line")
    if at.isdecimal() and int(at) < len(rows):
        return int(at)
    if line.isdecimal():
        return max((row.number for row in rows if row.line <= int(line)), default=0)
    return 0


def _units(text: str) -> int:
    """The length of a text as scripts of a page count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _from_units(text: str, units: int) -> str:
    """The beginning of a text of that length."""
    return text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore")
