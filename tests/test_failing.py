"""What is said when Optout itself fails: words, a file to send, and nothing of the person's in it. No browser."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NoReturn

import pytest

from runner.app.covering import COVERED, Cover
from runner.errors import BrowserError, Stopped
from runner.terminal import cli, failing

ROOT = Path(__file__).parents[1]
ME = "me: {name: Robin Quill, email: robin.quill@example.org, country: DE, street: Nightingale Road 9}\n"
Fails = Callable[[BaseException], "Ran"]


class Ran:
    """How `optout list` went that was made to fail, and the file it names."""

    def __init__(self, code: int, err: str) -> None:
        self.code, self.err = code, err
        found = re.search(r"^  (.*went-wrong-.*\.txt)$", err, re.MULTILINE)
        self.path = Path(found[1]) if found else None
        self.file = self.path.read_text("utf-8") if self.path else ""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder with settings, a home for what is written, and hooks that are as they were afterwards."""
    here = tmp_path / "somebody" / "here"
    here.mkdir(parents=True)
    (here / "config.yaml").write_text(ME)
    monkeypatch.chdir(here)
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    hooks = threading.excepthook, sys.unraisablehook
    yield here
    threading.excepthook, sys.unraisablehook = hooks


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fails:
    """Makes a command end with an error and tells how that went."""

    def run(error: BaseException) -> Ran:
        def fail() -> NoReturn:
            typed = "what was typed"  # a local that must not show
            assert typed
            raise error

        monkeypatch.setattr("runner.app.places.library", fail)
        monkeypatch.setattr("sys.argv", ["optout", "list", "--format", "text"])
        with pytest.raises(SystemExit) as ended:
            cli.main(["list"])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, said.err)

    return run


def test_an_error_of_ours_is_told_in_words_and_written_down(fails: Fails, tmp_path: Path) -> None:
    ran = fails(RuntimeError("no such thing"))
    assert ran.code == 70
    assert "Something went wrong in Optout itself" in ran.err
    assert "RuntimeError in runner/terminal/commands/library.py, line " in ran.err
    assert ran.path is not None and ran.path.parent == tmp_path / "home" / "runs"
    assert "Command: optout list --format" in ran.file
    assert "RuntimeError: no such thing" in ran.file
    assert re.search(r"runner/terminal/commands/library.py:\d+ in list_", ran.file)
    if os.name == "posix":
        assert ran.path.stat().st_mode & 0o077 == 0


PERSONAL = [
    "Robin Quill", "robin.quill@example.org", "robin.quill", "Nightingale", "what was typed", "hunter2", "s3cret",
    "token=", "+49 30 1234567", "Anna", "/somebody/", "here", "#frag",
]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "cannot fill robin.quill@example.org",
        "ROBIN QUILL, Nightingale Road 9, +49 30 1234567",
        "Page.goto: net::ERR_ABORTED at https://a.example/settings?token=s3cret#frag",
        "Page.goto: https://robin.quill:hunter2@a.example/x",
        'Locator.fill: Error\nCall log:\n  - fill("hunter2")\n  - waiting for locator',
        'Locator.fill: Error\n=========================== logs ===========================\n fill("hunter2")',
        'element is not enabled: <input value="hunter2" name="x">hunter2</input>',
        "no option is called “hunter2”, or 'Anna\\'s hunter2'",
        "invalid literal for int(): 'hunter2'",
        "write to anna@example.com",
        "[Errno 2] No such file: {here}/config.yaml",
    ],
)
def test_nothing_personal_is_in_the_file(fails: Fails, place: Path, said: str) -> None:
    ran = fails(ValueError(said.replace("{here}", str(place))))
    assert ran.code == 70
    for text in (ran.file, ran.err.replace(str(ran.path), "")):
        assert not [one for one in PERSONAL if one.casefold() in text.casefold()]


def test_what_explains_an_error_stays(fails: Fails) -> None:
    assert "'NoneType' object has no attribute 'frames'" in Cover((), ()).covered(
        "'NoneType' object has no attribute 'frames'", "there = page.frames"
    )
    assert f"'{COVERED}'" in Cover((), ()).covered("'NoneType' object has no attribute 'hunter2'", "there = x")
    assert "https://a.example/settings" in fails(ValueError("at https://a.example/settings")).file


def test_all_messages_are_covered_where_the_settings_cannot_be_read(fails: Fails, place: Path) -> None:
    (place / "config.yaml").write_text("me: {name: Robin Quill\n")
    ran = fails(ValueError("Robin Quill"))
    assert f"ValueError: {COVERED}" in ran.file


def test_causes_and_groups_are_told_whole(fails: Fails) -> None:
    error = ExceptionGroup("two of them", [ValueError("the one"), ExceptionGroup("inner", [KeyError("x")])])
    error.__cause__ = OSError("the cause")
    ran = fails(error)
    assert ran.code == 70
    for said in (
        "OSError: the cause",
        "which led to:",
        "ExceptionGroup: two of them",
        "ValueError: the one",
        "KeyError",
    ):
        assert said in ran.file


def test_a_group_of_what_a_person_can_act_on_is_told_as_that(fails: Fails) -> None:
    assert fails(ExceptionGroup("", [BrowserError("no browser")])).err == "Error: no browser\n"
    assert fails(ExceptionGroup("", [BrowserError("no browser")])).code == 3
    assert fails(BaseExceptionGroup("", [KeyboardInterrupt()])).err.strip() == "Stopped."
    assert fails(BaseExceptionGroup("", [Stopped(), BrowserError("no browser")])).code == 3
    assert fails(BaseExceptionGroup("", [KeyboardInterrupt(), ValueError("x")])).code == 70


def test_a_file_that_cannot_be_used_is_named(fails: Fails) -> None:
    ran = fails(PermissionError(13, "Permission denied", "/some/where"))
    assert (ran.code, ran.path) == (5, None)
    assert "/some/where cannot be read or written: Permission denied" in ran.err


def test_where_the_home_cannot_be_written_the_file_is_a_temporary_one(
    fails: Fails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "a-file" / "home"))
    ran = fails(RuntimeError("x"))
    assert ran.path is not None and "a-file" not in str(ran.path)
    assert "RuntimeError: x" in ran.file
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_: str(tmp_path / "a-file"))
    ran = fails(RuntimeError("x"))
    assert (ran.code, ran.path) == (70, None)
    assert "cannot be written anywhere" in ran.err


@pytest.mark.slow
def test_what_fails_beside_a_command_is_told_once_it_has_ended(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgets_a_task() -> None:
        asyncio.get_running_loop().create_task(_fails_in_our_code())
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def listing() -> dict[str, Path]:
        failing.run_async(forgets_a_task())
        gc.collect()
        thread = threading.Thread(target=lambda: 1 / 0)  # not in our code: kept to ourselves
        thread.start()
        thread.join()
        return {}

    monkeypatch.setattr("runner.app.places.library", listing)
    with pytest.raises(SystemExit) as ended:
        cli.main(["list"])
    ran = Ran(int(str(ended.value.code)), capsys.readouterr().err)
    assert ran.code == 0
    assert ran.err.startswith("Beside this, something went wrong in Optout itself: ")
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError" not in ran.file


async def _fails_in_our_code() -> None:
    from runner.session.race import first

    await first(_fails())


async def _fails() -> None:
    raise LookupError("x")


def start(*arguments: str, python: str = "", stdout: int | IO[str] = subprocess.PIPE) -> subprocess.Popen[str]:
    """Starts `optout …` as a program of its own."""
    return subprocess.Popen(
        [sys.executable, *([python] if python else []), "-m", "runner", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["list"], ["--help"], ["show", "practice"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str]) -> None:
    with start(*arguments) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode in (0, 1)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is always full")
def test_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        process = start("list", stdout=full)
    said = process.communicate()[1]
    assert process.returncode == 5
    assert said == "Error: this cannot be written: No space left on device. Free some space and run it again.\n"


@pytest.mark.slow
def test_a_terminal_without_our_characters_shows_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    process = start("list")
    assert (process.communicate()[1], process.returncode) == ("", 0)


def test_a_missing_part_is_named() -> None:
    process = start("list", python="-S")
    said = process.communicate()[1]
    assert said == "Optout is not wholly installed: click is missing. Install it as README.md says.\n"
