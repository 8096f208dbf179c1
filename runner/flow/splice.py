"""Insertions into a YAML text and cuts out of it, read back before they count. Knows nothing of steps and targets.

Why several attempts at one change: whether `[new, old]` may stand in a line depends on quotes, commas, brackets around
and comments. Rather than foresee each case, every layout is tried, and the first counts that reads back as exactly the
data wanted; all else in the text is the same by construction, for nothing but the edits is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from runner.errors import RepairError
from runner.flow.source import Node, read
from runner.locale import _, per_front

Path = tuple[str | int, ...]
WIDEST = 120  # columns, as the flows keep them; wider layouts are the last to be taken

_BOM = "\ufeff"


class Edit(NamedTuple):
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


def insert(at: int, text: str) -> Edit:
    """An edit that only adds."""
    return Edit(at, at, text)


@dataclass(frozen=True)
class Slot:
    """A value of a document: under `key`, or in a list where that is None; `flow` inside brackets or braces."""

    node: Node
    key: Node | None = None
    flow: bool = False


class Document:
    """A YAML text that can be read, with places to edit; it is never changed. See `document`."""

    def __init__(self, text: str) -> None:
        self._mark = _BOM if text.startswith(_BOM) else ""
        self.text = text.removeprefix(_BOM)
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        source = read(self.text, "")
        if source.problems or source.root is None:
            raise RepairError(
                per_front(
                    _("the file cannot be read as it is; `optout check` says where"),
                    _("the file cannot be read as it is; its editor says where"),
                )
            )
        self._root = source.root
        self.data = source.root.data()

    def slot(self, path: Path) -> Slot:
        """The value that a path leads to; RepairError where the file has no such place."""
        here = Slot(self._root)
        for part in path:
            flow = here.flow or self.is_flow(here.node)
            if pair := here.node.get(part):
                here = Slot(pair[1], pair[0], flow)
            elif isinstance(part, int) and 0 <= part < len(here.node.items or ()):
                here = Slot((here.node.items or [])[part], None, flow)
            else:
                raise RepairError(_("the file has no such place any more: {place}", place=" > ".join(map(str, path))))
        return here

    def at(self, path: Path) -> Any:
        """The data that a path leads to."""
        return self.slot(path).node.data()

    def is_flow(self, node: Node) -> bool:
        """Whether a value is written in brackets or braces."""
        return self.text[node.start : node.start + 1] in ("[", "{")

    def column(self, at: int) -> int:
        """How many characters stand before this one in its line."""
        return at - self.line_start(at)

    def line_start(self, at: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the next line begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def end(self, node: Node) -> int:
        """Where a value ends, without the blank lines and comments that the parser counts to it."""
        if not self.is_flow(node) and (inner := node.items or [value for _, value in node.pairs or ()]):
            return self.end(inner[-1])
        return node.start + len(self.text[node.start : node.end].rstrip())

    def changed(self, path: Path, value: Any, attempts: Iterable[Sequence[Edit]]) -> str:
        """The text with a value changed by the first attempt that reads back so; RepairError where none does."""
        wanted = repr(_replaced(self.data, path, value))  # repr tells 1 from True and minds the order of keys
        for text in sorted(map(self._spliced, attempts), key=self._is_wide):
            source = read(text, "")
            if not source.problems and source.root is not None and repr(source.root.data()) == wanted:
                return self._mark + text
        line = self.slot(path).node.place.line
        raise RepairError(
            _("line {line} cannot be mended without touching more of the file; change it by hand", line=line)
        )

    def _spliced(self, edits: Sequence[Edit]) -> str:
        parts, last = [], 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            parts += [self.text[last : edit.start], edit.text]
            last = edit.end
        return "".join(parts) + self.text[last:]

    def _is_wide(self, text: str) -> bool:
        known = set(self.text.split("\n"))
        return any(len(line) > WIDEST for line in text.split("\n") if line not in known)


@lru_cache(maxsize=16)  # one repair asks about the same text again and again
def document(text: str) -> Document:
    """A text to read and edit; raises RepairError where it cannot be read."""
    return Document(text)


def _replaced(data: Any, path: Path, value: Any) -> Any:
    """The data with another value at a path."""
    if not path:
        return value
    changed: Any = data.copy()
    changed[path[0]] = _replaced(data[path[0]], path[1:], value)
    return changed


def written(data: Any) -> str:
    """Data as YAML in one line, that YAML 1.1 and 1.2 read alike; quoted only where it has to be."""
    for style in (None, "'", '"'):
        text = yaml.safe_dump(
            [data], default_flow_style=True, default_style=style, allow_unicode=True, sort_keys=False, width=1 << 20
        )[1:-2]
        root = read(f"[{text}]", "").root
        if "\n" not in text and root is not None and root.data() == [data]:
            return text
    raise RepairError(_("{data} cannot be written in one line of a flow", data=repr(data)))


def written_item(data: Any) -> str:
    """Data as an item of a list in lines of its own: `href: /x` needs no braces there."""
    if isinstance(data, dict) and len(data) == 1:
        return next(f"{written(key)}: {written(value)}" for key, value in data.items())
    return written(data)
