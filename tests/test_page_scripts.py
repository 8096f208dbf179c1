"""The scripts of runner/ are checked as they are run, and speak the runner's words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest

from runner.browser import asking, panel_tab

from .js import check, page_types

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / "tests" / "js"
IN_PAGES = "runner/browser/"


def bundle(name: str) -> list[str]:
    """The scripts of one tsconfig, in its order, as paths from the top."""
    files = json.loads((TOOLS / f"tsconfig.{name}.json").read_text("utf-8"))["files"]
    paths = [(TOOLS / file).resolve().relative_to(ROOT).as_posix() for file in files]
    assert all((ROOT / path).is_file() for path in paths)
    return [path for path in paths if path.endswith(".js")]


BUNDLES = {
    "engine": [IN_PAGES + name for name in (*asking.ENGINE, "engine.js")],
    "record": [IN_PAGES + name for name in (*asking.ENGINE, "hovered.js", "record.js")],
    "panel": [f"{IN_PAGES}{name}.js" for name in panel_tab.SCRIPTS],
    "watch": [IN_PAGES + "watch.js"],
    "site": ["runner/practice/site.js"],
    "home": ["runner/home/home.js", "runner/home/editor.js"],
}


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_checked_together_is_what_is_joined_together(name: str) -> None:
    assert bundle(name) == BUNDLES[name]


def test_every_script_is_checked_in_a_bundle() -> None:
    configs = {path.name.split(".")[1] for path in TOOLS.glob("tsconfig.*.json")} - {"base"}
    assert configs == set(BUNDLES)
    scripts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "runner").rglob("*.js")}
    assert scripts == {path for paths in BUNDLES.values() for path in paths}


@pytest.mark.parametrize("declared", page_types.ALL, ids=lambda declared: declared.name)
def test_the_scripts_types_are_those_of_the_runner(declared: page_types.Declared) -> None:
    assert declared.file.read_text("utf-8") == declared.as_text(), "run `make generated`"


def test_every_file_of_messages_is_made() -> None:
    assert set(TOOLS.glob("*.messages.d.ts")) == {declared.file for declared in page_types.ALL}


def test_a_type_that_no_script_could_have_is_not_made_up() -> None:
    for hint in (bytes, set[str]):
        with pytest.raises(TypeError, match="not among the types"):
            page_types.PANEL.spelt(hint)
    assert page_types.PANEL.spelt(list[Literal["a", "b"]]) == "('a' | 'b')[]"


@pytest.mark.parametrize(("required", "code"), [(False, 0), (True, 1)])
def test_a_machine_without_npm_is_told_so_and_fails_where_that_is_required(
    capsys: pytest.CaptureFixture[str], required: bool, code: int
) -> None:
    assert check.main([], None, required) == code
    assert capsys.readouterr().err.startswith("JavaScript is not checked: there is no npm here")


def test_makefile_asks_whether_there_is_npm() -> None:
    assert check.main(["--has-npm"], None, False) == 1
    assert check.main(["--has-npm"], ("node", ["npm"]), False) == 0
