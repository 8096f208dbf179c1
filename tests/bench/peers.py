"""The tools beside which we are measured, fetched by name into `build/peers`, which git ignores.

Each function says in a few words why something cannot be had, or nothing. None of them fetches a browser: all drive the
one that is there.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from runner.browser.find import find

FOLDER = Path(__file__).parents[2] / "build" / "peers"
NPM = FOLDER / "npm"
_PACKAGES = ("puppeteer-core@24", "@puppeteer/replay@3", "taiko@1", "selenium-side-runner@4")
PLAYWRIGHTS, HANDOFF = "playwrights", "handoff"
# By the name of a virtual environment: what is in it, and the least Python it needs.
_OF_PYTHON: Mapping[str, tuple[Sequence[str], tuple[int, int]]] = {
    PLAYWRIGHTS: (("shot-scraper", "robotframework-browser[bb]", "imageio-ffmpeg"), (3, 10)),
    HANDOFF: (("browser-handoff",), (3, 12)),
}
_NO_BROWSERS = {
    "PUPPETEER_SKIP_DOWNLOAD": "1",
    "TAIKO_SKIP_CHROMIUM_DOWNLOAD": "true",
    "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
    "SE_OFFLINE": "true",  # Selenium's manager looks for drivers elsewhere otherwise
    "SE_AVOID_STATS": "true",
}
_BROWSERS = FOLDER / "browsers"


def quiet() -> dict[str, str]:
    """What keeps the tools from fetching browsers and telling of themselves."""
    return dict(_NO_BROWSERS)


def with_driver() -> dict[str, str]:
    """The same, with chromedriver on the path."""
    return {**_NO_BROWSERS, "PATH": f"{Path(chromedriver()[0]).parent}{os.pathsep}{os.environ['PATH']}"}


def with_browsers() -> dict[str, str]:
    """The same, for a tool that takes Playwright's browser alone: ours stands in its place."""
    return {**_NO_BROWSERS, "PLAYWRIGHT_BROWSERS_PATH": str(_BROWSERS)}


@functools.cache
def npm(package: str) -> str:
    """Why a package of npm is not to be had; all of them are fetched at once, the first time."""
    if not shutil.which("npm") or not shutil.which("node"):
        return "there is no npm here"
    why = _npm()
    return "" if (NPM / "node_modules" / package).is_dir() else why or "npm did not bring it"


@functools.cache
def _npm() -> str:
    if (NPM / "node_modules").is_dir():
        return ""
    NPM.mkdir(parents=True, exist_ok=True)
    (NPM / "package.json").write_text('{"private": true}\n', "utf-8")
    command = ["npm", "install", "--prefix", str(NPM), "--no-save", "--ignore-scripts", "--silent", *_PACKAGES]
    return _said(command, "npm did not get it")


def python_of(name: str) -> Path:
    """The Python of a virtual environment among the peers."""
    return FOLDER / name / "bin" / "python"


@functools.cache
def pip(name: str) -> str:
    """Why what is in a virtual environment is not to be had; it is made the first time."""
    if (FOLDER / name / "ready").exists():
        return ""
    packages, least = _OF_PYTHON[name]
    python = next(_pythons(least), None)
    if python is None:
        return f"it needs Python {least[0]}.{least[1]} or newer, which is not here"
    FOLDER.mkdir(parents=True, exist_ok=True)
    why = _said([python, "-m", "venv", str(FOLDER / name)], "no environment for it could be made") or _said(
        [str(python_of(name)), "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages],
        "pip did not get it",
    )
    if not why:
        (FOLDER / name / "ready").touch()
    return why


def _pythons(least: tuple[int, int]) -> Iterator[str]:
    """Pythons of this machine that are new enough, ours first; pyenv's are looked for where it keeps them."""
    if sys.version_info[:2] >= least:
        yield sys.executable
    of_pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(15, least[1] - 1, -1):
        found = [shutil.which(f"python3.{minor}"), *map(str, of_pyenv.glob(f"3.{minor}.*/bin/python3.{minor}"))]
        yield from (one for one in found if one and not _said([one, "-c", "import venv, ensurepip"], "no"))


@functools.cache
def chromedriver() -> tuple[str, str]:
    """Where chromedriver is, and why it is not: this machine's, or Debian's package unpacked beside the peers."""
    folder = FOLDER / "driver"
    if found := shutil.which("chromedriver", path=f"{os.environ['PATH']}{os.pathsep}{folder / 'usr' / 'bin'}"):
        return found, ""
    if not shutil.which("apt-get"):
        return "", "there is no chromedriver here"
    folder.mkdir(parents=True, exist_ok=True)
    why = _said(["apt-get", "download", "-qq", "chromium-driver"], "there is no chromedriver to be had", folder)
    for package in folder.glob("*.deb"):
        why = why or _said(["dpkg", "-x", str(package), str(folder)], "chromedriver could not be unpacked")
    there = folder / "usr" / "bin" / "chromedriver"
    return (str(there), "") if there.exists() else ("", why or "there is no chromedriver to be had")


@functools.cache
def stand_in_browser() -> str:
    """Puts our browser, and an ffmpeg, where a Playwright of the peers looks for its own; why that cannot be done."""
    python = python_of(PLAYWRIGHTS)
    asked = (
        "import json, imageio_ffmpeg, playwright; print(playwright.__path__[0]); print(imageio_ffmpeg.get_ffmpeg_exe())"
    )
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    if told.returncode:
        return "there is no ffmpeg for its video"
    package, ffmpeg = told.stdout.split("\n")[:2]
    kept = json.loads((Path(package) / "driver" / "package" / "browsers.json").read_text("utf-8"))
    revision = {one["name"]: one["revision"] for one in kept["browsers"]}
    shell = f"chromium_headless_shell-{revision['chromium-headless-shell']}/chrome-headless-shell-linux64"
    _link(_BROWSERS / shell / "chrome-headless-shell", str(find().path))
    _link(_BROWSERS / f"ffmpeg-{revision['ffmpeg']}" / "ffmpeg-linux", ffmpeg)
    return ""


def _link(place: Path, to: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(to)


def _said(command: Sequence[str], why: str, cwd: Path | None = None) -> str:
    """Nothing where a command went well, else why in a line."""
    env = {**os.environ, **_NO_BROWSERS}
    try:
        done = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{why}: {error}"
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return "" if done.returncode == 0 else f"{why}: {lines[-1][:160] if lines else done.returncode}"
