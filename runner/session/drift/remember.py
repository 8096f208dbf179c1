"""What is remembered of the things a flow looks for: what the person has shown, and what was met on earlier days.

Looks at no page and asks nobody.
"""

from __future__ import annotations

from runner.flow.driver import Pointed
from runner.flow.model import Pick, Target, fold
from runner.flow.same import also
from runner.flow.step import Step
from runner.session.drift.state import DriftState
from runner.session.fingerprints import Fingerprints, is_called, names_of
from runner.session.step_position import StepPosition


class Remembering:
    """What is known of the things of one flow, of this walk (`state`) and of earlier days (`fingerprints`)."""

    def __init__(self, state: DriftState, flow: str, fingerprints: Fingerprints | None) -> None:
        self._state = state
        self._flow = flow
        self._fingerprints = fingerprints

    # -- earlier days -----------------------------------------------------------------------------------------

    def recall(self, target: Target | None) -> Pick | None:
        """What a target looked like when it was last found; None where that is not known."""
        return self._fingerprints.recall(self._flow, target) if self._fingerprints and target else None

    def met(self, target: Target, pick: Pick) -> None:
        """A target was found, and looks like this today; raises RecordsError where that cannot be kept."""
        if self._fingerprints:
            self._fingerprints.remember(self._flow, target, pick)

    # -- what the person has shown ----------------------------------------------------------------------------

    def show(self, step: Step, pointed: Pointed) -> None:
        """The person has pointed at what this step looks for."""
        if step.looks_for:
            self._state.shown[_key(step.looks_for)] = step.looks_for, pointed

    def shown_for(self, step: Step, position: StepPosition) -> Pointed | None:
        """What the person has shown for the same thing in another place of the walk, as long as it was not tried."""
        if step.looks_for is None or position.key in self._state.shown_used:
            return None
        _, shown = self._state.shown.get(_key(step.looks_for), (None, None))
        return shown

    def tries_shown(self, position: StepPosition) -> None:
        """A step is aimed at what was shown in another place; once, and no more."""
        self._state.shown_used.add(position.key)

    def is_shown(self, target: Target) -> bool:
        """Whether this very target was made of what the person pointed at."""
        return any(target == pointed.target for _, pointed in self._state.shown.values())

    def with_shown(self, step: Step) -> Step:
        """A step that knows what the person has shown by its new name as well, where it would not miss it by the old.

        A pause's `until` that waits for it to be gone, and a `confirm`, would be wrong about it in silence.
        """
        for was, pointed in self._state.shown.values() if step.is_silent else ():
            if not _is_by_place(pointed.target):
                step = also(step, was, pointed.target)
        return step

    # -- one of several ---------------------------------------------------------------------------------------

    def were_several(self, target: Target | None) -> None:
        """Several things on a page could have been this one."""
        if target:
            self._state.several.append(target)

    def is_one_of_several(self, target: Target | None, pick: Pick) -> bool:
        """Whether this is one of several things that are called so, and not the thing under another name."""
        return target is not None and target in self._state.several and is_called(target, pick)

    # -- what says no -----------------------------------------------------------------------------------------

    def declined(self, label: str) -> None:
        """An interruption was told no, by the control of this name."""
        self._state.declined.add(fold(label))

    def was_pressed(self, no: Pick) -> bool:
        """Whether this was pressed before, so that pressing it did not help."""
        return bool(self._state.declined & {fold(no.name), fold(no.text)})


def _key(target: Target) -> object:
    """What tells one thing a flow looks for from others: what it is called, and its role where that matters."""
    roles = {one.role for one in target.candidates()} - {None, "text"}
    return names_of(target), frozenset(roles)


def _is_by_place(target: Target) -> bool:
    """Whether a target only says where in the page's tree a thing is: on another page that is another thing."""
    return any(one.css is not None and ":nth-of-type(" in one.css for one in target.candidates())
