"""What a flow covers does not change in silence: those who did it before are told by its news."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from runner.flow.check import check
from runner.flow.headings import heading
from runner.flow.load import load
from runner.flow.released import listed, promise, released
from runner.records.news import News

FLOWS = Path(__file__).parents[2] / "flows"
WEB = FLOWS / "google-web-and-app-activity.yaml"
UNTOLD = "what this covers has changed since the last release"
MORE = "covers: >-\n  Everything, and more. "


def problems(text: str, shipped: bool = True, name: str = WEB.name) -> list[tuple[str, int]]:
    found = check(load(text, name), shipped=shipped)
    return [(one.severity, one.line) for one in found if one.message.startswith(UNTOLD)]


def test_what_is_covered_may_not_change_without_news() -> None:
    text = WEB.read_text("utf-8")
    changed = text.replace("covers: >-\n  ", MORE)
    line = text[: text.index("covers:")].count("\n") + 1
    assert problems(text) == []
    assert problems(changed) == [("error", line)]
    assert problems(changed, shipped=False) == [("warning", line)]
    assert problems(changed, name="a-flow-of-my-own.yaml") == []


def test_later_news_tell_it_and_earlier_ones_do_not() -> None:
    text = WEB.read_text("utf-8").replace("covers: >-\n  ", MORE)
    for day, wrong in (("2026-07-06", True), ("2026-07-05", True), ("2026-12-01", False)):
        told = text.replace("news:\n", f"news:\n  - {{date: {day}, say: It covers more.}}\n")
        assert bool(problems(told)) is wrong


def test_how_the_lines_are_broken_is_no_change() -> None:
    text = WEB.read_text("utf-8")
    at = text.index("covers: >-\n  ") + len("covers: >-\n  ")
    broken = text[:at] + text[at:].replace(" ", "\n  ", 1)
    assert promise(load(text, WEB.name).flow) == promise(load(broken, WEB.name).flow)


@pytest.mark.slow
def test_a_release_lists_every_flow_with_its_latest_news(tmp_path: Path) -> None:
    found = listed(FLOWS.glob("*.yaml"))
    assert found.count("\n") == len(list(FLOWS.glob("*.yaml")))
    assert f"{promise(load(WEB.read_text('utf-8'), WEB.name).flow)}  2026-07-06  {WEB.stem}\n" in found
    assert set(released()) <= {path.stem for path in FLOWS.glob("*.yaml")}, "an id is for ever"


@pytest.mark.parametrize(
    "news", ["soon", "[soon]", "[{date: soon, say: a}]", "[{date: 2026-07-06}]", "[{say: a}]", "{date: 2026-07-06}"]
)
def test_news_that_cannot_be_read_are_none_in_a_list(tmp_path: Path, news: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"title: T\nnews: {news}\nsteps: []\n", "utf-8")
    assert heading(path).news == ()


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_news_name_flows_that_there_are_and_stand_in_the_head(path: Path) -> None:
    news = load(path.read_text("utf-8"), path.name).flow.news
    assert [(one.date, one.say, one.reopens, one.flow or None) for one in heading(path).news] == [
        (one.date, one.say, one.reopens, one.flow) for one in news
    ]
    for one in news:
        assert one.flow is None or (FLOWS / f"{one.flow}.yaml").is_file()
        assert News(date.fromisoformat(one.date), one.say).say
