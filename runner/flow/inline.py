"""What stands within a line of YAML: plain texts, quoted ones, lists and words in brackets; and the slips in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from runner.locale import Text, _

ODD_SPACES = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
KEY = re.compile(
    r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"  # a word in quotes, or a plain one
    r"|(?![-?:](?:\s|$))[^\s,\[\]{}#&*!|>'\"%@`](?:[^:#]|:(?![\s]|$)|(?<!\s)#)*?)\s*:(?=\s|$)",
    re.ASCII,
)
_ESCAPES = re.compile(r"[0abt\tnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$")
_OWN_LINE = re.compile(r"\s*(- +)?[A-Za-z_][\w '()-]*:(\s|$)|\s*- ", re.ASCII)
_BARE_WORD = re.compile(r"[a-z][a-z_]*")
_CURLY = "“”„«»‘’‚"
_CLOSES = {"[": "]", "{": "}"}
_RESERVED = {"@", "`", "%"}


class Slip(NamedTuple):
    """One slip: its 1-based place, what it is, and what to write instead."""

    line: int
    column: int
    message: str
    hint: str


class SlipFound(Exception):
    """A slip is found; `row` and `column` count from 0."""

    def __init__(self, row: int, column: int, message: str, hint: str) -> None:
        self.slip = Slip(row + 1, column + 1, message, hint)


@dataclass
class _Bracket:
    """A bracket that is open, and what of its present entry was read: its colons, and whether a value is complete."""

    row: int
    column: int
    sign: str
    colons: int = 0
    done: bool = False


def in_quotes(text: str) -> str:
    """A text as it is written in quotes; cut where it is long."""
    shown = text if len(text) <= 60 else text[:60].rstrip() + "…"
    return (
        f"'{shown}'"
        if '"' in shown and "'" not in shown
        else '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def quoted_whole(text: str, word: str) -> Text:
    """What to write for a text of which only a part stands in quotes or brackets."""
    mark = text[0]
    if mark == "'" and "'" in text[1:]:
        inner = text[1:-1] if text.endswith("'") else text[1:]
        text = inner.replace("''", "'") if not text.endswith("'") or len(text) > 1 else text
    return _("put the whole text in quotes: `{text}`", text=_after(word) + in_quotes(text))


def write(text: str) -> Text:
    """What to write instead."""
    return _("write `{text}`", text=text)


def _after(word: str) -> str:
    """A word as it stands before its value; nothing where there is none."""
    return f"{word}: " if word else ""


class Inline:
    """Reads values of a file's lines from a place on; each method returns the row and column behind the value."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.doubts: list[Slip] = []
        self.cut: tuple[int, int] | None = None  # where a # within brackets has cut off the rest of its line

    def doubt(self, row: int, column: int, message: str, hint: str) -> None:
        """Notes what not every parser reads, or what may be read otherwise than it was meant."""
        self.doubts.append(Slip(row + 1, column + 1, message, hint))

    def plain(self, row: int, at: int, word: str) -> None:
        """A text without quotes, to the end of the line."""
        line = self.lines[row]
        text = re.split(r"\s#", line[at:], maxsplit=1)[0].rstrip()
        self._check_first(row, at, text, word)
        lead = _after(word)
        if cut := re.match(r"\s+#[^\s#!]", line[at + len(text) :]):
            hint: Text = _(
                "write `{text}`, or a space behind the # if it is a comment", text=lead + in_quotes(line[at:].strip())
            )
            self.doubt(
                row,
                at + len(text) + cut.end() - 2,
                _("a # behind a space begins a comment, so the text ends before it"),
                hint,
            )
        if re.fullmatch(f"[{_CURLY}][^{_CURLY}]*[{_CURLY}]", text):
            hint = write(lead + text.strip(_CURLY))
            self.doubt(row, at, _("typographic quotes are part of a text, not quotes around it"), hint)
        if colon := re.search(r":(?=\s|$)", text):
            self._colon(row, at, text, colon.start(), word)

    def _check_first(self, row: int, at: int, text: str, word: str) -> None:
        first = text[:1]
        reserved = first in _RESERVED or first in ",]}"
        reserved = reserved or (first == "&" and text[1:2] in ("", " "))
        reserved = reserved or (first == "*" and not self._is_alias(text))
        reserved = reserved or (first in "|>?" and bool(word or text[1:2] == " "))
        if reserved and first:
            said = _("a text does not begin with {first}", first=first)
            raise SlipFound(
                row,
                at,
                said,
                _("put it in quotes: `{text}`", text=_after(word) + in_quotes(text)),
            )

    def _is_alias(self, text: str) -> bool:
        return any(f"&{text[1:]}" in line for line in self.lines) and " " not in text

    def _colon(self, row: int, at: int, text: str, colon: int, word: str) -> None:
        """A colon and a space within a text: a second word in the line, or a text that wants quotes."""
        before, rest = text[:colon], text[colon + 1 :].strip()
        if text[0] in _CURLY:
            straight = text.strip(_CURLY)
            said = _("these quotes are typographic, so they do not hold the text together")
            raise SlipFound(
                row,
                at,
                said,
                _("write straight ones: `{text}`", text=_after(word) + in_quotes(straight)),
            )
        lead = _after(word)
        if word and _BARE_WORD.fullmatch(before):
            said = _(
                "two words with a colon stand in one line here: '{word}:' and '{before}:'", word=word, before=before
            )
            inner = f"{before}: {rest or '…'}"
            hint = _(
                "write `{text}`, or put `{inner}` in a line of its own, indented deeper",
                text=lead + "{" + inner + "}",
                inner=inner,
            )
            raise SlipFound(row, at + colon, said, hint)
        said = _("a text with a colon and a space in it stands in quotes, or the colon ends a word")
        raise SlipFound(row, at + colon, said, write(lead + in_quotes(text)))

    def quoted(self, row: int, at: int) -> tuple[int, int]:
        """A text in quotes, also over several lines."""
        quote, start, column = self.lines[row][at], row, at + 1
        while row < len(self.lines):
            line = self.lines[row]
            while column < len(line):
                if line[column] == "\\" and quote == '"':
                    column += self._escape(row, column)
                elif line[column] == quote and quote == "'" and line[column + 1 : column + 2] == "'":
                    column += 2
                elif line[column] == quote:
                    return row, column + 1
                else:
                    column += 1
            row, column = row + 1, 0
        line = self.lines[start]
        raise SlipFound(
            start,
            at,
            _("this quote is never closed"),
            _("put a {quote} at the end of the text: `{text}{quote}`", quote=quote, text=line[at:].strip()[:60]),
        )

    def _escape(self, row: int, column: int) -> int:
        """How long an escape is."""
        found = _ESCAPES.match(self.lines[row], column + 1)
        if found is None:
            sign = self.lines[row][column : column + 2]
            said = _("{sign} means nothing in double quotes", sign=sign)
            raise SlipFound(
                row, column, said, _("use single quotes, in which a backslash is one, or write \\{sign}", sign=sign)
            )
        return 1 + max(len(found[0]), 1)

    def brackets(self, row: int, at: int, parent: int) -> tuple[int, int]:
        """A list in [ ] or words in { }, with all that is in them."""
        opened = [_Bracket(row, at, self.lines[row][at])]
        column = at + 1
        while opened:
            column = self._skip(row, column)
            if column >= len(self.lines[row]):
                row, column = row + 1, 0
                if row >= len(self.lines) or self._is_own_line(row, parent):
                    self._never_closed(opened[-1])
                continue
            row, column = self._token(row, column, opened)
        return row, column

    def _skip(self, row: int, column: int) -> int:
        line = self.lines[row]
        while column < len(line) and line[column] in " \t":
            column += 1
        if column < len(line) and line[column] == "#":
            if self.cut is None and line[column + 1 : column + 2].strip():
                self.cut = (row, column)
            return len(line)
        return column

    def _is_own_line(self, row: int, parent: int) -> bool:
        line = self.lines[row]
        return _OWN_LINE.match(line) is not None and len(line) - len(line.lstrip(" ")) <= parent

    def _never_closed(self, opened: _Bracket) -> None:
        closes = _CLOSES[opened.sign]
        if self.cut:
            said = _("a # behind a space or a comma begins a comment, and it has cut off the rest of this line")
            raise SlipFound(
                *self.cut, said, _("put the text in quotes, or leave a space behind the # if it is a comment")
            )
        raise SlipFound(
            opened.row,
            opened.column,
            _("this {sign} is never closed", sign=opened.sign),
            _("put a {closes} behind the last of what is in it", closes=closes),
        )

    def _token(self, row: int, column: int, opened: list[_Bracket]) -> tuple[int, int]:
        """The next sign or text within brackets."""
        line, top = self.lines[row], opened[-1]
        sign = line[column]
        if sign in "]}":
            if _CLOSES[top.sign] != sign:
                said = _(
                    "this {sign} closes nothing: the {opening} in line {line}, column {column} is open still",
                    sign=sign,
                    opening=top.sign,
                    line=top.row + 1,
                    column=top.column + 1,
                )
                raise SlipFound(row, column, said, _("put a {closing} before it", closing=_CLOSES[top.sign]))
            opened.pop()
            if opened:
                opened[-1].done = True
        elif sign == ",":
            top.colons, top.done = 0, False
        elif sign == ":" and (top.done or re.match(r":(\s|$|[,\[\]{}])", line[column:])):
            if top.colons:
                self._second_colon(row, column)
            top.colons, top.done = top.colons + 1, False
        elif top.done:
            hint = _("write `, ` between two things in brackets; a text with brackets or quotes in it stands in quotes")
            raise SlipFound(row, column, _("a comma is missing before this"), hint)
        elif sign in "[{":
            opened.append(_Bracket(row, column, sign))
        elif sign in "\"'":
            row, after = self._quoted_inside(row, column)
            top.done = True
            return row, after
        else:
            top.done = True
            return row, self._plain_inside(row, column, top)
        return row, column + 1

    def _quoted_inside(self, row: int, column: int) -> tuple[int, int]:
        end, after = self.quoted(row, column)
        rest = self.lines[end][after:].lstrip()
        if rest and rest[0] not in ",:]}#":
            quote = self.lines[row][column]
            if end != row:
                raise SlipFound(
                    row, column, _("this quote is never closed"), _("put a {quote} at the end of the text", quote=quote)
                )
            after += len(self.lines[end][after:]) - len(rest)
            if rest[0] in "\"'{[" or re.match(r"\w+:\s", rest):
                raise SlipFound(
                    end, after, _("a comma is missing before this"), _("write `, ` between two things in brackets")
                )
            hint = (
                _("put the whole text in quotes")
                if quote == '"'
                else _("put it in double quotes, or write the apostrophe twice: ''")
            )
            raise SlipFound(end, after, _("the text goes on after its closing quote"), hint)
        return end, after

    def _plain_inside(self, row: int, column: int, top: _Bracket) -> int:
        """A text without quotes within brackets, to the sign that ends it."""
        line = self.lines[row]
        found = re.compile(r"(?:[^,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<!\s)#)+").match(line, column)
        text = (found[0] if found else line[column]).rstrip()
        after = found.end() if found else column + 1
        if re.match(r"-\s", text):
            raise SlipFound(
                row, column, _("no dash stands within brackets"), _("write a comma between the things of the list")
            )
        self._check_first(row, column, text, "")
        if top.sign == "{" and not top.colons and (stuck := re.match(r"([a-z_]+):(?!//)(\S.*)", text)):
            hint = write(f"{stuck[1]}: {stuck[2]}")
            raise SlipFound(row, column + len(stuck[1]), _("the space after '{word}:' is missing", word=stuck[1]), hint)
        if "?" in text:
            hint = _("put the text in quotes: {text}", text=in_quotes(text))
            self.doubt(
                row, column + text.index("?"), _("not every YAML parser reads a ? in a text within brackets"), hint
            )
        if line[after : after + 1] in ("[", "{"):
            said = _(
                "{sign} begins something new within {opening} {closing}",
                sign=line[after],
                opening=top.sign,
                closing=_CLOSES[top.sign],
            )
            raise SlipFound(row, after, said, _("a text with brackets in it stands in quotes: '…'"))
        return after

    def _second_colon(self, row: int, column: int) -> None:
        """A second colon in one entry: a comma is missing before its word, or quotes around the text."""
        before = re.split(r"[,{\[]|:\s", self.lines[row][:column])[-1]
        if found := re.search(r"\s([a-z][a-z_]*)$", before.lstrip()):
            at = column - len(found[1])
            hint = _("write `, {word}: …`; if it is part of the text, put that in quotes", word=found[1])
            raise SlipFound(row, at, _("a comma is missing before '{word}:'", word=found[1]), hint)
        text = re.split(r"[,}\]]", self.lines[row][column - len(before.lstrip()) :])[0].strip()
        said = _("a text with a colon and a space in it stands in quotes, or the colon ends a word")
        raise SlipFound(
            row, column, said, _("write {text}; words within words stand in {{ }} of their own", text=in_quotes(text))
        )
