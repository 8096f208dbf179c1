"""A front end as a use case knows it: where a person is asked and told, and can say stop. A terminal is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from runner.errors import Stopped
from runner.events import Event, Listener, Noted, Question, Reply, Warned
from runner.session.person import Person, Together

if TYPE_CHECKING:  # most commands ask something, and few need a browser
    from runner.browser.shared import SharedBrowser


class Exit(Person, Protocol):
    """A place where a person can only say stop, and then to all of it: Ctrl-C, a window that is closed."""

    def pressed(self) -> bool:
        """Whether they have said so."""
        ...


@dataclass(frozen=True)
class FrontEnd:
    """Who is asked (`people`), who is told (`listeners`), and where somebody can only say stop (`exits`).

    Without people nobody is there to be asked; in a walk the panel in the browser's window is one more place for that.
    Where a `browser` is open already, what belongs to its profile takes place in it.
    """

    people: Sequence[Person] = ()
    listeners: Sequence[Listener] = ()
    exits: Sequence[Exit] = ()
    browser: SharedBrowser | None = None

    @property
    def is_attended(self) -> bool:
        """Whether somebody is there to be asked."""
        return bool(self.people)

    def tell(self, event: Event) -> None:
        """What is of no walk, such as which browser is used; what a walk tells, its listeners hear from itself."""
        for listener in self.listeners:
            listener(event)

    def note(self, text: str) -> None:
        """Tells a sentence."""
        self.tell(Noted(flow="", text=text))

    def warn(self, text: str) -> None:
        """Tells a sentence that is not to be missed."""
        self.tell(Warned(flow="", text=text))

    async def ask(self, question: Question) -> Reply:
        """The answer of whoever is there; raises Stopped where they want to stop."""
        reply = await Together(self.people, self.exits).ask(question)
        if reply.choice == "stop":
            raise Stopped
        return reply

    async def agrees(self, about: str, say: str, usually: bool = False) -> bool:
        """Whether they say yes to a question; `usually` is what most say, and what Enter means."""
        reply = await self.ask(Question(about, say, ("yes", "no") if usually else ("no", "yes")))
        return reply.choice == "yes"
