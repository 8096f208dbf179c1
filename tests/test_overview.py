"""`optout status` as a person reads it: at 80 columns, in a pipe, without colour; its golden text is `overview.txt`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from runner.records.ledger import Ledger
from runner.records.status import not_offered, standing, standings
from runner.terminal.overview import NOTHING, Overview

from .records.books import Clock, deadline, many, sent, walked_flow

GOLDEN = Path(__file__).with_name("overview.txt")
TODAY = date(2026, 11, 23)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path, Clock()) as opened:
        yield opened


class _Out(io.StringIO):
    encoding = "ascii"


def console(out: io.StringIO, width: int = 80) -> Console:
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False)


def shown(ledger: Ledger, practice: bool = False, width: int = 80, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    requests = ledger.requests()
    missing = not_offered(ledger.checks(), requests)
    Overview(console(out, width)).all(standings(requests, TODAY), missing, practice)
    return out.getvalue()


def one(ledger: Ledger, request: str) -> str:
    out = io.StringIO()
    Overview(console(out)).one(standing(ledger.request(request), TODAY))
    return out.getvalue()


@pytest.mark.slow
def test_it_reads_as_in_the_golden_text(ledger: Ledger) -> None:
    """Written anew where it is missing; then read it."""
    many(ledger, ledger.clock)  # type: ignore[arg-type]
    said = shown(ledger) + "=" * 80 + "\n" + one(ledger, "facebook-2")
    if not GOLDEN.exists():
        GOLDEN.write_text(said, "utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and is written now: read it")
    assert said == GOLDEN.read_text("utf-8")
    assert max(map(len, said.splitlines())) <= 80


def test_without_requests_it_says_what_to_do_first(ledger: Ledger) -> None:
    assert shown(ledger) == NOTHING + "\n"


def test_practice_alone_is_nothing_and_is_shown_when_asked_for(ledger: Ledger) -> None:
    sent(ledger, walked_flow("practice", "Larkspur"), practice=True)
    assert shown(ledger) == f"{NOTHING}\n\nNot counted: 1 practice run (optout status --practice).\n"
    said = shown(ledger, practice=True)
    assert said.startswith(NOTHING)
    assert "\nPractice, not counted\n  larkspur-1  " in said


def test_a_time_that_no_law_sets_has_no_law(ledger: Ledger) -> None:
    request = sent(ledger, walked_flow(), replace(deadline(date(2026, 12, 1)), law="", source=""))
    assert "the answer is due on 1 Dec 2026" in one(ledger, request).replace("\n" + " " * 20, " ")
    assert "Law" not in one(ledger, request)


def test_commands_stay_on_one_line_to_be_copied(ledger: Ledger) -> None:
    sent(ledger, walked_flow("a-flow-with-a-long-name", "Example"), deadline(date(2026, 12, 1)), account="work")
    for width in (50, 60, 80, 120):
        assert "optout status example-1 --answered\n" in shown(ledger, width=width)


def test_a_terminal_without_arrows_gets_plain_ones(ledger: Ledger) -> None:
    sent(ledger, walked_flow(title="Example"))
    said = shown(ledger, out=_Out())
    assert "-> When they answer" in said
    said.encode("ascii")


def test_texts_of_strangers_do_nothing_to_the_terminal(ledger: Ledger) -> None:
    request = sent(
        ledger, walked_flow(title="Title \x1b[2J\x07\u202e"), account="\x1b]0;x\x07", pictures=["\x1b[1mname"]
    )
    ledger.happen(request, "note", note="note \x1b[31m")
    ledger.add_not_offered(walked_flow("\x1b[2Jflow"))
    said = shown(ledger) + one(ledger, request)
    assert not set(said) & set("\x1b\x07\u202e")
    assert "note [31m" in said
