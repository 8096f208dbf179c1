"""How it is told that less of a file is tested than before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import covered
from .covered import ALLOWED, KEPT, ROOT, fewer, grown, measured, read, written


def test_less_is_told_by_file_and_by_how_much() -> None:
    assert fewer({"a.py": 90.0, "b.py": 80.0}, {"a.py": 90.0 - 2 * ALLOWED, "b.py": 95.0}) == [
        "a.py: 89.0 % of its lines are run, and it was 90.0 %"
    ]


def test_what_depends_on_timing_and_what_is_gone_is_no_loss() -> None:
    assert fewer({"a.py": 90.1, "gone.py": 80.0}, {"a.py": 90.1 - ALLOWED, "new.py": 0.0}) == []


def test_what_is_kept_only_grows() -> None:
    assert grown({"a.py": 90.0, "gone.py": 1.0}, {"a.py": 89.8, "new.py": 50.0}) == {"a.py": 90.0, "new.py": 50.0}


def test_what_is_written_is_read_again() -> None:
    percents = {"runner/a.py": 100.0, "runner/a/b.py": 7.5, "runner/c.py": 0.0}
    assert read(written(percents)) == percents
    assert written(percents).splitlines()[1] == "  7.5 runner/a/b.py"


def test_percents_are_read_out_of_the_report() -> None:
    files = {f"{ROOT}/runner/a.py": 12.345, "runner/b.py": 100}
    report = {"files": {name: {"summary": {"percent_covered": percent}} for name, percent in files.items()}}
    assert measured(report) == {"runner/a.py": 12.3, "runner/b.py": 100.0}


@pytest.mark.parametrize(("now", "code", "kept"), [(89.0, 1, 90.0), (95.0, 0, 95.0)])
def test_it_fails_where_there_is_less_and_keeps_what_is_more(
    now: float, code: int, kept: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "coverage.txt"
    file.write_text(written({"runner/a.py": 90.0}), "utf-8")
    monkeypatch.setattr(covered, "KEPT", file)
    monkeypatch.setattr(covered, "count", lambda: {"runner/a.py": now})
    assert covered.main() == code
    assert read(file.read_text("utf-8")) == {"runner/a.py": kept}


@pytest.mark.slow
@pytest.mark.whole
def test_what_runs_in_programs_that_tests_start_is_counted(tmp_path: Path) -> None:
    """As they are started: with another folder as theirs, and by way of one more program."""
    inner = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'runner', '--version'], check=True)"
    outer = tmp_path / "outer.py"
    outer.write_text(
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {inner!r}], cwd='/', check=True)\n"
    )
    where = {**os.environ, "COVERAGE_FILE": str(tmp_path / "counted"), "OPTOUT_HOME": str(tmp_path / "home")}
    coverage = [sys.executable, "-m", "coverage"]
    commands = (["run", "--source", str(ROOT / "runner"), str(outer)], ["combine", "-q"], ["report"])
    for command in commands:
        ran = subprocess.run([*coverage, *command], cwd=ROOT, env=where, capture_output=True, text=True, check=True)
    [line] = [line for line in ran.stdout.splitlines() if "runner/__main__.py" in line]
    assert not line.split()[-1].startswith("0%"), line


def test_what_is_kept_is_of_files_that_are_there() -> None:
    if KEPT.exists():
        kept = read(KEPT.read_text("utf-8"))
        assert [file for file in kept if not (ROOT / file).exists()] == []
