"""The ways in which a change can be laid out in YAML text, as attempts for Document.changed, the usual one first.

Each takes over the style around it: a list in brackets stays one, lines of their own stay so, at their indentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from runner.errors import RepairError
from runner.flow.source import Node
from runner.flow.splice import Document, Edit, Slot, insert, written, written_item
from runner.locale import _


def into_list(doc: Document, slot: Slot, new: Any) -> Iterator[list[Edit]]:
    """Ways to put an item before the first of a list."""
    if doc.is_flow(slot.node):
        yield from _in_brackets(doc, (slot.node.items or [])[0], f"{written(new)},")
    else:
        dash = doc.text.index("-", slot.node.start)
        yield [insert(dash, f"- {written_item(new)}{doc.newline}{' ' * doc.column(dash)}")]


def into_mapping(doc: Document, slot: Slot, key: str, new: Any) -> Iterator[list[Edit]]:
    """Ways to put an entry before the first of a mapping."""
    first = (slot.node.pairs or [])[0][0]
    entry = f"{written(key)}: {written(new)}"
    if doc.is_flow(slot.node):
        yield from _in_brackets(doc, first, f"{entry},")
    else:
        yield [insert(first.start, f"{entry}{doc.newline}{' ' * doc.column(first.start)}")]


def around_text(doc: Document, slot: Slot, new: str) -> Iterator[list[Edit]]:
    """Ways to make one text a list of two, the new one first."""
    node = slot.node
    yield [insert(node.start, f"[{written(new)}, "), insert(doc.end(node), "]")]
    if slot.flow:
        return
    if slot.key is None:
        yield [insert(node.start, f"- {written(new)}{doc.newline}{' ' * doc.column(node.start)}- ")]
        return
    for deeper in (2, 0):  # a block scalar has to stay deeper than the dash before it
        indent = doc.newline + " " * (doc.column(slot.key.start) + deeper)
        yield [insert(_after_colon(doc, slot.key), f"{indent}- {written(new)}{indent}-")]


def around_target(doc: Document, slot: Slot, new: Any, kept: Sequence[str] = ()) -> Iterator[list[Edit]]:
    """Ways to make `any: [new, old]` of a value; the keys in `kept` stay where they are."""
    node, pairs = slot.node, [pair for pair in slot.node.pairs or () if pair[0].value not in kept]
    mixed = len(pairs) < len(node.pairs or ())
    if (node.items is None and node.pairs is None) or doc.is_flow(node):
        if mixed:
            start, end = pairs[0][0].start, doc.end(pairs[-1][1])
            yield [insert(start, f"any: [{written(new)}, {{"), insert(end, "}]")]
            return
        yield [insert(node.start, f"{{any: [{written(new)}, "), insert(doc.end(node), "]}")]
        if slot.key is not None and not slot.flow:
            outer = doc.newline + " " * (doc.column(slot.key.start) + 2)
            yield [insert(_after_colon(doc, slot.key), f"{outer}any:{outer}  - {written_item(new)}{outer}  -")]
    elif slot.key is not None:
        first = pairs[0][0].start if pairs else doc.text.index("-", node.start)
        yield _shifted(doc, (first, doc.end(pairs[-1][1] if pairs else node)), doc.column(slot.key.start) + 2, new)


def _shifted(doc: Document, span: tuple[int, int], least: int, new: Any) -> list[Edit]:
    """Lines of a block moved to the right, below `any:` and a new candidate."""
    first, end = span
    here = doc.column(first)
    there = max(here, least)
    indent = doc.newline + " " * (there + 2)
    edits = [insert(first, f"{' ' * (there - here)}any:{indent}- {written_item(new)}{indent}- ")]
    return [*edits, *_deeper(doc, doc.line_end(first), end, there + 4 - here)]


def before_entry(doc: Document, slot: Slot, key: str, new: list[Any]) -> Iterator[list[Edit]]:
    """The way to put an entry with one item before another of a mapping in lines of its own."""
    if slot.key is None or slot.flow:
        raise RepairError(_("this file is written in braces; change it by hand"))
    at = slot.key.start
    indent = doc.newline + " " * doc.column(at)
    yield [insert(at, f"{key}:{indent}  - {written_item(new[0])}{indent}")]


def inside_when(doc: Document, slot: Slot, sees: Any) -> Iterator[list[Edit]]:
    """The way to make a step the only one of a `when`."""
    start, end = slot.node.start, doc.end(slot.node)
    if doc.is_flow(slot.node):
        yield [insert(start, f"{{when: {{sees: {written(sees)}, steps: ["), insert(end, "]}}")]
        return
    indent = doc.newline + " " * doc.column(start)
    edits = [insert(start, f"when:{indent}  sees: {written(sees)}{indent}  steps:{indent}    - ")]
    yield [*edits, *_deeper(doc, doc.line_end(start), end, 6)]


def _deeper(doc: Document, at: int, end: int, columns: int) -> Iterator[Edit]:
    """Lines moved to the right."""
    while at < end:
        if doc.text[at : doc.line_end(at)].strip():
            yield insert(at, " " * columns)
        at = doc.line_end(at)


def _in_brackets(doc: Document, first: Node, piece: str) -> Iterator[list[Edit]]:
    """Ways to put a piece before the first thing inside brackets: in its line, or in a line of its own."""
    indent = doc.column(first.start)
    ways = [" ", doc.newline + " " * indent]
    if not doc.text[doc.line_start(first.start) : first.start].strip():
        ways.reverse()
    for way in ways:
        yield [insert(first.start, piece + way)]


def _after_colon(doc: Document, key: Node) -> int:
    return doc.text.index(":", key.end) + 1


def before_item(doc: Document, slot: Slot, index: int, new: Any) -> Iterator[list[Edit]]:
    """Ways to put an item before another of a list; above the comment that belongs to that one."""
    item = (slot.node.items or [])[index]
    if doc.is_flow(slot.node):
        yield from _in_brackets(doc, item, f"{written(new)},")
        return
    dash = _dash(doc, slot, index)
    at = _with_comment(doc, dash)
    indent = " " * doc.column(dash)
    if at == dash:  # something else stands before it in this line
        yield [insert(at, f"- {written_item(new)}{doc.newline}{indent}")]
    else:
        yield [insert(at, f"{indent}- {written_item(new)}{doc.newline}")]


def after_last(doc: Document, slot: Slot, new: Any) -> Iterator[list[Edit]]:
    """The way to put an item behind the last one of a list."""
    items = slot.node.items or []
    end = doc.end(items[-1])
    if doc.is_flow(slot.node):
        yield [insert(end, f", {written(new)}")]
        return
    at = doc.line_end(end)
    before = "" if doc.text[:at].endswith("\n") else doc.newline
    yield [insert(at, f"{before}{' ' * doc.column(_dash(doc, slot, 0))}- {written_item(new)}{doc.newline}")]


def without_item(doc: Document, slot: Slot, index: int) -> Iterator[list[Edit]]:
    """The way to cut an item out of a list, in lines of its own with the comment that is about it alone."""
    items = slot.node.items or []
    if doc.is_flow(slot.node):
        last = index == len(items) - 1
        start, end = (
            (doc.end(items[index - 1]), doc.end(items[index])) if last else (items[index].start, items[index + 1].start)
        )
        yield [Edit(start, end, "")]
    elif doc.text[doc.line_start(dash := _dash(doc, slot, index)) : dash].strip():
        raise RepairError(_("this step shares its line with something else; take it out by hand"))
    else:
        yield [Edit(*_own_lines(doc, slot, index, dash), "")]


def _dash(doc: Document, slot: Slot, index: int) -> int:
    """Where the dash of an item stands: the last one before it in the column of the first."""
    first = doc.text.index("-", slot.node.start)
    if index == 0:
        return first
    before = doc.text[: (slot.node.items or [])[index].start]
    at = before.rfind("\n" + " " * doc.column(first) + "-")
    return max(at + 1 + doc.column(first), first)


def _with_comment(doc: Document, dash: int) -> int:
    """Where an item begins together with the comment lines right above it; the dash itself if it begins no line."""
    column, start = doc.column(dash), doc.line_start(dash)
    if doc.text[start:dash].strip():
        return dash
    while start and (above := doc.text[doc.line_start(start - 1) : start]).startswith(" " * column + "#"):
        start -= len(above)
    return start


def _own_lines(doc: Document, slot: Slot, index: int, dash: int) -> tuple[int, int]:
    """The lines of an item: with its comment where that is about nothing else, with one of two blank lines around it.

    A comment right above is the item's own if what follows is a blank line, another comment or nothing. Otherwise it
    may speak for the items after it as well, and stays.
    """
    column, start = doc.column(dash), doc.line_start(dash)
    is_last = index == len(slot.node.items or ()) - 1
    end = _trimmed(doc, start, slot.node.end if is_last else _dash(doc, slot, index + 1), column)
    after = doc.text[end : doc.line_end(end)]
    if is_last or not after.strip() or after.startswith(" " * column + "#"):
        start = _with_comment(doc, dash)
    above = doc.text[doc.line_start(start - 1) : start] if start else ""
    if not is_last and above.strip() == after.strip() == "":
        end = doc.line_end(end)
    return start, end


def _trimmed(doc: Document, start: int, end: int, column: int) -> int:
    """The end of an item's last line: blank lines, and comments no deeper than its dash, are not its own."""
    end = end if end == len(doc.text) else doc.line_start(end)
    while end > start:
        line = doc.text[doc.line_start(end - 1) : end]
        bare = line.strip()
        if bare and not (bare.startswith("#") and len(line) - len(line.lstrip()) <= column):
            break
        end -= len(line)
    return end
