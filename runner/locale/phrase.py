"""What languages write differently around a phrase: its first letter, its full stop, the quotes around a name."""

from __future__ import annotations

from runner.locale.text import Message, Speaks, Text, _, in_language


class Sentence(Text):
    """A phrase that stands alone: with a capital letter, and with a full stop where it is to have one."""

    phrase: str
    stop: str

    def __new__(cls, phrase: str, stop: str = "") -> Sentence:
        """The phrase, and what ends it."""
        made = super().__new__(cls, _capital(phrase) + stop)
        made.phrase, made.stop = phrase, stop
        return made

    def in_language(self, language: Speaks) -> str:
        """The same of the phrase in that language."""
        return _capital(in_language(self.phrase, language)) + self.stop


class Midway(Text):
    """A sentence that follows on something: in English with a small letter, elsewhere as it is (nouns are capital)."""

    text: str

    def __new__(cls, text: str) -> Midway:
        """The sentence."""
        made = super().__new__(cls, text[:1].lower() + text[1:])
        made.text = text
        return made

    def in_language(self, language: Speaks) -> str:
        """The sentence in that language."""
        said: str = in_language(self.text, language)
        return str(self) if said == str(self.text) else said


class Unstopped(Text):
    """A sentence without its full stop, to stand in another."""

    text: str

    def __new__(cls, text: str) -> Unstopped:
        """The sentence."""
        made = super().__new__(cls, text.rstrip("."))
        made.text = text
        return made

    def in_language(self, language: Speaks) -> str:
        """The same of the sentence in that language."""
        return str(in_language(self.text, language)).rstrip(".")


class Instead(Text):
    """A sentence in which something is called otherwise than when it was said."""

    said: str
    part: str
    words: str

    def __new__(cls, said: str, part: str = "", words: str = "") -> Instead:
        """The sentence, what stands in it, and the words to stand there instead."""
        made = super().__new__(cls, said.replace(part, words, 1))
        made.said, made.part, made.words = said, part, words
        return made

    def in_language(self, language: Speaks) -> str:
        """The same, of all three in that language."""
        said, part, words = (in_language(one, language) for one in (self.said, self.part, self.words))
        return str(said).replace(part, words, 1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(phrase: str) -> Sentence:
    """A phrase as a sentence of its own: “it is gone” as “It is gone.”."""
    return Sentence(phrase, ".")


def capital(phrase: str) -> Sentence:
    """A phrase with a capital letter, and nothing after it."""
    return Sentence(phrase, "")


def midway(text: str) -> Midway:
    """A sentence as it follows on a colon."""
    return Midway(text)


def instead(said: str, part: str, words: str) -> Instead:
    """A sentence with other words for what is called `part` in it."""
    return Instead(said, part, words)


def put_in(text: Message, **values: object) -> Message:
    """A message of a table, with the values that belong into it."""
    return Message(text.id, values, text.plural, text.number, text.context, text.domain)


def unstopped(text: str) -> Unstopped:
    """A sentence without its full stop."""
    return Unstopped(text)


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


def commas(*texts: str) -> str:
    """Texts after one another, with nothing but commas between them."""
    first, *others = texts
    for other in others:
        first = _("{one}, {other}", one=first, other=other)
    return first
