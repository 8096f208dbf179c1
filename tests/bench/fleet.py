"""How long a hundred flows take with 1, 2 and 4 jobs, and what each job needs of memory: python -m tests.bench.fleet.

Stand-in sites on this computer, two flows each, every page a fifth of a second late. A program of its own for each
number of jobs, in turns; memory is what all its processes share out among them (PSS), at its peak. A number after it
takes so many flows. The machine has to be quiet: more jobs get more of a busy one.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from runner.app.rehearsal import QUIET
from tests.fleet.sites import Sites, write_flow

from .measured import family, memory_of

ROOT = Path(__file__).parents[2]
FLOWS = 100
ROUNDS = 1
JOBS = (1, 2, 4)
TAKES = 0.2


def main(flows: int = FLOWS) -> None:
    """Prints the table, of so many flows, two of each site."""
    number_of_sites = max(1, flows // 2)
    took: dict[int, list[tuple[float, float]]] = {jobs: [] for jobs in JOBS}
    with tempfile.TemporaryDirectory() as folder, Sites(takes=TAKES) as sites:
        files = Path(folder) / "flows"
        for number in range(flows):
            write_flow(files, number % number_of_sites, f"flow-{number:03}")
        settings = Path(folder) / "config.yaml"
        settings.write_text(json.dumps({"browser": {"args": [*QUIET, sites.rules]}, "language": "en"}), "utf-8")
        for _ in range(ROUNDS):
            for jobs in JOBS:
                took[jobs].append(_once(jobs, files, settings, Path(folder) / "home"))
                most = max(sites.most_at_once.values())
                assert most == 1, f"a site was asked {most} times at once"
    sys.stdout.write(
        f"{flows} flows on {number_of_sites} sites, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n"
    )
    alone, memory = (statistics.median(values) for values in zip(*took[1], strict=True))
    for jobs, rounds in took.items():
        wall, peak = (statistics.median(values) for values in zip(*rounds, strict=True))
        more = (peak - memory) / (jobs - 1) if jobs > 1 else 0.0
        sys.stdout.write(
            f"{jobs} jobs  {wall:6.1f} s  {wall / flows:5.2f} s a flow  {alone / wall:4.2f} times as fast  "
            f"{peak:6.0f} MB at its peak{f', {more:.0f} MB for each job more' if more else ''}\n"
        )


def _once(jobs: int, flows: Path, settings: Path, home: Path) -> tuple[float, float]:
    """Seconds and megabytes of one check."""
    command = [sys.executable, "-m", "runner", "check", "--live", str(flows), "--jobs", str(jobs), "--format", "json"]
    began, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile("w+") as told:  # a pipe that nobody reads would fill up
        program = subprocess.Popen(
            [*command, "--config", str(settings)],
            cwd=ROOT,
            env={**os.environ, "OPTOUT_HOME": str(home)},
            stdout=told,
        )
        while program.poll() is None:
            peak = max(peak, memory_of([program.pid, *family(program.pid)]))
            time.sleep(0.5)
        wall = time.perf_counter() - began
        told.seek(0)
        visits = json.load(told)
    assert visits and not any(visit["drift"] for visit in visits), "not all is as the flows say"
    return wall, peak


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
