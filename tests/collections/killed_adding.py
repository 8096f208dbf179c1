"""Collections added, changed and removed, killed with SIGKILL before every call that changes the disk.

As a program of its own, since it forks. After each death the library has the old flows or the new ones, whole; and what
is done next, by whoever looks first, leaves no rest.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runner.app.folder_swap import put_folder, remove_folder, sweep
from runner.app.places import flows_of_collections

ROOT = Path(__file__).parents[2]
OLD = {"manifest.json": b"1", "flows/acme.a.yaml": b"old a", "flows/acme.b.yaml": b"old b"}
NEW = {"manifest.json": b"2", "flows/acme.b.yaml": b"new b", "flows/acme.c.yaml": b"new c", "locale/de.po": b"de"}
_CHANGES = ("open", "rename", "mkdir", "unlink", "rmdir", "fsync")
_MOST = 500


def killed_adders(folder: Path) -> dict[str, Any]:
    """Kills at every moment of adding, changing and removing, and gives what was found: see `main`."""
    command = [sys.executable, "-m", "tests.collections.killed_adding", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def main(folder: Path) -> dict[str, Any]:
    """How often was killed, and what was wrong after that."""
    told: dict[str, Any] = {"kills": 0, "old": 0, "new": 0, "problems": []}
    for name, before, deed, after in (
        ("add", None, lambda home: put_folder(home / "acme", NEW), NEW),
        ("change", OLD, lambda home: put_folder(home / "acme", NEW), NEW),
        ("remove", OLD, lambda home: remove_folder(home / "acme"), None),
    ):
        for at in range(_MOST):
            home = folder / f"{name}-{at}"
            home.mkdir(mode=0o700)
            if before:
                put_folder(home / "acme", before)
            if not killed(deed, home, at):
                break
            told["kills"] += 1
            found = whole(home)
            told["old"] += found == before
            told["new"] += found == after
            if found not in (before, after):
                told["problems"].append(f"{name}, killed before call {at}: {found}")
            sweep(home)
            if rest := [one.name for one in home.iterdir() if one.name != "acme"]:
                told["problems"].append(f"{name}, killed before call {at}: {rest} is left")
            if whole(home) != found:
                told["problems"].append(f"{name}, killed before call {at}: it changed later")
            shutil.rmtree(home)
    return told


def killed(deed: Callable[[Path], object], home: Path, at: int) -> bool:
    """Does it in a child that is killed before its `at`th call that changes the disk; whether it came to that."""
    child = os.fork()
    if child == 0:
        _die_before(at)
        deed(home)
        os._exit(0)
    _, how = os.waitpid(child, 0)
    assert os.WIFSIGNALED(how) or os.WEXITSTATUS(how) == 0
    return os.WIFSIGNALED(how)


def _die_before(at: int) -> None:
    left = [at]

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return call(*given, **named)

        return called

    for name in _CHANGES:
        setattr(os, name, dying(getattr(os, name)))


def whole(home: Path) -> dict[str, bytes] | None:
    """The collection as the library sees it; None where there is none."""
    flows = flows_of_collections(home) if home.exists() else []
    folder = home / "acme"
    if not folder.exists():
        assert not flows
        return None
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
