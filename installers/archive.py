"""Archives that are the same bytes wherever they are made: sorted, dated alike, owned by nobody in particular."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
from pathlib import Path

_XZ = 9 | lzma.PRESET_EXTREME


def mode_of(path: Path) -> int:
    """What a file may be, whatever the umask was that it was made under."""
    return 0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644


def tar(folder: Path, top: str, epoch: int) -> bytes:
    """A folder as a tar whose one top folder is `top`."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT) as out:
        for path in (folder, *sorted(folder.rglob("*"))):
            inside = Path(top, path.relative_to(folder)).as_posix()
            told = out.gettarinfo(path, inside)
            told.uid = told.gid = 0
            told.uname = told.gname = "root"
            told.mtime = epoch
            if path.is_symlink():
                out.addfile(told)
                continue
            told.mode = mode_of(path)
            if path.is_file():
                told.type, told.size, told.linkname = tarfile.REGTYPE, path.stat().st_size, ""
                with path.open("rb") as text:
                    out.addfile(told, text)
            else:
                out.addfile(told)
    return held.getvalue()


def xz(plain: bytes) -> bytes:
    """Packed as small as it goes; one thread, for how it is cut up is part of the bytes."""
    return lzma.compress(plain, preset=_XZ)


def gz(plain: bytes) -> bytes:
    """Packed as Debian's manuals are: without a name and a date."""
    return gzip.compress(plain, 9, mtime=0)
