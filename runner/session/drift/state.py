"""What one walk has met so far that was not as the flow says: one record, which the parts of drift share.

Nothing of it outlives the walk; what does is in memory.py. Steps are told apart by the `key` of their StepPosition.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from runner.flow.driver import Pointed
from runner.flow.model import Pick, Target
from runner.session.learned import Learned


@dataclass
class DriftState:
    """The drift of one walk. Every field begins empty, and one part alone writes it: the one it stands under."""

    # -- recognise --------------------------------------------------------------------------------------------

    found_at: dict[str, str] = field(default_factory=dict)
    """The address at which each step last found its thing, without query and fragment, by the step."""

    gone_back: set[str] = field(default_factory=set)
    """The steps that the walk has gone back to after a detour: that is done once."""

    seemed_there: set[str] = field(default_factory=set)
    """The steps whose thing was there after all; missed once more, the page has no say about them any more."""

    # -- remember ---------------------------------------------------------------------------------------------

    shown: dict[object, tuple[Target, Pointed]] = field(default_factory=dict)
    """What the person has pointed at, and the target it was for, by what tells that target from others."""

    shown_used: set[str] = field(default_factory=set)
    """The steps that were aimed once at what had been shown in another place: missed again, they ask."""

    several: list[Target] = field(default_factory=list)
    """Of what the flow looks for, that of which several were there."""

    declined: set[str] = field(default_factory=set)
    """The names, folded, of the controls that said no to an interruption and were pressed."""

    # -- learn ------------------------------------------------------------------------------------------------

    drafts: dict[tuple[str, Pick], tuple[Learned | None, Learned | None]] = field(default_factory=dict)
    """What would be learnt of what a step is aimed at: of the thing itself, and of it as a level before the thing."""

    levels: set[tuple[str, str, str]] = field(default_factory=set)
    """What was pressed as a level before the thing: the step, and the path and the name of what was pressed."""

    kept_no: list[Learned] = field(default_factory=list)
    """The lessons about what says no to an interruption; they are dropped where pressing it has not helped."""

    has_learnt: bool = False
    """Whether a lesson was kept in this walk."""
