"""Gathering proof with the person: a picture they take, look at and keep, and the pictures into a form's file field.

Taking, blacking out and attaching is the driver's; where pictures lie on disk is for whoever gives us `Pictures`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from runner import events
from runner.errors import Refused
from runner.events import Question, Reply, Shown
from runner.flow.driver import Driver, Picture
from runner.flow.results import Attaches, Captures
from runner.locale import _, in_context, joined
from runner.locale.phrase import both, sentence
from runner.session.next_step import ON, Next
from runner.session.race import first
from runner.session.talk import Talk, leave


class Pictures(Protocol):
    """The pictures kept in this walk, and in the part of it before it was cut off, by their names."""

    def keep(self, name: str, picture: Picture, step: int, taken: datetime) -> Path:
        """Puts a picture on disk, in place of an earlier one of this name; raises RecordsError where that fails."""
        ...

    def find(self, name: str) -> Path | None:
        """The picture of this name, as long as it is there and as it was kept."""
        ...


_IS_IT_RIGHT = _(
    "Is everything on it that should be? Black out what is nobody's business, such as the names of others."
)


def _now() -> datetime:
    return datetime.now(UTC)


class Proof:
    """What a walk does about pictures; `now` is the clock a picture's time is read from."""

    def __init__(
        self, talk: Talk, driver: Driver, pictures: Pictures | None, now: Callable[[], datetime] = _now
    ) -> None:
        self._talk = talk
        self._driver = driver
        self._pictures = pictures
        self._now = now

    # -- a picture --------------------------------------------------------------------------------------------

    async def capture(self, wanted: Captures) -> Next:
        """Asks for the moment, takes the picture, and keeps it once the person has looked at it."""
        if self._pictures is None:
            return await self._skip(_("no pictures are kept in this run"))
        note: str = ""
        while True:
            reply = await self._talk.ask(self._when(wanted, self._pictures, note))
            if reply.choice != "yes":
                return await leave(self._talk, reply)
            try:
                picture = await first(self._driver.capture(wanted.of, wanted.timeout), self._talk.stops())
            except Refused as refusal:
                note = sentence(str(refusal))
                continue
            taken, note = self._now(), ""
            reply, seen = await self._looked_at(picture)
            if reply.choice == "no":
                return await self._skip(_("the picture was dropped"))
            if reply.choice == "yes":
                return await self._keep(wanted.name, seen, taken, self._pictures)

    def _when(self, wanted: Captures, pictures: Pictures, note: str) -> Question:
        kept = pictures.find(wanted.name)
        there = _("There is one already: skip this step to leave it as it is.") if kept else ""
        return Question(
            "agree",
            joined(note, wanted.say, there, between="\n"),
            ("yes", "skip", "back", "stop"),
            topic="capture",
            labels={"yes": in_context("button", "Take the picture")},
        )

    async def _looked_at(self, picture: Picture) -> tuple[Reply, Picture]:
        """What the person says to a picture, and the picture as they want it kept."""
        shown = Shown(picture.png)
        note: str = ""
        while True:
            reply = await self._talk.ask(_is_it_right(shown, note))
            if reply.choice != "yes" or not shown.boxes:
                return reply, picture
            try:  # never without the boxes: where they cannot be painted, nothing is kept
                png = await first(self._driver.black_out(shown.png, tuple(shown.boxes)), self._talk.stops())
                return reply, Picture(png, picture.url, picture.title)
            except Refused as refusal:
                note = sentence(str(refusal))

    async def _keep(self, name: str, picture: Picture, taken: datetime, pictures: Pictures) -> Next:
        assert self._talk.position is not None
        path = pictures.keep(name, picture, self._talk.position.step, taken)
        await self._talk.tell_step(events.Captured, label=name, path=str(path))
        await self._talk.tell_step(events.StepDone, note=_("kept as {name}", name=path.name))
        return ON

    # -- into a form ------------------------------------------------------------------------------------------

    async def attach(self, wanted: Attaches) -> Next:
        """Puts the pictures into the field after a yes; what it cannot do, the person does from their folder."""
        files = self._found(wanted.evidence)
        label = await first(self._driver.show(wanted.field, wanted.timeout), self._talk.stops())
        if not files:
            return await self._by_hand(
                _("There is no picture to attach. Attach one yourself to “{field}”, or go on.", field=label)
            )
        reply = await self._talk.ask(_shall_i(label, files))
        if reply.choice == "continue":
            return await self._done(_("by hand"))
        if reply.choice != "yes":
            return await leave(self._talk, reply)
        try:
            there = await first(self._driver.attach(wanted.field, files, wanted.timeout), self._talk.stops())
        except Refused as refusal:
            return await self._by_hand(joined(sentence(str(refusal)), _where(files), between="\n"))
        if there:
            return await self._done(_("{files} in “{field}”", files=_these(files), field=label))
        unsure = _(
            "I gave {files} to “{field}”, but it does not show that it has them. Look at the page. "
            "If they are not there, attach them yourself.",
            files=_these(files),
            field=label,
        )
        return await self._by_hand(joined(unsure, _where(files), between="\n"))

    def _found(self, names: Sequence[str]) -> list[Path]:
        found = [self._pictures.find(name) for name in names] if self._pictures else []
        return [path for path in found if path is not None]

    async def _by_hand(self, say: str) -> Next:
        reply = await self._talk.ask(Question("attach", say, ("continue", "retry", "skip", "back", "stop")))
        return await self._done(_("by hand")) if reply.choice == "continue" else await leave(self._talk, reply)

    async def _done(self, note: str) -> Next:
        await self._talk.tell_step(events.StepDone, note=note)
        return ON

    async def _skip(self, why: str) -> Next:
        await self._talk.tell_step(events.StepSkipped, why=why)
        return ON


def _is_it_right(shown: Shown, note: str) -> Question:
    return Question(
        "agree",
        joined(note, _IS_IT_RIGHT, between="\n"),
        ("yes", "retry", "no", "stop"),
        topic="picture",
        labels={
            "yes": in_context("button", "Keep it"),
            "retry": in_context("button", "Take it again"),
            "no": in_context("button", "Drop it"),
        },
        picture=shown,
    )


def _shall_i(label: str, files: Sequence[Path]) -> Question:
    asked = _("Shall I put {files} into “{field}”? Nothing is sent by that.", files=_these(files), field=label)
    one, several = in_context("button", "Attach it"), in_context("button", "Attach them")
    return Question(
        "attach",
        joined(asked, _where(files), between="\n"),
        ("yes", "continue", "skip", "back", "stop"),
        labels={"yes": one if len(files) == 1 else several},
    )


def _these(files: Sequence[Path]) -> str:
    return both(*(path.name for path in files))


def _where(files: Sequence[Path]) -> str:
    """Where to find them by hand; pictures of one walk lie in one folder."""
    folder = files[0].parent
    return _("It is in {folder}", folder=folder) if len(files) == 1 else _("They are in {folder}", folder=folder)
