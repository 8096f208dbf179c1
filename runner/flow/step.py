"""What every step has, and what others may ask of one: a kind answers what is not as usual (kinds/)."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from runner import locale
from runner.flow.driver import Driver, LookingDriver
from runner.flow.model import Condition, Name, Target
from runner.flow.problems import Model
from runner.flow.results import Done, PauseFor, Result, Telling, Tells
from runner.flow.texts import Filled, FlowText, Say
from runner.locale import _, in_context

GLANCE = 2.0  # seconds for a look at what need not be there
Text = Annotated[str, Field(min_length=1)]
Turn = Literal["login", "switch", "submit", "attach", "mail", "type", "review"]
# What a step leaves behind, which a page that is opened anew has forgotten.
Leaves = Literal["another_page", "in_a_form", "on_the_page", "what_is_in_it", "nothing"]
Seconds = Annotated[float, Field(gt=0, le=600, strict=False)]
ONLY_LOOKING = _("we only look")
_LOOKING: Mapping[Telling | None, str] = {
    "setting": _("I look how this stands, and leave it as it is"),
    "form": _("I look whether there is a form, and leave it empty"),
    "mail": _("A mail would do it; we only look"),
}
_OWN_WORDS: Mapping[str, str] = {
    "name": in_context("what a person types", "name"),
    "email": in_context("what a person types", "email"),
    "country": in_context("what a person types", "country"),
    "address": in_context("what a person types", "address"),
    "phone": in_context("what a person types", "phone"),
    "first_name": in_context("what a person types", "first name"),
    "last_name": in_context("what a person types", "last name"),
}
NEED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
OWN = re.compile(r"\{me\.([A-Za-z_][A-Za-z0-9_]*)\}")
_EITHER = re.compile(f"{OWN.pattern}|{NEED.pattern}")


def fill_in(text: str, me: Mapping[str, str], needs: Mapping[str, str]) -> str:
    """A text with each `{need}`, and each `{me.KEY}` of the person's own, replaced by its value.

    What the person has not told stands there as what to put in: `{me.name}` is then “[your name]”.
    """

    def fill(text: str, say: Say) -> str:
        def filled(found: re.Match[str]) -> str:
            own, need = found[1], found[2]
            if need is not None:
                return needs.get(need, found[0])
            return me.get(own, "").strip() or say(_("[your {what}]", what=own_word(own)))

        return _EITHER.sub(filled, text)  # at once: no value is looked into for more

    if isinstance(text, FlowText):
        return text.filled(fill)
    return Filled(text, fill) if isinstance(text, locale.Text) else fill(text, str)


def own_word(key: str) -> str:
    """What something of the person's own is called, by its key in their settings: `me.first_name` is a first name."""
    return _OWN_WORDS.get(key) or key.replace("_", " ")


class Step(Model):
    """One step of a flow. `word` is its kind; `main` the field that a bare value stands for."""

    word: ClassVar[str]
    main: ClassVar[str | None] = None
    timeout: Seconds | None = Field(None, description="seconds to look for it, where the usual time is not right")

    texts: ClassVar[tuple[str, ...]] = ()  # the fields in which {need} and {me.KEY} are filled in
    says: ClassVar[tuple[str, ...]] = ()  # the fields that a person reads, in their language
    hand: ClassVar[Literal["presses", "chooses", "types"] | None] = None  # what the runner's hand does with the target
    # What of a page it can use, where something else is pointed at.
    uses: ClassVar[Literal["pressed", "chosen", "turned", "typed", "seen"]] = "pressed"
    # What it aims at, as it stands in the YAML: a target, a field's names, a condition that shows it, or one read back.
    aims: ClassVar[Literal["target", "names", "condition", "reading"] | None] = None
    leads: ClassVar[bool] = False  # it only leads on: nothing is filled in, chosen, sent, or shown to the person
    comes_to_a_page: ClassVar[bool] = False  # what follows is likely to be on another page
    names_parts: ClassVar[str | None] = None  # the field whose keys, the names of its parts, a person reads
    has_routes: ClassVar[bool] = False  # its parts are ways to one place, each with a name
    is_silent: ClassVar[bool] = False  # nobody is asked where its conditions do not hold
    channel: ClassVar[Literal["form", "mail"]] = "form"  # by what something is sent

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        """The step with the person's own values and the flow's needs in it."""
        found = {name: getattr(self, name) for name in self.texts}
        return self.model_copy(update={name: fill_in(text, me, needs) for name, text in found.items() if text})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        """The steps inside this one, by their place in its value."""
        return {}

    @property
    def aim(self) -> Condition | None:
        """What must be on the page for this step to work, where that can be said."""
        return Condition(visible=self.looks_for) if self.looks_for else getattr(self, "condition", None)

    @property
    def looks_for(self) -> Target | None:
        """The one thing on the page that the step is about."""
        return getattr(self, "target", None)

    @property
    def aimed(self) -> bool:
        """Whether it is about one thing on the page, so that the person can point at it."""
        return self.looks_for is not None

    def aimed_at(self, target: Target) -> Self:
        """The same step with another target."""
        return self.model_copy(update={"target": target})

    # -- on the way ---------------------------------------------------------------------------------------------

    @property
    def opens(self) -> str:
        """The address that it goes to; empty where it opens none."""
        return ""

    def signs(self) -> tuple[Condition, ...]:
        """What is on the page when it is this step's turn; nothing where that cannot be said."""
        return (self.aim,) if self.aim is not None else ()

    @property
    def expects(self) -> Condition | None:
        """What it checks, and nothing else."""
        return None

    def everywhere(self, holds: Callable[[Step], bool]) -> bool:
        """Whether something holds of it and of every step inside it."""
        return holds(self) and all(one.everywhere(holds) for steps in self.parts().values() for one in steps)

    def only(self, kept: Callable[[Step], bool]) -> Self | None:
        """The step as far as all inside it is kept; None where nothing is left."""
        return self if self.everywhere(kept) else None

    # -- what it leaves behind ----------------------------------------------------------------------------------

    @property
    def leaves(self) -> Leaves:
        """What it leaves behind."""
        return "another_page"

    @property
    def is_of_a_form(self) -> bool:
        """Whether it puts something into a form, or sends one."""
        return self.leaves == "in_a_form"

    @property
    def is_done_once(self) -> bool:
        """Whether no way back leads through it: what the person did there is done."""
        return False

    @property
    def wanted(self) -> Condition | None:
        """The state that it leaves behind, or reads back."""
        return None

    @property
    def reads(self) -> Condition | None:
        """What it reads back."""
        return None

    # -- the person ---------------------------------------------------------------------------------------------

    @property
    def about(self) -> PauseFor | None:
        """What the person does in it, where it is theirs."""
        return None

    @property
    def turn(self) -> Turn | None:
        """The person's turn that it costs."""
        return None

    @property
    def person_leads(self) -> bool:
        """Whether the person leads on in it, and the page shows when they have."""
        return False

    @property
    def ends_when(self) -> Condition | None:
        """By what the page shows that the person has done it."""
        return None

    def ending_when(self, condition: Condition | None) -> Self:
        """The same, over by another sign."""
        return self

    def likely_parts(self) -> tuple[Sequence[Step], float] | None:
        """The steps inside it that are likely to be walked, and how likely; None where it has none."""
        return None

    # -- what it puts where -------------------------------------------------------------------------------------

    @property
    def handled(self) -> Target | None:
        """What it lays its hand on, or a person theirs."""
        return self.looks_for if self.hand else None

    def filled(self) -> Iterator[tuple[str, str]]:
        """Beside `texts`: fields that something of the person's is put into, by their names in the file."""
        yield from ()

    def built_targets(self) -> Iterator[tuple[str, Target]]:
        """Targets that its fields stand for without being written as such, by the names of the fields."""
        yield from ()

    @property
    def types(self) -> str:
        """What it types, as it is written; empty where it types nothing."""
        return ""

    @property
    def own_text(self) -> str:
        """A text of the flow's own that it types."""
        return ""

    @property
    def options(self) -> Sequence[Name]:
        """The names of the option that it chooses from a list."""
        return ()

    @property
    def captures(self) -> str:
        """What a picture that it takes is called."""
        return ""

    @property
    def attaches(self) -> Sequence[str]:
        """The pictures that it attaches."""
        return ()

    # -- how it reads -------------------------------------------------------------------------------------------

    @abstractmethod
    def narrated(self) -> str:
        """What happens now, in a sentence: what the runner does as “I”, so that it is no order."""

    def line(self) -> str:
        """What it does, as a line for somebody who is to trust it; its parts have lines of their own."""
        return str(self)

    def instruction(self) -> str:
        """What to do, in a sentence, for somebody who has the page before them and no runner beside them."""
        return str(self)

    @property
    def to_copy(self) -> str:
        """A text to copy."""
        return ""

    # -- where it is only looked --------------------------------------------------------------------------------

    @property
    def tells(self) -> Telling | None:
        """What there is to be seen where it stands; None where it only leads on, or is nothing to look at."""
        return None

    async def look(self, driver: LookingDriver) -> Result:
        """What is left of it where it is only looked: it leads on, or tells how things stand, and changes nothing."""
        return Done(ONLY_LOOKING, skipped=True)

    def looking(self) -> str:
        """What happens in it then, in a sentence."""
        if self.leads or self.about == "login" or self.person_leads:
            return self.narrated()
        return _LOOKING.get(self.tells, _("I leave this out, for we only look"))

    # -- as it is written ---------------------------------------------------------------------------------------

    @classmethod
    def short_form(cls, fields: dict[str, Any]) -> tuple[dict[str, Any], list[str]] | None:
        """One more way to write it, for the schema: its fields, and which of them are needed."""
        return None

    @abstractmethod
    async def run(self, driver: Driver) -> Result:
        """Does the step's part on the page and says what comes next."""

    @classmethod
    def widen(cls, value: Any) -> Any:
        """The long form of a value: a mapping of this step's fields."""
        if cls.main is None:
            return value
        fields = set(cls.words())
        if not isinstance(value, dict):
            return {cls.main: value}
        if not set(value) <= fields or cls.main not in value:
            rest = {key: item for key, item in value.items() if key not in fields - {cls.main}}
            return {cls.main: rest, **{key: item for key, item in value.items() if key not in rest}}
        return value


class Leading(Step):
    """A step that only leads on, and so is the same where it is only looked."""

    leads: ClassVar[bool] = True

    @abstractmethod
    async def run(self, driver: LookingDriver) -> Result:
        """Does the step's part on the page and says what comes next."""

    async def look(self, driver: LookingDriver) -> Result:
        return await self.run(driver)


class InForm(Step):
    """A step that puts something into a form: where it is only looked, whether there is such a form."""

    @property
    def tells(self) -> Telling:
        return "form"

    async def look(self, driver: LookingDriver) -> Result:
        shown = Condition(visible=self.looks_for)
        if await driver.holds(shown, self.timeout):
            return Tells("form", shown)
        return Done(ONLY_LOOKING, skipped=True)

    @property
    def leaves(self) -> Leaves:
        return "in_a_form"
