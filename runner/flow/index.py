"""The table of all flows in flows/README.md, made from the heads of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from runner.flow.headings import Heading, heading

MANUAL = Path(__file__).parents[2] / "flows" / "README.md"
_BEGIN, _END = "<!-- flows: made by `make generated` -->", "<!-- end of flows -->"
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


def with_table(text: str, made: str) -> str:
    """The manual with this table in its place."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise ValueError(f"{MANUAL} has no place for the table: {_BEGIN} … {_END}")
    return f"{before}{begin}\n{made}\n{end}{after}"


def main() -> None:
    """Writes the table into flows/README.md."""
    text = MANUAL.read_text("utf-8")
    MANUAL.write_text(with_table(text, table(MANUAL.parent.glob("*.yaml"))), encoding="utf-8")


if __name__ == "__main__":
    main()
