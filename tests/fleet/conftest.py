"""What tests of many flows share: stand-in sites, and settings that lead every name to them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import playwright
import pytest
from playwright._impl._driver import compute_driver_executable

from runner.app.rehearsal import QUIET
from runner.config import BrowserConfig, Config
from tests.fleet.sites import Sites


@pytest.fixture
def sites() -> Iterator[Sites]:
    with Sites() as there:
        yield there


@pytest.fixture
def settings(sites: Sites) -> Config:
    """Settings by which every name leads to the stand-ins."""
    return Config(browser=BrowserConfig(args=[*QUIET, sites.rules]), language="en", timeout=1.5)


def chromium_of(path: Path, program: Path, switches: Sequence[str]) -> Path:
    """A program that is this machine's Chromium with some switches more, as a file at that path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = " ".join(f"'{switch}'" for switch in switches)
    path.write_text(f"#!/bin/sh\nexec '{program}' {told} \"$@\"\n", "utf-8")
    path.chmod(0o755)
    return path


def a_server(folder: Path, program: Path, switches: Sequence[str], before: Sequence[str] = (), host: str = "127.0.0.1"
) -> subprocess.Popen[str]:  # fmt: skip
    """`playwright run-server` on a free port of `host`, with this machine's Chromium in the place of its own.

    `before` is what the command begins with, such as another network namespace.
    """
    browsers = folder / "browsers"
    for name in _own_names():
        chromium_of(browsers / name, program, switches)
    node, cli = compute_driver_executable()  # `python -m playwright` is a parent of that, and would leave it behind
    command = [*before, node, cli, "run-server", "--host", host, "--port", "0"]
    return subprocess.Popen(
        command, env={**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(browsers)}, stdout=subprocess.PIPE, text=True
    )


def address_of(server: subprocess.Popen[str]) -> str:
    """The address that a server tells once it listens."""
    assert server.stdout
    for line in server.stdout:
        if "ws://" in line:
            return line[line.index("ws://") :].strip()
    raise AssertionError("the server has ended without an address")


def _own_names() -> list[str]:
    """Where Playwright looks for its own Chromium and its headless shell, in its folder of browsers."""
    package = Path(playwright.__file__).parent / "driver" / "package"
    known = {one["name"]: one["revision"] for one in json.loads((package / "browsers.json").read_text())["browsers"]}
    shell = f"chromium_headless_shell-{known['chromium-headless-shell']}"
    return [
        f"chromium-{known['chromium']}/chrome-linux64/chrome",
        f"{shell}/chrome-headless-shell-linux64/chrome-headless-shell",
        f"chromium-{known['chromium']}/chrome-linux/chrome",
        f"{shell}/chrome-linux/headless_shell",
    ]
