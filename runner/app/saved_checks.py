"""Results of live checks that lie in a folder, told from other files of the same kind by how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from runner.app.checking import CHECKS, merge_results
from runner.app.downloads import free_name
from runner.records.checks import Checks
from runner.records.files import FOLDER_MODE

_LOOKED_AT = 200  # files, the newest first
_HEAD = 2_000  # bytes that tell what a file is
_RESULT = re.compile(rb'\s*\[\s*\{\s*"flow":\s*".*?"title":', re.DOTALL)
_MERGED = re.compile(rb'\s*\{\s*"format":\s*\d+,\s*"made":\s*"')
Kind = Literal["result", "merged"]


@dataclass(frozen=True)
class SavedChecks:
    """A file of results: of one check, or of several that were put together before."""

    path: Path
    name: str
    kind: Kind


@dataclass(frozen=True)
class MergedChecks:
    """Results put together: what they say, and the folder of their two files."""

    checks: Checks
    folder: Path

    @property
    def page(self) -> Path:
        """The page for people."""
        return self.folder / f"{CHECKS}.html"


def saved_checks(folder: Path) -> list[SavedChecks]:
    """Those of a folder, and of the folders that `put_together` has made in it, newest first."""
    return list(_saved(folder))


def put_together(results: list[Path], since: Path | None, downloads: Path) -> MergedChecks:
    """Puts results together, as a page and as JSON in a new folder; `since` are those of the last time.

    Raises UsageError where a file holds none, RecordsError where nothing can be written.
    """
    now = datetime.now(UTC)
    folder = free_name(downloads, f"optout-checks-{now:%Y-%m-%d}")
    checks = merge_results(results, since, folder, now)
    folder.chmod(FOLDER_MODE)
    return MergedChecks(checks, folder)


def _saved(folder: Path) -> Iterator[SavedChecks]:
    try:
        there = [*folder.glob("*.json"), *folder.glob(f"*/{CHECKS}.json")]
        newest = sorted(there, key=lambda path: path.stat().st_mtime, reverse=True)[:_LOOKED_AT]
    except OSError:
        return
    for path in newest:
        if kind := _kind(path):
            yield SavedChecks(path, str(path.relative_to(folder)), kind)


def _kind(path: Path) -> Kind | None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if _RESULT.match(head):
        return "result"
    return "merged" if _MERGED.match(head) else None
