"""A language in which each sentence of ours stands in «quotes», and what stands outside of them was forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest

from runner.locale import Language, catalogues
from tests.languages.pseudo import speaking

_INNERMOST = re.compile(r"«[^«»]*»")
_SHOWN = ("alt", "title", "aria-label", "placeholder", "data-label")


def quoting(code: str = "de") -> Language:
    """The language of «quotes», with the dates and lists of a real one."""
    return speaking(code, lambda message: f"«{message}»")


@contextmanager
def spoken(code: str = "de") -> Iterator[Language]:
    """Speaks it for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "_current", quoting(code))
        yield catalogues.language()


def untranslated(text: str) -> str:
    """What of a text stands outside of all quotes, in one line."""
    while (bare := _INNERMOST.sub(" ", text)) != text:
        text = bare
    return " ".join(text.split())


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "style"
        self.parts += [f" {value} " for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def untranslated_on(page: str) -> str:
    """The same for what a page shows."""
    read = _Visible()
    read.feed(page)
    read.close()
    return untranslated("".join(read.parts))
