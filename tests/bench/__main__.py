"""Speed and scale, beside the peers: python -m tests.bench [PART …] [--rounds N] [--tools NAME …].

Prints as it goes, then the tables and how each limit and target stands. Writes `build/bench/bench.json`, and after a
whole run the table and the chart in the README. The exit code is 1 where a limit that has held before is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from runner.browser.find import find
from runner.flow.index import with_table

from . import commands
from .chart import draw
from .curves import curves
from .inside import inside
from .looks import looks
from .results import Results
from .resume import resume
from .table import MARKS, table, verdicts
from .tools import ROOT, TOOLS
from .waiting import first_paint, waiting
from .walks import ROUNDS, walk

README = ROOT / "README.md"
PICTURE = ROOT / "tests" / "pictures" / "bench.png"
OUT = ROOT / "build" / "bench" / "bench.json"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _walks(results: Results, options: argparse.Namespace) -> None:
    results.walked = walk(options.rounds, options.tools, _say)


def _inside(results: Results, options: argparse.Namespace) -> None:
    results.inside = inside(options.rounds + 1)


def _resume(results: Results, _: argparse.Namespace) -> None:
    results.resumed, results.skipped = resume()


def _waiting(results: Results, _: argparse.Namespace) -> None:
    results.waiting = waiting()


def _home(results: Results, _: argparse.Namespace) -> None:
    results.home = first_paint()


def _commands(results: Results, options: argparse.Namespace) -> None:
    results.quick = commands.quick(3 * options.rounds)
    results.checking = commands.checking(min(3, options.rounds))
    results.ledger = commands.ledger()


def _looks(results: Results, options: argparse.Namespace) -> None:
    results.looks = looks(4 * options.rounds)


def _curves(results: Results, _: argparse.Namespace) -> None:
    results.curves = curves(_say)


PARTS: dict[str, Callable[[Results, argparse.Namespace], None]] = {
    "walks": _walks,
    "inside": _inside,
    "resume": _resume,
    "waiting": _waiting,
    "home": _home,
    "commands": _commands,
    "looks": _looks,
    "curves": _curves,
}


def bench(options: argparse.Namespace) -> Results:
    """Measures what was asked for, and keeps it part by part: of a run that is cut off, what it had is there."""
    results = Results()
    version = subprocess.run([find().path, "--version"], capture_output=True, text=True, check=False).stdout
    results.machine = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "browser": " ".join(version.split()[:2]),
        "rounds": options.rounds,
        "load before": os.getloadavg()[0],
    }
    for name in options.parts or PARTS:
        _say(f"-- {name}")
        PARTS[name](results, options)
        results.machine["load after"] = os.getloadavg()[0]
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_text(json.dumps(results.as_data(), indent=1), "utf-8")
        if options.publish or not (options.parts or options.tools):
            publish(results)
    return results


def publish(results: Results, readme: Path = README, picture: Path = PICTURE) -> None:
    """Puts the table and the chart into the README."""
    draw(results, picture)
    readme.write_text(with_table(readme.read_text("utf-8"), table(results), MARKS), "utf-8")


def main() -> int:
    """The exit code is 1 where a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed and scale, beside the peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="how often each tool walks")
    names = [tool.name for tool in TOOLS]
    parser.add_argument("--tools", nargs="+", metavar="TOOL", choices=names, default=[], help=", ".join(names))
    parser.add_argument(
        "--publish", action="store_true", help="into the README also where some parts alone were asked for"
    )
    options = parser.parse_args()
    results = bench(options)
    _say(f"\n{table(results)}\n")
    _say("\n".join(verdicts(results)))
    return int(any(one.limit and not one.holds for one in results.judged()))


if __name__ == "__main__":
    sys.exit(main())
