"""The entry point: answers `--help` from a file made beforehand, so that asking for help costs nothing."""

import sys


def main() -> None:
    """Runs the command line; a plain request for help needs none of the parts behind it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - started from a folder, nobody has checked it yet
        sys.exit("Optout needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ".")
    try:
        if sys.argv[1:] in (["--help"], ["-h"], ["help"]) or _is_alone():
            _help()
            return
        from runner.terminal.cli import main as run
    except KeyboardInterrupt:
        sys.exit(1)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("runner"):
            raise
        sys.exit(f"Optout is not wholly installed: {missing.name} is missing. Install it as README.md says.")
    run()


def _is_alone() -> bool:
    """Whether nothing was asked for, and no window can be shown for it; a shell that completes a line does ask."""
    import os

    return not sys.argv[1:] and "_OPTOUT_COMPLETE" not in os.environ and not _has_screen()


def _has_screen() -> bool:
    """Whether a window can be shown: then Optout without words opens one. As runner/browser/display.py knows it."""
    import os

    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _help() -> None:
    with open(f"{__file__.removesuffix('__main__.py')}help.txt", encoding="utf-8") as text:  # noqa: PTH123 - pathlib takes 5 ms
        said = text.read()
    try:
        sys.stdout.write(said)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has gone; there is nothing to write out at the end


if __name__ == "__main__":
    main()
