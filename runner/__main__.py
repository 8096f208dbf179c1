"""The entry point: answers `--help` from a file made beforehand, so that asking for help costs nothing."""

import sys

from runner.preferred import ENGLISH, apart, in_settings, nearest, wanted


def main() -> None:
    """Runs the command line; a plain request for help needs none of the parts behind it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - started from a folder, nobody has checked it yet
        sys.exit("Optout needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ".")
    try:
        asked, code = apart(sys.argv[1:])
        if (asked in (["--help"], ["-h"], ["help"]) or _is_alone(asked)) and (path := _help_file(code)):
            _help(path)
            return
        from runner.terminal.cli import main as run
    except KeyboardInterrupt:
        sys.exit(1)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("runner"):
            raise
        sys.exit(f"Optout is not wholly installed: {missing.name} is missing. Install it as README.md says.")
    run()


def _is_alone(asked: list[str]) -> bool:
    """Whether nothing was asked for, and no window can be shown for it; a shell that completes a line does ask."""
    import os

    return not asked and "_OPTOUT_COMPLETE" not in os.environ and not _has_screen()


def _has_screen() -> bool:
    """Whether a window can be shown: then Optout without words opens one. As runner/browser/display.py knows it."""
    import os

    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _help_file(code: str | None) -> str | None:
    """The help in the language of this code, else in the person's own; None for a code that is none of ours."""
    import os

    here = __file__.removesuffix("__main__.py")
    files = {name: f"{here}locale/{name}/help.txt" for name in os.listdir(f"{here}locale")}  # noqa: PTH208 - as below
    known = {name.replace("_", "-"): path for name, path in files.items() if os.access(path, os.R_OK)}
    known[ENGLISH] = f"{here}help.txt"
    if code is not None:
        return known.get(nearest(code, known) or "")
    return known[nearest(wanted(in_settings(())), known) or ENGLISH]


def _help(path: str) -> None:
    with open(path, encoding="utf-8") as text:  # noqa: PTH123 - pathlib takes 5 ms
        said = text.read()
    try:
        sys.stdout.write(said)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has gone; there is nothing to write out at the end


if __name__ == "__main__":
    main()
