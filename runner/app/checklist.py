"""A flow in plain words: as a checklist to follow, and as what it may do, for those asked to trust it.

The sentences here are for somebody who has the page before them and no runner beside them, so they say more than a
step's own: what a thing is called in other languages, what to look for, and what it means when it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runner.flow.headings import how_checked
from runner.flow.load import Flow
from runner.flow.otherwise import Otherwise
from runner.flow.step import Step, fill_in
from runner.locale import _, day_of
from runner.locale.phrase import semicolons
from runner.records.sheet import Sheet, Source, Task, Way, as_text

_DASH = re.compile(r"\s+[–—-]\s+")


def checklist(flow: Flow) -> str:
    """The flow as a checklist for a terminal."""
    return as_text(sheet(flow))


def sheet(flow: Flow) -> Sheet:
    """The flow's head and its steps, as a checklist."""
    needed = [_("{name}: {ask}", name="{" + key + "}", ask=need.ask) for key, need in flow.needs.items()]
    facts = (
        (_("What it covers"), flow.covers),
        (_("What it does not"), flow.does_not_cover),
        (_("What undoes it"), flow.undone_by),
        (_("Where it is not offered"), flow.if_not_offered),
        (_("What to put in"), semicolons(*needed)),
    )
    when = flow.checked
    how = how_checked(when.how, when.by or 0, when.in_ or ()) if when else ""
    checked = _("Checked on {day}: {how}.", day=day_of(str(when.date)), how=how) if when else ""
    return Sheet(
        title=flow.title,
        facts=tuple((label, text) for label, text in facts if text),
        tasks=tuple(_task(step) for step in flow.steps),
        checked=checked,
        sources=tuple(_source(line) for line in flow.sources or ()),
    )


def _source(line: str) -> Source:
    """A source as written: its address, then a dash, what it is and of when."""
    url, *note = _DASH.split(line, maxsplit=1)
    return Source(url.strip(), note[0].strip() if note else "")


def _task(step: Step, on_a_way: bool = False) -> Task:
    """`on_a_way` of several an end is that way's alone, so it is not told as the end of all."""
    ends: Otherwise | None = getattr(step, "otherwise", None)
    told = step.model_copy(update={"otherwise": None}) if on_a_way and ends and not ends.for_good else step
    return Task(
        fill_in(told.instruction(), {}, {}),
        link=step.opens,
        copy=fill_in(step.to_copy, {}, {}),  # [your name], for whoever copies it
        ways=tuple(_ways(step, on_a_way or step.has_routes)),
    )


def _ways(step: Step, on_a_way: bool) -> Iterator[Way]:
    for place, steps in step.parts().items():
        name = place[-1] if step.has_routes else ""
        yield Way(tuple(_task(one, on_a_way) for one in steps), name if isinstance(name, str) else str(name))
