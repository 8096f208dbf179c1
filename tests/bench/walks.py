"""Every tool walks the same pages, in turns: how long, how much of the processor, how much memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .pages import Way, pages
from .served import Served
from .tools import FLOOR, OURS, ROOT, TOOLS, Tool
from .turns import Figures, in_turns, medians, ratios

ROUNDS = 5
# What is measured, in this order, and in what.
FIGURES = {
    "whole": "s",  # from the start of the program to its end
    "first page": "s",  # from the start of the program until the first page is asked for
    "steps": "s",  # from there until the server has heard of the last step
    "cpu": "s",  # of all processes
    "memory": "MB",  # of all processes at its peak
}


class Unwalked(Exception):
    """A tool did not walk: why, in a few words."""


@dataclass
class Walked:
    """What came of all walks: by way and tool, and why tools were left out."""

    figures: dict[str, dict[str, Figures]] = field(default_factory=dict)
    rounds: dict[str, dict[str, list[Figures]]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def ratios(self, way: str) -> dict[str, Figures]:
        """Of a way, each figure beside the plain script's."""
        return ratios(self.figures[way], FLOOR)


def once(tool: Tool, way: Way, there: Served, memory: bool = False) -> Figures:
    """One walk. Raises Unwalked where the program failed, or never came to the end of the way."""
    there.forget()
    with tempfile.TemporaryDirectory(prefix="optout-bench-") as text:
        folder = Path(text)
        command = tool.write(way, folder)
        out = folder / "measured.json"
        wrapper = [sys.executable, "-m", "tests.bench.measured", str(out), *(["--memory"] if memory else [])]
        env = {**os.environ, "OPTOUT_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), **tool.env()}
        subprocess.run([*wrapper, "--cwd", text, "--", *command], cwd=ROOT, env=env, check=True)
        took = json.loads(out.read_text("utf-8"))
        first, last = there.first(way.begin), there.first(way.end)
        if took["code"] or first is None or last is None:
            raise Unwalked(_why(took["code"], out.with_suffix(".log")))
    if memory:
        return {"memory": took["memory"]}
    return {"whole": took["wall"], "first page": first - took["began"], "steps": last - first, "cpu": took["cpu"]}


def _why(code: int, log: Path) -> str:
    """The last line of what it said that says anything."""
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines() if any(map(str.isalpha, line))]
    if os.environ.get("BENCH_LOG"):
        sys.stderr.write("\n".join(lines[-40:]) + "\n")
    ended = {0: "it ended before the end of the way", -1: "it hung"}.get(code, f"it failed with {code}")
    return f"{ended}: {lines[-1][:160]}" if lines else ended


def walk(rounds: int = ROUNDS, names: Sequence[str] = (), say: Callable[[str], object] = print) -> Walked:
    """All tools on all ways; a first walk of each, with an eye on memory, is not counted for time."""
    found = Walked()
    there_are = {tool.name: tool for tool in TOOLS if not names or tool.name in (FLOOR, OURS, *names)}
    for tool in there_are.values():
        if why := tool.missing():
            found.skipped[tool.name] = why
    with pages() as (there, ways):
        for way in ways.values():
            able = {name: tool for name, tool in there_are.items() if name not in found.skipped}
            kept: dict[str, list[Figures]] = {}
            for name, tool in able.items():
                try:
                    kept[name] = [once(tool, way, there, memory=True)]
                except Unwalked as error:
                    if name in (FLOOR, OURS):
                        raise
                    found.skipped[name] = f"{way.title}: {error}"
            for name in in_turns(list(kept), rounds):
                kept[name].append(once(able[name], way, there))
                say(f"{way.name:6} {name:24} " + "  ".join(f"{k} {v:.2f}" for k, v in kept[name][-1].items()))
            found.rounds[way.name] = kept
            found.figures[way.name] = {name: medians(those) for name, those in kept.items()}
    return found
