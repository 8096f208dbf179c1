"""What the panel tells of a session, in words for the person; made from the events and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from runner import events
from runner.browser.panel_messages import State
from runner.locale import Text, _, joined, many
from runner.locale.phrase import capital, midway
from runner.outcomes import BASES, OUTCOMES


@dataclass(frozen=True)
class PanelStory:
    """What the events have told so far; `told` is the step a note belongs to, so that it outlives only the next one.

    A `hint` is shown beside an open question: what keeps what the person has done from counting. `batch` says which of
    several flows this is, and what the next one is; `came` what came of the one before.
    """

    state: State = "ready"
    title: str = ""
    step: int = 0
    steps: int = 0
    where: str = ""
    doing: str = ""
    note: str = ""
    hint: str = ""
    told: int = 0
    batch: str = ""
    came: str = ""


def told(story: PanelStory, event: events.Event) -> PanelStory:
    """The story with one more event."""
    if isinstance(event, events.BatchMovedOn):
        place = _("{place} of {of}", place=event.place, of=event.of)
        if event.next:
            place = _("{place} of {of}; next: {title}", place=event.place, of=event.of, title=event.next)
        return replace(story, batch=place, came=event.came)
    return _told(replace(story, hint=_hint(story, event)), event)


def _hint(story: PanelStory, event: events.Event) -> str:
    if isinstance(event, events.HeldUp):
        return event.why
    return "" if isinstance(event, (events.PersonAnswered, events.StepStarted)) else story.hint


def _told(story: PanelStory, event: events.Event) -> PanelStory:
    match event:
        case events.SessionStarted(title=title, steps=steps, from_step=step, why=why):
            going_on = joined(_("Going on where you were, at step {step}.", step=step), why)
            note = going_on if step > 1 else why or story.came
            begun = PanelStory("working", title, step, steps, _where(step, steps), _("Here we go."), note, told=step)
            return replace(begun, batch=story.batch)
        case events.StepStarted(step=step, sentence=sentence, part=part):
            note = _still(story, step)
            moved = replace(story, step=step, where=_where(step, story.steps), doing=sentence)
            return replace(moved, note=(part and capital(part)) or note)
        case events.StepDone(step=step, note=note) if note:
            return replace(story, note=capital(note) if isinstance(note, Text) else note, told=step)
        case events.StepSkipped(step=step, why=why):
            skipped = _("Skipped: {why}", why=why) if why else _("Skipped.")
            return replace(story, note=skipped, told=step)
        case events.TargetMissing(step=step, looked_for=name, several=several):
            return replace(story, note=_not_there(name, several), told=step)
        case events.InterruptionPressed() | events.Noted():
            return _aside(story, event)
        case events.SessionEnded():
            return _ended(story, event)
    return story


def _ended(story: PanelStory, event: events.SessionEnded) -> PanelStory:
    note = joined(BASES[event.basis].shown if event.outcome else "", event.advice)
    doing = OUTCOMES[event.outcome].shown
    if event.outcome in ("stopped", "lost"):
        where = _("Stopped at step {step} of {steps}", step=story.step, steps=story.steps)
        where = where if story.steps else _("Stopped")
        step = max(story.step - 1, 0)
    else:
        where, step = _("Finished"), story.steps
    return replace(story, state="ended", where=where, step=step, doing=doing, note=note)


def _aside(story: PanelStory, event: events.InterruptionPressed | events.Noted) -> PanelStory:
    if isinstance(event, events.Noted):
        return replace(story, note=event.text, told=event.step or story.step)
    return replace(
        story, note=_("Pressed “{button}” to get a banner out of the way.", button=event.label), told=story.step
    )


def _still(story: PanelStory, step: int) -> str:
    """The note while another step begins: one of the step before outlives that, and says which it is of."""
    if story.told < step - 1:
        return ""
    of_itself = story.told == step or not story.note or story.note.startswith(("Step ", "Pressed “"))
    note = midway(story.note) if isinstance(story.note, Text) else story.note  # else it is what the page calls a thing
    return story.note if of_itself else _("Step {step}: {note}", step=story.told, note=note)


def _where(step: int, steps: int) -> str:
    return _("Step {step} of {steps}", step=step, steps=steps)


def _not_there(name: str, several: int) -> str:
    if not several:
        return _("I do not see {thing}.", thing=name)
    return many("{count} thing here could be {thing}.", "{count} things here could be {thing}.", several, thing=name)
