"""The flows at the home: a checklist each, and the changes that wait, written or dropped as they were shown."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from runner.flow.load import load_file
from runner.flow.model import Pick
from runner.records.files import write_private
from runner.session.repair import learnt
from tests.home.conftest import Visitor

MOVED = """title: A menu that moved
service: Example
covers: Your words.
hosts: [example.com]
steps:
  - open: https://example.com/
  - click: {link: Old menu}
"""


@pytest.fixture
def moved(visitor: Visitor, folder: Path) -> Path:
    """A flow of which it was learnt that a menu has another name."""
    path = folder / "flows" / "moved.yaml"
    write_private(path, MOVED.encode())
    pick = Pick(role="link", name="New <b>menu</b>", tag="a")
    visitor.context.mending.lessons.add(learnt(load_file(path), ("steps", 1, "click"), "renamed", pick, "2026-11-30"))
    return path


def key(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


async def test_a_flow_is_a_checklist_in_plain_words(visitor: Visitor) -> None:
    page = html.unescape(await visitor.get("/flows/facebook-objection"))
    for said in ("Facebook – object", "What it covers", "The way, step by step", "Where this is from", "in a new tab"):
        assert said in page, said
    assert "There is no flow nothing" in await visitor.get("/flows/nothing", 404)


@pytest.mark.slow
async def test_a_change_that_waits_is_shown_and_written(visitor: Visitor, moved: Path) -> None:
    assert "something was learnt when a menu had moved" in await visitor.get("/flows")
    page = await visitor.get("/flows/moved")
    assert "A change that waits" in page
    assert "New &lt;b&gt;menu" in page
    said = await visitor.post("/flows/moved/repair", key=key(page), what="apply")
    assert f"Written to {moved}" in html.unescape(said)
    assert "New <b>menu</b>" in moved.read_text("utf-8")
    assert "A change that waits" not in said


@pytest.mark.slow
async def test_a_change_that_waits_can_be_dropped(visitor: Visitor, moved: Path) -> None:
    page = await visitor.get("/flows/moved")
    assert "Forgotten" in await visitor.post("/flows/moved/repair", key=key(page), what="drop")
    assert moved.read_text("utf-8") == MOVED
    assert "something was learnt" not in await visitor.get("/flows")


@pytest.mark.slow
async def test_only_the_change_that_was_shown_is_written(visitor: Visitor, moved: Path) -> None:
    before = key(await visitor.get("/flows/moved"))
    write_private(moved, MOVED.replace("A menu", "The menu").encode())
    assert "look at it again" in await visitor.post("/flows/moved/repair", 422, key=before, what="apply")
    assert "New <b>menu</b>" not in moved.read_text("utf-8")
