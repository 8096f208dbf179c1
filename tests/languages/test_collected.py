"""Every message of the code is among those that are collected for translation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.languages.collected import ROOT, of_the_code


def messages_in(path: Path) -> Iterator[tuple[str | None, ast.expr]]:
    """What is given to `_`, `many` and `in_context` as English, each with its context."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
            continue
        match call.func.id, call.args:
            case "_", [one, *_]:
                yield None, one
            case "many", [one, more, *_]:
                yield from ((None, one), (None, more))
            case "in_context", [ast.Constant(value=str(context)), one, *_]:
                yield context, one


@pytest.mark.slow
def test_every_message_is_collected() -> None:
    """Those that stand inside another string are not, and nobody could translate them."""
    found: set[tuple[str | None, str]] = set()
    for message in of_the_code():
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        found |= {(message.context, str(one)) for one in ids}
    lost: list[str] = []
    count = 0
    for path in sorted((ROOT / "runner").rglob("*.py")):
        if path.parent == ROOT / "runner" / "locale":
            continue
        for context, one in messages_in(path):
            count += 1
            if not isinstance(one, ast.Constant) or (context, one.value) not in found:
                lost.append(f"{path.relative_to(ROOT)}:{one.lineno}: {ast.unparse(one)}")
    assert lost == []
    assert count > 300
