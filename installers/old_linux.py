"""A folder that runs on Linuxes as old as Debian 11: frozen inside a root of it, with a Python that is compiled there.

Why not with this machine's Python: a program runs on no glibc older than the one it was linked with. Debian 11 itself
has a Python and an SQLite that are too old for us, so the sources of Debian 12's are compiled in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installers.debian import Root, make_root, mirrors
from installers.frozen import FOLDER, PINS, inside_of
from installers.project import BUILD, ROOT, epoch, sources

SUITE, NEWER_SUITE, PYTHON = "bullseye", "bookworm", "3.11"
_NEEDED = ("build-essential", "ca-certificates", "dpkg-dev", "libbz2-dev", "libexpat1-dev", "libffi-dev", "liblzma-dev",
           "libssl-dev", "tcl", "uuid-dev", "zlib1g-dev")  # fmt: skip
_PLACE = "/opt/python"
# Linked without what only a debugger reads, which would be most of the interpreter's bytes.
_CONFIGURED = ("./configure", "-q", f"--prefix={_PLACE}", "--enable-shared", "--without-ensurepip",
               "--with-system-expat", f"CPPFLAGS=-I{_PLACE}/include",
               f"LDFLAGS=-L{_PLACE}/lib -Wl,-rpath,{_PLACE}/lib -Wl,-s")  # fmt: skip
_SQLITE_CONFIGURED = ("--disable-tcl", "--disable-readline", "--disable-static", "CFLAGS=-O2", "LDFLAGS=-Wl,-s")
_IS_WHOLE = """\
import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, uuid, zlib
sqlite3.connect(":memory:").execute("CREATE TABLE records (day TEXT) STRICT")
"""
_JOBS = os.cpu_count() or 1
# Wheels for any glibc up to Debian 11's.
_PLATFORMS = [f"manylinux_2_{minor}_x86_64" for minor in range(31, 4, -1)] + [
    "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64"]  # fmt: skip


def main() -> None:
    """Makes `build/folder/optout` in the old root; says what it did."""
    if os.geteuid() != 0:
        sys.exit("A root of Debian 11 can only be made by root: run it with sudo, or build for this system (HERE=1).")
    freeze_in(prepared(BUILD / "old"))


def prepared(folder: Path) -> Root:
    """The root with compiler, Python and PyInstaller in it, made as far as it is not."""
    root = make_root(folder, SUITE)
    made, recipe = root.at(f"{_PLACE}/made"), " ".join((*_NEEDED, *_CONFIGURED, *_SQLITE_CONFIGURED))
    if not made.exists() or made.read_text("utf-8") != recipe:
        root.install(*_NEEDED)
        shutil.rmtree(made.parent, ignore_errors=True)
        compile_sqlite(root)
        compile_python(root)
        made.write_text(recipe, "utf-8")
    return root


def compile_sqlite(root: Root) -> None:
    """Its library alone. The tables of our records are STRICT, which the one of Debian 11 does not understand."""
    inside = _sources(root, "sqlite3")
    root.run(["sh", "./configure", "-q", f"--prefix={_PLACE}", *_SQLITE_CONFIGURED], directory=inside)
    root.run(["make", "-s", "sqlite3.h", "lib_install"], directory=inside)
    root.run(["install", "-D", "-m", "644", "sqlite3.h", f"{_PLACE}/include/sqlite3.h"], directory=inside)


def compile_python(root: Root) -> None:
    """With a shared library, which PyInstaller wants, and of the system's own libraries."""
    inside = _sources(root, f"python{PYTHON}")
    # A fix of Debian's reads what only the core may read, and says so in Debian's own build rules alone.
    root.run(["sed", "-i", "1i #define Py_BUILD_CORE_MODULE 1", "Modules/pyexpat.c"], directory=inside)
    root.run([*_CONFIGURED], directory=inside)
    # The interpreter tells when it was compiled; by the clock, no two roots would freeze the same bytes.
    dated = {"SOURCE_DATE_EPOCH": _date_of_sources(root, inside)}
    root.run(["make", "-s", "-j", str(_JOBS)], dated, inside)
    root.run(["make", "-s", "install"], dated, inside)
    root.run([f"{_PLACE}/bin/python3", "-c", _IS_WHOLE])


def _sources(root: Root, package: str) -> str:
    """Fetches those of Debian's last point release, which apt checks against its signatures; where they are."""
    place = f"/sources/{package}"
    root.write("/etc/apt/sources.list.d/newer.list", mirrors().sources(NEWER_SUITE))
    root.run(["apt-get", "-qq", "update"])
    shutil.rmtree(root.at(place), ignore_errors=True)
    root.at(place).mkdir(parents=True)
    root.run(["apt-get", "-qq", "source", package], directory=place)
    (there,) = (path for path in root.at(place).iterdir() if path.is_dir())
    return f"{place}/{there.name}"


def _date_of_sources(root: Root, inside: str) -> str:
    """Seconds since 1970 when Debian made these sources."""
    return root.ask(["dpkg-parsechangelog", "-l", f"{inside}/debian/changelog", "-S", "Timestamp"]).strip()


def wheels(folder: Path) -> Path:
    """All that goes inside: Optout itself, and the rest by this machine's pip as pinned, for that Python and glibc."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=True, env=told)
    chosen = [part for one in _PLATFORMS for part in ("--platform", one)]
    chosen += ["--only-binary", ":all:", "--python-version", PYTHON, "--implementation", "cp"]
    subprocess.run([*pip, "download", "--no-deps", "-d", str(folder), *chosen, "-r", str(PINS)], check=True)
    return folder


def freeze_in(root: Root) -> None:
    """Copies the sources in, freezes them there, and copies the folder out."""
    shutil.rmtree(root.at("/src"), ignore_errors=True)
    for name in sources():
        target = root.at("/src") / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    shutil.rmtree(root.at("/wheels"), ignore_errors=True)
    shutil.copytree(wheels(BUILD / "wheels"), root.at("/wheels"))
    told = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "1"}
    root.run([f"{_PLACE}/bin/python3", "-m", "installers.frozen", "/wheels"], told, "/src")
    there = root.at("/src") / FOLDER.relative_to(ROOT)
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(there, FOLDER, symlinks=True)
    shutil.copy2(inside_of(there), inside_of(FOLDER))


if __name__ == "__main__":
    main()
