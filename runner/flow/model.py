"""What a flow file says, as data: names, targets, conditions and the flow around its steps.

The classes here are at once what the loader checks, what the runner walks with and what the JSON Schema is made of.
Short forms (`click: Privacy Center`) are widened before a class sees them, so each thing has one shape inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from runner.flow import folding, wording
from runner.flow.problems import Model, problem
from runner.locale import _
from runner.locale.phrase import both, commas, either, put_in, quoted

Role = Literal[
    "link", "button", "menuitem", "tab", "radio", "checkbox", "switch",
    "option", "combobox", "field", "heading", "row", "text",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PATTERN = re.compile(r"/(?P<body>.+)/(?P<flags>[imsu]*)", re.DOTALL)
ANY_NAME = "any"
MAX_NAME = 1_000
_MOST = f"{MAX_NAME:,}"
fold = folding.fold  # a text for comparing


class Name(BaseModel):
    """One way a thing is called: a text, or a regular expression; with its language where the flow gives it."""

    model_config = ConfigDict(frozen=True)

    text: str
    language: str | None = None

    @property
    def pattern(self) -> tuple[str, str] | None:
        """Body and flags where the name is written `/body/flags`."""
        found = PATTERN.fullmatch(self.text)
        return (found["body"], found["flags"]) if found else None

    def fits(self, text: str) -> bool:
        """Whether a text is, or contains, this name: without case and with white space folded."""
        if self.pattern:
            body, flags = self.pattern
            return re.search(body, text, re_flags(flags)) is not None
        return fold(self.text) in fold(text)


def re_flags(flags: str) -> re.RegexFlag:
    """Python's flags for the letters after a `/pattern/`; `u` is always on."""
    letters = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
    found = re.RegexFlag(0)
    for letter in flags:
        found |= letters.get(letter, re.RegexFlag(0))
    return found


def _checked_text(text: str) -> str:
    if not text.strip():
        raise problem(_("a name may not be empty"))
    if len(text) > MAX_NAME:
        raise problem(_("a name is not longer than {most} characters", most=_MOST), _("its beginning finds it as well"))
    found = PATTERN.fullmatch(text)
    if found:
        try:
            re.compile(found["body"], re_flags(found["flags"]))
        except (re.error, OverflowError, RecursionError) as error:
            raise problem(_("this regular expression does not work: {error}", error=error)) from None
    return text


NameText = Annotated[str, BeforeValidator(lambda value: _checked_text(value) if isinstance(value, str) else value)]


def _check_names(value: Any) -> Any:
    """Names in one of three forms, told apart by type so that a problem inside is shown at its own place."""
    if isinstance(value, str):
        return _checked_text(value)
    if isinstance(value, list) and value:
        return [_checked_name(item, at) for at, item in enumerate(value)]
    if isinstance(value, dict) and value:
        for language in value:
            if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
                raise problem(
                    _("'{word}' is not a language", word=language), _("write a code such as en, de or pt-BR"), language
                )
        return {language: _by_language(names, language) for language, names in value.items()}
    raise problem(_("a name is wanted here: a text, a list of texts, or texts by language such as {en: …, de: …}"))


def _checked_name(item: Any, at: int | str) -> str:
    if not isinstance(item, str):
        raise problem(_("a name is a text"), _("put it in quotes"), at)
    try:
        return _checked_text(item)
    except PydanticCustomError as error:
        raise problem(str(error.context and error.context["message"]), "", at) from None


def _by_language(names: Any, language: str) -> Any:
    if isinstance(names, list) and names:
        return [_checked_name(item, language) for item in names]
    return _checked_name(names, language)


Names = Annotated[str | list[str] | dict[str, str | list[str]], BeforeValidator(_check_names)]


def names_of(value: str | list[str] | dict[str, str | list[str]]) -> tuple[Name, ...]:
    """The names in written order, each with its language where the file tells it."""
    if isinstance(value, str):
        return (Name(text=value),)
    if isinstance(value, list):
        return tuple(Name(text=text) for text in value)
    return tuple(
        Name(text=text, language=language)
        for language, texts in value.items()
        for text in ([texts] if isinstance(texts, str) else texts)
    )


class Candidate(BaseModel):
    """One way to find a thing: a role and names, a part of its address, or a CSS selector; within or beside another.

    `role` None is a bare name: anything clickable of that name. No `names` means the role alone.
    """

    model_config = ConfigDict(frozen=True)

    role: Role | None = None
    names: tuple[Name, ...] = ()
    href: Name | None = None
    css: str | None = None
    within: Target | None = None
    beside: Target | None = None


class Target(Model):
    """What to find. One of: a role with names, `named` (a bare name), `href`, `css`, or `any` (candidates)."""

    named: Names | None = Field(None, description="anything clickable of that name")
    link: Names | None = Field(None, description="a link of this name")
    button: Names | None = Field(None, description="a button of this name")
    menuitem: Names | None = Field(None, description="an entry of a menu")
    tab: Names | None = Field(None, description="a tab of this name")
    radio: Names | None = Field(None, description="a round choice, one of several")
    checkbox: Names | None = Field(None, description="a box to tick, by its label")
    switch: Names | None = Field(None, description="a switch, by its label")
    option: Names | None = Field(None, description="a choice in a list")
    combobox: Names | None = Field(None, description="a list to choose from, by its label")
    field: Names | None = Field(None, description="a field to type in, by its label")
    heading: Names | None = Field(None, description="a heading of this text")
    row: Names | None = Field(None, description="a row of a table or list with this text in it")
    text: Names | None = Field(None, description="a text on the page, whatever it belongs to")
    href: NameText | None = Field(None, description="a link by part of its address, or /regex/")
    css: Annotated[str, Field(min_length=1)] | None = Field(None, description="last resort")
    any: Annotated[list[AnyTarget], Field(min_length=1)] | None = Field(None, description="candidates, best first")
    within: AnyTarget | None = Field(None, description="only inside this")
    beside: AnyTarget | None = Field(None, description="the one nearest to this")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Target:
        given = [word for word in self.words() if word not in ("within", "beside") and getattr(self, word) is not None]
        if not given:
            raise problem(
                _("a target says what to find"), _("one of {words}", words=commas(*ROLES, "href", "css", "any"))
            )
        if len(given) > 1:
            said = _("a target says one thing, and this says {words}", words=both(*given))
            raise problem(said, _("list them under any:"))
        return self

    def candidates(self) -> tuple[Candidate, ...]:
        """Every way to find it, in written order."""
        return tuple(self._candidates())

    def _candidates(self) -> Iterator[Candidate]:
        inner = (one for target in self.any for one in target.candidates()) if self.any else (self._own(),)
        where = {key: value for key, value in (("within", self.within), ("beside", self.beside)) if value}
        for one in inner:
            yield one.model_copy(update=where) if where else one

    def _own(self) -> Candidate:
        if self.href is not None:
            return Candidate(href=Name(text=self.href))
        if self.css is not None:
            return Candidate(css=self.css)
        role = next((role for role in ROLES if getattr(self, role) is not None), None)
        value = getattr(self, role or "named")
        return Candidate(role=role, names=() if value == ANY_NAME and role else names_of(value))

    def __str__(self) -> str:
        """The target in words, for a person: a name that can be read, or what it is and where."""
        own = self.candidates()
        return next(filter(None, map(_called, own)), "") or _by_looks(own[0])


def _called(one: Candidate) -> str:
    """A candidate by its first readable name; '' where it has none."""
    said = next(filter(None, (_plain(name) for name in one.names)), "")
    kind = wording.KINDS.get(one.role or "")
    return _("{name} ({kind})", name=said, kind=kind) if said and kind else said


def _by_looks(one: Candidate) -> str:
    """What has no name to be read: where it leads, else what it is, and what it stands by."""
    if one.href and (path := _plain(one.href)):
        return _("a link to {address}", address=path)
    said = wording.of_css(one.css) if one.css else wording.one_of_a_kind("link" if one.href else one.role or "")
    if said == wording.UNNAMED:
        return said
    if one.beside:
        return _("{thing} beside {other}", thing=said, other=str(one.beside))
    return _("{thing} in {other}", thing=said, other=str(one.within)) if one.within else said


def read_aloud(name: Name) -> str:
    """A name to show; of a regular expression its words, '' where it has none."""
    return wording.spoken(name.pattern[0]) if name.pattern else name.text


def _plain(name: Name) -> str:
    said = read_aloud(name)
    return quoted(said) if said else ""


def widen_target(value: Any) -> Any:
    """The short forms: a text, a list of texts, or texts by language are bare names."""
    if isinstance(value, (str, list)):
        return {"named": value}
    if isinstance(value, dict) and value and not set(value) & set(Target.words()):
        keys = [key for key in value if isinstance(key, str)]
        languages = len(keys) == len(value) and all(LANGUAGE.fullmatch(key) for key in keys)
        if languages and any(len(key.split("-")[0]) == 2 for key in keys):  # of three letters alone: a slip such as tba
            return {"named": value}
    return value


AnyTarget = Annotated[Target, BeforeValidator(widen_target)]


class Condition(Model):
    """What may be true of a page. Exactly one of its words."""

    visible: AnyTarget | None = Field(None, description="it is on the page to be seen")
    gone: AnyTarget | None = Field(None, description="it is not to be seen")
    url: NameText | None = Field(None, description="part of the page's address, or /regex/")
    is_on: AnyTarget | None = Field(None, description="this switch or checkbox is on")
    is_off: AnyTarget | None = Field(None, description="this switch or checkbox is off")
    selected: AnyTarget | None = Field(None, description="this radio, tab or option is the chosen one")
    any: Annotated[list[Condition], Field(min_length=1)] | None = Field(None, description="one of these holds")
    all: Annotated[list[Condition], Field(min_length=1)] | None = Field(None, description="all of these hold")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Condition:
        given = [word for word in self.words() if getattr(self, word) is not None]
        if len(given) != 1:
            said = (
                _("a condition says one thing, and this says {words}", words=both(*given))
                if given
                else _("a condition says one thing, and this says nothing")
            )
            raise problem(said, _("combine them under any: or all:"))
        return self

    @property
    def shows_at(self) -> tuple[str | int, ...]:
        """Where in it the first thing stands that has to be visible; () where there is none."""
        if self.visible:
            return ("visible",)
        for word in ("any", "all"):
            for at, one in enumerate(getattr(self, word) or ()):
                if inner := one.shows_at:
                    return (word, at, *inner)
        return ()

    @property
    def shows(self) -> Target | None:
        """The first thing that has to be visible."""
        found: Any = self
        for word in self.shows_at:
            found = found[word] if isinstance(word, int) else getattr(found, word)
        return found if isinstance(found, Target) else None

    def __str__(self) -> str:
        """The condition in words."""
        word = next(word for word in self.words() if getattr(self, word) is not None)
        value = getattr(self, word)
        if isinstance(value, list):
            return (either if word == "any" else both)(*(str(one) for one in value))
        if word == "url":
            said = _plain(Name(text=value))
            return _("the address has {part}", part=said) if said else _("the address is the right one")
        return put_in(_STANDS[word], thing=str(value))


_STANDS = {
    "visible": _("{thing} is there"),
    "gone": _("{thing} is gone"),
    "is_on": _("{thing} is on"),
    "is_off": _("{thing} is off"),
    "selected": _("{thing} is chosen"),
}


class Box(NamedTuple):
    """Where a thing is drawn, in CSS pixels of the whole page."""

    x: float
    y: float
    width: float
    height: float


def _box(value: Any) -> Any:
    return tuple(value.get(side, 0.0) for side in Box._fields) if isinstance(value, dict) else value


def _texts(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value or ()


def _words(value: Any) -> Any:
    return tuple(value.split()) if isinstance(value, str) else value or ()


class Pick(BaseModel):
    """What a thing on a page looks like: a described click. Any field may be missing; none holds what was typed.

    `name` is the accessible name, `text` what is to be read on it, `kind` an input's type, `neighbours` texts near it,
    `path` the absolute one (`/html[1]/body[1]/a[3]`), `language` that of the page around it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    tag: str = ""
    role: str = ""
    name: str = ""
    text: str = ""
    id: str = ""
    name_attribute: str = ""
    href: str = ""
    class_names: Annotated[tuple[str, ...], BeforeValidator(_words)] = ()
    alt: str = ""
    kind: str = ""
    neighbours: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ()
    box: Annotated[Box | None, BeforeValidator(_box)] = None
    path: str = ""
    language: str = ""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_missing(cls, value: Any) -> Any:
        return {key: item for key, item in value.items() if item is not None} if isinstance(value, dict) else value


for _model in (Candidate, Target, Condition):
    _model.model_rebuild()
