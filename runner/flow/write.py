"""Plain data into the text of a flow file, in the shape people write them by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from runner.flow.source import read
from runner.flow.splice import written

_FITS = 100  # characters a value may have to stand in one line with its key


def flow_text(
    head: Mapping[str, Any],
    steps: Sequence[Mapping[str, Any]],
    comments: Sequence[str] = (),
    notes: Mapping[int, str] | None = None,
    schema: str = "flow.schema.json",
) -> str:
    """A whole flow file: comments on top, the head's fields, then the steps.

    `notes` are comments above steps, by the step's place in the list; `schema` is where editors find the flows' schema.
    """
    lines = [f"# yaml-language-server: $schema={schema}", *(f"# {line}".rstrip() for line in comments)]
    return "\n".join([*lines, *_mapping(head, ""), "steps:", *_items(steps, "  ", notes or {})]) + "\n"


def _mapping(data: Mapping[str, Any], pad: str) -> Iterator[str]:
    """A line for each key; a value too long for it in lines of its own below."""
    for key, value in data.items():
        text = written(value)
        nested = isinstance(value, (Mapping, list)) and len(text) > _FITS
        yield f"{pad}{written(key)}:" if nested else f"{pad}{written(key)}: {_plain(value) or text}"
        if nested:
            yield from _mapping(value, pad + "  ") if isinstance(value, Mapping) else _items(value, pad + "  ")


def _plain(value: Any) -> str:
    """A text without quotes, where it reads back as itself on a line of its own."""
    root = read(f"key: {value}", "").root if isinstance(value, str) and "\n" not in value else None
    return str(value) if root is not None and root.data() == {"key": value} else ""


def _items(data: Sequence[Any], pad: str, notes: Mapping[int, str] | None = None) -> Iterator[str]:
    for at, one in enumerate(data):
        if notes and at in notes:
            yield f"{pad}# {' '.join(notes[at].split())}"
        lines = list(_mapping(one, pad + "  ")) if isinstance(one, Mapping) else [f"{pad}  {written(one)}"]
        yield f"{pad}- {lines[0].removeprefix(pad + '  ')}"
        yield from lines[1:]
