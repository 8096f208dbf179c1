"""Texts that begin or end as a sentence does, in whatever language they are said; and the text of an error."""

from __future__ import annotations

from collections.abc import Callable

from runner.locale.text import Speaks, Text, in_language

Say = Callable[[str], str]  # a text in a language

_ENDS = (".", "?", "!", "…", "؟", "。")


class Shaped(Text):
    """A text to which something is done once it is said in a language."""

    text: str
    shape: Callable[[str], str]

    def __new__(cls, text: str, shape: Callable[[str], str]) -> Shaped:
        """The text, and what is made of it."""
        made = super().__new__(cls, shape(str(text)))
        made.text, made.shape = text, shape
        return made

    def in_language(self, language: Speaks) -> str:
        """The text in the language, shaped there."""
        return self.shape(in_language(self.text, language))


class Built(Text):
    """A text of several lines that is laid out anew in each language: `build` makes all of it, and says its texts."""

    build: Callable[[Say], str]

    def __new__(cls, build: Callable[[Say], str]) -> Built:
        """What is built of."""
        made = super().__new__(cls, build(str))
        made.build = build
        return made

    def in_language(self, language: Speaks) -> str:
        """All of it in the language."""
        return self.build(lambda text: str(in_language(text, language)))


def capital(text: str) -> Shaped:
    """The text with a large letter at its beginning."""
    return Shaped(text, _begun)


def sentence(text: str) -> Shaped:
    """The text with a large letter at its beginning, and a full stop where it has no end of its own."""
    return Shaped(text, _whole)


def told(error: BaseException) -> str:
    """What an error says, in the language that it is shown in."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Text) else str(error)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _whole(text: str) -> str:
    return _begun(text) + ("" if text.endswith(_ENDS) else ".")
