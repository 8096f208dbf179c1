"""The licences of everything inside in one file, Optout's own first, and which of them are a copyleft."""

from __future__ import annotations

from pathlib import Path

from installers.frozen import inside_of
from installers.inside import Part, read
from installers.project import ROOT

_LINE = "=" * 100
_CLOSING = """\
None of these parts is changed by us, but that on Linux Playwright's driver is told where its libraries are; and none
reaches Optout's own code: publicsuffixlist is under the MPL, which is about its own files; PyInstaller's start and
GCC's libraries carry exceptions for programs made with them; of the system's other libraries it is files that build or
test them. Sources are those of PyPI and of Debian, under the names and versions above."""


def licences(folder: Path) -> str:
    """The file for a frozen folder."""
    return told(read(inside_of(folder)))


def copyright_file(folder: Path, texts: str) -> str:
    """What Debian wants to know of a package: as the file above, but that the texts of other parts are in `texts`, for
    Debian forbids whole ones of the GPL and its like here.
    """
    return _head(read(inside_of(folder)), f"each part under its own licence, which stands in full in {texts}")


def told(parts: list[Part]) -> str:
    """The same for these parts."""
    lines = [_head(parts, "each part under its own licence, which stands below in full")]
    for part in parts:
        lines += ["", _LINE, f"{part.name} {part.version}: {part.licence}", _LINE, ""]
        lines += [part.text or "(no text came with it)"]
    return "\n".join(lines) + "\n"


def _head(parts: list[Part], where: str) -> str:
    rows = [f"  {part.name} {part.version}: {part.licence}" for part in parts]
    copyleft = [f"  {part.name} {part.version} ({part.kind})" for part in parts if part.copyleft]
    lines = [
        "Optout is under the MIT licence:",
        *("", (ROOT / "LICENSE").read_text("utf-8").strip(), ""),
        f"What comes with it in this folder, {where}:",
        *("", *rows, ""),
        "A copyleft licence, which asks that changes of that part be shared alike, is named in those of:",
        *("", *copyleft, ""),
        _CLOSING,
    ]
    return "\n".join(lines)
