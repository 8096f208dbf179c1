"""`pytest --optout`: flow files as tests, alone and spread over workers; pytest is run as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from runner.app.rehearsal import QUIET
from runner.errors import UsageError
from tests.fleet.sites import WAY, Sites, write_flow

pytestmark = pytest.mark.slow

WRONG = ("failure", "error", "skipped")


def pytests(folder: Path, *arguments: str) -> tuple[int, str, dict[str, list[str]]]:
    """The exit code, what it prints, and each test by its name with what befell it."""
    report = folder / "report.xml"
    # Nothing of this suite's own settings: where those are, a folder above has no say.
    command = [sys.executable, "-m", "pytest", "--rootdir", str(folder), "-c", os.devnull, "-p", "no:cacheprovider"]
    env = {**os.environ, "OPTOUT_HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "config")}
    for name in [name for name in env if name.startswith("PYTEST_")]:
        del env[name]
    said = subprocess.run(
        [*command, f"--junitxml={report}", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    cases = {
        f"{case.get('classname')}.{case.get('name')}": [part.tag for part in case if part.tag in WRONG]
        for case in ET.parse(report).getroot().iter("testcase")
    }
    return said.returncode, said.stdout + said.stderr, cases


def test_it_comes_with_the_package() -> None:
    (found,) = [one for one in entry_points(group="pytest11") if one.name == "optout"]
    assert found.value == "runner.pytest_plugin"


@pytest.mark.whole
def test_flow_files_are_tests_and_other_files_are_not(tmp_path: Path) -> None:
    write_flow(tmp_path / "flows", 1)
    (tmp_path / "flows" / "bad.yaml").write_text("title: T\nhosts: [a.example]\nstpes: []\n")
    (tmp_path / "flows" / "compose.yaml").write_text("services:\n  web: {}\n")
    (tmp_path / "flows" / "test_other.py").write_text("def test_other():\n    pass\n")
    code, said, cases = pytests(tmp_path, "--optout", "flows")
    assert code == 1
    assert sorted(cases.values()) == [[], [], ["failure"]]
    assert "did you mean 'steps'?" in said
    assert "Traceback" not in said and "NotAsItSays" not in said.partition("short test summary")[0]
    assert len(pytests(tmp_path, "flows")[2]) == 1  # without the option only what pytest knows itself


@pytest.mark.whole
def test_flows_are_spread_over_workers(tmp_path: Path) -> None:
    for number in range(6):
        write_flow(tmp_path / "flows", number)
    code, said, cases = pytests(tmp_path, "--optout", "-n", "2", "flows")
    assert (code, len(cases)) == (0, 6), said


def test_a_region_that_is_none_is_said(tmp_path: Path) -> None:
    from runner.app.pytest_visits import Visits

    with pytest.raises(UsageError):
        Visits(None, "", "Nowhereland", 0)


@pytest.mark.browser
def test_visits_are_tests_too_and_no_site_is_asked_by_two_workers(tmp_path: Path) -> None:
    with Sites(takes=0.1) as sites:
        settings = tmp_path / "config.yaml"
        browser = {"args": [*QUIET, sites.rules]}
        settings.write_text(json.dumps({"browser": browser, "language": "en", "timeout": 1.5}), "utf-8")
        flows = tmp_path / "flows"
        for number in range(6):
            write_flow(flows, number % 2, f"flow-{number}", steps="  - click: {link: Settings}\n")
        write_flow(flows, 7, "gone", "/gone", WAY)
        write_flow(flows, 8, "elsewhere", offered="[BR]")
        given = ("--optout-config", str(settings), "--optout-region", "DE", "--optout-every", "0.2")
        code, said, cases = pytests(tmp_path, "--optout-live", *given, "-n", "2", "--dist", "load", "flows")
        most = {*sites.most_at_once.values()}
    assert code == 1, said
    assert most == {1}
    assert sorted(str(parts) for parts in cases.values()) == ["['failure']", "['skipped']", *(["[]"] * 14)], said
    assert "the page is gone" in said
