"""The table of all flows in flows/README.md, made from the heads of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from runner.flow.headings import Heading, heading

MANUAL = Path(__file__).parents[2] / "flows" / "README.md"
_MARKS = ("<!-- flows: made by `make generated` -->", "<!-- end of flows -->")
_COLUMNS = ("id", "service", "what", "offered in", "checked", "how")


def table(paths: Iterable[Path]) -> str:
    """The flows as a Markdown table, by service and id."""
    heads = sorted((heading(path) for path in paths), key=lambda head: (head.service.casefold(), head.id))
    rows = [_COLUMNS, ("---",) * len(_COLUMNS), *(_row(head) for head in heads)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(head: Heading) -> tuple[str, ...]:
    what = head.title.removeprefix(head.service).lstrip(" –—-")
    cells = (head.service, what, ", ".join(head.offered_in), head.checked, head.how)
    return (f"[{head.id}]({head.id}.yaml)", *(re.sub(r"([|*_`<])", r"\\\1", cell) for cell in cells))


def with_table(text: str, made: str, marks: tuple[str, str] = _MARKS) -> str:
    """A manual with this table in its place, between these marks."""
    before, begin, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ValueError(f"there is no place for the table: {marks[0]} … {marks[1]}")
    return f"{before}{begin}\n{made}\n{end}{after}"


def main() -> None:
    """Writes the table into flows/README.md."""
    text = MANUAL.read_text("utf-8")
    MANUAL.write_text(with_table(text, table(MANUAL.parent.glob("*.yaml"))), encoding="utf-8")


if __name__ == "__main__":
    main()
