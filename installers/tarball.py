"""The folder as a .tar.xz for Linuxes that are no Debian, with the one word `./optout`."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from installers.archive import tar, xz
from installers.completions import PLACES, completion
from installers.elf import dotted, newest
from installers.frozen import FOLDER
from installers.licences import licences
from installers.manual import manual
from installers.project import COMMAND, DIST, ROOT, epoch, version

_READ_ME = """\
Optout walks with you to the page where you can refuse AI training on your data.

Unpack this folder where you like, and start it by `./optout` in it, or by a double click on `optout`.
`./optout shortcut` puts an icon into your menu. `./optout doctor` says what is missing, if anything.

It needs Chrome, Edge, Brave or Chromium (`./optout browser install` fetches one where you have none) and a Linux
with glibc {glibc} or newer, which is any of the last years: Debian 11, Ubuntu 20.04, Fedora 32 and later. It needs no
Python. To have a newer version, unpack it in place of this one: what Optout keeps of yours is elsewhere.

LICENCES.txt has the licences of everything inside, optout.1 the manual page, completion/ what shells want.
"""


def build(folder: Path, to: Path = DIST) -> Path:
    """The archive, in `to`."""
    glibc = dotted(newest(folder, "GLIBC")[0])
    texts = {
        "README.txt": _READ_ME.format(glibc=glibc),
        "LICENCES.txt": licences(folder),
        "optout.1": manual(),
        **{f"completion/{Path(place).name}": completion(shell) for shell, place in PLACES.items()},
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    try:
        top = f"{COMMAND}-{version()}"
        to.mkdir(parents=True, exist_ok=True)
        path = to / f"{top}-linux-{platform.machine()}.tar.xz"
        path.write_bytes(xz(tar(folder, top, epoch())))
    finally:
        for name in texts:
            (folder / name).unlink(missing_ok=True)
        (folder / "completion").rmdir()
    return path


def main() -> None:
    """Builds it out of the folder that `make folder` has made."""
    path = build(FOLDER)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
