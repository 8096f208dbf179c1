"""The list of the flows that come with Optout, by the SHA-256 of their text: shipped.txt beside this file.

By their text and not by where they lie, so that a file somebody has put into a folder called flows/ is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from runner.flow.load import load_file

FILE = Path(__file__).with_name("shipped.txt")
FLOWS = Path(__file__).parents[2] / "flows"


def listed(paths: Iterable[Path]) -> str:
    """The flows, a line for each, as `sha256sum` writes them."""
    files = sorted((load_file(path) for path in paths), key=lambda file: file.id)
    return "".join(f"{file.digest}  {file.id}.yaml\n" for file in files)


def main() -> None:
    """Writes shipped.txt anew."""
    FILE.write_text(listed(FLOWS.glob("*.yaml")), encoding="ascii")


if __name__ == "__main__":
    main()
