"""What must hold for any file whatever: it loads, or it has Problems, soon and in little memory. Shared by the fuzzer.

Run by itself it is the target of `make fuzz`: libFuzzer, through atheris, makes up files from the shipped ones and from
every word of the format, and stops at the first that breaks a rule.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from runner.errors import Problem
    from runner.flow.load import FlowFile

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
LONGEST = 0.5  # seconds of the processor, on a quiet machine
TIMES = 250  # as long as our own longest file takes then (6 to 9 ms) at most, where the machine is busy
SLOWER = 4  # times as slow is code that atheris watches


@cache
def _warm_up() -> None:
    """Reads the lists that are read once in a process, and are no fault of the file that comes first."""
    from runner.flow.load import load

    text = "title: T\nservice: S\nhosts: [a.example]\nsteps:\n  - open: https://a.example/\n  - click: Да\n"
    _show(load(text, "f.yaml"), text)


def judge(data: bytes, longest: float = LONGEST) -> None:
    """Loads a file as a flow and as settings, and shows what it would do; all but Problems, in time, is a fault."""
    from runner.config import load_config
    from runner.errors import ConfigError, FlowError
    from runner.flow.load import load

    _warm_up()
    text = data.decode("utf-8", "replace")
    try:
        file = _in_time(longest, lambda: load(text, "f.yaml"))
        _in_time(longest, lambda: _show(file, text))
    except FlowError as error:
        _check_problems(error.problems, text)
    try:
        _in_time(longest, lambda: load_config(text, "f.yaml"))
    except ConfigError as error:
        _check_problems(error.problems, text)


def _in_time(longest: float, deed: Callable[[], T]) -> T:
    began = time.process_time()
    try:
        return deed()
    finally:
        took = time.process_time() - began
        assert took < longest or took < TIMES * _own_longest(), f"{took:.2f} s"


def _own_longest() -> float:
    """Seconds of the processor for the longest of our own files, now: two programs on one core slow each other down."""
    from runner.flow.load import load

    text = max((path.read_text("utf-8") for path in ROOT.glob("flows/*.yaml")), key=len)
    began = time.process_time()
    for _ in range(10):
        load(text, "f.yaml")
    return (time.process_time() - began) / 10


def _show(file: FlowFile, text: str) -> None:
    """What happens to a flow file before anybody walks it."""
    from runner.app.permissions import shown
    from runner.flow.check import check
    from runner.plain import plain

    _check_problems(check(file), text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", plain(shown(file)))


def _check_problems(problems: Sequence[Problem], text: str) -> None:
    lines = len(re.findall(r"[\n\r\x85\u2028\u2029]", text)) + 1
    for problem in problems:
        assert 1 <= problem.line <= lines + 1 and problem.column >= 1, problem
        assert not re.search(r"[A-Z]\w+Error|pydantic", problem.message), problem


def words() -> Iterator[str]:
    """Every word of the format, for the fuzzer to build with."""
    from runner.flow.kinds import KINDS
    from runner.flow.load import Flow
    from runner.flow.model import Condition, Target
    from runner.flow.problems import Model

    models: tuple[type[Model], ...] = (Flow, Target, Condition, *KINDS.values())
    for model in models:
        yield from model.words()
    yield from KINDS
    yield from (
        "  - ",
        ": ",
        "\n",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!",
        "|",
        ">",
        "/x/i",
        "me.email",
        "{need}",
        "---",
    )


def main(arguments: list[str], fuzz: Callable[[bytes], None]) -> None:
    """Runs libFuzzer on a corpus of the shipped files: `python -m tests.fuzz.files SECONDS`."""
    import atheris

    with tempfile.TemporaryDirectory() as folder:
        corpus, words_file = Path(folder, "corpus"), Path(folder, "words")
        corpus.mkdir()
        for path in (*ROOT.glob("flows/*.yaml"), *ROOT.glob("tests/flow/bad/*.yaml"), ROOT / "config.example.yaml"):
            (corpus / path.name).write_bytes(path.read_bytes())
        quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in dict.fromkeys(words()))
        words_file.write_text("".join(f'"{word}"\n' for word in quoted))
        limits = [f"-max_total_time={arguments[0]}", "-rss_limit_mb=1024", "-max_len=20000", "-timeout=10"]
        atheris.Setup([sys.argv[0], str(corpus), f"-dict={words_file}", *limits, *arguments[1:]], fuzz)
        atheris.Fuzz()


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["runner", "yaml"]):  # so that it sees which branches a file takes
        pass

    main(sys.argv[1:] or ["60"], lambda data: judge(data, LONGEST * SLOWER))
