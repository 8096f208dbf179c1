"""The house rules on imports: who may know whom. commands/ and the modules beside cli.py are its layer."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[1] / "runner"
FOLDERS = ("flow", "browser", "session", "records", "practice")
OURS: dict[str, set[str]] = {
    "errors": set(),
    "events": set(),
    "plain": set(),
    "flow": {"errors"},
    "config": {"errors", "flow"},
    "browser": {"errors", "events", "flow"},
    "session": {"errors", "events", "flow"},
    "records": {"errors", "events"},
    "practice": set(),
}
OUTSIDE: dict[str, set[str]] = {
    "flow": {"pydantic", "pydantic_core", "yaml"},
    "config": {"pydantic", "yaml"},
    "browser": {"playwright"},
    "records": {"jinja2"},
    "cli": {"click", "rich", "platformdirs"},
}
FILES = sorted(RUNNER.rglob("*.py"))


def layer(path: Path) -> str:
    first = path.relative_to(RUNNER).parts[0]
    if first == "commands":
        return "cli"
    name = first if first in FOLDERS else path.stem
    return name if name in OURS else "cli"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (
                [f"runner.{alias.name}" for alias in node.names] if node.module == "runner" else [str(node.module)]
            )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RUNNER)))
def test_imports_point_down(path: Path) -> None:
    here = layer(path)
    if here == "cli":
        return
    allowed = OURS[here] | {here}
    for name in imports(path):
        if name.split(".")[0] == "runner" and name != "runner":
            assert name.split(".")[1] in allowed, f"{here} may not import {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RUNNER)))
def test_each_layer_names_its_own_libraries_only(path: Path) -> None:
    allowed = OUTSIDE.get(layer(path), set())
    for name in imports(path):
        top = name.split(".")[0]
        assert top == "runner" or top in sys.stdlib_module_names or top in allowed, f"{layer(path)} may not name {top}"


def test_only_the_browser_layer_imports_playwright() -> None:
    users = {layer(path) for path in FILES for name in imports(path) if name.startswith("playwright")}
    assert users == {"browser"}


def test_nothing_prints_behind_the_commands() -> None:
    for path in FILES:
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"], path


def test_modules_stay_small() -> None:
    assert {path.name: lines for path in FILES if (lines := len(path.read_text("utf-8").splitlines())) > 400} == {}
