"""A way through pages as a project of Selenium IDE."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from .pages import Way


def side_project(way: Way) -> dict[str, Any]:
    """The project: one suite of one test."""
    test = {"id": _id("test"), "name": "Walk", "commands": [_command(*one) for one in _commands(way)]}
    suite = {
        "id": _id("suite"),
        "name": "Bench",
        "persistSession": False,
        "parallel": False,
        "timeout": 60,
        "tests": [test["id"]],
    }
    return {
        "id": _id("project"),
        "version": "3.0",
        "name": "Bench",
        "url": way.base,
        "urls": [way.base],
        "tests": [test],
        "suites": [suite],
        "plugins": [],
    }


def _commands(way: Way) -> Iterator[tuple[str, str, str]]:
    for act in way.acts:
        if act.word == "open":
            yield "open", act.name, ""
        elif act.word == "fill":
            yield "type", f"id={act.here}", act.value
        else:
            if act.framed:
                yield "selectFrame", "index=0", ""
            yield "click", f"linkText={act.name}" if act.word == "link" else f"id={act.here}", ""
            if act.framed:
                yield "selectFrame", "relative=top", ""
    if way.end.startswith("/"):
        yield "waitForElementPresent", "css=h1", "30000"


def _command(word: str, target: str, value: str) -> dict[str, Any]:
    there = _id(f"{word} {target} {value}")
    return {"id": there, "comment": "", "command": word, "target": target, "targets": [], "value": value}


def _id(of: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, of))
