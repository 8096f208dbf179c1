"""What the browser is started with, and what it never is."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from runner.browser.find import Browser
from runner.browser.switches import Launch, environment, sandbox_note, switches
from runner.errors import BrowserError


def test_the_configs_switches_come_last(tmp_path: Path) -> None:
    made = switches(Launch(Browser("chromium", tmp_path, ""), tmp_path, args=("--mute-audio",), language="de-AT"))
    assert made[-3:] == ["--accept-lang=de-AT,de", "--lang=de-AT", "--mute-audio"]


def test_a_snap_needs_a_profile_in_plain_sight() -> None:
    snap = Browser("chromium", Path("/snap/bin/chromium"), "")
    assert switches(Launch(snap, Path("/home/ann/optout/profile")))
    for hidden in ("/home/ann/.local/share/optout/profile", "/tmp/profile"):
        with pytest.raises(BrowserError, match="OPTOUT_HOME"):
            switches(Launch(snap, Path(hidden)))


def test_screen_and_language_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    spec = Launch(Browser("chromium", tmp_path, ""), tmp_path)
    assert environment(spec) == dict(os.environ)
    assert "WAYLAND_DISPLAY" not in environment(replace(spec, display=":7"))
    assert environment(replace(spec, display=":7"))["DISPLAY"] == ":7"
    assert environment(replace(spec, language="pt-BR"))["LANGUAGE"] == "pt_BR"


def test_root_is_told() -> None:
    note = sandbox_note(root=True)
    assert note and "without its sandbox" in note
    assert sandbox_note(root=False) is None
