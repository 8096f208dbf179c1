"""The pairs to be judged: a thing as it was, the things on the changed page, and which of them it is.

They are read and written as JSON lines; where a line has `"right": null`, the thing is not there any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.flow.model import Pick


@dataclass(frozen=True)
class Pair:
    """One question and its answer; `change` says what was done to the page, `site` which family it is of."""

    wanted: Pick
    candidates: Sequence[Pick]
    right: int | None
    change: str = ""
    site: str = ""


def read(files: Iterable[Path]) -> Iterator[Pair]:
    """The pairs of some files of JSON lines."""
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                said = json.loads(line)
                candidates = [Pick.model_validate(one) for one in said["candidates"]]
                wanted = Pick.model_validate(said["wanted"])
                yield Pair(wanted, candidates, said["right"], said.get("change", ""), said.get("site", ""))


def write(file: Path, pairs: Iterable[Pair]) -> None:
    """Keeps pairs, so that they can be judged again without a browser."""
    with file.open("w", encoding="utf-8") as lines:
        for pair in pairs:
            said = {
                "wanted": _said(pair.wanted),
                "candidates": [_said(one) for one in pair.candidates],
                "right": pair.right,
                "change": pair.change,
                "site": pair.site,
            }
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")


def _said(pick: Pick) -> dict[str, object]:
    return pick.model_dump(exclude_defaults=True)
