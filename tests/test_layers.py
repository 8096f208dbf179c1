"""The house rules on imports: who may know whom."""

from __future__ import annotations

import ast
import functools
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

RUNNER = Path(__file__).parents[1] / "runner"
FOLDERS = ("locale", "flow", "browser", "session", "records", "practice", "app", "home", "terminal")
OURS: dict[str, set[str]] = {
    "__init__": {"app", "config", "errors", "events", "session"},
    "__main__": {"preferred", "terminal"},
    "pytest_plugin": {"locale", "app", "errors", "flow", "plain"},
    "testing": {"errors", "events", "flow", "session"},
    "errors": {"locale"},
    "events": {"locale"},
    "plain": set(),
    "preferred": set(),
    "addresses": set(),
    "outcomes": {"locale", "errors", "events"},
    "exchange": set(),
    "locale": {"preferred"},
    "looks": set(),
    "flow": {"locale", "errors", "outcomes"},
    "config": {"locale", "errors", "flow"},
    "browser": {"locale", "errors", "events", "exchange", "flow", "looks", "outcomes"},
    "session": {"locale", "addresses", "errors", "events", "flow", "outcomes"},
    "records": {"locale", "addresses", "errors", "events", "looks", "outcomes"},
    "practice": set(),
    "app": {
        "locale",
        "addresses",
        "outcomes",
        "browser",
        "config",
        "errors",
        "events",
        "exchange",
        "flow",
        "plain",
        "practice",
        "records",
        "session",
    },
    "home": {
        "locale",
        "app",
        "config",
        "errors",
        "events",
        "exchange",
        "flow",
        "looks",
        "outcomes",
        "plain",
        "records",
    },
    "terminal": {
        "locale",
        "preferred",
        "home",
        "app",
        "outcomes",
        "config",
        "errors",
        "events",
        "flow",
        "plain",
        "practice",
        "records",
    },
}
OUTSIDE: dict[str, set[str]] = {
    "locale": {"babel", "markupsafe"},
    "pytest_plugin": {"pytest"},
    "flow": {"pydantic", "pydantic_core", "yaml", "confusable_homoglyphs", "publicsuffixlist"},
    "config": {"pydantic", "yaml"},
    "browser": {"playwright"},
    "records": {"jinja2"},
    "app": {"cryptography", "platformdirs"},
    "home": {"jinja2"},
    "terminal": {"click", "rich"},
}
FILES = sorted(RUNNER.rglob("*.py"))


def layer(path: Path) -> str:
    first = path.relative_to(RUNNER).parts[0]
    return first if first in FOLDERS else path.stem


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Of a module, all there is in its syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    """The modules a module imports, also in its functions."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    if layer(path) == "terminal":  # it names the types of what app hands out, and makes none of them
        tree.body = [
            node for node in tree.body if not isinstance(node, ast.If) or "TYPE_CHECKING" not in ast.dump(node)
        ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (
                [f"runner.{alias.name}" for alias in node.names] if node.module == "runner" else [str(node.module)]
            )


# Each looks at all modules and tells of all that are wrong: a test per module took longer than what it looked at.


@pytest.mark.slow
def test_imports_point_down() -> None:
    assert [wrong for path in FILES for wrong in _pointing_up(path)] == []


def _pointing_up(path: Path) -> Iterator[str]:
    allowed = OURS[layer(path)] | {layer(path)}
    for name in imports(path):
        if name.split(".")[0] == "runner" and name != "runner" and name.split(".")[1] not in allowed:
            yield f"{path}: {layer(path)} may not import {name}"


@pytest.mark.slow
def test_each_layer_names_its_own_libraries_only() -> None:
    known = {"runner"} | sys.stdlib_module_names
    tops = [(path, name.split(".")[0]) for path in FILES for name in imports(path)]
    assert [
        f"{path}: {layer(path)} may not name {top}"
        for path, top in tops
        if top not in known and top not in OUTSIDE.get(layer(path), set())
    ] == []


def module(path: Path) -> str:
    return ".".join(path.relative_to(RUNNER.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in FILES}


def named(path: Path) -> set[str]:
    """The modules of ours that a file names in an import, wherever that stands: also inside a function, or for types.

    That a folder's `__init__` is run before what lies in it is no naming.
    """
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {one if one in MODULES else str(node.module) for one in whole}
    return found & {*MODULES}


@pytest.mark.slow
def test_no_modules_import_each_other_in_a_circle() -> None:
    """What two need of each other belongs into a third: hiding an import from the interpreter opens no circle."""
    try:
        TopologicalSorter({name: named(path) for name, path in MODULES.items()}).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def test_only_the_browser_layer_imports_playwright() -> None:
    users = {layer(path) for path in FILES for name in imports(path) if name.startswith("playwright")}
    assert users == {"browser"}


@pytest.mark.slow
def test_nothing_prints_behind_the_commands() -> None:
    for path in FILES:
        calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"], path


@pytest.mark.slow
def test_only_the_terminal_knows_of_a_terminal() -> None:
    others = [path for path in FILES if layer(path) not in ("terminal", "__main__")]
    assert [f"{path} names {one}" for path in others for one in sorted(_TERMINALS & _attributes(path))] == []


_TERMINALS = {"sys.stdin", "sys.argv", "sys.stdout", "signal.signal"}


def _attributes(path: Path) -> set[str]:
    """What a file names by a module and a dot."""
    dotted = [node for node in nodes(path) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    return {ast.unparse(node) for node in dotted}


def test_modules_stay_small() -> None:
    assert {path.name: lines for path in FILES if (lines := len(path.read_text("utf-8").splitlines())) > 400} == {}
