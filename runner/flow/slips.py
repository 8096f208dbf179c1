"""The slips people make in YAML, found by reading a file as they wrote it: line by line, and what was meant.

Runs only where a parser has refused the text. A parser says where it gave up, often lines later; this says where the
slip is and what to write instead, the same whichever parser is installed. Knows nothing of flows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from runner.flow.inline import KEY, ODD_SPACES, Inline, Slip, SlipFound, quoted_whole, write
from runner.locale import Text, _

_INDENT = re.compile(rf"[ \t{ODD_SPACES}]*")
_OWN_LINE = re.compile(r"(- +)?[A-Za-z_][\w-]*\s*:(\s|$)|- ", re.ASCII)
_NO_SPACE = re.compile(r"([A-Za-z_][\w-]*)\s*:(?!//)([^\s:])", re.ASCII)
_NO_DASH = re.compile(r"[–—−•·*]\s+(?=\S)")
_STUCK_DASH = re.compile(r"-(?=[A-Za-z\"'{\[])")
_HEADER = re.compile(r"[|>][-+1-9]{0,2}\s*(\s#.*)?$")
Kind = Literal["words", "list"]


def find_slip(text: str) -> Slip | None:
    """The first slip of a text that is not YAML; None where none is known to us."""
    return sure_slip(text) or next(iter(doubtful_slips(text)), None)


def sure_slip(text: str) -> Slip | None:
    """The first thing in a text that nobody can have meant as it stands there."""
    return _read(text)[0]


def doubtful_slips(text: str) -> tuple[Slip, ...]:
    """What not every parser reads, or reads otherwise than it was meant, as far as the text was read."""
    return _read(text)[1]


@lru_cache(maxsize=1)
def _read(text: str) -> tuple[Slip | None, tuple[Slip, ...]]:
    """The slip at which reading ends, and the doubtful ones before it; one file is asked about more than once."""
    lines = _Lines(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")))
    try:
        lines.read()
    except SlipFound as found:
        return found.slip, tuple(lines.inline.doubts)
    return None, tuple(lines.inline.doubts)


@dataclass
class _Level:
    column: int
    kind: Kind
    line: int
    lines: int = 1


def _beside(lines: list[tuple[int, int]]) -> Text:
    """To begin where one of these lines does, each with its column; there are one or two."""
    (line, column), *others = lines
    if not others:
        return _("let it begin where line {line} does, in column {column}", line=line, column=column)
    [(other, other_column)] = others
    return _(
        "let it begin where line {line} does, in column {column}, or where line {other} does, in column {other_column}",
        line=line,
        column=column,
        other=other,
        other_column=other_column,
    )


class _Lines:
    """Reads the lines of a file, with the levels of words and lists that are open."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.inline = Inline(lines)
        self.levels: list[_Level] = []
        self.opens = False  # whether the last line may have deeper ones
        self.text_of: tuple[int, int] | None = None  # line, and column of the word, of a text that may go on below
        self.row = 0
        self.comment = -1  # the line of the last comment

    def read(self) -> None:
        """Raises SlipFound at the first slip."""
        while self.row < len(self.lines):
            line = self.lines[self.row]
            bare = line.strip(" \t")
            if not bare or bare.startswith("#"):
                self._aside(line, bare)
                self.row += 1
            elif re.match(r"(---|\.\.\.)(\s|$)", line):
                self.levels, self.opens, self.text_of = [], False, None
                self.row += 1
            else:
                self._line(line)

    def _aside(self, line: str, bare: str) -> None:
        """An empty line, or a comment."""
        if bare:
            self.comment = self.row
            if "\t" in line[: line.index("#")]:
                said = _("not every YAML parser reads a tab before a comment")
                self.inline.doubt(self.row, line.index("\t"), said, _("put spaces in its place"))

    def _line(self, line: str) -> None:
        found = _INDENT.match(line)
        indent = found[0] if found else ""
        self._check_indent(indent)
        column = len(indent)
        if self.text_of is not None and column > self.text_of[1]:
            self._goes_on(line, column)
            return
        self.text_of = None
        self._check_dash(line, column)
        self._enter(column, "list" if re.match(r"-(\s|$)", line[column:]) else "words")
        self._entry(line, column)

    def _check_indent(self, indent: str) -> None:
        for at, one in enumerate(indent):
            if one == "\t":
                hint = _("put two spaces in its place for each level; most editors can be told to do so")
                raise SlipFound(self.row, at, _("a tab stands here, and lines are indented by spaces alone"), hint)
            if one != " ":
                hint = _("delete it and type ordinary spaces; it often comes with text copied from a web page")
                raise SlipFound(self.row, at, _("the space here is not an ordinary one"), hint)

    def _check_dash(self, line: str, column: int) -> None:
        if found := _NO_DASH.match(line, column):
            raise SlipFound(
                self.row,
                column,
                _("'{sign}' stands here for a dash", sign=found[0][0]),
                _("a list takes a plain one: {dash}", dash="- "),
            )
        if found := _STUCK_DASH.match(line, column):
            raise SlipFound(
                self.row, column, _("a space is missing after the dash"), write(f"- {line[column + 1 :].strip()[:40]}")
            )

    def _goes_on(self, line: str, column: int) -> None:
        """A line deeper than the text above it is more of that text, whatever was meant."""
        assert self.text_of is not None
        row = self.text_of[0]
        if self.comment > row:
            said = _("a comment stands here within the text that begins in line {line}, which ends it", line=row + 1)
            hint = _("put the comment above the text, or put the text in quotes if the # is a part of it")
            raise SlipFound(self.comment, self.lines[self.comment].index("#"), said, hint)
        if _OWN_LINE.match(line, column):
            self._is_a_word_alone(row, column)
            kind: Kind = "list" if line[column] == "-" else "words"
            at = next((one.column for one in reversed(self.levels) if one.kind == kind and one.column < column), None)
            hint = (
                _("let it begin in column {column}", column=at + 1)
                if at is not None
                else _("let it begin where its neighbours do")
            )
            said = _("this line is indented too far, so it would be more of the text in line {line}", line=row + 1)
            raise SlipFound(self.row, column, said, hint)
        if colon := re.search(r":(?=[ \t]|$)", re.split(r"[ \t]#", line, maxsplit=1)[0].rstrip()):
            said = _(
                "a text with a colon and a space in it stands in quotes; this is more of the one in line {line}",
                line=row + 1,
            )
            hint = _("put quotes around the whole of it, or `>-` in its place and the text in the lines below")
            raise SlipFound(self.row, colon.start(), said, hint)
        self.row += 1

    def _is_a_word_alone(self, row: int, column: int) -> None:
        """Raises SlipFound where what was taken for a text is a word beside or above this line's, without its colon."""
        beside = re.match(rf"(?=\s*-)[\s-]{{{column}}}([A-Za-z_]+)\s+(\S.*)", self.lines[row])
        if beside:
            hint = write(f"{beside[1]}: {beside[2][:60]}")
            raise SlipFound(row, beside.end(1), _("a colon is missing after '{word}'", word=beside[1]), hint)
        if found := re.match(r"\s*(?:- +)*([a-z_]+)(:#.*|\s*#.*|\s+[\[{\"'].*)?$", self.lines[row]):
            stuck = (found[2] or "").startswith(":")
            said = (
                _("the space after '{word}:' is missing", word=found[1])
                if stuck
                else _("a colon is missing after '{word}'", word=found[1])
            )
            rest = (found[2] or "").lstrip(": ")[:60]
            raise SlipFound(row, found.end(1), said, write(f"{found[1]}:{f' {rest}' if rest else ''}"))

    def _enter(self, column: int, kind: Kind) -> None:
        """Finds the level this line belongs to, or opens one below the last line."""
        were = list(self.levels)
        while self.levels and self.levels[-1].column > column:
            self.levels.pop()
        top = self.levels[-1] if self.levels else None
        beside = top is not None and top.column == column
        if top is None or (self.opens and (not beside or (kind == "list" and top.kind == "words"))):
            if top is None and were:
                self._further_left(were[0], column)
            self.levels.append(_Level(column, kind, self.row))
        elif not beside:
            alike = {one.column + 1 for one in were if one.kind == kind} or {one.column + 1 for one in were}
            nearest = sorted(sorted(alike, key=lambda one: abs(one - column - 1))[:2])
            lines = {level.column + 1: level.line + 1 for level in were}
            said = _("this line begins in column {column}, which fits no line above it", column=column + 1)
            raise SlipFound(self.row, column, said, _beside([(lines[one], one) for one in nearest]))
        elif kind != top.kind:
            self._other_kind(top, column, kind)
        else:
            top.lines += 1
        self.opens = False

    def _further_left(self, first: _Level, column: int) -> None:
        """Raises SlipFound: nothing can begin further left than the first line of a file."""
        if first.lines == 1:
            said = _("this line begins further right than line {line}, which stands beside it", line=self.row + 1)
            raise SlipFound(first.line, first.column, said, _("let it begin in column {column}", column=column + 1))
        said = _("this line begins further left than all before it")
        raise SlipFound(self.row, column, said, _("let it begin in column {column}", column=first.column + 1))

    def _other_kind(self, top: _Level, column: int, kind: Kind) -> None:
        under = self.levels[-2] if len(self.levels) > 1 else None
        if kind == "words" and under and (under.column, under.kind) == (column, "words"):
            self.levels.pop()  # the list of a word may begin in the word's own column
            return
        if kind == "list" and top.lines == 1 and under:
            said = _("a dash is missing here: line {line}, beside it, begins with one", line=self.row + 1)
            raise SlipFound(top.line, column, said, _("begin this one with a dash as well: `- `"))
        if kind == "list":
            said = _("a dash stands here among words without one (the first is in line {line})", line=top.line + 1)
            raise SlipFound(
                self.row, column, said, _("leave the dash out, or indent the line deeper than the word it belongs to")
            )
        said = _(
            "a dash is missing here: the lines of this column are a list (it begins in line {line})", line=top.line + 1
        )
        raise SlipFound(
            self.row, column, said, _("begin the line with `- `, or indent it as the word it belongs beside")
        )

    def _entry(self, line: str, column: int) -> None:
        """What stands in a line behind its indentation: dashes, then a word with its value, or a value alone."""
        in_list = False
        while found := re.match(r"-(\s+|$)", line[column:]):
            if "\t" in found[1]:
                raise SlipFound(self.row, column + 1, _("a tab stands after the dash"), _("put one space in its place"))
            in_list, dash, column = True, column, column + found.end()
            if column >= len(line) or line[column] == "#":
                self.opens = True
                self.row += 1
                return
            if re.match(r"-(\s|$)", line[column:]):
                self.levels.append(_Level(column, "list", self.row))
            else:
                self._check_dash(line, column)
        word = KEY.match(line, column)
        if word is None:
            self._value_alone(line, column, dash if in_list else None)
            return
        if in_list:
            self.levels.append(_Level(column, "words", self.row))
        if word[0][0] in "\"'":
            self.inline.quoted(self.row, column)
        self._after_word(line, column, word)

    def _value_alone(self, line: str, column: int, dash: int | None) -> None:
        """A line without a word and a colon: an item of a list, or a slip."""
        if line[column] in "[{\"'" and not (line[column] in "\"'" and dash is None):
            self._value(line, column, column if dash is None else dash)
            return
        if found := _NO_SPACE.match(line, column):
            odd = re.match(rf"[{ODD_SPACES}]", found[2])
            if odd:
                said = _("the space after '{word}:' is not an ordinary one", word=found[1])
            else:
                said = _("the space after '{word}:' is missing", word=found[1])
            rest = line[found.end() - 1 :].strip().strip(ODD_SPACES)
            raise SlipFound(
                self.row,
                found.end() - 2,
                said,
                write(f"{found[1]}: {rest[:40]}"),
            )
        if "：" in line:
            at = line.index("：")
            raise SlipFound(self.row, at, _("this colon is a wide one"), _("write a plain colon and a space: `: `"))
        if dash is not None:
            self._value(line, column, dash)
            return
        self._no_colon(line, column)

    def _no_colon(self, line: str, column: int) -> None:
        words = line[column:].split()
        if line[column] == "<":
            raise SlipFound(
                self.row,
                column,
                _("this is a web page, not YAML"),
                _("save the file itself, which many sites call “raw”"),
            )
        if line[column] in "\"'" and line[column:].count(line[column]) == 1:
            raise SlipFound(
                self.row,
                column,
                _("this quote is never closed"),
                _("put a {quote} where the text ends", quote=line[column]),
            )
        if equals := re.match(r"([A-Za-z_]\w*)\s*=\s*(.*)", line[column:]):
            hint = write(f"{equals[1]}: {equals[2][:40]}")
            raise SlipFound(
                self.row, column + len(equals[1]), _("a colon is wanted after '{word}', not =", word=equals[1]), hint
            )
        said = _("a colon is missing after '{word}'", word=words[0][:40])
        rest = " ".join(words[1:])[:40] or "…"
        hint = _(
            "write `{word}: {rest}`; if it is more of the text above, indent it deeper than that text's word",
            word=words[0][:40],
            rest=rest,
        )
        raise SlipFound(self.row, column, said, hint)

    def _after_word(self, line: str, column: int, word: re.Match[str]) -> None:
        """The value of a word, on its line or below."""
        at = word.end()
        while at < len(line) and line[at] in " \t":
            if line[at] == "\t":
                self.inline.doubt(
                    self.row, at, _("not every YAML parser reads a tab after a colon"), _("put one space in its place")
                )
            at += 1
        if at >= len(line) or line[at] == "#":
            self.opens = True
            self.row += 1
            return
        if re.match(r"-\s+\S", line[at:]):
            hint = _("put `{text}` in a line of its own, indented by two more", text=line[at:].strip()[:40])
            raise SlipFound(self.row, at, _("a list does not begin in the line of its word"), hint)
        self._value(line, at, column, word[0].rstrip().removesuffix(":").strip("\"'"))

    def _value(self, line: str, at: int, parent: int, word: str = "") -> None:
        """Reads a value and goes on behind it; `parent` is the column of what it belongs to."""
        if re.match(r"&\S+\s+\S", line[at:]):  # an anchor before the value
            at += re.match(r"&\S+\s+", line[at:]).end()  # type: ignore[union-attr]
        first = line[at]
        if first in "|>":
            self._block(line, at, parent)
        elif first in "\"'[{":
            row, column = (
                self.inline.quoted(self.row, at) if first in "\"'" else self.inline.brackets(self.row, at, parent)
            )
            self._nothing_more(row, column, at, word)
            self.row = row + 1
        else:
            self.inline.plain(self.row, at, word)
            self.text_of = (self.row, parent)
            self.row += 1

    def _nothing_more(self, row: int, column: int, at: int, word: str) -> None:
        """Raises SlipFound where something stands behind a closing quote or bracket."""
        rest = self.lines[row][column:]
        if not rest.strip() or re.match(r"\s+#", rest):
            return
        closing = self.lines[row][column - 1]
        column += len(rest) - len(rest.lstrip())
        if rest.lstrip()[0] in "]}":
            raise SlipFound(
                row,
                column,
                _("this {sign} closes nothing", sign=rest.lstrip()[0]),
                _("leave it out, or open what it closes"),
            )
        opened = self.lines[self.row][at]
        if opened in "\"'" and row != self.row:
            raise SlipFound(
                self.row, at, _("this quote is never closed"), _("put a {quote} at the end of the text", quote=opened)
            )
        whole = self.lines[row][at:] if row == self.row else rest
        if opened in "\"'":
            said = _("the text goes on after its closing quote")
        else:
            said = _("the text goes on after its closing {sign}", sign=closing)
        raise SlipFound(row, column, said, quoted_whole(whole.strip(), word))

    def _block(self, line: str, at: int, parent: int) -> None:
        """A text of several lines after | or >: nothing in it is a slip."""
        if not _HEADER.match(line, at):
            hint = _("begin the text in the next line, indented; or put it in quotes")
            raise SlipFound(self.row, at, _("nothing may stand in the line of a {sign}", sign=line[at]), hint)
        self.row += 1
        first = 0  # column of the text's first line
        while self.row < len(self.lines):
            line = self.lines[self.row]
            column = len(line) - len(line.lstrip(" "))
            if line.strip() and column <= parent:
                return
            first = first or (column if line.strip() else 0)
            if line.strip() and column < first:
                own = _OWN_LINE.match(line, column)
                said = _("this line fits neither the text above it nor the words before that")
                hint = _("let it begin in column {column}", column=parent + 1 if own else first + 1)
                raise SlipFound(self.row, column, said, hint)
            self.row += 1
