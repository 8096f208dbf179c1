"""Puts “Optout” with an icon where this system keeps its programs and on the desktop, and takes it away again.

Linux: a desktop entry by the specifications of freedesktop.org (Desktop Entry, Icon Theme, XDG base folders).
macOS: a folder that is a program (`Optout.app`). Windows: a link, which Windows itself makes, or we where it may not.
"""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path

from runner.app.windows_link import WindowsLink
from runner.errors import RecordsError
from runner.locale import _, shown
from runner.records.files import write_private

NAME = "Optout"
_ID = "optout-walk"
_COMMENT = _("Say no to AI training on your data")
# Windows makes the link; all it is told comes by the environment, so that no quote in a path ends anything.
_MAKE_LINK = (
    "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:OPTOUT_LINK); "
    "$link.TargetPath = $env:OPTOUT_PROGRAM; $link.Arguments = $env:OPTOUT_ARGUMENTS; "
    "$link.WorkingDirectory = $env:OPTOUT_FOLDER; $link.IconLocation = $env:OPTOUT_ICON; "
    "$link.Description = $env:OPTOUT_COMMENT; $link.Save()"
)


def _data_folder() -> Path:
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"


def _menu_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return Path.home() / "Applications" if sys.platform == "darwin" else _data_folder() / "applications"


def _desktop_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_desktop_dir())


def own_program() -> Sequence[str]:
    """What starts this very Optout: the installed program, where it brings its own Python, else Python with it."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-I", "-m", "runner")  # -I: nothing of the folder it is started in


@dataclass(frozen=True)
class Desk:
    """Where a system has its menu, its icons and its desktop; `program` is what starts Optout."""

    system: str = sys.platform
    menu: Path = field(default_factory=_menu_folder)
    icons: Path = field(default_factory=lambda: _data_folder() / "icons" / "hicolor" / "scalable" / "apps")
    desktop: Path = field(default_factory=_desktop_folder)
    program: Sequence[str] = field(default_factory=own_program)


def add_shortcut(desk: Desk) -> list[Path]:
    """Puts it there, over one of ours that is there; where. Raises RecordsError where that fails."""
    if desk.system == "win32":
        return [_windows_link(folder / f"{NAME}.lnk", desk) for folder in _places(desk)]
    if desk.system == "darwin":
        return [_mac_program(desk.menu / f"{NAME}.app", desk)]
    write_private(desk.icons / f"{_ID}.svg", _icon())
    return [_entry(folder / f"{_ID}.desktop", desk) for folder in _places(desk)]


def remove_shortcut(desk: Desk) -> list[Path]:
    """Takes away what is there; what that was. Raises RecordsError where that fails."""
    names = (f"{_ID}.desktop", f"{NAME}.lnk")
    ours = [folder / name for folder in (desk.menu, desk.desktop) for name in names]
    found = [path for path in (*ours, desk.icons / f"{_ID}.svg", desk.menu / f"{NAME}.app") if path.exists()]
    for path in found:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            raise RecordsError(_("{path} cannot be removed: {reason}", path=path, reason=error.strerror)) from error
    return [path for path in found if path.suffix != ".svg"]


def _places(desk: Desk) -> list[Path]:
    """The menu, and the desktop where there is one."""
    return [desk.menu, *([desk.desktop] if desk.desktop.is_dir() else [])]


# -- Linux ------------------------------------------------------------------------------------------------------------


def _entry(path: Path, desk: Desk) -> Path:
    lines = [
        "[Desktop Entry]",
        "Version=1.0",
        "Type=Application",
        f"Name={NAME}",
        f"Comment={shown(_COMMENT)}",
        f"Exec={' '.join(map(_exec_argument, desk.program))}",
        f"Icon={_ID}",
        "Terminal=false",
        "Categories=Network;",
        "Keywords=privacy;AI;opt-out;",
        "StartupNotify=true",
    ]
    write_private(path, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    path.chmod(0o700)  # a desktop starts only what may be started
    return path


def _exec_argument(text: str) -> str:
    r"""An argument of an Exec line: quoted, and `\`, `"`, `` ` ``, `$` escaped; then as a value, where `\` is `\\`."""
    quoted = '"' + re.sub(r'([\\"`$])', r"\\\1", text) + '"'
    return quoted.replace("\\", "\\\\").replace("%", "%%")


def _icon() -> bytes:
    return files("runner").joinpath("icon.svg").read_bytes()


# -- macOS and Windows ------------------------------------------------------------------------------------------------


def _mac_program(path: Path, desk: Desk) -> Path:
    told = {
        "CFBundleName": NAME,
        "CFBundleIdentifier": f"org.{_ID}",
        "CFBundleExecutable": NAME,
        "CFBundlePackageType": "APPL",
    }
    write_private(path / "Contents" / "Info.plist", plistlib.dumps(told))
    start = path / "Contents" / "MacOS" / NAME
    write_private(start, f"#!/bin/sh\nexec {shlex.join(desk.program)}\n".encode())
    start.chmod(0o700)
    return path


def _windows_link(path: Path, desk: Desk) -> Path:
    program, *arguments = desk.program
    quiet = Path(program).with_name("pythonw.exe")  # the same without a window of its own
    link = WindowsLink(
        program=str(quiet if quiet.exists() else program),
        arguments=subprocess.list2cmdline(arguments),
        folder=str(Path.home()),
        icon=_icon_file() or program,
        comment=shown(_COMMENT),
    )
    told = {f"OPTOUT_{name.upper()}": value for name, value in asdict(link).items()} | {"OPTOUT_LINK": str(path)}
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _MAKE_LINK]
    try:
        subprocess.run(command, env={**os.environ, **told}, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):  # its scripts are barred here
        write_private(path, link.as_bytes())
    return path


def _icon_file() -> str:
    """Our icon as Windows wants it; none where the program that is installed has it in itself."""
    return "" if getattr(sys, "frozen", False) else str(files("runner").joinpath("icon.ico"))
