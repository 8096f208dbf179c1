"""One flow walked only to see how things stand, for audit and recheck alike: what was seen of it, and its pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from runner import events
from runner.browser.looking_driver import LookingPageDriver
from runner.errors import Elsewhere, Refused
from runner.events import Event
from runner.flow.load import FlowFile
from runner.records.evidence import EvidenceFolder, EvidenceRecord
from runner.records.request import LookNote, SettingStand
from runner.session.looking import Onlooker, Verdict


@dataclass(frozen=True)
class FlowLook:
    """What a look at one flow came to, and what was seen in it; `stopped` where the person had enough."""

    verdict: Verdict
    note: LookNote
    stopped: bool
    pictures: tuple[EvidenceRecord, ...] = ()


@dataclass
class Album:
    """Takes a picture of each setting and form as it stands; none of a page of which none may be taken."""

    flow: str
    driver: LookingPageDriver
    folder: EvidenceFolder
    clock: Callable[[], datetime]
    kept: list[EvidenceRecord] = field(default_factory=list)

    async def hear(self, event: Event) -> None:
        """Takes one as soon as something was seen."""
        if not isinstance(event, events.SettingRead | events.FormSeen):
            return
        with contextlib.suppress(Refused, Elsewhere):
            picture, taken = await self.driver.capture("window"), self.clock()
            record = EvidenceRecord(
                name=f"read-back-{taken:%Y%m%d-%H%M%S}-{event.step}",
                flow=self.flow,
                step=event.step,
                url=picture.url,
                title=picture.title,
                taken=taken,
            )
            self.folder.keep(picture.png, record)
            if kept := self.folder.find(record.name):
                self.kept.append(kept)


async def look(file: FlowFile, onlooker: Onlooker, driver: LookingPageDriver, album: Album | None = None) -> FlowLook:
    """Walks the flow to all there is to see of it; nothing is switched, filled in or sent."""
    driver.take(file.flow, onlooker)
    ended = await onlooker.run()
    verdict = onlooker.verdict(ended)
    settings = [SettingStand(one.label, one.stands, one.seen) for one in onlooker.sights if one.of == "setting"]
    note = LookNote(tuple(settings), onlooker.why if verdict == "unknown" else "", ended.basis)
    return FlowLook(verdict, note, ended.outcome == "stopped", tuple(album.kept) if album else ())
