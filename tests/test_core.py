"""What `make test` runs of the tests there are: something of every file with a browser, as the marks say."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from . import test_stand_in_flows as library
from .few import covering

ROOT = Path(__file__).parents[1]


def modules() -> Iterator[ModuleType]:
    """Every module with tests, as they have been collected."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        yield importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def marks(thing: object) -> tuple[set[str], set[str]]:
    """The names of the marks of a test or of a file, and of single cases of it."""
    own = getattr(thing, "pytestmark", [])
    given = list(own) if isinstance(own, Iterable) else [own]
    cases = [case for mark in given if mark.name == "parametrize" for case in mark.args[1]]
    return {mark.name for mark in given}, {mark.name for case in cases for mark in getattr(case, "marks", ())}


def of_file(module: ModuleType) -> dict[str, set[str]]:
    """The marks of each test of a file, with those of the file; without those that `make every` alone runs."""
    names = [name for name in vars(module) if name.startswith("test_") and callable(getattr(module, name))]
    found = {name: marks(getattr(module, name)) for name in names}
    own, _ = marks(module)
    return {
        name: own | all_of_it | cases for name, (all_of_it, cases) in found.items() if "every" not in all_of_it | own
    }


# Files whose tests with a browser take long, each of them, with what of them `make test` proves by less.
LEFT_TO_THE_WHOLE = {
    "tests.home.test_by_real_hands": "test_in_browser: the same pages and actions, by the browser's own input",
    "tests.home.test_home_without_cut_text": "test_panel_uncut: the panel, in one language",
    "tests.languages.test_practice_without_cut_text": "browser/test_panel_uncut: what the panel says, alone",
    "tests.languages.test_practice_in_german": "test_practice_evidence: the same way, in English",
    "tests.test_cut_off": "test_crashes: the runner killed outright, and what is kept",
    "tests.test_practice_on_a_busy_page": "browser/test_busy_page: one press on a busy page",
    "tests.browser.test_by_hand": "browser/test_launch: a browser of the person's own, started and ended",
    "tests.browser.test_sight_differs": "browser/test_sight: what is in sight on pages drawn for it",
    "tests.fleet.test_pytest_plugin": "fleet/test_pytest_plugin: all but the visits; test_look_at_stand_ins: a visit",
    "tests.home.test_check_in_browser": "home/test_checking: the same pages without a browser",
    "tests.home.test_program": "home/test_in_browser: the home and a walk begun there",
    "tests.home.test_receipts": "home/test_receipts: the same pages without a browser",
    "tests.home.test_recording_in_browser": "test_record_watched: what is heard; home/test_editor: what it opens in",
    "tests.test_drift": "session/drift: what is asked and learnt where a page has changed, without a browser",
    "tests.test_login_by_hand": "home/test_login_from_home: the same way out of the browser and back",
    "tests.test_recheck": "test_audit: a setting that is read on a page, and left",
    "tests.test_record": "test_record_watched: what a recording hears; session/test_recorder: what it writes",
    "tests.test_recordings_replayed": "session/test_recorded_cases: what is made of a recording, without a browser",
}


@pytest.mark.slow
def test_every_file_with_a_browser_has_its_core() -> None:
    with_browser = {module.__name__: found for module in modules() if "browser" in _all(found := of_file(module))}
    assert len(with_browser) > 60
    assert {name for name, found in with_browser.items() if "core" not in _all(found)} == LEFT_TO_THE_WHOLE.keys()


@pytest.mark.slow
def test_a_core_test_has_a_browser_and_one_that_is_left_to_the_whole_has_none() -> None:
    wrong = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, found in of_file(module).items()
        if ("core" in found and "browser" not in found) or ("whole" in found and "browser" in found)
    ]
    assert wrong == []


def _all(found: dict[str, set[str]]) -> set[str]:
    return set().union(*found.values())


ANY = """
import pytest

@pytest.mark.browser
def test_left_out(): ...

@pytest.mark.browser
@pytest.mark.core
def test_one(): ...

@pytest.mark.browser
@pytest.mark.core
@pytest.mark.parametrize("a", [0, pytest.param(1, marks=pytest.mark.every), 2, 3])
def test_two_of_many(a): ...

@pytest.mark.browser
@pytest.mark.core(cases=3)
@pytest.mark.parametrize("a", range(5))
def test_three_of_many(a): ...

@pytest.mark.browser
@pytest.mark.parametrize("a", [0, 1, pytest.param(2, marks=pytest.mark.core)])
def test_itself(a): ...

def test_without(): ...

@pytest.mark.parametrize("a", [0, pytest.param(1, marks=pytest.mark.whole)])
def test_few_without(a): ...

@pytest.mark.parametrize("a", range(3))
def test_three_without(a): ...

@pytest.mark.slow
def test_slow(): ...
"""
CORE = ["one", "two_of_many[0]", "two_of_many[2]", "three_of_many[0]", "three_of_many[1]", "three_of_many[2]",
        "itself[2]", "without", "few_without[0]", "three_without[0]", "three_without[1]", "three_without[2]",
        "slow"]  # fmt: skip
QUICK = ["without", "few_without[0]", "three_without[0]", "three_without[1]"]
OTHERS = ["left_out", "two_of_many[3]", "three_of_many[3]", "three_of_many[4]", "itself[0]", "itself[1]",
          "few_without[1]"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize(
    ("options", "run"),
    [
        (["--core"], CORE),
        (["--quick"], QUICK),
        ([], [*CORE, *OTHERS]),
        (["--core", "--every"], [*CORE, *OTHERS, "two_of_many[1]"]),
    ],
    ids=["core", "quick", "whole", "every"],
)
def test_what_is_run_with_each_option(options: list[str], run: list[str], tmp_path: Path) -> None:
    (tmp_path / "test_any.py").write_text(ANY, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-c", str(ROOT / "pyproject.toml")]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", *options, str(tmp_path / "test_any.py")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = [line.partition("::test_")[2] for line in ran.stdout.splitlines() if "::test_" in line]
    assert sorted(found) == sorted(run)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
@pytest.mark.parametrize(
    ("target", "options"),
    [("test", {"--core"}), ("whole", set()), ("every", {"--every"}), ("busy", {"--core", "--loops"})],
)
def test_what_make_asks_of_pytest(target: str, options: set[str]) -> None:
    """Of all that is run and of what has failed once more; beside busy loops twice."""
    runs = asked_by_make(target)
    assert len(runs) == 2
    for run in runs:
        assert {word for word in run.split() if word in ("--core", "--every", "--loops")} == options


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_the_two_halves_of_make_quick_are_all_there_is() -> None:
    [people] = [set(run.split()) & FOLDERS for run in asked_by_make("quick-people")]
    [others] = [run.split() for run in asked_by_make("quick-others")]
    assert people
    assert "tests" in others
    assert {word for word in others if word in FOLDERS} == people, "what the one runs the other leaves out"


FOLDERS = {f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if path.is_dir()}


def asked_by_make(target: str) -> list[str]:
    """What pytest is given each time that it is run for a target."""
    given = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    said = subprocess.run(["make", "-n", target], cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    return said.stdout.split(" -m pytest ")[1:]


def test_few_cases_cover_all_that_any_shows() -> None:
    cases = ["a", "ab", pytest.param("xyz", marks=pytest.mark.every), "cd", "bd"]
    marked = covering(cases, lambda case: set(str(case)))
    core = [at for at, case in enumerate(marked) if "core" in {mark.name for mark in getattr(case, "marks", ())}]
    assert core == [1, 3]
    assert marked[0] == "a" and marked[2] == cases[2]


def test_the_library_in_make_test_has_every_kind_of_step_and_stays_a_sample() -> None:
    core = [case.values[0] for case in library.CASES if {"core"} & _names(case)]  # type: ignore[attr-defined]
    usual = [case for case in library.CASES if "every" not in _names(case)]
    assert len(core) < len(usual) / 5
    assert set().union(*(library.kinds(case.flow) for case in core)) == set().union(
        *(library.kinds(case.flow) for case in library.all_cases())
    )


def _names(case: object) -> set[str]:
    return {mark.name for mark in getattr(case, "marks", ())}
