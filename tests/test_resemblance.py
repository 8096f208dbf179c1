"""The evaluation itself: what it reads, what it counts, and the baselines it holds ours against."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.flow.model import Box, Pick
from tests.resemblance.__main__ import Verdict, main
from tests.resemblance.baselines import first_unique, letters_alike, similo
from tests.resemblance.pairs import Pair, read, write

unhurried = settings(deadline=None)
TOPICS = ("Privacy Center", "Help", "Messages", "Settings", "Log out")
PAGE = [
    Pick(tag="a", text=text, href=f"/{at}", box=Box(0, 40 * at, 90, 30), path=f"/html[1]/body[1]/a[{at + 1}]")
    for at, text in enumerate(TOPICS)
]
RENAMED = PAGE[0].model_copy(update={"text": "Privacy Hub", "path": "/html[1]/body[1]/nav[1]/a[1]"})
PAIRS = [
    Pair(PAGE[0], PAGE, 0, "none", "mine"),
    Pair(PAGE[0], [*PAGE[1:], RENAMED], 4, "text", "mine"),
    Pair(PAGE[0], PAGE[1:], None, "gone", "other"),
]


def edits(one: str, other: str) -> int:
    """The edit distance, by the book."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        new = [at]
        for place, second in enumerate(other, 1):
            new.append(min(new[-1] + 1, row[place] + 1, row[place - 1] + (letter != second)))
        row = new
    return row[-1]


def test_pairs_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(tmp_path / "pairs.jsonl", PAIRS)
    assert list(read([tmp_path / "pairs.jsonl"])) == PAIRS


def test_only_what_is_asked_for_need_be_in_a_line(tmp_path: Path) -> None:
    line = '{"wanted": {"text": "Help"}, "candidates": [{"text": "Help", "box": null}, {}], "right": 0}\n\n'
    (tmp_path / "pairs.jsonl").write_text(line, encoding="utf-8")
    [pair] = read([tmp_path / "pairs.jsonl"])
    assert pair == Pair(Pick(text="Help"), [Pick(text="Help"), Pick()], 0)


@pytest.mark.slow
def test_the_report_counts_right_wrong_and_abstained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "pairs.jsonl", PAIRS)
    monkeypatch.setattr(sys, "argv", ["tests.resemblance", str(tmp_path / "pairs.jsonl")])
    main()
    said = [line.split() for line in capsys.readouterr().out.splitlines()]
    shown = {(line[0], line[1]): " ".join(line) for line in said if len(line) > 1}
    assert "right 100.0 % (2) wrong 0.0 % (0) abstained 0.0 % (0)" in shown["ours,", "still"]
    assert "right 0.0 % (0) wrong 0.0 % (0) abstained 100.0 % (1)" in shown["ours,", "gone"]
    assert "wrong 100.0 % (1)" in shown["Similo,", "always"]
    assert ("2000", "candidates:") in shown


def test_what_lies_in_the_right_thing_is_told_apart_from_a_stranger() -> None:
    child = PAGE[0].model_copy(update={"tag": "span", "path": f"{PAGE[0].path}/span[1]"})
    pair = Pair(PAGE[0], [*PAGE, child], 0)
    asked = [Verdict(pair, 0), Verdict(pair, 5), Verdict(pair, 1), Verdict(pair, None), Verdict(pair, 0, belief=0.4)]
    assert [verdict.at(0.5) for verdict in asked] == ["right", "nested", "wrong", "abstained", "abstained"]


def test_similo_always_answers() -> None:
    for pair in PAIRS[:2]:
        assert similo(pair.wanted, pair.candidates) == pair.right
    assert similo(PAIRS[2].wanted, PAIRS[2].candidates) is not None


def test_the_first_unique_locator_abstains_where_none_is_left() -> None:
    assert first_unique(PAGE[0], PAGE) == 0
    assert first_unique(PAGE[0], [RENAMED, *PAGE[1:]]) == 0  # by its address
    assert first_unique(PAGE[0], PAGE[1:]) is None
    assert first_unique(PAGE[0], [PAGE[0], PAGE[0]]) is None


@pytest.mark.slow
@unhurried
@given(st.text("abc", min_size=1, max_size=12), st.text("abc", min_size=1, max_size=12))
def test_letters_are_the_edit_distance(one: str, other: str) -> None:
    assert letters_alike(one, other) == pytest.approx(1 - edits(one, other) / max(len(one), len(other)))
