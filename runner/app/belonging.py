"""Whose a folder is: whether others on this computer could put something into it, or take its place."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path


def open_folder(home: Path) -> Path | None:
    """The first of a folder and the folders in it that others may write in; None where there is none, or on Windows.

    The profiles' insides are the browser's: their own folder keeps everybody else out.
    """
    if sys.platform == "win32":  # a folder of the user's is theirs there, by what it lies in
        return None
    return next((folder for folder in _folders(home) if _is_open(folder)), None)


def _folders(home: Path) -> Iterator[Path]:
    yield home
    for parent in (home, home / "collections", home / "evidence", home / "lessons", home / "runs"):
        try:
            with os.scandir(parent) as there:
                inside = [Path(one.path) for one in there if one.is_dir()]
        except OSError:
            continue  # not there, or not to be looked into: then writing tells
        yield from inside


def _is_open(folder: Path) -> bool:
    """Whether somebody else than this user and root may write in a folder, or has put a link in its place."""
    if sys.platform == "win32":
        return False
    try:
        told, link = folder.stat(), folder.lstat()
    except OSError:
        return False
    if not {told.st_uid, link.st_uid} <= {os.geteuid(), 0}:
        return True
    others, group = told.st_mode & stat.S_IWOTH, told.st_mode & stat.S_IWGRP
    return bool(others or (group and not _is_private(told.st_gid)))


def _is_private(group: int) -> bool:
    """Whether a group is this user's alone, as many systems make one for each user."""
    if sys.platform == "win32":
        return True
    import grp
    import pwd

    try:
        mine = pwd.getpwuid(os.geteuid())
        members = {*grp.getgrgid(group).gr_mem, *(one.pw_name for one in pwd.getpwall() if one.pw_gid == group)}
    except KeyError:
        return False
    return members <= {mine.pw_name}
