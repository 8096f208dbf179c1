"""Screens, real and virtual."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runner.browser import process
from runner.browser.display import available, display_problem, virtual_display
from runner.errors import BrowserError

needs_xvfb = pytest.mark.skipif(not available(), reason="Xvfb is not installed")


def servers_under(pid: int) -> list[int]:
    """The X servers a process holds: grandchildren of it, as a shell lies between."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            head, _, tail = (folder / "stat").read_text().rpartition(")")
            parents[int(folder.name)], names[int(folder.name)] = int(tail.split()[1]), head.partition("(")[2]
    return [one for one, name in names.items() if name == "Xvfb" and parents.get(parents[one]) == pid]


@pytest.mark.parametrize(
    ("system", "environ", "fine"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_be_shown(system: str, environ: dict[str, str], fine: bool) -> None:
    assert (display_problem(system, environ) is None) is fine


def test_the_problem_says_what_to_do() -> None:
    problem = display_problem("linux", {})
    assert problem and "xvfb-run" in problem and "headless" in problem


@pytest.mark.slow
@needs_xvfb
def test_a_virtual_screen_comes_and_goes() -> None:
    with virtual_display() as first, virtual_display() as second:
        assert first != second
        servers = servers_under(os.getpid())
        assert len(servers) >= 2
        assert all(process.alive(pid) for pid in servers)
    assert sum(process.alive(pid) for pid in servers) == len(servers) - 2


@pytest.mark.slow
@needs_xvfb
def test_killed_outright_takes_the_virtual_screen_along() -> None:
    code = "from runner.browser.display import virtual_display\n"
    code += "with virtual_display() as number: print(number, flush=True); input()\n"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline().startswith(":")
        (server,) = servers_under(other.pid)
        other.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while process.alive(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not process.alive(server)


def test_no_virtual_screen_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such")
    assert not available()
    with pytest.raises(BrowserError, match="sudo apt install xvfb"), virtual_display():
        pass


def test_a_virtual_screen_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Xvfb").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "Xvfb").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(BrowserError, match="did not start"), virtual_display(patience=5):
        pass
