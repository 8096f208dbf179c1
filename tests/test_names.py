"""What things are called: one word for one thing, so that a name need not be looked up in two places."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[1] / "runner"


@pytest.mark.slow
def test_no_class_name_stands_twice() -> None:
    """What goes over the wire to the panel is called as its message is, so it may share a word with nothing of ours."""
    found = defaultdict(list)
    for path in sorted(RUNNER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(f"{path.relative_to(RUNNER)}:{node.lineno}")
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
