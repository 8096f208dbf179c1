"""Plain data into the text of a flow file, in the shape people write them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

_FLOW_STYLE_FITS = 100  # characters a value may have to stand in one line


class _Inline(dict[str, Any]):
    """A mapping written as `{a: b}`."""


class _InlineList(list[Any]):
    """A list written as `[a, b]`."""


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as the flows of the library do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


_Dumper.add_representer(
    _Inline, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)
_Dumper.add_representer(
    _InlineList, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def flow_text(head: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], comments: Sequence[str] = ()) -> str:
    """A whole flow file: comments on top, the head's fields, then the steps."""
    lines = ["# yaml-language-server: $schema=flow.schema.json", *(f"# {line}".rstrip() for line in comments)]
    body = {key: _shaped(value) for key, value in head.items()}
    return "\n".join(lines) + "\n" + _dump(body) + _dump({"steps": [_step(step) for step in steps]})


def _dump(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_FLOW_STYLE_FITS + 20)


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    return {word: _shaped(value) for word, value in step.items()}


def _shaped(value: Any) -> Any:
    """Short values in one line, longer ones in a block."""
    short = len(str(value)) <= _FLOW_STYLE_FITS
    if isinstance(value, Mapping):
        inner = {key: _shaped(one) for key, one in value.items()}
        return _Inline(inner) if short else inner
    if isinstance(value, (list, tuple)):
        return _InlineList(_shaped(one) for one in value) if short else [_shaped(one) for one in value]
    return value
