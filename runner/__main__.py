"""The entry point: answers `--help` from a file made beforehand, so that asking for help costs nothing."""

import sys


def main() -> None:
    """Runs the command line; a plain request for help needs none of the parts behind it."""
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        with open(f"{__file__.removesuffix('__main__.py')}help.txt", encoding="utf-8") as text:  # noqa: PTH123 - pathlib takes 5 ms
            sys.stdout.write(text.read())
        return
    from runner.cli import main as run

    run()


if __name__ == "__main__":
    main()
