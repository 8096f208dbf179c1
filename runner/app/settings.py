"""The person's settings as a command takes them; what merely lies in the working folder is asked about.

A folder may be anybody's: a download, a repository, a shared disk. Its config.yaml gives the person's own values and
the flows to walk; whatever else it sets could start a program, so it is shown and agreed to, once for each content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from runner.app.consents import Agreements
from runner.app.front_end import FrontEnd
from runner.app.places import config_folders, home
from runner.browser.allowed import refuse
from runner.config import FILE, Config, find_config, read_config
from runner.locale import _, joined
from runner.plain import one_line

_UNASKED = ("me", "run")


async def settings(given: Path | None, front: FrontEnd, trust: bool = False) -> Config:
    """Those of the file given, else of the first there is; `trust` agrees beforehand to one of the working folder.

    Raises UsageError and ConfigError as `find_config` does, and UsageError for a switch that the browser may not get.
    """
    found = await _found(given, front, trust)
    refuse(found.browser.args)
    return found


def unasked(given: Path | None) -> Config:
    """The same where nobody can be asked: a file of the working folder counts as far as it was agreed to before.

    Raises UsageError and ConfigError as `find_config` does.
    """
    path = _of_the_working_folder(given)
    if path is None:
        return find_config(given, _of_the_user())
    found, text = read_config(path)
    return found if not _more(found) or Agreements(home()).has(_digest(text)) else _only_unasked(found)


def file_to_write(given: Path | None) -> Path:
    """Where settings are written: the file given, else the first there is, else the one in the person's own folder."""
    folders = config_folders()
    there = (folder / FILE for folder in folders if (folder / FILE).is_file())
    return given or next(there, folders[-1] / FILE)


async def _found(given: Path | None, front: FrontEnd, trust: bool) -> Config:
    path = _of_the_working_folder(given)
    if path is None:
        return find_config(given, _of_the_user())
    found, text = read_config(path)
    more = _more(found)
    return found if not more or await _agreed(path, text, more, front, trust) else _only_unasked(found)


def _of_the_working_folder(given: Path | None) -> Path | None:
    """The settings that merely lie in the working folder, where they are the ones that count."""
    here, *users = config_folders()
    path = here / FILE
    return path if given is None and path.is_file() and not _same_folder(here, users) else None


def _of_the_user() -> list[Path]:
    return config_folders()[1:]


def _only_unasked(found: Config) -> Config:
    """The person's own settings, with what a file of the working folder gives without being asked about."""
    taken = {name: getattr(found, name) for name in _UNASKED if name in found.model_fields_set}
    return find_config(None, _of_the_user()).model_copy(update=taken)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _same_folder(here: Path, users: list[Path]) -> bool:
    return any(folder.exists() and folder.samefile(here) for folder in users)


def _more(found: Config) -> dict[str, str]:
    """What else it sets, and to what: each setting that differs from what holds without it."""
    told: dict[str, str] = {}
    for name in (name for name in Config.words() if name not in _UNASKED):
        now, usual = getattr(found, name), getattr(Config(), name)
        parts = type(now).words() if name == "browser" else ()
        told |= {f"{name}.{part}": _written(getattr(now, part)) for part in parts if _differ(now, usual, part)}
        if not parts and now != usual:
            told[name] = _written(now)
    return told


def _differ(now: object, usual: object, part: str) -> bool:
    return bool(getattr(now, part) != getattr(usual, part))


def _written(value: object) -> str:
    return one_line(" ".join(value) if isinstance(value, list) else str(value))


async def _agreed(path: Path, text: str, more: Mapping[str, str], front: FrontEnd, trust: bool) -> bool:
    """Whether the person says yes to this content, or has said so before."""
    agreed, digest = Agreements(home()), _digest(text)
    if agreed.has(digest):
        return True
    if not trust and not await _asked(path, more, front):
        return False
    agreed.add_digest(digest, path, date.today())
    return True


async def _asked(path: Path, more: Mapping[str, str], front: FrontEnd) -> bool:
    where = one_line(str(path))
    if not front.is_attended:
        front.warn(
            _(
                "{path} lies in the folder you are in, so only me: and run: are taken from it, not {others}. Is it"
                " yours? Then give it as {option}, or agree to it in a terminal.",
                path=where,
                others=", ".join(more),
                option=f"--config {FILE}",
            )
        )
        return False
    head = _("{path} lies in the folder you are in. Its me: and run: are taken; this is what else it sets:", path=where)
    sets = "\n".join(f"  {name + ':':<17} {value}" for name, value in more.items())
    starts = ""
    if program := more.get("browser.use"):
        starts = _("“{program}” would be started as the browser you log in with.", program=program)
    said = joined(head, sets, starts, _("Is that yours, and shall it hold?"), between="\n\n")
    return await front.agrees("settings", said)
