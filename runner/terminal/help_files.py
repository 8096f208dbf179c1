"""The answer to `optout --help`, written beforehand in every language there is: help.txt, for 80 columns.

Each is asked of a process of its own, as a person would, for click keeps what it has said once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from runner.locale import languages
from runner.locale.catalogues import HERE
from runner.preferred import ENGLISH, OPTION

_ASKS = f"import sys; from runner.terminal.cli import main; main(['{OPTION}', sys.argv[1], '--help'])"


def help_path(code: str) -> Path:
    """Where the help of a language is kept."""
    return HERE.parent / "help.txt" if code == ENGLISH else HERE / code.replace("-", "_") / "help.txt"


def help_said(code: str) -> str:
    """What the command line says of itself in a language."""
    told = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    asks = [sys.executable, "-c", _ASKS, code]
    return subprocess.run(asks, env=told, cwd=HERE.parents[1], check=True, capture_output=True, encoding="utf-8").stdout


def main() -> None:
    """Writes all of them anew."""
    for code in languages():
        help_path(code).write_text(help_said(code), "utf-8")


if __name__ == "__main__":
    main()
