"""The scripts that are joined into one are read by a JavaScript engine as a whole: no name stands in two of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from runner.browser import asking, recording


@pytest.mark.slow
@pytest.mark.parametrize("name", ["engine", "recorder"])
def test_a_joined_script_can_be_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "joined.js"
    path.write_text(asking.script() if name == "engine" else recording._script(), "utf-8")
    node, _ = compute_driver_executable()
    read = subprocess.run([node, "--check", path], capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
