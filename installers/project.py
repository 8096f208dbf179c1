"""What the installers know of the project: its name, version, places, and the moment that all files are dated with."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
DIST = ROOT / "dist"
SHARE = Path(__file__).with_name("share")
PACKAGE = "optout-walk"
COMMAND = "optout"
SUMMARY = "Walks with you to the page where you can refuse AI training on your data"


def version() -> str:
    """The version in pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def epoch() -> int:
    """Seconds since 1970 that every built file is dated with: SOURCE_DATE_EPOCH, else the last commit's."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return int(said)


def sources() -> list[Path]:
    """The project's own files, relative to its folder: what is under version control, or new and not ignored."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(Path(name) for name in said.split("\0") if name and (ROOT / name).is_file())
