"""Texts for people, as values: each is its English sentence, and knows how to be said in another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, Self

_at_home: ContextVar[bool] = ContextVar("at_home", default=False)


class Speaks(Protocol):
    """A language: its code, and what the sentences of the code are called in it."""

    @property
    def code(self) -> str:
        """Its code, as HTML writes it."""
        ...

    def sentence(self, text: Message) -> str:
        """The sentence of a message in this language, with its placeholders still in it; English where it lacks it."""
        ...


class Text(str):
    """What a person reads. As a `str` it is English, so that code compares and logs the same in every language.

    One `with_html` has HTML among its values, which even in English has to be kept from being escaped. One that
    `varies` is another in the home.
    """

    with_html: bool = False
    varies: bool = False

    def in_language(self, language: Speaks) -> str:
        """The same, said in a language."""
        raise NotImplementedError

    def led_in(self, sentence: str, place: str, language: Speaks) -> str:
        """A sentence in which this will stand at a place, `{name}`, as a language writes it before this."""
        return sentence

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: nothing of it changes."""
        return self


class Message(Text):
    """One sentence, or a few that belong together: its id, which is the English text, and the values in it.

    `id` has a `{name}` where a value stands; a message without values is taken as it is written. With `plural`,
    `number` decides which of the two is said. `context` tells the same word in two places apart, `domain` says which
    catalogue it is in.
    """

    id: str
    values: Mapping[str, object]
    plural: str | None
    number: int
    context: str
    domain: str

    def __new__(
        cls,
        id: str,
        values: Mapping[str, object] | None = None,
        plural: str | None = None,
        number: int = 1,
        context: str = "",
        domain: str = "optout",
    ) -> Message:
        """A message; raises KeyError where a value for one of its placeholders is missing."""
        english = plural if plural is not None and number != 1 else id
        made = super().__new__(cls, english.format_map(values) if values else english)
        made.id, made.values, made.plural, made.number = id, values or {}, plural, number
        made.context, made.domain = context, domain
        if values:
            made.with_html = any(_is_html(value) for value in values.values())
            made.varies = any_varies(*values.values())
        return made

    def in_language(self, language: Speaks) -> str:
        """The sentence in a language; where a value is HTML, so is the whole, and all else in it is escaped."""
        sentence = language.sentence(self)
        if not self.values:
            return sentence
        values = {name: in_language(value, language) for name, value in self.values.items()}
        for name, value in self.values.items():
            if isinstance(value, Text):
                sentence = value.led_in(sentence, f"{{{name}}}", language)
        if any(hasattr(value, "__html__") for value in values.values()):
            from markupsafe import Markup

            return Markup.escape(sentence).format_map(values)
        return sentence.format_map(values)


class Joined(Text):
    """Several texts, one after the other; `between` stands between two of them and is no words."""

    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: Iterable[str], between: str = " ") -> Joined:
        """Those of the parts that are not empty."""
        kept = tuple(part for part in parts if part)
        made = super().__new__(cls, between.join(kept))
        made.parts, made.between = kept, between
        made.with_html = any(_is_html(part) for part in kept)
        made.varies = any_varies(*kept)
        return made

    def in_language(self, language: Speaks) -> str:
        """Each part in the language."""
        return self.between.join(in_language(part, language) for part in self.parts)


class PerFront(Text):
    """A text that is another one for somebody who has the home before them, and perhaps no terminal."""

    terminal: str
    home: str

    def __new__(cls, terminal: str, home: str) -> PerFront:
        """The text as it is wherever there is no home, and as the home says it."""
        made = super().__new__(cls, terminal)
        made.terminal, made.home = terminal, home
        made.with_html, made.varies = _is_html(terminal) or _is_html(home), True
        return made

    def in_language(self, language: Speaks) -> str:
        """The one for where it is read, in the language."""
        said: str = in_language(self.home if is_at_home() else self.terminal, language)
        return said


def is_at_home() -> bool:
    """Whether what is said now is read in the home, or beside it."""
    return _at_home.get()


@contextmanager
def at_home() -> Iterator[None]:
    """What is said in this block, and in tasks begun in it, is read in the home: it names no commands."""
    before = _at_home.set(True)
    try:
        yield
    finally:
        _at_home.reset(before)


def any_varies(*values: object) -> bool:
    """Whether one of them is a text that is another in the home."""
    return any(isinstance(value, Text) and value.varies for value in values)


def _is_html(value: object) -> bool:
    return value.with_html if isinstance(value, Text) else hasattr(value, "__html__")


def in_language(value: Any, language: Speaks) -> Any:
    """A value as it is said in a language; what is no text of ours stays what it is."""
    return value.in_language(language) if isinstance(value, Text) else value


def _(id: str, **values: object) -> Message:
    """A sentence for a person: `_("It is on {page}.", page=name)`. The id is a literal, so that it can be collected."""
    return Message(id, values)


def many(one: str, more: str, number: int, **values: object) -> Message:
    """A sentence that depends on a number, which is `{count}` in it."""
    return Message(one, {"count": number, **values}, more, number)


def in_context(context: str, id: str, **values: object) -> Message:
    """A word that other languages say differently in different places; `context` says where this one stands."""
    return Message(id, values, context=context)


def per_front(terminal: str, home: str) -> PerFront:
    """What names a command, and what is said instead to somebody who has the home before them."""
    return PerFront(terminal, home)


def stored(text: str) -> Message:
    """A sentence of ours without values that a file of data or the ledger has in English, to be said in any language.

    Those of the files are collected from what their readers make of them, as whatever a reader makes with this is.
    """
    return Message(text)


def joined(*parts: str, between: str = " ") -> Joined:
    """Whole sentences after one another; never the parts of one."""
    return Joined(parts, between)
