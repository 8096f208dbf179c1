"""Prompts before a walk, at a real terminal: answered, and ended at once by Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

FLOW = "title: T\nservice: S\nhosts: [localhost]\nsteps: [{open: 'http://localhost:1/'}]\n"


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(FLOW, "utf-8")
    return path


def _ctrl_c(program: subprocess.Popen[bytes], master: int) -> None:
    """Presses it until something is said to that.

    Between the question and the reading of its answer there is a moment in which Python takes note of a signal and then
    waits all the same; a person presses again.
    """
    program.send_signal(signal.SIGINT)
    while not select.select([master], [], [], 2)[0]:
        program.send_signal(signal.SIGINT)


def asked(flow: Path, keys: bytes, home: Path) -> tuple[int, str]:
    """The exit code and all that is said, once somebody has typed this at the first question; nothing is Ctrl-C."""
    here = {**os.environ, "OPTOUT_HOME": str(home), "TERM": "dumb"}
    master, slave = pty.openpty()
    run = [sys.executable, "-m", "runner", "run", str(flow)]
    with subprocess.Popen(run, env=here, stdin=slave, stdout=slave, stderr=slave) as program:
        os.close(slave)
        said = b""
        while b"Walk it?" not in said:
            said += os.read(master, 4096)
        if keys:
            os.write(master, keys)
        else:
            _ctrl_c(program, master)
        with contextlib.suppress(OSError):  # it has gone, and its terminal with it
            while more := os.read(master, 4096):
                said += more
        os.close(master)
    return program.returncode, said.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.parametrize("keys", [b"", b"n\n", b"\n", b"\x04"], ids=["Ctrl-C", "no", "Enter", "Ctrl-D"])
def test_one_key_ends_it_and_nothing_is_agreed_to(flow: Path, tmp_path: Path, keys: bytes) -> None:
    code, said = asked(flow, keys, tmp_path / "home")
    assert (code, said.rstrip().endswith("Stopped.")) == (1, True)
    assert not (tmp_path / "home" / "agreed.json").exists()


@pytest.mark.slow
def test_a_closed_stdin_is_nobody(flow: Path, tmp_path: Path) -> None:
    here = {**os.environ, "OPTOUT_HOME": str(tmp_path / "home")}
    command = f"exec {sys.executable} -m runner run {flow} <&-"
    ran = subprocess.run(["sh", "-c", command], env=here, capture_output=True, text=True, check=False)
    assert (ran.returncode, "agree to it with --trust" in ran.stderr) == (2, True)
