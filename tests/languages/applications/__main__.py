"""`make questions`: what is ringed on real applications, by application and language, in a table of CONTRIBUTING.md.

`python -m tests.languages.applications --save FILE` keeps what was seen, `FILE` judges it again without a browser, and
`--show LANGUAGE` prints each question of a language with what was ringed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .collecting import all_questions, read, write
from .judging import Verdict, counted, judge, ringed
from .pairing import Question

MANUAL = Path(__file__).parents[3] / "CONTRIBUTING.md"
MARKS = ("<!-- questions: made by `make questions` -->", "<!-- end of questions -->")
NATIVE = {"de": "German", "fr": "French", "es": "Spanish"}
_HEAD = (
    "| application | language | things | ringed rightly | ringed wrongly | not ringed | not there "
    "| ringed all the same |"
)


def table(asked: Sequence[Question]) -> str:
    """One row for each application and language, and one for all."""
    keys = list(dict.fromkeys((one.application, one.language) for one in asked))
    rows = [
        _row(application, NATIVE.get(language, language), _of(asked, application, language))
        for application, language in keys
    ]
    return "\n".join([_HEAD, "| --- | --- |" + " ---: |" * 6, *rows, _row("**all**", "", asked)])


def _of(asked: Sequence[Question], application: str, language: str) -> list[Question]:
    return [one for one in asked if (one.application, one.language) == (application, language)]


def _row(application: str, language: str, asked: Iterable[Question]) -> str:
    every = list(asked)
    there = counted(one for one in every if one.right is not None)
    gone = counted(one for one in every if one.right is None)
    cells = (*(_share(there, what) for what in ("right", "wrong", "none")), str(gone.total()), _share(gone, "wrong"))
    return "| " + " | ".join((application, language, str(there.total()), *cells)) + " |"


def _share(counts: Counter[Verdict], what: Verdict) -> str:
    total = max(1, counts.total())
    return f"{counts[what]} ({100 * counts[what] / total:.1f} %)"


def shown(asked: Iterable[Question], language: str) -> Iterator[str]:
    """Each question of a language in a line: what came of it, what was looked for, what it is, what was ringed."""
    for one in asked:
        if one.language == language:
            found = ringed(one)
            names = [pick.name or pick.text if pick else "–" for pick in (one.english, found)]
            right = "–" if one.right is None else one.there[one.right].name or one.there[one.right].text
            yield f"{judge(one):<6} {one.english.role:<10} {names[0]!r} is {right!r}, ringed {names[1]!r} on {one.page}"


def write_down(text: str, manual: Path = MANUAL) -> None:
    """Puts the table between its marks."""
    before, _, rest = manual.read_text("utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    manual.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", "utf-8")


async def _collected() -> list[Question]:
    return [one async for one in all_questions()]


def main() -> None:
    """Collects or reads, judges, prints, and writes down what was collected."""
    asked = argparse.ArgumentParser(prog="python -m tests.languages.applications", description=__doc__)
    asked.add_argument("files", nargs="*", type=Path, metavar="FILE", help="what was kept before")
    asked.add_argument("--save", type=Path, metavar="FILE", help="keep what is seen")
    asked.add_argument("--show", metavar="LANGUAGE", help="each question of this language, in a line")
    given = asked.parse_args()
    found = [one for file in given.files for one in read(file)] if given.files else asyncio.run(_collected())
    if given.save:
        write(given.save, found)
    for line in shown(found, given.show) if given.show else ():
        sys.stdout.write(f"{line}\n")
    text = table(found)
    sys.stdout.write(f"{text}\n")
    if not given.files:
        write_down(text)


if __name__ == "__main__":
    main()
