"""Finding the browser on pretended machines: three systems, no file of this one is looked at."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from runner.browser import find as finding
from runner.browser.find import Browser, Machine, advice, all_found, find, version_of
from runner.errors import BrowserError

CACHE = "/home/ann/.cache/ms-playwright"
CHROME_APP = "Google Chrome.app/Contents/MacOS/Google Chrome"
WINDOWS = {
    "PROGRAMFILES": r"C:\Program Files",
    "PROGRAMFILES(X86)": r"C:\Program Files (x86)",
    "LOCALAPPDATA": r"C:\Users\ann\AppData\Local",
    "USERPROFILE": r"C:\Users\ann",
}


def machine(
    system: str = "linux",
    files: Iterable[str] = (),
    commands: Mapping[str, str] | None = None,
    folders: Mapping[str, list[str]] | None = None,
    environ: dict[str, str] | None = None,
    registry: Mapping[str, str] | None = None,
) -> Machine:
    homes = {"linux": {"HOME": "/home/ann"}, "darwin": {"HOME": "/Users/ann"}, "win32": WINDOWS}
    return Machine(
        system=system,
        environ=homes[system] | (environ or {}),
        is_program=set(files).union((commands or {}).values()).__contains__,
        names_in=lambda folder: (folders or {}).get(folder, []),
        which=(commands or {}).get,
        app_path=(registry or {}).get,
    )


@pytest.mark.parametrize(
    ("on", "name", "path"),
    [
        (machine(commands={"google-chrome": "/usr/bin/google-chrome"}), "chrome", "/usr/bin/google-chrome"),
        (machine(files=["/opt/google/chrome/chrome"]), "chrome", "/opt/google/chrome/chrome"),
        (machine(files=["/usr/bin/microsoft-edge-stable"]), "edge", "/usr/bin/microsoft-edge-stable"),
        (machine(commands={"brave-browser": "/usr/bin/brave-browser"}), "brave", "/usr/bin/brave-browser"),
        (machine(commands={"chromium": "/usr/bin/chromium"}), "chromium", "/usr/bin/chromium"),
        (machine(files=["/snap/bin/chromium"]), "chromium", "/snap/bin/chromium"),
        (machine("darwin", [f"/Applications/{CHROME_APP}"]), "chrome", f"/Applications/{CHROME_APP}"),
        (
            machine("darwin", [f"/Users/ann/Applications/{CHROME_APP}"]),
            "chrome",
            f"/Users/ann/Applications/{CHROME_APP}",
        ),
        (
            machine("win32", [r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"]),
            "edge",
            r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        ),
        (
            machine("win32", [r"C:\Users\ann\AppData\Local\Google\Chrome\Application\chrome.exe"]),
            "chrome",
            r"C:\Users\ann\AppData\Local\Google\Chrome\Application\chrome.exe",
        ),
        (
            machine("win32", [r"D:\Chrome\chrome.exe"], registry={"chrome.exe": r"D:\Chrome\chrome.exe"}),
            "chrome",
            r"D:\Chrome\chrome.exe",
        ),
    ],
)
def test_known_places(on: Machine, name: str, path: str) -> None:
    browser = find("auto", on)
    assert (browser.name, browser.path) == (name, Path(path))


def test_auto_goes_by_the_order() -> None:
    on = machine(
        commands={"chromium": "/usr/bin/chromium", "brave": "/usr/bin/brave", "microsoft-edge": "/usr/bin/edge"}
    )
    assert [browser.name for browser in all_found(on)] == ["edge", "brave", "chromium"]
    assert find("auto", on).name == "edge"


def test_a_snap_is_the_last_choice() -> None:
    files = ["/snap/bin/chromium", f"{CACHE}/chromium-9/chrome-linux64/chrome"]
    on = machine(files=files, folders={CACHE: ["chromium-9"]})
    assert find("auto", on).name == "playwright"
    assert find("chromium", on).is_snap


@pytest.mark.parametrize(
    ("system", "environ", "root", "inside"),
    [
        ("linux", {}, CACHE, "/chrome-linux64/chrome"),
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/ms-playwright", "/chrome-linux/chrome"),
        ("linux", {"PLAYWRIGHT_BROWSERS_PATH": "/own"}, "/own", "/chrome-linux-arm64/chrome"),
        (
            "darwin",
            {},
            "/Users/ann/Library/Caches/ms-playwright",
            "/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
        ),
        ("win32", {}, r"C:\Users\ann\AppData\Local\ms-playwright", r"\chrome-win64\chrome.exe"),
    ],
)
def test_the_newest_of_playwrights_own(system: str, environ: dict[str, str], root: str, inside: str) -> None:
    slash = "\\" if system == "win32" else "/"
    files = [f"{root}{slash}chromium-{number}{inside}" for number in (999, 1255)]
    folders = {root: ["chromium-999", "chromium-1255", "chromium-2000", "firefox-3000", "chromium_headless_shell-1255"]}
    on = machine(system, files, folders=folders, environ=environ)
    assert str(find("auto", on).path) == files[1]  # 2000 is a half-done download: a folder without the program
    assert find("chromium", on).name == "playwright"


def test_playwrights_own_inside_the_package() -> None:
    looked: list[str] = []

    def names_in(folder: str) -> list[str]:
        looked.append(folder)
        return []

    with pytest.raises(BrowserError):
        find("auto", replace(machine(environ={"PLAYWRIGHT_BROWSERS_PATH": "0"}), names_in=names_in))
    assert looked[0].endswith("driver/package/.local-browsers")


@pytest.mark.parametrize(
    ("use", "on", "name", "path"),
    [
        ("/opt/my-brave", machine(files=["/opt/my-brave"]), "brave", "/opt/my-brave"),
        ("~/bin/thing", machine(files=["/home/ann/bin/thing"]), "chromium", "/home/ann/bin/thing"),
        (
            "google-chrome-beta",
            machine(commands={"google-chrome-beta": "/b/google-chrome-beta"}),
            "chrome",
            "/b/google-chrome-beta",
        ),
        (
            "/Applications/Google Chrome.app",
            machine("darwin", [f"/Applications/{CHROME_APP}"]),
            "chrome",
            f"/Applications/{CHROME_APP}",
        ),
        (r"D:\x\msedge.exe", machine("win32", [r"D:\x\msedge.exe"]), "edge", r"D:\x\msedge.exe"),
    ],
)
def test_a_browser_of_ones_own(use: str, on: Machine, name: str, path: str) -> None:
    browser = find(use, on)
    assert (browser.name, browser.path, browser.origin) == (name, Path(path), "named in the config")


@pytest.mark.parametrize(
    ("use", "on", "said"),
    [
        ("auto", machine(), "looked for Google Chrome, Microsoft Edge, Brave, Chromium and Playwright's Chromium"),
        ("auto", machine(commands={"apt-get": "/usr/bin/apt-get"}), "sudo apt install chromium"),
        ("auto", machine(commands={"dnf": "/usr/bin/dnf"}), "sudo dnf install chromium"),
        ("auto", machine("darwin"), "brew install --cask google-chrome"),
        ("auto", machine("win32"), "winget install Google.Chrome"),
        ("auto", machine(), "optout browser install"),
        ("brave", machine(commands={"chromium": "/usr/bin/chromium"}), "but Chromium (/usr/bin/chromium) was"),
        ("brave", machine(), "brave was not found, nor any other browser"),
        ("chorme", machine(), "did you mean 'chrome'?"),
        ("/no/such", machine(), "there is no browser at '/no/such'"),
        ("/usr/bin/firefox", machine(files=["/usr/bin/firefox"]), "cannot be driven"),
    ],
)
def test_not_found_says_what_to_do(use: str, on: Machine, said: str) -> None:
    with pytest.raises(BrowserError) as caught:
        find(use, on)
    assert said in str(caught.value)


def test_advice_for_a_system_without_a_known_tool() -> None:
    assert advice(machine()).startswith("Install Chrome, Edge, Brave or Chromium, or let Optout")


def test_the_version_as_the_browser_says_it(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho 'Chromium 156.0.8078.79 built on Debian GNU/Linux 12'\n")
    program.chmod(0o755)
    assert version_of(Browser("chromium", program, ""), machine()) == "156.0.8078.79"
    assert version_of(Browser("chromium", tmp_path / "none", ""), machine()) is None


def test_a_browser_that_does_not_say_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("chromium", 10)

    monkeypatch.setattr(subprocess, "run", slow)
    assert version_of(Browser("chromium", tmp_path, ""), machine()) is None


def test_the_version_on_windows_is_its_folder() -> None:
    folder = r"C:\Program Files\Google\Chrome\Application"
    on = machine("win32", folders={folder: ["chrome.exe", "99.0.1.2", "156.0.8078.79", "SetupMetrics"]})
    assert version_of(Browser("chrome", Path(folder + r"\chrome.exe"), ""), on) == "156.0.8078.79"


def test_this_very_machine_can_be_asked() -> None:
    assert all(browser.path.is_file() for browser in all_found())
    assert finding._names_in("/no/such/folder") == []


@pytest.mark.slow
def test_finding_needs_no_playwright() -> None:
    code = "import sys, runner.browser.find; sys.exit('playwright' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_path_is_that_file_and_a_bare_name_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def program(*parts: str) -> Path:
        path = tmp_path.joinpath(*parts)
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return path

    there, here = program("bin", "my-chromium"), program("here", "my-chromium")
    monkeypatch.setenv("PATH", f"{there.parent}:.")
    monkeypatch.chdir(here.parent)
    assert find("my-chromium").path == there
    assert find("./my-chromium").path == here
    assert find("../bin/my-chromium").path.samefile(there)
    here.unlink()
    with pytest.raises(BrowserError, match=r"no browser at '\./my-chromium'"):
        find("./my-chromium")
    monkeypatch.setenv("PATH", ".")
    program("here", "my-chromium")
    with pytest.raises(BrowserError, match="no browser at 'my-chromium'"):
        find("my-chromium")
