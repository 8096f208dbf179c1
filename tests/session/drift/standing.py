"""A walk that stands at one step, without an engine: what each part of drift is made of."""

from __future__ import annotations

from runner import events
from runner.flow.driver import Seen
from runner.flow.model import Pick, Target
from runner.flow.step import Step
from runner.session.drift.remember import Remembering
from runner.session.drift.state import DriftState
from runner.session.fingerprints import Fingerprints
from runner.session.person import Together
from runner.session.step_position import StepPosition
from runner.session.talk import Talk
from runner.testing import FakeDriver, ScriptedPerson, flow


class Standing:
    """A walk of `steps` at the one in this `place`; `said` are the notes that were heard, `asked` the questions."""

    def __init__(
        self,
        steps: str,
        driver: FakeDriver,
        *answers: object,
        place: int = 0,
        fingerprints: Fingerprints | None = None,
        sees_page: bool = True,
    ) -> None:
        self.file = flow(steps)
        self.driver = driver
        self.heard: list[events.Event] = []
        self._person = ScriptedPerson(*answers)
        self.talk = Talk(self.file.id, driver, Together([self._person], sees_page=sees_page), [self.heard.append])
        self.state = DriftState()
        self.remembering = Remembering(self.state, self.file.id, fingerprints)
        self.position = self.at(place)
        self.talk.position = self.position

    def at(self, place: int) -> StepPosition:
        return StepPosition(place + 1, "", self.file.flow.steps, place, ("steps",))

    @property
    def step(self) -> Step:
        return self.position.line[self.position.place]

    @property
    def asked(self) -> list[events.Question]:
        return self._person.asked

    @property
    def said(self) -> list[str]:
        return [event.text for event in self.heard if isinstance(event, events.Noted)]


def of(raw: object) -> Target:
    return Target.model_validate(raw)


def link(name: str, **more: object) -> Pick:
    return Pick.model_validate({"role": "link", "tag": "a", "name": name, "text": name, **more})


def seen(target: Target, pick: Pick) -> Seen:
    return Seen(target, pick.name, pick)
