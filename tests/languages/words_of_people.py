"""Finds the literals that read like something a person is told and that do not go through `_` or one of its like.

A literal reads like that where it has two words or more. Docstrings, types, log lines, what is raised for developers,
descriptions of the schema and regular expressions are none of it; what else is for machines is listed, with why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEXTS = ("_", "many", "in_context")
# What takes a text that no person is shown, by the name it is called by.
_FOR_LOGS = ("debug", "info", "warning", "error", "exception", "critical", "call_exception_handler")
_FOR_DEVELOPERS = ("ValueError", "TypeError", "KeyError", "AssertionError", "RuntimeError", "NotUnderstood")
_FOR_PATTERNS = ("compile", "match", "fullmatch", "search", "sub", "split", "findall")
_FOR_MACHINES = frozenset((*_FOR_LOGS, *_FOR_DEVELOPERS, *_FOR_PATTERNS, "Literal"))
_COMMAND = re.compile(r"`?optout \w|--\w|\w+/\w+; charset")  # and what a file is of, in HTTP
_WORDS = re.compile(r"[^\W\d_]['’\w]*[,;:]? [“‘(]?[^\W\d_]")


@dataclass(frozen=True)
class Literal:
    """A literal in a file, by its path below `runner/`."""

    file: str
    line: int
    text: str


def literals(path: Path, root: Path) -> Iterator[Literal]:
    """Those of a file that are no texts of ours."""
    yield from in_source(path.read_text("utf-8"), path.relative_to(root).as_posix())


def in_source(source: str, file: str) -> Iterator[Literal]:
    """The same of a source."""
    tree = ast.parse(source)
    aside = set(map(id, _aside(tree)))
    for node in ast.walk(tree):
        if id(node) in aside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        else:
            continue
        if _WORDS.search(text) and not _COMMAND.match(text):
            yield Literal(file, node.lineno, text)


def unfit(source: str) -> Iterator[int]:
    """The lines where a text is made of what is no literal, so that it cannot be collected."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS:
            needed = node.args[: 1 if node.func.id == "_" else 2]
            if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in needed):
                yield node.lineno


def _aside(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node in what is no text for people, or goes through a catalogue."""
    for node in ast.walk(tree):
        for part in _parts_aside(node):
            yield from ast.walk(part)


def _parts_aside(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring
            yield node
        case ast.Call(func=ast.Name(id=name)) if name in TEXTS:
            yield from node.args[: 1 if name == "_" else 2]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _FOR_MACHINES:
            yield from node.args
        case ast.Subscript(value=ast.Name(id="Literal")):
            yield node
        case ast.keyword(arg="description" | "pattern" | "prefix"):
            yield node
        case ast.Assert(msg=ast.AST() as said):
            yield said
        case ast.JoinedStr():
            yield from node.values  # its constants are told with the whole
        case _:
            pass
