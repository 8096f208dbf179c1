"""What a command takes, in turns with a bare Python and with PyYAML alone; and what the ledger takes to tell."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from runner.records.ledger import Ledger
from tests.records.books import deadline, sent, walked_flow

from .tools import ROOT
from .turns import Figures, measured, medians

ROUNDS = 15
MANY = 1_000  # flows
BARE, HELP, LIST, CHECK, YAML = "python -c pass", "optout --help", "optout list", "optout check", "PyYAML alone"
# What the loader in C needs for the same files, and nothing else.
_LOADS = (
    "import pathlib, sys, yaml; "
    "[yaml.load(one.read_bytes(), yaml.CSafeLoader) for one in sorted(pathlib.Path(sys.argv[1]).glob('*.yaml'))]"
)


def copies(folder: Path, number: int) -> Path:
    """So many flows: those that come with Optout, over and over."""
    folder.mkdir(parents=True)
    shipped = sorted((ROOT / "flows").glob("*.yaml"))
    for at in range(number):
        shutil.copy(shipped[at % len(shipped)], folder / f"copy-{at}.yaml")
    return folder


def quick(rounds: int = ROUNDS) -> Figures:
    """Median seconds of a bare Python, `--help` and `list` of fifty more flows."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        shipped = len(list((ROOT / "flows").glob("*.yaml")))
        copies(folder / "flows", max(0, 50 - shipped))
        commands = {BARE: ["-c", "pass"], HELP: ["-m", "runner", "--help"], LIST: ["-m", "runner", "list"]}
        return _medians(commands, folder, rounds)


def checking(rounds: int = 3, number: int = MANY) -> Figures:
    """Median seconds of `check` for so many flows, and of PyYAML's loader in C alone for the same files."""
    with tempfile.TemporaryDirectory() as text:
        folder = copies(Path(text) / "many", number)
        return _medians(
            {YAML: ["-c", _LOADS, str(folder)], CHECK: ["-m", "runner", "check", str(folder)]}, Path(text), rounds
        )


def _medians(commands: dict[str, list[str]], folder: Path, rounds: int) -> Figures:
    things = {name: partial(_took, name, [sys.executable, *command], folder) for name, command in commands.items()}
    found: Figures = {}
    for all_ in measured(things, rounds).values():
        found |= medians(all_)
    return found


def _took(name: str, command: Sequence[str], folder: Path) -> Figures:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OPTOUT_HOME": str(folder / "home")}
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {name: time.perf_counter() - began}


def ledger(rounds: int = 5) -> tuple[float, float]:
    """Median seconds in which the ledger tells of 1,000 requests, and of 10,000."""
    found = []
    for requests in (1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "home") as books:
            with books.together():
                for at in range(requests):
                    flow = walked_flow(f"flow-{at % 60}", f"Service {at % 60}")
                    sent(books, flow, deadline(date(2026, 12, 23)))
            times = []
            for _ in range(rounds):
                began = time.perf_counter()
                books.requests()
                times.append(time.perf_counter() - began)
        found.append(statistics.median(times))
    return found[0], found[1]
