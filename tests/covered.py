"""How much of each module the tests without a browser run; it may only grow: python -m tests.covered, by make coverage.

The share of lines of each module is kept in covered.json. A module that has less than there is a failure; what has more
is written down, and so is what is new.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).with_name("covered.json")
ALLOWED = 0.5  # percentage points that chance may take: which examples are tried, which thread comes first


def fewer(before: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """A sentence for each module of which less is run than before; one that is gone is no loss."""
    return [
        f"{module}: {now[module]:.1f} % of its lines, and it was {share:.1f} %"
        for module, share in sorted(before.items())
        if module in now and now[module] < share - ALLOWED
    ]


def grown(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """What to keep: for each module that is there the larger share."""
    return {module: max(share, before.get(module, 0.0)) for module, share in sorted(now.items())}


def measured(report: Mapping[str, object]) -> dict[str, float]:
    """The share of each module in percent, out of coverage's JSON."""
    files = report["files"]
    assert isinstance(files, dict)
    return {name: round(float(file["summary"]["percent_covered"]), 1) for name, file in files.items()}


def main() -> int:
    """Runs the tests, compares, and keeps what has grown."""
    with tempfile.TemporaryDirectory() as folder:
        data, report = Path(folder) / "data", Path(folder) / "report.json"
        run = [sys.executable, "-m", "coverage", "run", f"--data-file={data}", "-m", "pytest", "-q", "-n", "2"]
        if code := subprocess.run([*run, "-m", "not browser and not slow"], cwd=ROOT, check=False).returncode:
            return code
        each = f"--data-file={data}"
        subprocess.run([sys.executable, "-m", "coverage", "combine", each, folder], cwd=ROOT, check=True)
        subprocess.run([sys.executable, "-m", "coverage", "json", "-q", each, "-o", str(report)], cwd=ROOT, check=True)
        now = measured(json.loads(report.read_text("utf-8")))
    before = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    if less := fewer(before, now):
        sys.stdout.write("Less is tested than before:\n  " + "\n  ".join(less) + "\n")
        return 1
    KEPT.write_text(json.dumps(grown(before, now), indent=0) + "\n", "utf-8")
    sys.stdout.write(f"{len(now)} modules, {sum(now.values()) / len(now):.1f} % of each on average\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
