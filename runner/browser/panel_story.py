"""What the panel tells of a session, in words for the person; made from the events and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from runner import events
from runner.browser.panel_messages import State


@dataclass(frozen=True)
class Story:
    """What the events have told so far; `told` is the step a note belongs to, so that it outlives only the next one."""

    state: State = "ready"
    title: str = ""
    step: int = 0
    steps: int = 0
    where: str = ""
    doing: str = ""
    note: str = ""
    told: int = 0


_OUTCOMES: dict[str, str] = {
    "sent": "Your request is sent.",
    "opted_out": "You are opted out.",
    "already_out": "You were opted out already. There was nothing to do.",
    "not_offered": "This is not offered to you here.",
    "stopped": "Stopped. You can go on from here another time.",
    "lost": "I lost the way and left everything as it was.",
}


def told(story: Story, event: events.Event) -> Story:
    """The story with one more event."""
    match event:
        case events.SessionStarted(title=title, steps=steps, from_step=step):
            note = f"Going on where you were, at step {step}." if step > 1 else ""
            return Story("working", title, step, steps, _where(step, steps), "Here we go.", note, told=step)
        case events.StepStarted(step=step, sentence=sentence, within=within):
            note = story.note if story.told >= step - 1 else ""
            moved = replace(story, step=step, where=_where(step, story.steps), doing=sentence)
            return replace(moved, note=_capital(within) or note)
        case events.StepDone(step=step, note=note) if note:
            return replace(story, note=_capital(note), told=step)
        case events.StepSkipped(step=step, why=why):
            return replace(story, note=f"Skipped: {why}" if why else "Skipped.", told=step)
        case events.TargetMissing(step=step, looked_for=name, several=several):
            found = f"{several} things here could be" if several else "I do not see"
            return replace(story, note=f"{found} {name}.", told=step)
        case events.InterruptionPressed(label=label):
            return replace(story, note=f"Pressed “{label}” to get a banner out of the way.", told=story.step)
        case events.SessionEnded():
            return _ended(story, event)
    return story


def _ended(story: Story, event: events.SessionEnded) -> Story:
    note = " ".join(["The site shows it, too."] * event.confirmed + [event.advice] * bool(event.advice))
    doing = _OUTCOMES.get(event.outcome or "", "That was all.")
    if event.outcome in ("stopped", "lost"):
        where, step = f"Stopped at step {story.step} of {story.steps}", max(story.step - 1, 0)
    else:
        where, step = "Finished", story.steps
    return replace(story, state="ended", where=where, step=step, doing=doing, note=note)


def _where(step: int, steps: int) -> str:
    return f"Step {step} of {steps}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
