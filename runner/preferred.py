"""Which language a person wants to be spoken to in, found without importing anything: asking for help waits for it.

Said on the command line, else in their settings, else by their system. Only the one line of the settings is looked at
here, and only in a file that is read unasked: what lies in the working folder may be anybody's.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing's own would cost the command's help half of its time
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ENGLISH = "en"
AUTO = "auto"
OPTION = "--lang"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_LONGEST = 1 << 16  # characters of a settings file that are looked at


def wanted(settings: str, environment: Mapping[str, str] = os.environ) -> str:
    """The code of the language a person wants: that of their settings, or with `auto` the one of their system."""
    if settings != AUTO:
        return settings
    for variable in _VARIABLES:
        for one in environment.get(variable, "").split(":"):
            if one.split(".")[0] in ("C", "POSIX"):
                return ENGLISH
            if one:
                return one
    return _of_the_system() or ENGLISH


def _of_the_system() -> str:
    """What Windows or macOS says; other systems say it in the environment."""
    if sys.platform not in ("win32", "darwin"):
        return ""
    import locale

    return locale.getlocale()[0] or ""


def nearest(code: str, known: Iterable[str]) -> str | None:
    """Of the known languages the one meant by a code such as `de_AT.UTF-8`: itself, or without its country."""
    plain = code.partition(".")[0].partition("@")[0].replace("_", "-")
    there = {one.casefold(): one for one in known}
    return there.get(plain.casefold()) or there.get(plain.partition("-")[0].casefold())


def general(code: str) -> str:
    """A language without its country: `pt` of `pt-BR`."""
    return code.partition("-")[0]


def apart(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """A command line without `--lang CODE`, wherever it stands, and the code; without one, all is left as it is."""
    rest, asked = list(arguments), None
    end = rest.index("--") if "--" in rest else len(rest)
    for place in reversed(range(end)):
        name, equals, value = rest[place].partition("=")
        if name == OPTION and (equals or place + 1 < end):
            if asked is None:  # of several the last one counts
                asked = value if equals else rest[place + 1]
            wide = 1 if equals else 2
            del rest[place : place + wide]
            end -= wide
    return rest, asked


def in_settings(arguments: Sequence[str], environment: Mapping[str, str] = os.environ, system: str = "") -> str:
    """What `language:` says in the settings that are read unasked: the file given, else the person's own; or `auto`."""
    given = _config(arguments)
    try:
        path = given or os.path.join(settings_folder(environment, system), "config.yaml")  # noqa: PTH118 - see above
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - pathlib takes 5 ms
            return _language(file.read(_LONGEST))
    except (OSError, ValueError):
        return AUTO


def _config(arguments: Sequence[str]) -> str:
    """The file that a command line names by `--config`."""
    for place, one in enumerate(arguments):
        if one.startswith("--config="):
            return one.partition("=")[2]
        if one == "--config" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def settings_folder(environment: Mapping[str, str] = os.environ, system: str = "") -> str:
    """The person's own folder for settings, as platformdirs has it, which takes too long to import."""
    system = system or sys.platform
    home = os.path.expanduser("~")  # noqa: PTH111 - as above
    if system == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif given := environment.get("XDG_CONFIG_HOME", "").strip():
        base = given
    else:
        base = f"{home}/Library/Application Support" if system == "darwin" else f"{home}/.config"
    return os.path.join(base, "optout")  # noqa: PTH118 - as above


def _language(text: str) -> str:
    for line in text.splitlines():
        if line.startswith("language:"):
            value = line.partition(":")[2].partition("#")[0].strip().strip("\"'")
            return value if value.replace("-", "").isalnum() else AUTO
    return AUTO
