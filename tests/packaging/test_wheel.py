"""The wheel, built of a copy of the sources that has a small German in it, and used as it is unpacked."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import unavailable
from tests.languages.catalogue import NOT_TRANSLATED, Sources, sources_in_german

pytestmark = pytest.mark.slow
CODE, FLOWS = "runner/locale/de/LC_MESSAGES/optout", "runner/flows/locale/de"


def built(german: Sources, to: Path) -> Path:
    """The wheel, built by this Python: nothing is fetched for it."""
    if importlib.util.find_spec("hatchling") is None:
        unavailable("No hatchling to build a wheel with.")
    asks = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(to)]
    told = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(asks, cwd=german.folder, env=told, check=True, capture_output=True)
    (wheel,) = to.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    german = sources_in_german(folder)
    (german.folder / ".gitignore").write_text("*.mo\n", "utf-8")  # as in the repository
    return built(german, folder / "dist")


def test_compiled_catalogues_go_in_though_git_ignores_them(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert {f"{CODE}.mo", f"{FLOWS}.mo", "runner/flows/practice.yaml", "runner/help.txt"} <= names
        assert f"{CODE}.po" not in names
        assert f"{FLOWS}.po" in names, "guides are published in its languages"
        assert "hatch_build.py" not in names
        german = archive.read(f"{CODE}.mo")
        assert b"Du hast noch keine Sammlung" in german
        assert NOT_TRANSLATED[0].encode() not in german, "an English plural form stands where a German one belongs"


def test_a_catalogue_is_the_same_bytes_each_time(wheel: Path, tmp_path: Path) -> None:
    again = built(sources_in_german(tmp_path), tmp_path / "dist")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        for name in (f"{CODE}.mo", f"{FLOWS}.mo"):
            assert one.read(name) == other.read(name)


def test_what_is_installed_speaks_german_and_compiles_nothing(wheel: Path, tmp_path: Path) -> None:
    there = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(there)
    os.utime(there / f"{FLOWS}.mo", (0, 0))  # unpacked before the .po beside it
    before = (there / f"{FLOWS}.mo").read_bytes()
    code = (
        "import sys\n"
        "from runner.terminal.cli import cli\n"
        "cli.make_context('optout', ['flows', '--lang', 'de'])\n"
        "from runner.app.flow_files import load_flow\n"
        "from runner.locale import shown\n"
        "print(sys.modules['runner'].__file__, shown(load_flow('practice').flow.title), 'babel' in sys.modules)\n"
    )
    ran = Sources(there, tmp_path).python("-c", code)
    assert ran.stdout == f"{there / 'runner' / '__init__.py'} Eine Übung False\n", ran.stderr
    assert (there / f"{FLOWS}.mo").read_bytes() == before
    assert (there / f"{FLOWS}.mo").stat().st_mtime == 0
