"""Roots of other Debian releases beside this system, made by debootstrap from the mirror of this machine's apt."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LISTS = Path("/etc/apt")
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "PATH": _PATH, "HOME": "/"}


@dataclass(frozen=True)
class Mirrors:
    """Where this machine gets Debian from, and where the mends of its security team."""

    main: str
    security: str

    def lines(self, suite: str) -> str:
        """The lines of a sources.list for the programs of a suite."""
        return f"deb {self.main} {suite} main\ndeb {self.security} {suite}-security main\n"

    def sources(self, suite: str) -> str:
        """The same for sources: of its point releases alone, for not every mirror keeps the security team's."""
        return f"deb-src {self.main} {suite} main\n"


def mirrors(lists: Path = _LISTS) -> Mirrors:
    """The mirrors named in apt's own settings. LookupError where those name none of Debian."""
    files = [lists / "sources.list", *sorted(lists.glob("sources.list.d/*"))]
    found = [pair for path in files if path.is_file() for pair in _named(path.read_text("utf-8"))]
    security = next((uri for uri, suite in found if suite.endswith("-security")), None)
    main = next((uri for uri, suite in found if uri.rstrip("/").endswith("/debian") and "security" not in suite), None)
    if main is None:
        raise LookupError("apt's settings name no mirror of Debian; this needs a machine with Debian")
    return Mirrors(main, security or main)


def _named(text: str) -> list[tuple[str, str]]:
    """The pairs of address and suite in a sources file, of either form."""
    old = re.findall(r"^deb(?:\s+\[.*?\])?\s+(\S+)\s+(\S+)", text, re.MULTILINE)
    new = []
    for block in re.split(r"\n\s*\n", text):
        told = dict(re.findall(r"^(\w+):\s*(.+)$", block, re.MULTILINE))
        new += [(uri, suite) for uri in told.get("URIs", "").split() for suite in told.get("Suites", "").split()]
    return old + new


@dataclass(frozen=True)
class Root:
    """A folder with a Debian of its own in it."""

    folder: Path

    def run(self, command: Sequence[str], env: Mapping[str, str] | None = None, directory: str = "/") -> None:
        """Runs a command in it as root. CalledProcessError where it fails."""
        subprocess.run(self._chroot(command, directory), check=True, env={**_QUIET, **(env or {})})

    def ask(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> str:
        """What a command in it says."""
        told = {**_QUIET, **(env or {})}
        return subprocess.run(self._chroot(command), check=True, env=told, capture_output=True, text=True).stdout

    def install(self, *packages: str) -> None:
        """Installs packages by apt, without what they merely recommend."""
        self.run(["apt-get", "-qq", "-y", "install", "--no-install-recommends", *packages])

    def _chroot(self, command: Sequence[str], directory: str = "/") -> list[str]:
        inside = f'cd {directory} && exec "$@"'
        return ["chroot", str(self.folder), "/bin/sh", "-c", inside, "sh", *command]

    def write(self, path: str, text: str) -> None:
        """Writes a file in it."""
        target = self.folder / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def at(self, path: str) -> Path:
        """Where a path of it is for us."""
        return self.folder / path.lstrip("/")


def make_root(folder: Path, suite: str) -> Root:
    """A minimal root of a suite, made where it is not there yet. Needs to be root, and debootstrap."""
    root, done = Root(folder), folder / "made"
    if not done.exists():
        if not shutil.which("debootstrap"):
            raise LookupError("debootstrap is missing; install it with apt-get")
        shutil.rmtree(folder, ignore_errors=True)
        found = mirrors()
        subprocess.run(["debootstrap", "--variant=minbase", suite, str(folder), found.main], check=True)
        root.write("/etc/apt/sources.list", found.lines(suite))
        root.write("/etc/resolv.conf", Path("/etc/resolv.conf").read_text("utf-8"))
        root.write("/etc/apt/apt.conf.d/90quiet", 'APT::Get::Assume-Yes "true";\nDpkg::Use-Pty "0";\n')
        root.run(["apt-get", "-qq", "update"])
        root.run(["apt-get", "-qq", "-y", "upgrade"])
        done.touch()
    return root
