"""Windows and macOS on any system: their calls are answered by fakes, and ours have to be the ones they want."""

from __future__ import annotations

import asyncio
import os
import plistlib
import shlex
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from LnkParse3.lnk_file import LnkFile

from runner.app.belonging import open_folder
from runner.app.shortcut import Desk, add_shortcut, own_program, remove_shortcut
from runner.browser.profile import profile_lock
from runner.errors import BrowserError, RecordsError
from runner.terminal.key_presses import key_presses
from runner.terminal.signals import stop_signals
from tests.patience import until


def goes_on() -> bool:
    """What is waited for is this very process."""
    return True


class Programs:
    """What Windows' own programs say; every call is kept."""

    def __init__(self, says: str = "", code: int = 0) -> None:
        self.says, self.code = says, code
        self.calls: list[list[str]] = []
        self.environments: list[dict[str, str]] = []

    def run(self, command: list[str], **told: object) -> subprocess.CompletedProcess[str]:
        self.calls.append(command)
        env = told.get("env")
        self.environments.append({str(key): str(value) for key, value in env.items()} if isinstance(env, dict) else {})
        if told.get("check") and self.code:
            raise subprocess.CalledProcessError(self.code, command)
        return subprocess.CompletedProcess(command, self.code, self.says, "")


def programs(monkeypatch: pytest.MonkeyPatch, says: str = "", code: int = 0) -> Programs:
    made = Programs(says, code)
    monkeypatch.setattr(subprocess, "run", made.run)
    return made


class Console(types.ModuleType):
    """Windows' `msvcrt`: keys that are pressed, and bytes of files that are locked, also by somebody else."""

    LK_NBLCK = 2

    def __init__(self, keys: str = "", taken: bool = False) -> None:
        super().__init__("msvcrt")
        self.keys, self.taken = list(keys), taken
        self.locked: list[tuple[int, int, int]] = []

    def kbhit(self) -> bool:
        return bool(self.keys)

    def getwch(self) -> str:
        return self.keys.pop(0)

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        if self.taken:
            raise PermissionError(13, "Permission denied")
        self.locked.append((os.lseek(descriptor, 0, os.SEEK_CUR), mode, count))


def console(monkeypatch: pytest.MonkeyPatch, keys: str = "", taken: bool = False) -> Console:
    made = Console(keys, taken)
    monkeypatch.setitem(sys.modules, "msvcrt", made)
    return made


# -- consoles ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("ry\r", "ry\r"),
        ("\xe0Sr", "r"),  # Del comes as two, of which the second is S: it would skip the step
        ("\xe0P\xe0Hq", "q"),  # down, up
        ("\0;n", "n"),  # F1
    ],
    ids=["letters", "Del", "arrows", "F1"],
)
async def test_keys_of_a_windows_console(monkeypatch: pytest.MonkeyPatch, typed: str, heard: str) -> None:
    console(monkeypatch, typed)
    pressed: list[str] = []
    with key_presses(pressed.append, "win32"):
        await until(lambda: len(pressed) == len(heard), goes_on)
    assert "".join(pressed) == heard


async def test_nothing_is_read_of_a_windows_console_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    there = console(monkeypatch)
    with key_presses(lambda _: None, "win32"):
        pass
    there.keys = ["q"]
    await asyncio.to_thread(lambda: None)
    assert there.keys == ["q"]


# -- signals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["win32", "linux"])
async def test_the_first_ctrl_c_says_stop_and_the_second_is_as_usual(system: str) -> None:
    told: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    others: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: others.append(number))
    try:
        with stop_signals(lambda: told.append("stop"), system):
            signal.raise_signal(signal.SIGINT)
            await until(lambda: bool(told), goes_on)
            if system == "win32":
                signal.raise_signal(signal.SIGINT)
                await until(lambda: bool(others), goes_on)
        assert told == ["stop"]
        if system == "win32":
            assert others == [signal.SIGINT]
            signal.raise_signal(signal.SIGINT)
            await until(lambda: len(others) == 2, goes_on)
            assert told == ["stop"]
    finally:
        signal.signal(signal.SIGINT, before)


async def test_windows_asks_a_program_to_end_by_ctrl_break(monkeypatch: pytest.MonkeyPatch) -> None:
    """There it is SIGBREAK; here another number plays it."""
    if sys.platform == "win32":
        pytest.skip("Windows has the real one.")
    monkeypatch.setattr("runner.terminal.signals._WINDOWS", ("SIGUSR1",))
    told: list[str] = []
    with stop_signals(lambda: told.append("stop"), "win32"):
        signal.raise_signal(signal.SIGUSR1)
        await until(lambda: bool(told), goes_on)
    assert signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL


# -- locks and folders ------------------------------------------------------------------------------------------------


def test_windows_locks_a_byte_far_behind_what_others_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = console(monkeypatch)
    monkeypatch.setattr(sys, "platform", "win32")
    with profile_lock(tmp_path / "profile", "a walk"):
        assert there.locked == [(4096, Console.LK_NBLCK, 1)]
        assert (tmp_path / ".profile.lock").read_text("utf-8") == f"{os.getpid()} a walk\n"


def test_windows_says_who_has_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console(monkeypatch, taken=True)
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / ".profile.lock").write_text("4711 a walk\n", "utf-8")
    with (
        pytest.raises(BrowserError, match=r"a walk \(process 4711\) is using this profile"),
        profile_lock(tmp_path / "profile"),
    ):
        pass


def test_rights_of_folders_are_left_to_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o777)
    monkeypatch.setattr(sys, "platform", "win32")
    assert open_folder(tmp_path) is None


# -- .lnk and .app ----------------------------------------------------------------------------------------------------


def desk(tmp_path: Path, system: str, program: tuple[str, ...]) -> Desk:
    (tmp_path / "Desktop").mkdir(exist_ok=True)
    return Desk(system, tmp_path / "menu", tmp_path / "icons", tmp_path / "Desktop", program)


def test_windows_is_told_of_its_links_by_the_environment_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path with quotes or `$` in it would otherwise be part of the command."""
    asked = programs(monkeypatch)
    odd = tmp_path / "it's $(odd)"
    odd.mkdir()
    (odd / "pythonw.exe").touch()
    found = add_shortcut(desk(tmp_path, "win32", (str(odd / "python.exe"), "-I", "-m", "runner")))
    assert found == [tmp_path / "menu" / "Optout.lnk", tmp_path / "Desktop" / "Optout.lnk"]
    assert len({tuple(call) for call in asked.calls}) == 1
    assert str(tmp_path) not in " ".join(asked.calls[0])
    told = asked.environments[1]
    assert told["OPTOUT_LINK"] == str(found[1])
    assert told["OPTOUT_PROGRAM"] == str(odd / "pythonw.exe"), "python.exe would open a console of its own"
    assert told["OPTOUT_ARGUMENTS"] == "-I -m runner"
    assert told["OPTOUT_FOLDER"] == str(Path.home())
    assert told["OPTOUT_ICON"].endswith("icon.ico")


def test_a_link_of_the_installed_program_has_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = programs(monkeypatch)
    program = r"C:\Program Files\Optout\optout.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", program)
    add_shortcut(desk(tmp_path, "win32", tuple(own_program())))
    assert (asked.environments[0]["OPTOUT_PROGRAM"], asked.environments[0]["OPTOUT_ARGUMENTS"]) == (program, "")
    assert asked.environments[0]["OPTOUT_ICON"] == program, "which has it in itself"


@pytest.mark.parametrize(
    "program", [r"C:\Program Files\Optout\optout.exe", r"C:\Users\Jürgen Ωμέγα\py thon\python.exe"]
)
def test_where_windows_makes_no_link_it_is_written_as_others_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    programs(monkeypatch, code=1)
    monkeypatch.setattr(Path, "home", lambda: Path("/Users/Jürgen"))
    found = add_shortcut(desk(tmp_path, "win32", (program, "-I", "-m", "runner", "a b")))
    assert [path.name for path in found] == ["Optout.lnk", "Optout.lnk"]
    with found[0].open("rb") as file:
        link = LnkFile(fhandle=file).get_json()
    assert link["link_info"]["local_base_path_unicode"] == program
    assert link["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]["target_unicode"] == program
    told = link["data"]
    assert told["command_line_arguments"] == '-I -m runner "a b"'
    assert told["working_directory"] == "/Users/Jürgen"
    assert told["description"] == "Say no to AI training on your data"
    assert told["icon_location"].endswith("icon.ico")
    installed = Path(__file__).parents[1] / "installers" / "share" / "optout.ico"
    assert Path(told["icon_location"]).read_bytes() == installed.read_bytes(), "the icon of the program itself"
    assert link["header"]["windowstyle"] == "SW_SHOWNORMAL"


def test_a_link_without_room_for_its_program_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(monkeypatch, code=1)
    with pytest.raises(RecordsError, match="is too long for a shortcut"):
        add_shortcut(desk(tmp_path, "win32", ("C:\\" + "x" * 260,)))
    assert not [*tmp_path.rglob("*.lnk")]


def test_links_are_taken_away_again(tmp_path: Path) -> None:
    where = desk(tmp_path, "win32", ("python.exe",))
    where.menu.mkdir()
    for folder in (where.menu, where.desktop):
        (folder / "Optout.lnk").touch()
    assert len(remove_shortcut(where)) == 2
    assert not [*tmp_path.rglob("*.lnk")]


def test_a_mac_program_starts_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "/Applications/Optout.app/Contents/MacOS/Optout"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", program)
    (made,) = add_shortcut(desk(tmp_path, "darwin", tuple(own_program())))
    told = plistlib.loads((made / "Contents" / "Info.plist").read_bytes())
    script = (made / "Contents" / "MacOS" / told["CFBundleExecutable"]).read_text("utf-8")
    assert shlex.split(script.splitlines()[1]) == ["exec", program]


def test_without_being_frozen_it_is_python_that_is_started() -> None:
    assert own_program() == (sys.executable, "-I", "-m", "runner")


def test_windows_menu_is_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", "/roaming")
    menu: Callable[[], Path] = Desk.__dataclass_fields__["menu"].default_factory  # type: ignore[assignment]
    assert menu() == Path("/roaming/Microsoft/Windows/Start Menu/Programs")
