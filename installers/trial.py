"""The package tried for real: in a root of Debian that has no Python, by an ordinary user, on a screen of its own.

Installed by apt, started by its menu entry, practised hands-free with the browser's sandbox on, upgraded, and purged.
While the person is at work there is no network but the computer itself. Needs to be root; minutes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from installers.deb import build
from installers.debian import Root, make_root
from installers.frozen import FOLDER, PARTS
from installers.project import BUILD, PACKAGE, version

SUITE = os.environ.get("SUITE", "bookworm")
NEXT = "99.0"
_NEEDED = ("iproute2", "libglib2.0-bin", "procps", "x11-apps", "xdotool", "xvfb")
_PERSON = "friend"
_KEPT = f"/home/{_PERSON}/.local/share/optout"
_NOT_LOOKED_AT = ("/proc", "/sys", "/dev", "/var/lib/dpkg", "/var/cache", "/var/tmp")
_WALK = Path(__file__).with_name("share") / "trial.sh"
# Becomes the root of a namespace of its own, not a chroot: there the kernel would refuse the browser its sandbox.
_ENTER = """
mount --make-rprivate / && mount --bind "$1" "$1" && cd "$1" && mkdir -p outside &&
mount -t proc proc proc && mount --rbind /dev dev && mount -t tmpfs -o mode=1777 tmpfs dev/shm &&
mount -t tmpfs -o mode=1777 tmpfs tmp && mount -t sysfs sysfs sys && pivot_root . outside && shift &&
exec chroot . /bin/sh -c 'umount -l /outside && ip link set lo up && exec "$@"' sh "$@"
"""


class TrialError(Exception):
    """Something about the package is not as it has to be."""


def main() -> None:
    """Tries the package that is built of `build/folder/optout`; says each thing that was seen."""
    if os.geteuid() != 0:
        sys.exit("A root of Debian can only be made by root: run it with sudo.")
    try:
        for seen in trial(make_root(BUILD / f"trial-{SUITE}", SUITE)):
            _say(seen)
    except TrialError as error:
        sys.exit(f"✗ {error}")


def trial(root: Root) -> Iterator[str]:
    """Each thing that was seen to be as it should. TrialError at the first that is not."""
    root.install(*_NEEDED)
    root.run(["sh", "-c", f"id {_PERSON} >/dev/null 2>&1 || useradd --create-home --shell /bin/sh {_PERSON}"])
    shutil.rmtree(root.at(f"/home/{_PERSON}"))
    root.run(["install", "-d", "-o", _PERSON, "-g", _PERSON, "-m", "700", f"/home/{_PERSON}"])
    root.run(["dpkg", "--purge", PACKAGE])  # of an earlier trial that ended halfway
    before = _ours(root)
    _hold(not before, f"left of an earlier trial: {before}")
    yield _installed(root, build(FOLDER, to=BUILD / "trial", packed="zstd"), version())
    yield from _walked(root, "first")
    ledger = _requests(root)
    _hold(len(ledger) == 1, f"practice was to leave one request, and there are {len(ledger)}")
    yield f"one request is noted: {ledger[0].get('title', '')}"
    yield _installed(root, build(_next_folder(), NEXT, BUILD / "trial", "zstd"), NEXT)
    _hold(_requests(root) == ledger, "the ledger is not as it was before the upgrade")
    _hold("trial-mine" in _as_person(root, "optout", "list"), "the person's own flow is gone after the upgrade")
    yield "after the upgrade the ledger is the same, and the person's own flow is listed"
    yield from _walked(root, "second")
    yield _purged(root)


def _next_folder() -> Path:
    """The same as if it were of the next version."""
    folder = BUILD / "trial" / "next" / FOLDER.name
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(FOLDER, folder, symlinks=True)
    shutil.copy2(FOLDER.with_name("inside.json"), folder.parent)
    (names,) = (folder / PARTS).glob("optout_walk-*.dist-info/METADATA")
    names.write_text(
        re.sub(r"^Version: .*$", f"Version: {NEXT}", names.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    return folder


def _installed(root: Root, deb: Path, told: str) -> str:
    """By apt; without what is merely recommended, for the desktop tools that Chromium leads to bring a Python."""
    shutil.copy2(deb, root.at("/var/tmp") / deb.name)
    root.install(f"/var/tmp/{deb.name}")
    pythons = root.ask(["find", "/usr/bin", "/usr/local/bin", "/bin", "-name", "python*"]).split()
    _hold(not pythons, f"there is a Python in the root: {pythons}")
    said = _as_person(root, "optout", "--version").strip()
    _hold(said.endswith(told), f"--version says {said!r} and not {told}")
    return f"apt installs {deb.name}; there is no Python; {said}"


def _walked(root: Root, which: str) -> Iterator[str]:
    shutil.copy2(_WALK, root.at("/var/tmp/trial.sh"))
    yield from _as_person(root, "sh", "/var/tmp/trial.sh", which, shown=True).splitlines()
    picture = root.at(f"/home/{_PERSON}/home-{which}.xwd")
    _hold(picture.exists(), "no picture of the home was taken")
    shutil.copy2(picture, BUILD / "trial")


def _requests(root: Root) -> list[dict[str, object]]:
    told = json.loads(_as_person(root, "optout", "status", "--practice", "--format", "json"))
    found = told["requests"] if isinstance(told, dict) else told
    return [{key: value for key, value in one.items() if "day" not in key} for one in found]


def _as_person(root: Root, *command: str, shown: bool = False) -> str:
    """What a command of the person's says, in namespaces of its own, without a network."""
    apart = [
        "unshare",
        "--mount",
        "--pid",
        "--net",
        "--ipc",
        "--uts",
        "--fork",
        "--kill-child",
        "sh",
        "-c",
        _ENTER,
        "sh",
    ]
    become = ["setpriv", "--reuid", _PERSON, "--regid", _PERSON, "--init-groups", "env", "-i", "-C", f"/home/{_PERSON}"]
    told = [f"HOME=/home/{_PERSON}", f"USER={_PERSON}", "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"]
    done = subprocess.run(
        [*apart, str(root.folder), *become, *told, *command], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode and shown:
        _say(done.stdout)
    _hold(done.returncode == 0, f"`{' '.join(command)}` ended with {done.returncode}")
    return done.stdout


def _purged(root: Root) -> str:
    said = root.ask(["apt-get", "-qq", "-y", "purge", PACKAGE])
    _hold("~/.local/share/optout" in said, "purging does not say where the person's data is")
    left = [path for path in _ours(root) if not path.startswith(f"/home/{_PERSON}/")]
    _hold(not left, f"left after a purge: {left}")
    _hold(root.at(_KEPT).is_dir(), "the person's data is gone after a purge")
    return "purged: nothing is left but the person's own data, and it says where that is"


def _ours(root: Root) -> list[str]:
    """What of ours lies anywhere, but in the records and caches of apt and dpkg."""
    left_out = [part for place in _NOT_LOOKED_AT for part in ("-path", place, "-o")]
    return root.ask(["find", "/", "(", *left_out[:-1], ")", "-prune", "-o", "-iname", "*optout*", "-print"]).split()


def _hold(fact: bool, otherwise: str) -> None:
    if not fact:
        raise TrialError(otherwise)


def _say(text: str) -> None:
    sys.stdout.write(f"✓ {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
