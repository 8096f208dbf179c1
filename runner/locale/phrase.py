"""What languages write differently around a phrase: its first letter, its full stop, the quotes around a name.

And texts to which something is done only once they are said in a language.
"""

from __future__ import annotations

from collections.abc import Callable

from runner.locale.formats import Listed
from runner.locale.text import Message, PerFront, Speaks, Text, _, any_varies, in_language

Say = Callable[[str], str]  # a text in a language
_ENDS = (".", "?", "!", "…", "؟", "。")


class Shaped(Text):
    """A text to which something is done once it is said in a language."""

    text: str
    shape: Callable[[str], str]

    def __new__(cls, text: str, shape: Callable[[str], str]) -> Shaped:
        """The text, and what is made of it."""
        made = super().__new__(cls, shape(str(text)))
        made.text, made.shape, made.varies = text, shape, any_varies(text)
        return made

    def in_language(self, language: Speaks) -> str:
        """The text in the language, shaped there."""
        return self.shape(str(in_language(self.text, language)))


class Built(Text):
    """A text of several lines that is laid out anew in each language: `build` makes all of it, and says its texts."""

    build: Callable[[Say], str]
    varies = True  # nobody can tell what it says

    def __new__(cls, build: Callable[[Say], str]) -> Built:
        """What is built of."""
        made = super().__new__(cls, build(str))
        made.build = build
        return made

    def in_language(self, language: Speaks) -> str:
        """All of it in the language."""
        return self.build(lambda text: str(in_language(text, language)))


class Midway(Text):
    """A sentence that follows on something: in English with a small letter, elsewhere as it is (nouns are capital)."""

    text: str

    def __new__(cls, text: str) -> Midway:
        """The sentence."""
        made = super().__new__(cls, text[:1].lower() + text[1:])
        made.text, made.varies = text, any_varies(text)
        return made

    def in_language(self, language: Speaks) -> str:
        """The sentence in that language."""
        said: str = in_language(self.text, language)
        return str(self) if said == str(self.text) else said


class Instead(Text):
    """A sentence in which something is called otherwise than when it was said."""

    said: str
    part: str
    words: str

    def __new__(cls, said: str, part: str = "", words: str = "") -> Instead:
        """The sentence, what stands in it, and the words to stand there instead."""
        made = super().__new__(cls, said.replace(part, words, 1))
        made.said, made.part, made.words, made.varies = said, part, words, any_varies(said, part, words)
        return made

    def in_language(self, language: Speaks) -> str:
        """The same, of all three in that language."""
        said, part, words = (in_language(one, language) for one in (self.said, self.part, self.words))
        return str(said).replace(part, words, 1)


def begun(text: str) -> str:
    """What is said, with a large letter at its beginning."""
    return text[:1].upper() + text[1:]


def whole(text: str) -> str:
    """What is said, begun with a large letter, and with a full stop where it has no end of its own."""
    return f"{begun(text)}{'' if text.endswith(_ENDS) else '.'}" if text else ""


def sentence(phrase: str) -> Shaped:
    """A phrase as a sentence of its own: “it is gone” as “It is gone.”."""
    return Shaped(phrase, whole)


def capital(phrase: str) -> Shaped:
    """A phrase with a capital letter, and nothing after it."""
    return Shaped(phrase, begun)


def midway(text: str) -> Midway:
    """A sentence as it follows on a colon."""
    return Midway(text)


def instead(said: str, part: str, words: str) -> Instead:
    """A sentence with other words for what is called `part` in it."""
    return Instead(said, part, words)


def put_in(text: str, **values: object) -> Text:
    """A message of a table, with the values that belong into it."""
    if isinstance(text, PerFront):
        return PerFront(put_in(text.terminal, **values), put_in(text.home, **values))
    assert isinstance(text, Message), "values are put into a message"
    return Message(text.id, values, text.plural, text.number, text.context, text.domain)


def unstopped(text: str) -> Shaped:
    """A sentence without its full stop, to stand in another."""
    return Shaped(text, lambda said: said.rstrip("."))


def quoted(name: str) -> Message:
    """What something is called on a page, in the quotes of the language."""
    return _("“{name}”", name=name)


def either(*texts: str) -> str:
    """Texts of which one holds: “one or other or third”."""
    first, *others = texts
    for other in others:
        first = _("{one} or {other}", one=first, other=other)
    return first


def both(*texts: str) -> str:
    """Texts that hold together: “one and other and third”."""
    first, *others = texts
    for other in others:
        first = _("{one} and {other}", one=first, other=other)
    return first


def listed(*texts: str) -> str:
    """Texts after one another: “one, other and third”; '' where there are none."""
    if not texts:
        return ""
    *others, last = texts
    return _("{one} and {other}", one=commas(*others), other=last) if others else last


def commas(*texts: str) -> Listed:
    """Those of the texts that are not empty, with nothing but commas between them."""
    return Listed(filter(None, texts), "comma")


def semicolons(*texts: str) -> Listed:
    """Those of the texts that are not empty, with nothing but semicolons between them."""
    return Listed(filter(None, texts), "semicolon")
