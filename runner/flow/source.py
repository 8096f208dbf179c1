"""YAML text as nodes that know their place: YAML 1.2 scalars, duplicate keys found, size and depth bounded.

Knows nothing of flows. PyYAML would read the language key `no:` as False (YAML 1.1), so plain scalars are
resolved here as YAML 1.2's core schema does: https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml import events as yaml_events

from runner.errors import Problem
from runner.locale import Number, _

MAX_BYTES = 128 * 1024
MAX_TEXT = 8 * 1024
MAX_DEPTH = 32
MAX_NODES = 4_000  # ten times what the largest flow has
TOO_LONG = (_("the file is over {size} KiB", size=MAX_BYTES // 1024), _("a flow is a page or two of text"))

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MAY_BE_MORE_THAN_TEXT = frozenset("~nNtTfF0123456789+-.")
_SCALARS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"0x[0-9a-fA-F]{1,15}"), lambda text: int(text, 16)),
    (re.compile(r"0o[0-7]{1,20}"), lambda text: int(text, 8)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?"), float),
)


class TextPlace(NamedTuple):
    """A 1-based place in a text."""

    line: int
    column: int


@dataclass(eq=False)
class Node:
    """A value of the document and where it stands: `start` and `end` are character offsets into the text."""

    place: TextPlace
    start: int
    end: int
    value: Any = None
    items: list[Node] | None = None
    pairs: list[tuple[Node, Node]] | None = None
    size: int = 0
    holds: int = 1

    def get(self, key: object) -> tuple[Node, Node] | None:
        """The key node and value node of a mapping's key, or None."""
        for pair in self.pairs or ():
            if pair[0].value == key:
                return pair
        return None

    def data(self) -> Any:
        """The value as plain Python data."""
        if self.pairs is not None:
            return {key.value: value.data() for key, value in self.pairs}
        if self.items is not None:
            return [item.data() for item in self.items]
        return self.value


@dataclass
class SourceText:
    """A document that was read: its node, if it has one, and the problems found on the way."""

    path: str
    text: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: TextPlace, message: str, hint: str = "") -> Problem:
        """Notes a problem at a place."""
        found = Problem(self.path, place.line, place.column, message, hint)
        self.problems.append(found)
        return found

    def locate(self, loc: tuple[int | str, ...], key: bool = False) -> TextPlace:
        """The place of what `loc` leads to, as far as it leads; of the key itself where `key` is set.

        Parts of `loc` that the file does not spell out (a short form's implied field) are passed over.
        """
        named, node = self.find(loc)
        if node is None:
            return TextPlace(1, 1)
        return named.place if key and named and loc and named.value == loc[-1] else node.place

    def find(self, loc: tuple[int | str, ...]) -> tuple[Node | None, Node | None]:
        """The last key on the way that `loc` leads, and the value it leads to; None where there is none."""
        if self.root is None:
            return None, None
        node, outer, named = self.root, self.root, None
        for part in loc:
            pair = node.get(part) or outer.get(part)
            if pair is not None:
                outer, (named, node) = node, pair
            elif node.items is not None and isinstance(part, int) and part < len(node.items):
                named, node = None, node.items[part]
        return named, node


def read(text: str, path: str) -> SourceText:
    """Reads one YAML document; whatever is wrong with it is among the source's problems, never an exception."""
    source = SourceText(path, text)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        source.problem(TextPlace(1, 1), *TOO_LONG)
        return source
    try:
        _look_for_depth(source)
        source.root = _Builder(source).document(_events(text))
    except yaml.MarkedYAMLError as error:
        from runner.flow.unread import unread  # for a list of flows that all load, its patterns are never needed

        slip = unread(text, error)
        source.problem(TextPlace(slip.line, slip.column), slip.message, slip.hint)
    except yaml.reader.ReaderError as error:
        counted = text.encode("utf-8") if _PARSER is not yaml.SafeLoader else None  # libyaml counts bytes
        before = counted[: error.position].decode("utf-8", "ignore") if counted else text[: error.position]
        place = TextPlace(before.count("\n") + 1, len(before) - before.rfind("\n"))
        source.problem(place, _("this character may not stand in a YAML file"))
    except UnicodeEncodeError as error:
        before = text[: error.start]
        place = TextPlace(before.count("\n") + 1, len(before) - before.rfind("\n"))
        source.problem(place, _("this is half a character; the file is not proper Unicode text"))
    except _Refused:
        source.root = None
    return source


class _Refused(Exception):
    """The document is refused as a whole; its problem is noted."""


def _look_for_depth(source: SourceText) -> None:
    """Refuses brackets piled up in one line before the parser sees them: libyaml takes 0.2 s over a thousand."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.count("[") + line.count("{") <= 2 * MAX_DEPTH:
            continue
        depth = 0
        for bracket in re.finditer(r"[\[\]{}]", line):
            depth += 1 if bracket[0] in "[{" else -1
            if depth > 2 * MAX_DEPTH:
                source.problem(
                    TextPlace(number, bracket.start() + 1),
                    _("this is nested deeper than {count} levels", count=MAX_DEPTH),
                )
                raise _Refused


def _events(text: str) -> Iterator[Any]:
    """The parser's events, by libyaml where PyYAML has it: many times as fast."""
    parser = _PARSER(text.removeprefix("\ufeff"))  # or one parser counts it, and the other does not
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _Builder:
    """Builds nodes from events in one pass and stops at the first limit that is passed."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.anchors: dict[str, Node] = {}
        self.open: list[Node] = []
        self.spent = 0
        self.nodes = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml_events.DocumentStartEvent) and root is not None:
                self._refuse(_place(event), _("there is a second document in this file"), _("one file is one flow"))
            root = self._node(event) or root
        return root

    def _node(self, event: Any) -> Node | None:
        if isinstance(event, yaml_events.CollectionEndEvent):
            return self._close(event)
        if not isinstance(event, yaml_events.NodeEvent):
            return None
        place = _place(event)
        if isinstance(event, yaml_events.AliasEvent):
            node = self._alias(str(event.anchor), place)
        else:
            node = self._begin(event, place)
        self._count(node, place)
        self._add(node)
        if node.size == 0 and (node.items is not None or node.pairs is not None):
            self._descend(node)
        return node

    def _begin(self, event: Any, place: TextPlace) -> Node:
        node = Node(place, event.start_mark.index, event.end_mark.index)
        if event.tag not in (None, "!"):
            hint = _("put a text that begins with ! in quotes")
            self.source.problem(place, _("tags such as {tag} are not used here", tag=event.tag), hint)
        if isinstance(event, yaml_events.ScalarEvent):
            if len(event.value) > MAX_TEXT:  # before any pattern is held against it
                self._refuse(place, _("this text is longer than {count} characters", count=Number(MAX_TEXT)))
            node.value = event.value if not event.implicit[0] else _scalar(event.value)
            node.size = len(event.value) + 1
        elif isinstance(event, yaml_events.SequenceStartEvent):
            node.items = []
        else:
            node.pairs = []
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _alias(self, anchor: str, place: TextPlace) -> Node:
        node = self.anchors.get(anchor)
        if node is None:
            hint = _("put a text that begins with * in quotes")
            self._refuse(place, _("there is no anchor called {anchor} above this alias", anchor=repr(anchor)), hint)
        elif any(node is one for one in self.open):
            self._refuse(place, _("the alias {anchor} stands inside what it repeats", anchor=repr(anchor)))
        return node  # type: ignore[return-value]  # _refuse raises

    def _count(self, node: Node, place: TextPlace) -> None:
        self.nodes += node.holds
        if self.nodes > MAX_NODES:
            self._refuse(place, _("there are more than {count} values in this file", count=Number(MAX_NODES)))
        self.spent += max(node.size, 1)
        if self.spent > MAX_BYTES:
            self._refuse(place, _("with its aliases written out the file is over {size} KiB", size=MAX_BYTES // 1024))

    def _descend(self, node: Node) -> None:
        self.open.append(node)
        node.size, node.holds = -self.spent, 1 - self.nodes  # the difference when it closes is what it holds
        if len(self.open) > MAX_DEPTH:
            self._refuse(node.place, _("this is nested deeper than {count} levels", count=MAX_DEPTH))

    def _close(self, event: Any) -> Node:
        node = self.open.pop()
        node.end = event.end_mark.index
        node.size, node.holds = self.spent + node.size + 1, self.nodes + node.holds
        if node.pairs is not None:
            self._finish_pairs(node)
        return node

    def _add(self, node: Node) -> None:
        """Puts a node under the one that is open; of a mapping's children, every second one is a value."""
        if not self.open:
            return
        parent = self.open[-1]
        if parent.items is not None:
            parent.items.append(node)
        elif parent.value is None:
            parent.value = node
        elif parent.pairs is not None:
            parent.pairs.append((parent.value, node))
            parent.value = None

    def _finish_pairs(self, node: Node) -> None:
        seen: dict[Any, Node] = {}
        kept = []
        for key, value in node.pairs or ():
            if key.items is not None or key.pairs is not None:
                self.source.problem(key.place, _("a key is one word, not a list or a mapping"))
            elif key.value in seen:
                first = seen[key.value].place.line
                self.source.problem(
                    key.place,
                    _("{word} stands here twice; the first is in line {first}", word=repr(key.value), first=first),
                )
            else:
                seen[key.value] = key
                kept.append((key, value))
        node.pairs = kept

    def _refuse(self, place: TextPlace, message: str, hint: str = "") -> None:
        self.source.problem(place, message, hint)
        raise _Refused


def _place(event: Any) -> TextPlace:
    return TextPlace(event.start_mark.line + 1, event.start_mark.column + 1)


def _scalar(text: str) -> Any:
    """A plain scalar's value by YAML 1.2's core schema."""
    if text and text[0] not in _MAY_BE_MORE_THAN_TEXT:
        return text
    for pattern, convert in _SCALARS:
        if pattern.fullmatch(text):
            return convert(text)
    return text
