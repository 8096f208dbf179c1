"""Every action of the home, killed at every moment: nothing of the person's is lost, and nothing is there by half."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from runner.home.context import HomeContext
from runner.home.site import site
from tests.few import nth

from .conftest import Visitor
from .killed_home import ACTIONS, killed_action

# What these do is kept in memory alone, is under way in the background and then a walk's (which is killed at each of
# its steps elsewhere) or a whole of its own, or opens a folder.
OF_WALKS = {"walk", "practice", "downloads", "publish"}
LOOKS = {
    ("requests", "look"),
    ("flows", "*", "edit", "words"),
    ("settings", "signal"),
    ("record",),
    ("receipts", "piece"),
    ("check", "live"),
    ("check", "live", "stop"),
    ("check", "merge", "show"),
}


def test_all_actions_there_are_stand_in_the_list(visitor: Visitor) -> None:
    context: HomeContext = visitor.context
    there = {pattern for method, pattern in site(context)._pages if method == "POST"}
    wanted = {one for one in there if one[0] not in OF_WALKS and one not in LOOKS}
    listed = {tuple(action.path.strip("/").split("/")) for action in ACTIONS}
    missing = [one for one in wanted if not any(_fits(one, given) for given in listed)]
    assert missing == [("flows", "*", "merge")], "which writes as a repair does"


def _fits(pattern: tuple[str, ...], given: tuple[str, ...]) -> bool:
    return len(pattern) == len(given) and all(one in ("*", two) for one, two in zip(pattern, given, strict=True))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.every)])
@pytest.mark.parametrize(
    "number", nth(range(len(ACTIONS)), 24, pytest.mark.whole), ids=lambda at: f"{at}-{ACTIONS[at].path.strip('/')}"
)
def test_killed_at_any_moment_nothing_is_lost(number: int, step: int, tmp_path: Path) -> None:
    """At each change that is made to the disk; `make whole` takes each fifth of them, the first one among them, and
    `make test` does so in each twenty-fourth action.
    """
    told = killed_action(tmp_path, number, step)
    assert told["problems"] == []
    assert told["kills"] > 0
