"""Writers of a ledger, killed with SIGKILL at random moments; as a program of its own, since it forks.

Each child writes whole requests as fast as it can and says over a pipe which ones are written; after its death the file
must be sound, must have every one of those, and none by half.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from runner.records.evidence import EvidenceRecord
from runner.records.ledger import Ledger
from runner.records.request import Deadline, WalkedFlow

ROOT = Path(__file__).parents[2]
SEED = 5
OF_A_FILE = 8  # kills until a new file is begun
WRITES = 6  # requests that are written, about, until the latest moment of a kill: on a busy machine that takes longer


def killed_writers(folder: Path, kills: int) -> dict[str, Any]:
    """Kills so many writers and gives what was found: see `main`."""
    command = [sys.executable, "-m", "tests.records.killed", str(folder), str(kills)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def main(folder: Path, kills: int) -> dict[str, Any]:
    """Kills writers of ledgers in this folder, looks at the file after each, and counts."""
    chance = random.Random(SEED)
    told: dict[str, Any] = {"kills": 0, "problems": [], "while opening": 0, "in the middle": 0, "written": 0}
    written: list[str] = []
    latest = 0.0
    for number in range(kills):
        home = folder / str(number // OF_A_FILE)
        if not home.exists():
            written, latest = [], WRITES * seconds_of_a_write(folder / f"{home.name}-timed")
        said = kill_a_writer(home, chance.uniform(0, latest))
        told["kills"] += 1
        told["while opening"] += said == ""
        told["in the middle"] += said.count("(") - said.count(")")
        ids = re.findall(r"\w+-\d+", said)
        written += ids
        told["written"] += len(ids)
        told["problems"] += [f"kill {number}: {problem}" for problem in problems(home, written)]
    return told


def kill_a_writer(home: Path, seconds: float) -> str:
    """What a writer has said until it was killed: `(` at the beginning of a transaction, `id)` once it is written."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        write_for_ever(home, write)
    os.close(write)
    if (home / "ledger.sqlite").exists():
        os.read(read, 1)  # it is at work; where there is no file yet, it may die while making one
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode()


def seconds_of_a_write(home: Path) -> float:
    """How long a request takes to be written, on this machine and now."""
    with Ledger(home) as ledger:
        began = time.monotonic()
        write_one(ledger, home)
        return time.monotonic() - began


def write_for_ever(home: Path, out: int) -> None:
    """Writes requests until it is killed."""
    with suppress(BaseException), Ledger(home) as ledger:
        os.write(out, b".")
        while True:
            os.write(out, b"(")
            os.write(out, f"{write_one(ledger, home)})".encode())
    os._exit(3)


def write_one(ledger: Ledger, home: Path) -> str:
    """A request with all that belongs to it, in one transaction; its id."""
    flow = WalkedFlow("f", "F – object", "Example", "steps: []", "d" * 64)
    due = Deadline("gdpr", "Article 12(3)", "https://example.com", date(2026, 12, 23))
    taken = datetime(2026, 11, 23, tzinfo=UTC)
    picture = EvidenceRecord(name="a", flow="f", step=1, url="", title="", taken=taken, path=home / "a.png")
    with ledger.together():
        request = ledger.prepare(flow)
        ledger.add_evidence(request, picture)
        ledger.add_evidence(request, replace(picture, name="b"))
        ledger.send(request, "form", "https://example.com", due)
        ledger.end(request, "sent")
        ledger.add_check(request, "confirmed")
    return request


def problems(home: Path, written: list[str]) -> list[str]:
    """What is wrong with the file: damage, a request by half, or one that was said to be written and is not there."""
    found: list[str] = []
    with Ledger(home) as ledger:
        rows = ledger.requests()
        checked = {check.request for check in ledger.checks()}
    with closing(sqlite3.connect(home / "ledger.sqlite")) as raw:
        found += [row[0] for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key {row}" for row in raw.execute("PRAGMA foreign_key_check")]
    for row in rows:
        whole = row.sent and row.deadline and len(row.evidence) == 2 and row.outcome == "sent" and row.id in checked
        if not whole or [one.what for one in row.history] != ["sent", "confirmed"]:
            found.append(f"{row.id} is there by half")
    missing = set(written) - {row.id for row in rows}
    return [*found, *(f"{one} was written and is lost" for one in sorted(missing))]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
