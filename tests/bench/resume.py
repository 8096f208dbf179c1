"""How long after the person has finished the walk goes on: Optout, and browser-handoff, which can pause as well.

A page has a button that the person presses with the mouse. It leads to another address, and the clock starts when the
server is asked for that; or it tells the server, and shows something; or the person presses Continue in the panel. The
walk goes on by opening the next page, and the clock stops when the server is asked for that.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from runner.browser.find import find

from . import peers
from .pages import page
from .served import Served, served
from .tools import OURS, ROOT, switches

TURNS = 8  # of each kind
KINDS = ("url", "element", "button")
PATIENCE = 15.0  # seconds for one turn; what has not been noticed by then is not noticed
_TURN = """
const asked = new URLSearchParams(location.search);
document.getElementById('finish').addEventListener('click', () => {
  told('finished-' + asked.get('n'));
  if (asked.get('by') === 'url') location.href = '/finished?n=' + asked.get('n');
  if (asked.get('by') === 'element') document.body.insertAdjacentHTML('beforeend', '<p id=thanks>Thank you');
});
"""

Waits = dict[str, list[float | None]]  # milliseconds by kind; None where it was not noticed


def turn(number: int, kinds: Sequence[str]) -> str:
    """The path of one turn's page; the last leads to the end."""
    if number == TURNS * len(kinds):
        return "/end"
    return f"/turn?n={number}&by={kinds[number % len(kinds)]}"


def resume() -> tuple[dict[str, Waits], dict[str, str]]:
    """By tool and kind, how long it took; and why a tool was left out."""
    there_are: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
        OURS: ([sys.executable, "-m", "tests.bench.resume_walk"], KINDS),
        "browser-handoff": (
            [str(peers.python_of(peers.HANDOFF)), str(Path(__file__).with_name("handoff_walk.py"))],
            KINDS[:2],
        ),
    }
    found: dict[str, Waits] = {}
    skipped: dict[str, str] = {}
    if why := peers.pip(peers.HANDOFF):
        skipped["browser-handoff"] = why
    pages = {
        "/turn": page("<h1>Your turn</h1><button id=finish>Finish</button>", _TURN),
        "/finished": page("<h1>Finished</h1>"),
        "/end": page("<h1>The end</h1>"),
    }
    with served(pages) as there:
        for name, (command, kinds) in there_are.items():
            if name in skipped:
                continue
            try:
                found[name] = _waits(there, command, kinds)
            except RuntimeError as error:
                if name == OURS:
                    raise
                skipped[name] = str(error)
    return found, skipped


def _waits(there: Served, command: Sequence[str], kinds: Sequence[str]) -> Waits:
    there.forget()
    turns = [turn(number, kinds) for number in range(TURNS * len(kinds) + 1)]
    with tempfile.TemporaryDirectory(prefix="optout-bench-") as folder:
        told = {"base": there.base, "turns": turns, "browser": str(find().path), "switches": switches()}
        env = {**os.environ, "OPTOUT_HOME": f"{folder}/home", "PYTHONPATH": str(ROOT), **peers.quiet()}
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [*command, json.dumps(told), folder], stdout=pipe, stderr=pipe, env=env, cwd=ROOT, text=True
        ) as program:
            try:
                said, wrong = program.communicate(timeout=PATIENCE * len(turns))
            except subprocess.TimeoutExpired:
                program.terminate()
                said, wrong = program.communicate()
    if there.first(turns[0]) is None:
        raise RuntimeError(f"it did not start: {(wrong.strip() or said).splitlines()[-1:]}")
    pressed: dict[str, float] = {}
    with contextlib.suppress(ValueError, IndexError):
        pressed = json.loads(said.strip().splitlines()[-1])
    found: Waits = {kind: [] for kind in kinds}
    for number, (here, after) in enumerate(pairwise(turns)):
        finished = there.first(f"/finished?n={number}") or there.first(f"finished-{number}")
        began, ended = pressed.get(str(number), finished), there.first(after)
        found[here.rpartition("=")[2]].append((ended - began) * 1000 if began and ended else None)
    return found


def summary(waits: Waits) -> dict[str, dict[str, float]]:
    """By kind: the median in milliseconds, how many were noticed, of how many."""
    return {
        kind: {
            "median": statistics.median(noticed) if (noticed := [one for one in all_ if one is not None]) else 0.0,
            "most": max(noticed, default=0.0),
            "noticed": len(noticed),
            "of": len(all_),
        }
        for kind, all_ in waits.items()
    }
