"""The package for Debian and Ubuntu: the folder under /opt/optout, and what a desktop and a terminal want around it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installers.archive import gz, mode_of
from installers.completions import PLACES, completion
from installers.elf import dotted, newest
from installers.frozen import FOLDER
from installers.licences import copyright_file, licences
from installers.manual import manual
from installers.project import BUILD, COMMAND, DIST, PACKAGE, ROOT, SHARE, SUMMARY, epoch, version

BROWSERS = "chromium | google-chrome-stable | microsoft-edge-stable | brave-browser"
OPT = Path("opt", COMMAND)
_TEXTS = "LICENCES.txt.gz beside this file, those of GNU also in /usr/share/common-licenses"
_KEEPER = "The people of Optout <optout-walk@localhost>"
_ABOUT = """\
 Optout takes a person by the hand to the page where they can refuse AI
 training on their data. It opens a browser one can see, walks the way, and
 waits wherever only the person may act: to log in, to attach a proof, to
 send. It never submits anything and never sees a password.
 .
 It brings all it needs but the browser, and sends nothing anywhere.
"""


def control(folder: Path, told_version: str, size: int) -> str:
    """What dpkg is told; `size` in bytes. What is asked of the system is measured on the folder itself."""
    glibc, _ = newest(folder, "GLIBC")
    return (
        f"Package: {PACKAGE}\nVersion: {told_version}\nArchitecture: {_architecture()}\nMaintainer: {_KEEPER}\n"
        f"Installed-Size: {(size + 1023) // 1024}\nDepends: libc6 (>= {dotted(glibc)}), libstdc++6, {BROWSERS}\n"
        f"Recommends: xdg-utils\nSection: web\nPriority: optional\n"
        f"Description: {SUMMARY[0].lower()}{SUMMARY[1:59].rpartition(' ')[0]}\n{_ABOUT}"
    )


def _architecture() -> str:
    return subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout.strip()


def lay_out(root: Path, folder: Path, told_version: str) -> None:
    """All files of the package as they will lie on a system, and dpkg's own among them."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / OPT, symlinks=True)
    day = datetime.fromtimestamp(epoch(), UTC)
    metainfo = (SHARE / "metainfo.xml.in").read_text("utf-8")
    notice = f"{PACKAGE} ({told_version}) unstable; urgency=low\n\n  * See CHANGELOG.md beside this file.\n\n"
    texts: dict[str, str | bytes] = {
        f"usr/share/applications/{PACKAGE}.desktop": (SHARE / f"{PACKAGE}.desktop").read_bytes(),
        f"usr/share/icons/hicolor/scalable/apps/{PACKAGE}.svg": (ROOT / "runner" / "icon.svg").read_bytes(),
        f"usr/share/metainfo/{PACKAGE}.metainfo.xml": metainfo.replace("@VERSION@", told_version).replace(
            "@DATE@", day.date().isoformat()
        ),
        f"usr/share/man/man1/{COMMAND}.1.gz": gz(manual().encode()),
        f"usr/share/doc/{PACKAGE}/copyright": copyright_file(folder, _TEXTS) + "\n",
        f"usr/share/doc/{PACKAGE}/LICENCES.txt.gz": gz(licences(folder).encode()),
        f"usr/share/doc/{PACKAGE}/changelog.gz": gz(f"{notice} -- {_KEEPER}  {format_datetime(day)}\n".encode()),
        f"usr/share/doc/{PACKAGE}/CHANGELOG.md.gz": gz((ROOT / "CHANGELOG.md").read_bytes()),
        f"usr/share/lintian/overrides/{PACKAGE}": (SHARE / "lintian-overrides").read_bytes(),
        **{place: completion(shell) for shell, place in PLACES.items()},
        "DEBIAN/postrm": (SHARE / "postrm").read_bytes(),
    }
    for place, text in texts.items():
        _write(root / place, text)
    (root / "DEBIAN" / "postrm").chmod(0o755)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / COMMAND).symlink_to(f"/{OPT}/{COMMAND}")  # absolute, as Debian wants it across top folders
    _tidy(root)
    inside = [path for path in sorted(root.rglob("*")) if path.is_file() and "DEBIAN" not in path.parts]
    plain = [path for path in inside if not path.is_symlink()]
    _write(root / "DEBIAN" / "control", control(folder, told_version, sum(path.stat().st_size for path in plain)))
    _write(root / "DEBIAN" / "md5sums", "".join(f"{_md5(path)}  {path.relative_to(root)}\n" for path in plain))


def _md5(path: Path) -> str:
    """As dpkg wants it: against damage, not against people."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)


def _tidy(root: Path) -> None:
    """The same rights and dates whoever builds it."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(mode_of(path))
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


def build(folder: Path, told_version: str | None = None, to: Path = DIST, packed: str = "xz") -> Path:
    """The package, in `to`; packed by xz, which is small, or by zstd, which is quick. CalledProcessError where dpkg-deb
    does not take it.
    """
    told = told_version or version()
    root = BUILD / "deb"
    lay_out(root, folder, told)
    to.mkdir(parents=True, exist_ok=True)
    path = to / f"{PACKAGE}_{told}_{_architecture()}.deb"
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", f"-Z{packed}", str(root), str(path)], check=True, env=env
    )
    return path


def main() -> None:
    """Builds it out of the folder that `make folder` has made; another version as an argument."""
    path = build(FOLDER, told_version=sys.argv[1] if len(sys.argv) > 1 else None)
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
