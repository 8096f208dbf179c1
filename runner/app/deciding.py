"""Goes through what was learnt with the person: each change is shown as its file is then, and decided about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.app.front_end import FrontEnd
from runner.app.own_flows import Newer, OwnFlows
from runner.app.repairs import Mending
from runner.events import ChangeProposed, Choice, Question
from runner.locale import _, joined, many
from runner.session.repair import Proposal

_LABELS: Mapping[Choice, str] = {
    "skip": _("keeps it for later"),
    "yes": _("writes it into the flow"),
    "retry": _("takes another name"),
    "no": _("forgets it"),
}
_MERGES: Mapping[Choice, str] = {
    "skip": _("leaves yours as it is"),
    "yes": _("puts the two together"),
    "no": _("takes the newer one's where they contradict each other"),
}


@dataclass(frozen=True)
class Decided:
    """How many changes were written, and how many are left."""

    written: int
    left: int


async def decide(mending: Mending, flows: Sequence[str], front: FrontEnd, all_of_them: bool = False) -> Decided:
    """Shows each change and does with it what the person says.

    With `all_of_them` every change that is ready is written unasked; without, and with nobody there, none is. Raises
    RepairError where a file cannot be written.
    """
    written = 0
    for flow in flows:
        written += await _settle(mending, flow, front, all_of_them)
    return Decided(written, sum(len(mending.lessons.of(flow)) for flow in flows))


async def offer_merge(found: Newer, own: OwnFlows, mending: Mending, front: FrontEnd) -> bool:
    """Shows what a newer shipped flow would change of the person's own, and does what they say; whether it was taken.

    Where nobody is there it is said, and nothing is changed. Raises RepairError where the two make no flow together.
    """
    source = own.source(found.flow)
    said: str = _(
        "{path} was made from an earlier {flow}, and a newer one has come with {source}.",
        path=found.path,
        flow=found.flow,
        source=source,
    )
    if not front.is_attended:
        way = _("In a terminal, {command} puts the two together.", command=f"`optout repair {found.flow}`")
        front.note(joined(said, way))
        return False
    if count := found.merged.conflicts:
        differ = many(
            "The two contradict each other in {count} place; this is with yours there.",
            "The two contradict each other in {count} places; this is with yours there.",
            count,
        )
        said = joined(said, differ)
    front.tell(ChangeProposed(flow=found.flow, summary=said, diff=found.diff()))
    if count:
        front.tell(
            ChangeProposed(
                flow=found.flow,
                summary=_("And this is with that of {source} there.", source=source),
                diff=found.diff("theirs"),
            )
        )
    labels = _MERGES if count else {choice: _MERGES[choice] for choice in ("skip", "yes")}
    choice = (await front.ask(Question("merge", said, tuple(labels), diff=found.diff(), labels=labels))).choice
    if choice == "skip":
        return False
    made = own.take(found, "mine" if choice == "yes" else "theirs")
    mending.has_merged(found, made)
    gone = _("{flow} is that of {source} again: nothing of yours is left in it.", flow=found.flow, source=source)
    front.note(_("Written to {path}.", path=found.path) if made else gone)
    return True


async def _settle(mending: Mending, flow: str, front: FrontEnd, all_of_them: bool) -> int:
    written = at = 0
    while at < len(found := mending.proposals(flow)):
        one = found[at]
        _show(one, flow, front)
        reply = await _choice(one, front, all_of_them)
        while reply == "retry":
            named = await front.ask(Question("need", _("What is it called"), ("continue",)))
            one = mending.rename(one, named.text)
            _show(one, flow, front)
            reply = await _choice(one, front, all_of_them)
        if reply == "yes":
            path = mending.apply(one)
            if str(path) != one.lesson.path:
                front.note(_("Written to {path}: yours, which comes before the one of Optout.", path=path))
            written += 1
        elif reply == "no":
            mending.drop(one)
        else:
            at += 1
    return written


async def _choice(one: Proposal, front: FrontEnd, all_of_them: bool) -> Choice:
    if all_of_them or not front.is_attended:
        return "yes" if all_of_them and one.ready else "skip"
    named = one.lesson.way != "dropped" and one.lesson.pick is not None
    left_out = [*(["yes"] if one.reason else []), *([] if named else ["retry"])]
    choices = tuple(choice for choice in _LABELS if choice not in left_out)
    return (await front.ask(Question("repair", one.summary, choices, diff=_diff(one), labels=_LABELS))).choice


def _show(one: Proposal, flow: str, front: FrontEnd) -> None:
    front.tell(ChangeProposed(flow=flow, summary=one.summary, diff=_diff(one), stale=one.stale, reason=one.reason))


def _diff(one: Proposal) -> str:
    return "" if one.reason else one.diff(_short(one.lesson.path))


def _short(path: str) -> str:
    """A path as seen from the working folder."""
    here = Path(path)
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else path
