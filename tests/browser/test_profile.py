"""The profile's folder and lock."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from runner.browser import process
from runner.browser.profile import clear, profile_folder, profile_lock, size_of, window_open
from runner.errors import BrowserError, UsageError

HOLDER = "from pathlib import Path; import sys; from runner.browser.profile import profile_lock\n"
HOLDER += "with profile_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()\n"


@contextlib.contextmanager
def held_by_another(profile: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(profile)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.stdin.close()


@contextlib.contextmanager
def sleeping(*arguments: str) -> Iterator[int]:
    """A process that is called browser and carries these arguments; its number."""
    with subprocess.Popen(["/bin/sh", "-c", "read _", "browser", *arguments], stdin=subprocess.PIPE) as other:
        assert other.stdin is not None
        line, until = Path(f"/proc/{other.pid}/cmdline"), time.monotonic() + 5
        while line.exists() and b"browser" not in line.read_bytes() and time.monotonic() < until:
            time.sleep(0.01)  # a busy machine shows an empty line for a moment
        yield other.pid
        other.stdin.close()


def test_folders_and_rights(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path / "home")
    other = profile_folder(tmp_path / "home", "ann@example.org")
    assert (profile.name, other.name) == ("profile", "profile-ann@example.org")
    for folder in (profile, other, tmp_path / "home"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_rights_are_mended_and_settings_kept(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    profile.chmod(0o755)
    settings = profile / "Default" / "Preferences"
    settings.write_text("{}")
    assert profile_folder(tmp_path) == profile
    assert stat.S_IMODE(profile.stat().st_mode) == 0o700
    assert settings.read_text() == "{}"


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", ".hidden", "ends.", "a b", "x" * 80])
def test_names_that_are_no_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        profile_folder(tmp_path, name)


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(BrowserError, match="cannot be used"):
        profile_folder(tmp_path / "home")


@pytest.mark.slow
def test_second_run_is_told_who_has_the_profile(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    with held_by_another(profile) as other:
        with pytest.raises(BrowserError, match=rf"another Optout \(process {other.pid}\) is using this profile"):
            profile_lock(profile).__enter__()
        with pytest.raises(BrowserError):
            clear(profile)
        with profile_lock(profile_folder(tmp_path, "second")):
            pass  # another profile is free
    with profile_lock(profile):
        pass


def test_the_words_for_the_window_by_hand(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    said = r"the window of `optout browser open` \(process \d+\) is using"
    with profile_lock(profile, "the window of `optout browser open`"), pytest.raises(BrowserError, match=said):
        profile_lock(profile).__enter__()


@pytest.mark.slow
def test_killed_outright_leaves_the_lock_free(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    with held_by_another(profile) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with profile_lock(profile):
            pass


def test_a_window_that_is_still_open(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    lock = profile / "SingletonLock"
    with sleeping(f"--user-data-dir={profile}", "about:blank") as pid:
        lock.symlink_to(f"{socket.gethostname()}-{pid}")
        with pytest.raises(BrowserError, match=rf"window \(process {pid}\) still has this profile open"):
            profile_lock(profile).__enter__()
    with profile_lock(profile):
        assert lock.is_symlink()  # never touched, not even a dead one


def test_locks_of_chrome_that_mean_nothing(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    lock = profile / "SingletonLock"
    assert window_open(profile) is None
    with sleeping(f"--user-data-dir={profile}-2") as pid:
        for told in (f"{socket.gethostname()}-{pid}", f"elsewhere-{os.getpid()}", "nonsense"):
            lock.symlink_to(told)
            assert window_open(profile) is None
            lock.unlink()


def test_chromes_lock_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window_open(tmp_path, "win32") is None
    (tmp_path / "lockfile").write_text("")
    assert window_open(tmp_path, "win32") is None

    def shared_with_nobody(*_: object) -> IO[str]:
        raise PermissionError

    monkeypatch.setattr(Path, "open", shared_with_nobody)
    assert window_open(tmp_path, "win32") == 0


def test_size_and_clearing(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    before = size_of(profile)
    (profile / "Default" / "Cookies").write_bytes(b"x" * 1000)
    (profile / "SingletonSocket").symlink_to("/no/such/place")
    assert size_of(profile) >= before + 1000
    assert clear(profile) >= 1000
    assert not profile.exists()
    assert clear(profile) == size_of(profile) == 0


def test_processes_by_number(tmp_path: Path) -> None:
    with sleeping("--user-data-dir=/x") as pid:
        assert process.alive(pid)
        assert process.carries(pid, "--user-data-dir=/x")
        assert process.carries(pid, "--user-data-dir=/") is False
        process.end(pid, "--user-data-dir=/y")
        assert process.alive(pid)
        process.end(pid, "--user-data-dir=/x")
        while process.alive(pid):  # dead, though not yet collected by us
            pass
    process.ask_to_end(pid)
    assert process.carries(pid, "--user-data-dir=/x") is None
    assert not process.alive(pid)


def test_processes_on_windows_and_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        said = {"tasklist": '"chrome.exe","123","Console"\r\n', "ps": "chrome --user-data-dir=/x\n"}
        return subprocess.CompletedProcess(command, 0, said.get(command[0], ""), "")

    monkeypatch.setattr(subprocess, "run", run)
    assert process.alive(123, "win32")
    assert not process.alive(12, "win32")
    process.ask_to_end(123, "win32")
    assert calls[-1] == ["taskkill", "/PID", "123"]
    process.end(123, "", "win32")
    assert calls[-1] == ["taskkill", "/F", "/T", "/PID", "123"]
    monkeypatch.setattr(Path, "read_bytes", Path("/no/such").stat)
    assert process.carries(123, "--user-data-dir=/x")
