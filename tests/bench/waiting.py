"""What Optout uses of the processor while it waits for a person, and how soon its home is seen."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from runner.app.rehearsal import QUIET
from runner.browser.display import virtual_display
from runner.browser.portal import ORIGIN

from .measured import family, memory_of, processor_of
from .pages import page
from .served import RULES, served
from .tools import ROOT
from .turns import Figures

WAITS = 60.0  # seconds
_SETTLES = 10.0  # seconds after the question before it is looked at: what has just been loaded works on
_LONGEST = 120.0  # seconds until something must be there
_PAINTED = """() => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return painted ? performance.timeOrigin + painted.startTime : 0;
}"""


@contextlib.contextmanager
def _optout(words: Sequence[str], folder: Path, args: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """Optout as a program on a virtual screen; it is asked to end, and its family with it."""
    settings = folder / "config.yaml"
    told = {"browser": {"args": [*QUIET, RULES, *args]}, "language": "en", "pace": 0}
    settings.write_text(json.dumps(told), "utf-8")
    with virtual_display() as display:
        env = {**os.environ, "DISPLAY": display, "OPTOUT_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        env.pop("WAYLAND_DISPLAY", None)
        with (folder / "said").open("wb") as said:
            program = subprocess.Popen(
                [sys.executable, "-m", "runner", *words, "--config", str(settings)],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
            try:
                yield program
            finally:
                for word in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        program.send_signal(word)
                        program.wait(20)
                        break


def waiting(seconds: float = WAITS) -> Figures:
    """Share of a core, in percent, in a pause of so many seconds: of the runner's processes, and of all of them."""
    steps = "  - open: {address}\n  - pause: {{for: review, say: Look., until: {{visible: Never to be seen}}}}\n"
    with tempfile.TemporaryDirectory() as text, served({"/wait": page("<h1>Wait here</h1>")}) as there:
        folder = Path(text)
        flow, told = folder / "wait.yaml", folder / "events"
        head = "title: Wait\nservice: Wait\nhosts: [localhost]\nsteps:\n"
        flow.write_text(head + steps.format(address=f"{there.base}/wait"), "utf-8")
        with _optout(["run", str(flow), "--trust", "--events", str(told)], folder) as program:
            _until(lambda: told.exists() and "person_asked" in told.read_text("utf-8"), program)
            time.sleep(_SETTLES)
            pids = [program.pid, *family(program.pid)]
            runner = [pid for pid in pids if not _is_browser(pid)]
            before, began = (processor_of(runner), processor_of(pids)), time.monotonic()
            time.sleep(seconds)
            after, took = (processor_of(runner), processor_of(pids)), time.monotonic() - began
            shares = [(late - early) / took * 100 for early, late in zip(before, after, strict=True)]
            return {
                "runner": shares[0],
                "all": shares[1],
                "memory": memory_of(pids),
                "runner's memory": memory_of(runner),
            }


def _is_browser(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "chrom" in Path(f"/proc/{pid}/exe").readlink().name
    return False


def first_paint() -> Figures:
    """Seconds from the start of `optout home` until something of it is seen, as the browser says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = f"--remote-debugging-port={port}"
    with tempfile.TemporaryDirectory() as text, _optout(["home"], Path(text), [asked]) as program:
        began = _wall_clock_start(program.pid)
        _until(lambda: _answers(port), program)
        with sync_playwright() as playwright:
            browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            seen: list[float] = []

            def painted() -> bool:
                tabs = [tab for context in browser.contexts for tab in context.pages]
                seen[:] = [float(tab.evaluate(_PAINTED)) for tab in tabs if tab.url.startswith(ORIGIN)]
                return any(seen)

            _until(painted, program)
    return {"first paint": max(seen) / 1000 - began}


def _wall_clock_start(pid: int) -> float:
    """When a process began, in seconds of the clock that pages have too."""
    ticks = int(Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19])
    up = time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time() - up + ticks / os.sysconf("SC_CLK_TCK")


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _until(true: Callable[[], object], program: subprocess.Popen[bytes]) -> None:
    """Waits until it is so. Raises RuntimeError where the program ends, or it takes too long."""
    until = time.monotonic() + _LONGEST
    while not true():
        if program.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"optout did not get there (code {program.poll()})")
        time.sleep(0.1)
