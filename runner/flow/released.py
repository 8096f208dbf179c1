"""What the flows said they cover when Optout was last released: released.txt beside this file.

Who walked a flow went by that. Where it has changed since, and no news of the flow tells them so, they never learn of
it; lint.py says where. Only a release writes the file anew (`python -m runner.flow.released`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from runner.flow.load import Flow, load_file

FLOWS = Path(__file__).parents[2] / "flows"
_NONE = "-"


def promise(flow: Flow) -> str:
    """The SHA-256 of what a flow says it covers and does not, however the lines are broken."""
    said = "\n".join(" ".join((text or "").split()) for text in (flow.covers, flow.does_not_cover, flow.undone_by))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def latest_news(flow: Flow) -> str:
    """The day of a flow's latest news, empty where there is none."""
    return max((one.date for one in flow.news), default="")


@cache
def released() -> Mapping[str, tuple[str, str]]:
    """What each flow promised at the last release, and the day of its latest news then, by its id."""
    lines = files("runner.flow").joinpath("released.txt").read_text("ascii").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {flow: (digest, "" if news == _NONE else news) for digest, news, flow in rows}


def listed(paths: Iterable[Path]) -> str:
    """The flows, a line for each: the digest, the day of the latest news or a dash, the id."""
    found = sorted((load_file(path) for path in paths), key=lambda file: file.id)
    return "".join(f"{promise(file.flow)}  {latest_news(file.flow) or _NONE}  {file.id}\n" for file in found)


def main() -> None:
    """Writes released.txt anew."""
    Path(__file__).with_name("released.txt").write_text(listed(FLOWS.glob("*.yaml")), encoding="ascii")


if __name__ == "__main__":
    main()
