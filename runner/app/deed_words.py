"""What a person did while they were watched, as a line to read."""

from __future__ import annotations

from runner.events import ActionRecorded
from runner.locale import Text, _


def deed_in_words(event: ActionRecorded) -> Text:
    """One thing they did, and to what."""
    label = event.label
    return {
        "went": _("opened {label}", label=label),
        "pressed": _("pressed {label}", label=label),
        "hovered": _("pointed at {label}", label=label),
        "sent": _("your turn {label}", label=label),
        "typed": _("filled in {label}", label=label),
        "chose": _("chose {label}", label=label),
        "turned": _("switched {label}", label=label),
        "attached": _("attached {label}", label=label),
        "secret": _("a login (not looked at) {label}", label=label),
    }[event.done]
