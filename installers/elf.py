"""What programs of a folder want of the system's own libraries, read from the programs themselves by binutils."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

Numbers = tuple[int, ...]


def programs(folder: Path) -> Iterator[Path]:
    """The programs and shared libraries in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as text:
                if text.read(4) == b"\x7fELF":
                    yield path


def newest(folder: Path, library: str) -> tuple[Numbers, str]:
    """The newest version of GLIBC, GLIBCXX or the like that anything in a folder asks for, and what asks for it.

    What a program of the folder has itself is not asked of the system.
    """
    found: tuple[Numbers, str] = ((), "")
    for path in programs(folder):
        said = subprocess.run(["objdump", "-T", str(path)], capture_output=True, text=True, check=False).stdout
        for line in said.splitlines():
            if "*UND*" in line and (told := re.search(rf"\b{library}_(\d+(?:\.\d+)*)", line)):
                found = max(found, (_numbers(told[1]), path.relative_to(folder).as_posix()))
    return found


def _numbers(text: str) -> Numbers:
    return tuple(int(part) for part in text.split("."))


def dotted(numbers: Numbers) -> str:
    """Numbers as a version."""
    return ".".join(map(str, numbers))
