"""What a front end shows of a walk beside the questions: where it is, what it does, and what was said on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from runner import events
from runner.app.deed_words import deed_in_words
from runner.browser.panel_story import PanelStory, told
from runner.events import Event
from runner.locale import _, joined

_MOST = 200  # sentences that are kept


@dataclass
class Watching:
    """Hears events and has the picture of now; the same words as in the panel."""

    story: PanelStory = field(default_factory=PanelStory)
    said: list[str] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        """A listener."""
        self.story = told(self.story, event)
        match event:
            case events.Noted(text=text) | events.Warned(text=text):
                self._say(text)
            case events.BrowserChosen(notes=notes):
                for note in notes:
                    self._say(note)
            case events.FlowFiled(noted=text, report=path) if path:
                self._say(joined(text, _("Pictures of each step: {path}", path=path)))
            case events.FlowFiled(noted=text) | events.FlowLooked(said=text) if text:
                self._say(text)
            case events.ActionRecorded():
                self._say(deed_in_words(event))
            case events.StepStarted(sentence=sentence):
                self._say(sentence)
            case _:
                pass

    def _say(self, text: str) -> None:
        if not self.said or self.said[-1] != text:
            self.said = [*self.said, text][-_MOST:]
