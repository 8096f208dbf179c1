"""The files in which a browser keeps its settings, read and written while no browser has the profile open."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def part(kept: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of the settings; empty where it is none."""
    part = kept.get(name)
    return part if isinstance(part, dict) else {}


def read_settings(path: Path) -> dict[str, Any] | None:
    """A file of the browser's settings; empty where there is none yet, None where it is damaged."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None


def write_settings(path: Path, kept: dict[str, Any]) -> None:
    """Puts the whole file in place or nothing: it holds the key to the logins on some systems."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, new = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(kept, out)
            out.flush()
            os.fsync(out.fileno())
        Path(new).replace(path)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise
