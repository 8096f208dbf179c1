"""Processes by their number: whether one lives, what it was started with, and ending it. Knows no browser."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path


def alive(pid: int, system: str = sys.platform) -> bool:
    """Whether a process of this number runs; a dead one that nobody has collected yet does not."""
    if system == "win32":  # os.kill(pid, 0) would send Ctrl-C there
        said = subprocess.run(
            ["tasklist", "/FI", f"PID eq {pid}", "/NH", "/FO", "CSV"], capture_output=True, text=True, check=False
        )
        return f'"{pid}"' in said.stdout
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:  # no /proc on macOS
        return True


def carries(pid: int, argument: str) -> bool | None:
    """Whether a process was started with this argument; None where that cannot be seen."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")
    except OSError:
        try:
            said = subprocess.run(
                ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
            )
        except OSError:
            return None
        line = said.stdout.strip()
    return f"{argument} " in f"{line} " if line else None


async def gone(pid: int, seconds: float) -> bool:
    """Whether a process ends within some seconds."""
    import asyncio  # slow to import, and every command comes by here for the lock of the profile

    deadline = asyncio.get_running_loop().time() + seconds
    while alive(pid):
        if asyncio.get_running_loop().time() > deadline:
            return False
        await asyncio.sleep(0.02)  # nothing tells when a process ends that is not our own child
    return True


def ask_to_end(pid: int, system: str = sys.platform) -> None:
    """Let a browser close in good order. SIGTERM would not: Chromium takes it for the computer's end, and drops what
    it has not written yet, such as the login of a moment ago.
    """
    if system == "win32":
        subprocess.run(["taskkill", "/PID", str(pid)], capture_output=True, check=False)
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)


def end(pid: int, argument: str, system: str = sys.platform) -> None:
    """End a process by force, with its children, provided that it is still the one started with this argument."""
    if system == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(pid)], capture_output=True, check=False)
    elif sys.platform != "win32" and carries(pid, argument):
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(pid) == pid:  # Playwright starts each browser as the leader of a group
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGKILL)
