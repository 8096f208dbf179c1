"""Every kind of step: its fields, what it does with a Driver, and its docstring as its manual.

A new kind is one class here; those about pictures stand in proof.py. A step does what it does to the page through the
driver and says with its result what is to come next; asking the person, choosing routes and ending are the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainValidator, PrivateAttr, ValidationError

from runner.errors import Outcome, TargetMissing, did_you_mean
from runner.flow.driver import Driver
from runner.flow.model import AnyTarget, Condition, Names, Target, names_of
from runner.flow.problems import Model, problem, relay, written
from runner.flow.proof import Attach, Capture
from runner.flow.results import Asks, Done, Ends, PauseFor, Result, Tries, Walks
from runner.flow.step import Step, fill_in

Ending = Literal["already_out", "not_offered", "opted_out", "sent"]
Text = Annotated[str, Field(min_length=1)]
_GLANCE = 2.0  # seconds for a look at what need not be there
_EARNS: Mapping[PauseFor, Outcome] = {"submit": "sent", "switch": "opted_out"}


class Open(Step):
    """Goes to a page: `open: https://example.com/settings`. Only pages of the flow's `hosts`."""

    word = "open"
    main = "url"
    texts = ("url",)
    url: Text

    async def run(self, driver: Driver) -> Result:
        await driver.open(self.url)
        return Done()

    def __str__(self) -> str:
        return f"Open {self.url.removeprefix('https://')}"


class Click(Step):
    """Presses one thing that navigates or unfolds: `click: Privacy Center`. Never one that sends or switches."""

    word = "click"
    main = "target"
    target: AnyTarget

    async def run(self, driver: Driver) -> Result:
        return Done(await driver.press(self.target, self.timeout))

    def __str__(self) -> str:
        return f"Press {self.target}"


class Hover(Step):
    """Moves the pointer over a thing, for menus that open on hover: `hover: Account`."""

    word = "hover"
    main = "target"
    target: AnyTarget

    async def run(self, driver: Driver) -> Result:
        return Done(await driver.hover(self.target, self.timeout))

    def __str__(self) -> str:
        return f"Move the pointer over {self.target}"


class Choose(Step):
    """Selects a radio, checkbox or option of a form: `choose: {radio: I object}`.

    In a list to choose from: `choose: {option: Germany, from: {combobox: Country}}`.
    """

    word = "choose"
    main = "target"
    target: AnyTarget
    option: Names | None = Field(None, description="the option's names, where `from` says which list")

    @classmethod
    def widen(cls, value: Any) -> Any:
        if isinstance(value, dict) and "from" in value:
            rest = {key: item for key, item in value.items() if key != "from"}
            return {"target": value["from"], **rest}
        if isinstance(value, dict) and set(value) <= {"target", "option", "timeout"} and "target" in value:
            return value
        if isinstance(value, dict) and "timeout" in value:
            return {"target": {k: v for k, v in value.items() if k != "timeout"}, "timeout": value["timeout"]}
        return {"target": value}

    async def run(self, driver: Driver) -> Result:
        options = tuple(name.text for name in names_of(self.option)) if self.option else ()
        return Done(await driver.choose(self.target, options, self.timeout))

    def __str__(self) -> str:
        return (
            f"Choose “{names_of(self.option)[0].text}” from {self.target}" if self.option else f"Choose {self.target}"
        )


class OwnText(Model):
    """A text of the flow's own, to be typed as it is."""

    text: Text


_OWN_KEY = r"me\.[A-Za-z_][A-Za-z0-9_]*"
_OwnKey = Annotated[str, Field(pattern=f"^{_OWN_KEY}$")]


def _own_value(value: Any) -> Any:
    if isinstance(value, (dict, OwnText)):
        return OwnText.model_validate(value)
    if not isinstance(value, str) or not re.fullmatch(_OWN_KEY, value):
        raise problem("what to type is me.KEY from the person's config, or {text: …}", "such as me.email")
    return value


class Fill(Step):
    """Types a value of the person's own: `fill: {field: Email, with: me.email}`. Never a secret.

    `me.KEY` is from the person's config; what is not there, they are asked to type. A `{text: …}` is typed as it is.
    """

    word = "fill"
    field: Names
    within: AnyTarget | None = None
    with_: Annotated[OwnText | str, BeforeValidator(_own_value, json_schema_input_type=OwnText | _OwnKey)] = Field(
        alias="with"
    )

    _pointed_at: Target | None = PrivateAttr(None)

    @property
    def target(self) -> Target:
        """The field to fill, as a target."""
        return self._pointed_at or Target(field=self.field, within=self.within)

    async def run(self, driver: Driver) -> Result:
        if isinstance(self.with_, OwnText):
            return Done(await driver.fill(self.target, self.with_.text, self.timeout))
        label = await driver.show(self.target, self.timeout)
        return Asks("review", f"Type your {self.with_.removeprefix('me.')} into “{label}”, then press Continue.")

    def aimed_at(self, target: Target) -> Self:
        step = self.model_copy()
        step._pointed_at = target
        return step

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        if isinstance(self.with_, OwnText):
            return self.model_copy(update={"with_": OwnText(text=fill_in(self.with_.text, me, needs))})
        text = me.get(self.with_.removeprefix("me."), "").strip()
        return self.model_copy(update={"with_": OwnText(text=text)}) if text else self

    def __str__(self) -> str:
        what = f" with your {self.with_.removeprefix('me.')}" if isinstance(self.with_, str) else ""
        return f"Fill {self.target}{what}"


class Expect(Step):
    """Checks where we are: `expect: {visible: Settings}`. With `otherwise: not_offered` a miss ends the walk so."""

    word = "expect"
    main = "condition"
    condition: Condition
    otherwise: Ending | None = None

    async def run(self, driver: Driver) -> Result:
        if await driver.holds(self.condition, self.timeout):
            return Done()
        if self.otherwise:
            return Ends(self.otherwise)
        raise TargetMissing(str(self.condition))

    @property
    def aim(self) -> Condition:
        return self.condition

    @property
    def looks_for(self) -> Target | None:
        return self.condition.shows

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"condition": Condition(visible=target)})

    def __str__(self) -> str:
        return f"Check that {self.condition}"


class Reach(Step):
    """Arrives by the first of several routes that works; where we are there already, there is nothing to do."""

    word = "reach"
    there_when: Condition
    by: Annotated[dict[str, Steps], Field(min_length=1)]
    otherwise: Ending | None = None

    async def run(self, driver: Driver) -> Result:
        if await driver.holds(self.there_when, 0):
            return Done("already there", skipped=True)
        return Tries(self.there_when, {name: tuple(steps) for name, steps in self.by.items()}, self.otherwise)

    @property
    def aim(self) -> Condition:
        return self.there_when

    @property
    def looks_for(self) -> Target | None:
        return self.there_when.shows

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"there_when": Condition(visible=target)})

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        by = {name: [step.with_values(me, needs) for step in steps] for name, steps in self.by.items()}
        return self.model_copy(update={"by": by})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        return {("by", name): tuple(steps) for name, steps in self.by.items()}

    def __str__(self) -> str:
        first, others = next(iter(self.by)), len(self.by) - 1
        return f"Find the page by {first}" + (f", or one of {others} other ways" if others > 1 else "")


class When(Step):
    """An optional part: its steps are walked only where `sees` holds within two seconds (or `timeout`)."""

    word = "when"
    sees: Condition
    steps: Steps

    async def run(self, driver: Driver) -> Result:
        if await driver.holds(self.sees, self.timeout or _GLANCE):
            return Walks(tuple(self.steps))
        return Done("not needed here", skipped=True)

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Self:
        return self.model_copy(update={"steps": [step.with_values(me, needs) for step in self.steps]})

    def parts(self) -> dict[tuple[str | int, ...], tuple[Step, ...]]:
        return {("steps",): tuple(self.steps)}

    def __str__(self) -> str:
        return f"If {self.sees}: {'; then '.join(str(step) for step in self.steps)}"


class Pause(Step):
    """The person acts: logs in, submits, switches, attaches or reviews. There is no time limit.

    It goes on when `until` holds, or when they press Continue. `copy` offers a text to copy. With `for: switch` it
    shows the `control`, and goes on by itself when that is in the wanted position, at once when it already was. A
    setting that is no switch (a list that says Off, a page in an app) has no `control`: `say` tells what to do, and
    `until` what the page shows when it is as wanted.
    """

    word = "pause"
    texts = ("say", "copy_")
    for_: PauseFor = Field(alias="for")
    say: Text = ""
    until: Condition | None = None
    copy_: Text | None = Field(None, alias="copy")
    control: AnyTarget | None = None
    want: Literal["on", "off"] | None = None

    def model_post_init(self, context: Any, /) -> None:
        if (self.control is None) != (self.want is None) or (self.control and self.for_ != "switch"):
            raise problem("a pause for switch says its control and want: on or off; no other pause does")
        if self.control is None and not self.say:
            raise problem("'say' is missing here", "tell the person what to do")

    async def run(self, driver: Driver) -> Result:
        if self.control is not None:
            return await self._switch(driver, self.control)
        if self.for_ == "login" and self.until and await driver.holds(self.until, 0):
            return Done("you are logged in already", skipped=True)
        if self.for_ == "switch" and self.until and await driver.holds(self.until, self.timeout or _GLANCE):
            return Done("it is so already", earned="already_out")
        await driver.clear_the_way()
        if self.for_ == "submit":
            await driver.choose_again()
        return Asks(self.for_, self.say, self.until, self.copy_, _EARNS.get(self.for_))

    @property
    def looks_for(self) -> Target | None:
        return self.control

    def aimed_at(self, target: Target) -> Self:
        return self.model_copy(update={"control": target})

    async def _switch(self, driver: Driver, control: Target) -> Result:
        if await driver.is_on(control, self.timeout) == (self.want == "on"):
            return Done(f"it is {self.want} already", earned="already_out")
        await driver.show(control, self.timeout)
        wanted = Condition(is_on=control) if self.want == "on" else Condition(is_off=control)
        say = self.say or f"Turn {control} {self.want}."
        return Asks("switch", say, self.until or wanted, self.copy_, _EARNS["switch"])

    def __str__(self) -> str:
        return self.say or f"Turn {self.control} {self.want}."


class Mail(Step):
    """Shows a ready mail to copy; the person sends it: `mail: {to: …, subject: …, body: …}`."""

    word = "mail"
    texts = ("to", "subject", "body")
    to: Annotated[str, written(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", "a mail address")]
    subject: Text
    body: Text

    async def run(self, driver: Driver) -> Result:
        say = f"Send this mail to {self.to} from your own mail program, then press Continue."
        return Asks("submit", say, copy=f"To: {self.to}\nSubject: {self.subject}\n\n{self.body}", earns="sent")

    def __str__(self) -> str:
        return f"Send a mail to {self.to}: {self.subject}"


class Confirm(Step):
    """Reads the setting or message back afterwards: `confirm: {is_off: …}`. Only this makes an outcome confirmed."""

    word = "confirm"
    main = "condition"
    condition: Condition
    say: Text | None = None

    async def run(self, driver: Driver) -> Result:
        seen = await driver.holds(self.condition, self.timeout)
        return Done(f"seen: {self.condition}" if seen else f"not seen: {self.condition}", confirmed=seen)

    def __str__(self) -> str:
        return self.say or f"Read back that {self.condition}"


KINDS: dict[str, type[Step]] = {
    kind.word: kind
    for kind in (Open, Click, Hover, Choose, Fill, Expect, Reach, When, Pause, Capture, Attach, Mail, Confirm)
}


def parse_step(value: Any) -> Step:
    """One step from plain data; raises ValidationError with each problem at its key."""
    if isinstance(value, Step):
        return value
    if not isinstance(value, dict) or not value:
        raise problem("a step is one word and its value", "such as `- click: Settings`")
    given = [key for key in value if key in KINDS]
    if not given:
        word = str(next(iter(value)))
        raise problem(f"no step is called '{word}'", did_you_mean(word, KINDS), next(iter(value)))
    word = given[0]
    kind = KINDS[word]
    others = [key for key in value if key != word]
    stray = next((key for key in others if key in KINDS or key not in kind.words()), None)
    if stray is not None:
        hint = "write each step after a dash of its own" if stray in KINDS else did_you_mean(str(stray), kind.words())
        raise problem(f"'{stray}' does not belong beside '{word}'", hint, stray)
    fields = kind.widen(value[word])
    if isinstance(fields, dict):
        fields = {**fields, **{key: value[key] for key in others}}
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise relay(error, kind.words(), word) from None


AnyStep = Annotated[Step, PlainValidator(parse_step)]
Steps = Annotated[list[AnyStep], Field(min_length=1)]

for _kind in KINDS.values():
    _kind.model_rebuild()
