"""Runs a program and writes down what it used, its whole family included: python -m tests.bench.measured OUT … -- CMD …

On Linux this process takes in the children of those that end, so that none is lost: processor time is what the system
counted for all of them, to the last. Memory is what all of them share out among themselves (PSS), looked at every tenth
of a second; that costs time itself, so it is only done with --memory.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import signal
import subprocess
import threading
import time
from contextlib import nullcontext, suppress
from pathlib import Path

LONGEST = 180.0  # seconds; a program that takes longer hangs
_LINGER = 5.0  # seconds in which the family of a program that has ended may end by itself
_EVERY = 0.1  # seconds
_PR_SET_CHILD_SUBREAPER = 36


def family(pid: int) -> list[int]:
    """All processes below one, without itself."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            parent = int((folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found, left = [], [pid]
    while left:
        below = children.get(left.pop(), [])
        found += below
        left += below
    return found


def memory_of(pids: list[int]) -> float:
    """Megabytes of these processes: what they share counts in part (PSS)."""
    kilobytes = 0
    for pid in pids:
        with suppress(OSError, IndexError, ValueError):
            rolled = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
            kilobytes += int(rolled.partition("\nPss:")[2].split()[0])
    return kilobytes / 1024


def processor_of(pids: list[int]) -> float:
    """Seconds of processor time these processes have used so far, with those children that have ended."""
    ticks = 0
    for pid in pids:
        with suppress(OSError, IndexError, ValueError):
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            ticks += sum(int(one) for one in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


class _Peak:
    """The most memory the family of this process had, as long as the block goes on."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> _Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.megabytes = max(self.megabytes, memory_of(family(os.getpid())))


def _ends_family() -> None:
    """Waits for what is left of the family; ends what does not end by itself."""
    until = time.monotonic() + _LINGER
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            return
        if time.monotonic() > until:
            for pid in family(os.getpid()):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def run(command: list[str], cwd: str, log: Path, memory: bool) -> dict[str, float]:
    """What one run of a program used: seconds, megabytes; `began` is of the monotonic clock."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    peak = _Peak()
    with log.open("wb") as told:
        began = time.monotonic()
        program = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        with peak if memory else nullcontext():
            try:
                code = program.wait(LONGEST)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
                code = -1
        wall = time.monotonic() - began
    _ends_family()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    return {"began": began, "wall": wall, "cpu": cpu, "memory": peak.megabytes, "code": code}


def main() -> None:
    """Writes what was measured as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--cwd", default=".")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    took = run(options.command, options.cwd, options.out.with_suffix(".log"), options.memory)
    options.out.write_text(json.dumps(took), "utf-8")


if __name__ == "__main__":
    main()
