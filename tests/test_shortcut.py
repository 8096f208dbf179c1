"""An icon in the menu and on the desktop: as each system wants it, and gone again without a trace."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from runner.app.shortcut import Desk, add_shortcut, remove_shortcut
from tests.conftest import unavailable

ODD = ('/opt/a b/$HOME`x`"q"\\%f/python', "-I", "-m", "runner")


def desk(tmp_path: Path, system: str = "linux", program: Sequence[str] = ("/usr/bin/python3", "-m", "runner")) -> Desk:
    (tmp_path / "Desktop").mkdir(exist_ok=True)
    return Desk(system, tmp_path / "menu", tmp_path / "icons", tmp_path / "Desktop", program)


def arguments(line: str) -> list[str]:
    """An Exec line as desktops read it: the value's own escapes, then quotes, then field codes."""
    value = re.sub(r"\\(.)", r"\1", line)
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r"\\(.)", r"\1", one).replace("%%", "%") for one in quoted]


def test_a_desktop_entry_starts_just_this_program(tmp_path: Path) -> None:
    found = add_shortcut(desk(tmp_path, program=ODD))
    assert [path.parent.name for path in found] == ["menu", "Desktop"]
    for path in found:
        reader = configparser.RawConfigParser()
        reader.optionxform = str  # type: ignore[assignment,method-assign]
        reader.read_string(path.read_text("utf-8"))
        entry = reader["Desktop Entry"]
        assert arguments(entry["Exec"]) == [*ODD]
        assert (entry["Name"], entry["Icon"], entry["Terminal"]) == ("Optout", "optout-walk", "false")
        assert path.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "icons" / "optout-walk.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("program", [ODD, (sys.executable, "-I", "-m", "runner")])
def test_freedesktop_takes_it(tmp_path: Path, program: Sequence[str]) -> None:
    if not shutil.which("desktop-file-validate"):
        unavailable("No desktop-file-validate (of desktop-file-utils) to say whether a menu takes the entry.")
    path = add_shortcut(desk(tmp_path, program=program))[0]
    said = subprocess.run(["desktop-file-validate", path], check=False, capture_output=True, text=True)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_without_a_desktop_it_is_in_the_menu_alone(tmp_path: Path) -> None:
    where = desk(tmp_path)
    where.desktop.rmdir()
    assert [path.parent.name for path in add_shortcut(where)] == ["menu"]
    assert not where.desktop.exists()


def test_a_mac_gets_a_program(tmp_path: Path) -> None:
    (found,) = add_shortcut(desk(tmp_path, "darwin", ODD))
    told = plistlib.loads((found / "Contents" / "Info.plist").read_bytes())
    start = found / "Contents" / "MacOS" / told["CFBundleExecutable"]
    assert start.stat().st_mode & 0o700 == 0o700
    assert shlex.split(start.read_text("utf-8").splitlines()[1]) == ["exec", *ODD]


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_it_is_put_twice_and_taken_away_whole(tmp_path: Path, system: str) -> None:
    where = desk(tmp_path, system)
    assert add_shortcut(where) == add_shortcut(where)
    assert remove_shortcut(where)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert remove_shortcut(where) == []
