"""Which browser of this machine a run uses: known places of three systems, and what to install where there is none.

Starts nothing but `--version`, imports no Playwright, and sees the machine only through a Machine, so that a test can
pretend to be any system.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Literal, get_args

from runner.errors import BrowserError
from runner.locale import _, joined, per_front
from runner.locale.phrase import listed

Name = Literal["chrome", "edge", "brave", "chromium", "playwright"]
ORDER: tuple[Name, ...] = get_args(Name)
TITLES: dict[Name, str] = {
    "chrome": "Google Chrome",
    "edge": "Microsoft Edge",
    "brave": "Brave",
    "chromium": "Chromium",
    "playwright": "Playwright's Chromium",
}

# Commands, then the places that are not always on the PATH (a desktop launcher and cron have a short one).
_LINUX: dict[Name, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "chrome": (("google-chrome-stable", "google-chrome"), ("/opt/google/chrome/chrome",)),
    "edge": (("microsoft-edge-stable", "microsoft-edge"), ("/opt/microsoft/msedge/msedge",)),
    "brave": (("brave-browser-stable", "brave-browser", "brave"), ("/opt/brave.com/brave/brave",)),
    # A Flatpak cannot be driven: its sandbox does not pass on the pipe Playwright speaks through.
    "chromium": (("chromium", "chromium-browser", "ungoogled-chromium"), ()),
}
_MAC: dict[Name, str] = {
    "chrome": "Google Chrome",
    "edge": "Microsoft Edge",
    "brave": "Brave Browser",
    "chromium": "Chromium",
}
_WINDOWS: dict[Name, str] = {
    "chrome": r"Google\Chrome\Application\chrome.exe",
    "edge": r"Microsoft\Edge\Application\msedge.exe",
    "brave": r"BraveSoftware\Brave-Browser\Application\brave.exe",
    "chromium": r"Chromium\Application\chrome.exe",
}
_OF_PLAYWRIGHT = {
    "linux": ("chrome-linux64/chrome", "chrome-linux-arm64/chrome", "chrome-linux/chrome"),
    "darwin": (
        "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    ),
    "win32": ("chrome-win64/chrome.exe", "chrome-win/chrome.exe"),
}


@dataclass(frozen=True)
class Browser:
    """A browser that can be driven: `origin` says in words how it was found."""

    name: Name
    path: Path
    origin: str

    def __str__(self) -> str:
        """`Google Chrome (/usr/bin/google-chrome)`."""
        return f"{self.title} ({self.path})"

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.name]

    @property
    def is_snap(self) -> bool:
        """A snap sees neither hidden folders nor /tmp, so its profile must lie in plain sight."""
        return self.path.is_relative_to("/snap") or self.path.resolve() == Path("/usr/bin/snap")


def _is_program(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)


def _which(command: str) -> str | None:
    """Where the PATH has a command; nothing that lies in the working folder, whatever the PATH says."""
    found = shutil.which(command)
    return found if found and Path(found).is_absolute() else None


def _names_in(folder: str) -> list[str]:
    return [entry.name for entry in Path(folder).iterdir()] if Path(folder).is_dir() else []


def _app_path(program: str) -> str | None:
    """Where Windows' registry says a program is, for installations in unusual folders."""
    if sys.platform != "win32":
        return None
    import winreg

    key = rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{program}"
    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            return winreg.QueryValue(root, key).strip('"') or None
        except OSError:
            continue
    return None


@dataclass(frozen=True)
class Machine:
    """What finding a browser needs to know of a machine."""

    system: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    is_program: Callable[[str], bool] = _is_program
    names_in: Callable[[str], list[str]] = _names_in
    which: Callable[[str], str | None] = _which
    app_path: Callable[[str], str | None] = _app_path

    def path(self, *parts: str) -> PurePath:
        """A path in the way of this system, whatever system the code runs on."""
        return PureWindowsPath(*parts) if self.system == "win32" else PurePosixPath(*parts)

    @property
    def home(self) -> str:
        """The person's folder."""
        return self.environ.get("USERPROFILE" if self.system == "win32" else "HOME") or str(Path.home())


def find(use: str = "auto", on: Machine | None = None) -> Browser:
    """The browser that config's `browser.use` means: auto, a name, a command, or a path."""
    machine = on or Machine()
    if use == "auto":
        found = all_found(machine)
        if not found:
            raise BrowserError(
                joined(_("no browser was found: looked for {browsers}.", browsers=_listed(ORDER)), advice(machine))
            )
        # A snap can run only with a profile in plain sight, so it is the last choice.
        return min(found, key=lambda browser: browser.is_snap)
    if use in ORDER:
        # Who has run `optout browser install` and asks for Chromium means that one.
        names: tuple[Name, ...] = ("chromium", "playwright") if use == "chromium" else (use,)
        for name in names:
            for browser in _found(name, machine):
                return browser
        raise BrowserError(_not_there(use, machine))
    return _named(use, machine)


def all_found(on: Machine | None = None) -> list[Browser]:
    """Every kind of browser there is on this machine, in the order `auto` goes by."""
    machine = on or Machine()
    firsts = (next(_found(name, machine), None) for name in ORDER)
    return [browser for browser in firsts if browser]


def version_of(browser: Browser, on: Machine | None = None) -> str | None:
    """The browser's version; None where it does not tell."""
    machine = on or Machine()
    if machine.system == "win32":  # chrome.exe --version opens a window there; its folder names the version instead
        folder = str(machine.path(str(browser.path)).parent)
        versions = [name for name in machine.names_in(folder) if re.fullmatch(r"\d+(\.\d+){3}", name)]
        return max(versions, key=lambda name: [int(part) for part in name.split(".")], default=None)
    import subprocess

    try:
        said = subprocess.run([browser.path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    number = re.search(r"\d+(\.\d+)+", said.stdout)
    return number[0] if number else None


def advice(machine: Machine) -> str:
    """How a browser comes onto this system, as one sentence."""
    home, fetch = _("Install Chrome, Edge, Brave or Chromium."), "optout browser install"
    if line := install_line(machine):
        return per_front(
            _("Install one (`{command}`), or let Optout fetch one for itself: `{fetch}`.", command=line, fetch=fetch),
            home,
        )
    return per_front(
        _("Install Chrome, Edge, Brave or Chromium, or let Optout fetch one for itself: `{fetch}`.", fetch=fetch), home
    )


def install_line(machine: Machine) -> str:
    """The command by which a browser is installed on this system; '' where none is known."""
    commands = {"apt-get": "sudo apt install chromium", "dnf": "sudo dnf install chromium"}
    commands |= {"pacman": "sudo pacman -S chromium", "zypper": "sudo zypper install chromium"}
    by_system = {"darwin": "brew install --cask google-chrome", "win32": "winget install Google.Chrome"}
    known = next((line for tool, line in commands.items() if machine.which(tool)), "")
    return by_system.get(machine.system, known)


def _found(name: Name, machine: Machine) -> Iterator[Browser]:
    for path, origin in _places(name, machine):
        if machine.is_program(path):
            yield Browser(name, Path(path), origin)


def _places(name: Name, machine: Machine) -> Iterator[tuple[str, str]]:
    if name == "playwright":
        yield from ((path, _("downloaded by Playwright")) for path in _playwright_places(machine))
    elif machine.system == "win32":
        program = _WINDOWS[name]
        for base in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := machine.environ.get(base):
                yield str(machine.path(folder, program)), _("installed in {folder}", folder=folder)
        if name != "chromium" and (path := machine.app_path(PureWindowsPath(program).name)):
            yield path, _("named in the registry")
    elif machine.system == "darwin":
        for folder in ("/Applications", f"{machine.home}/Applications"):
            yield f"{folder}/{_MAC[name]}.app/Contents/MacOS/{_MAC[name]}", _("installed in {folder}", folder=folder)
    else:
        commands, paths = _LINUX[name]
        yield from ((path, _("found on the PATH")) for command in commands if (path := machine.which(command)))
        for folder in ("/usr/bin", "/usr/local/bin", "/snap/bin"):
            origin = _("installed in {folder}", folder=folder)
            yield from ((f"{folder}/{command}", origin) for command in commands)
        yield from ((path, _("installed in {folder}", folder=PurePosixPath(path).parent)) for path in paths)


def _playwright_places(machine: Machine) -> Iterator[str]:
    root = _playwright_root(machine)
    numbers = sorted(int(m[1]) for name in machine.names_in(root) if (m := re.fullmatch(r"chromium-(\d+)", name)))
    for number in reversed(numbers):
        for inside in _OF_PLAYWRIGHT.get(machine.system, _OF_PLAYWRIGHT["linux"]):
            yield str(machine.path(root, f"chromium-{number}", inside))


def _playwright_root(machine: Machine) -> str:
    """Where `playwright install` puts browsers: https://playwright.dev/python/docs/browsers#managing-browser-binaries."""
    told = machine.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if told == "0":  # inside the package
        import importlib.util

        package = importlib.util.find_spec("playwright")
        inside = Path(package.origin).parent if package and package.origin else Path()
        return str(inside / "driver" / "package" / ".local-browsers")
    if told:
        return told
    cache = {
        "win32": machine.environ.get("LOCALAPPDATA") or str(machine.path(machine.home, "AppData", "Local")),
        "darwin": f"{machine.home}/Library/Caches",
    }
    other = machine.environ.get("XDG_CACHE_HOME") or f"{machine.home}/.cache"
    return str(machine.path(cache.get(machine.system, other), "ms-playwright"))


def _named(use: str, machine: Machine) -> Browser:
    """A command or a path out of the config."""
    given = machine.path(machine.home + use[1:] if use.startswith("~") else use)
    is_path = use.startswith("~") or any(sign in use for sign in ("/", "\\"))
    if is_path and not given.is_absolute():
        given = machine.path(str(Path.cwd()), str(given))
    if machine.system == "darwin" and given.suffix == ".app":
        given = given / "Contents" / "MacOS" / given.stem
    # A path is that very file, never a command of its name; a bare name is a command, never a file that lies here.
    path = (str(given) if machine.is_program(str(given)) else None) if is_path else machine.which(use)
    if path is None:
        close = difflib.get_close_matches(use, ("auto", *ORDER), n=1)
        if machine.path(use).stem.casefold() in ("firefox", "safari", "opera"):
            raise BrowserError(
                per_front(
                    _(
                        "{use} cannot be used: Optout walks with Chrome, Edge, Brave or Chromium. Set browser.use to "
                        "auto, and it takes the first it finds; `optout browser install` downloads one.",
                        use=use,
                    ),
                    _(
                        "{use} cannot be used: Optout walks with Chrome, Edge, Brave or Chromium. Choose one of them "
                        "under Settings.",
                        use=use,
                    ),
                )
            )
        raise BrowserError(_no_such(use, close[0] if close else ""))
    word = machine.path(path).name.lower()
    if re.search("firefox|safari|librewolf", word):
        raise BrowserError(_("{path} cannot be driven by Optout: it takes Chrome, Edge, Brave or Chromium.", path=path))
    guesses: tuple[Name, ...] = ("chromium", "edge", "brave", "chrome")
    return Browser(next((name for name in guesses if name in word), "chromium"), Path(path), _("named in the config"))


def _not_there(use: str, machine: Machine) -> str:
    others = all_found(machine)
    if others:
        return per_front(
            _(
                "{use} was not found, but {other} was: set browser.use to auto, or to {path}.",
                use=use,
                other=others[0],
                path=others[0].path,
            ),
            _("{use} was not found, but {other} was: choose another browser under Settings.", use=use, other=others[0]),
        )
    return joined(_("{use} was not found, nor any other browser.", use=use), advice(machine))


def _no_such(use: str, meant: str) -> str:
    home = _("there is no browser at {use}; choose another one under Settings.", use=repr(use))
    if meant:
        return per_front(
            _(
                "there is no browser at {use}, which browser.use names (did you mean '{meant}'?); "
                "it takes auto, chrome, edge, brave, chromium, or the path of a program.",
                use=repr(use),
                meant=meant,
            ),
            home,
        )
    return per_front(
        _(
            "there is no browser at {use}, which browser.use names; "
            "it takes auto, chrome, edge, brave, chromium, or the path of a program.",
            use=repr(use),
        ),
        home,
    )


def _listed(names: tuple[Name, ...]) -> str:
    return listed(*(TITLES[name] for name in names))
