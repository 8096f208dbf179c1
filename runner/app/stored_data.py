"""What the tool has written on this machine, part by part, and its end. Anything else in the folder is left alone.

So are the flows in it: they are the person's own, as their settings are.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from runner.errors import RecordsError
from runner.locale import _
from runner.records.files import write_private

_GOES = ".profiles-go"  # a file that says that the profiles are to be removed; it goes last
PARTS: dict[str, tuple[str, ...]] = {
    "profile": ("profile", "profile-*", ".profile.lock", ".profile-*.lock", _GOES),
    "evidence": ("evidence",),
    "records": (
        "runs",
        "ledger.sqlite",
        "ledger.sqlite-*",
        "ledger.sqlite.damaged-*",
        "ledger-*.sqlite",
        "report.html",
        "*.ics",
    ),
    "learnt": ("lessons", "sightings"),
    "agreed": ("agreed.json", "agreed.json.damaged-*"),
    "collections": ("collections",),
}
MEANING = {
    "profile": _("the browser's profile, with its logins"),
    "evidence": _("pictures kept as evidence"),
    "records": _("your requests, what was seen of settings, and the runs"),
    "learnt": _("what was learnt of menus that moved"),
    "agreed": _("flow files from elsewhere that you agreed to"),
    "collections": _("flows of others that you added"),
}
_LOCK = ".profile*.lock"


@dataclass(frozen=True)
class Belonging:
    """One file or folder of the tool's: which part it belongs to, and its bytes."""

    part: str
    path: Path
    size: int


def forget_profiles_later(home: Path) -> None:
    """Has the profiles removed once no browser uses them, also where this program is killed before that."""
    write_private(home / _GOES, b"")


def profiles_go(home: Path) -> bool:
    """Whether they are to be removed."""
    return (home / _GOES).exists()


def forget_profiles_now(home: Path) -> None:
    """Removes them where that was wanted; BrowserError while a browser uses one of them."""
    if profiles_go(home):
        forget(home, belongings(home, ["profile"]))


def belongings(home: Path, parts: Sequence[str] = tuple(PARTS), account: str | None = None) -> list[Belonging]:
    """What there is of these parts, files cut off in the middle of writing included; or all of one `--as` account."""
    patterns = [(part, pattern) for part in parts for pattern in PARTS[part]]
    if account is not None:
        of_walks = (f"runs/*@{account}.{what}.json*" for what in ("checkpoint", "walked"))
        own = f"profile-{account}", f".profile-{account}.lock", *of_walks
        patterns = [("profile", pattern) for pattern in own]
    found: dict[Path, str] = {}
    for part, pattern in patterns:
        for path in (*home.glob(pattern), *home.glob(f"{pattern}.new")):
            found.setdefault(path, part)
    return [Belonging(part, path, _size(path)) for path, part in sorted(found.items())]


def in_words(size: float) -> str:
    """So many bytes as people read them."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def forget(home: Path, those: Sequence[Belonging], held: Path | None = None) -> None:
    """Removes them, and the folder once it is empty; BrowserError while a session or a window uses a profile.

    `held` is a profile whose lock the caller has: it is in use, and none of those is it.
    """
    from runner.browser.profile import profile_lock  # each command reads the names of the parts, and waits for this

    with ExitStack() as stack:
        for profile in _profiles(home, those):
            if profile != held:
                stack.enter_context(profile_lock(profile))
        for one in sorted(those, key=lambda one: one.path.name == _GOES):
            if not one.path.match(_LOCK):
                _remove(one.path)
    for lock in () if held else home.glob(_LOCK):  # last, once nobody holds it; those we have just made as well
        if not lock.with_name(lock.stem.removeprefix(".")).exists():
            _remove(lock)
    with suppress(OSError):
        home.rmdir()


def _profiles(home: Path, those: Sequence[Belonging]) -> Iterator[Path]:
    """The profiles that have to be free: those that go, or all where records go, for a session writes to them."""
    all_of_them = any(one.part != "profile" for one in those)
    for path in sorted(home.glob("profile*")):
        if path.is_dir() and (all_of_them or path in (one.path for one in those)):
            yield path


def _size(path: Path) -> int:
    from runner.browser.profile import size_of

    with suppress(OSError):
        return size_of(path) if path.is_dir() and not path.is_symlink() else path.lstat().st_size
    return 0


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise RecordsError(
            _("{path} cannot be removed: {reason}; the rest of it is still there.", path=path, reason=error.strerror)
        ) from error
