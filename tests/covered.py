"""How much of each file of runner/ the tests of `make whole` run: `python -m tests.covered`, by `make coverage`.

Lines count, also those that run in programs which tests start. The percents are kept in coverage.txt beside this
module: a file of which less is run is a failure, and what is new or more is written there. Tests that fail are told,
and count as far as they came: whether they pass is for `make whole` to say, since some go by the clock, and counting
takes time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).with_name("coverage.txt")
ALLOWED = 0.5  # points that may be missing: which thread comes first, and how far a program came that is killed


def fewer(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """A sentence for each file of which less is run than before; one that is gone is no loss."""
    return [
        f"{file}: {now[file]:.1f} % of its lines are run, and it was {percent:.1f} %"
        for file, percent in sorted(before.items())
        if file in now and round(percent - now[file], 1) > ALLOWED
    ]


def grown(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """What to keep: for each file that is there the larger percent, so that nothing goes down by small steps."""
    return {file: max(percent, before.get(file, 0.0)) for file, percent in sorted(now.items())}


def read(text: str) -> dict[str, float]:
    """The percents by file, out of what `written` has made."""
    lines = (line.split(maxsplit=1) for line in text.splitlines())
    return {file: float(percent) for percent, file in lines}


def written(percents: Mapping[str, float]) -> str:
    """A line for each file, so that a review shows which has changed."""
    return "".join(f"{percent:5.1f} {file}\n" for file, percent in percents.items())


def measured(report: Mapping[str, object], root: Path = ROOT) -> dict[str, float]:
    """The percents by file, out of the JSON that coverage writes: absolute paths, or seen from the root."""
    files = report["files"]
    assert isinstance(files, dict)
    return {
        (root / name).relative_to(root).as_posix(): round(float(file["summary"]["percent_covered"]), 1)
        for name, file in files.items()
    }


def count(*options: str) -> dict[str, float]:
    """Runs the tests with these options of pytest's, and counts; raises CalledProcessError where they were cut off."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        coverage = [sys.executable, "-m", "coverage"]
        where = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "counted")}
        tests = ["pytest", "-q", "--dist", "worksteal", *options]
        run = [*coverage, "run", "--source", str(ROOT / "runner"), "-m", *tests]
        ran = subprocess.run(run, cwd=ROOT, env=where, check=False)
        if ran.returncode not in (0, 1):  # 1: some have failed
            ran.check_returncode()
        for command in (["combine", "-q"], ["json", "-q", "-o", str(report)]):
            subprocess.run([*coverage, *command], cwd=ROOT, env=where, check=True)
        return measured(json.loads(report.read_text("utf-8")))


def main(*options: str) -> int:
    """Counts, compares, and keeps what has grown: 1 where less of a file is run than before."""
    before = read(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    now = count(*options)
    KEPT.write_text(written(grown(before, now)), "utf-8")
    if less := fewer(before, now):
        sys.stdout.write("Less is tested than before:\n  " + "\n  ".join(less) + "\n")
        return 1
    sys.stdout.write(f"{len(now)} files, {sum(now.values()) / len(now):.1f} % of the lines of each on average\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
