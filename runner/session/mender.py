"""The offer at the end of a walk: what was learnt, as a change of the flow file, written only after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from runner.errors import RepairError
from runner.events import Question
from runner.locale import _, joined, per_front
from runner.session.repair import Proposal, mended, unified
from runner.session.talk import Talk


class Mender(Protocol):
    """Who knows what was learnt about a flow, and can write it into its file."""

    def proposals(self, flow: str) -> Sequence[Proposal]:
        """What was learnt, as changes of the file as it is now."""
        ...

    def apply(self, proposal: Proposal) -> object:
        """Writes a change; RepairError where the file is not as it was when it was proposed."""


async def offer_repair(talk: Talk, mender: Mender) -> None:
    """Shows what follows for the flow and writes it if the person says so; a no keeps it for `optout repair`."""
    ready = _ready(mender, talk.flow)
    if not ready or talk.position is None or not talk.person.present:
        return
    reply = await talk.ask(_question(ready))
    if reply.choice != "yes":
        kept = per_front(
            _("I keep it for later: {command} shows it again.", command="optout repair"),
            _("I keep it for later: it stands under Flows."),
        )
        await talk.note(kept)
        return
    for _each in ready:  # each is proposed anew: one that is written moves the places of the others
        if left := _ready(mender, talk.flow):
            try:
                mender.apply(left[0])
            except RepairError as error:
                await talk.note(str(error))
                return
    await talk.note(_("Written into {file}.", file=Path(ready[0].lesson.path).name))


def _ready(mender: Mender, flow: str) -> list[Proposal]:
    return [one for one in mender.proposals(flow) if one.ready]


def _question(ready: Sequence[Proposal]) -> Question:
    before = ready[0].before
    try:
        after = mended(before, [one.lesson for one in ready])
    except RepairError:
        after = ready[0].after
    asked = _("Shall I write that into the flow, so that the next run finds it?")
    say = joined(*(one.summary for one in ready), asked, between="\n")
    lines = unified(before, after, "", "").splitlines()
    return Question("agree", say, ("yes", "no"), diff="\n".join(lines[2:]))
