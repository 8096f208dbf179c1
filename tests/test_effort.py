"""How effort is counted, without a browser; and that the tables tell of flows there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runner.app.places import library
from runner.testing import flow

from .effort import FLOWS, MARKS, ROOT, Count, Deed, Row, counted, kept, table, told, usual_cases, write_down
from .sites.case import ChooseOption, Continue, Press, See, Type

REACH = """
- open: https://www.a.example/settings/ai
- reach:
    there_when: {visible: Train}
    by:
      the address: [{open: "https://www.a.example/settings/ai"}]
      the long menu: [{open: "https://www.a.example/settings"}, {click: AI}]
      the menu: [{open: "https://www.a.example/"}, {click: Me}, {hover: Settings}, {click: AI}]
- pause: {for: switch, control: {switch: Train}, want: off}
- open: https://www.a.example/settings/ai
"""
A_EXAMPLE = len("a.example") + 1  # and Enter


def effort(steps: str, *deeds: Deed, arrived: dict[int, str] | None = None) -> tuple[Count, Count]:
    row = counted(flow(steps), deeds, arrived or {})
    return row.by_hand, row.with_optout


def turn(*actions: object, step: int = 1) -> Deed:
    return Deed(step, "", "turn", "switch", actions)  # type: ignore[arg-type]


def test_what_the_person_does_on_the_page_counts_on_both_sides() -> None:
    actions = (Press("Train"), ChooseOption("Country", "Germany"), Type("Why", "mine"), See("Saved"))
    assert effort("- click: X", turn(*actions)) == (Count(2, 4), Count(3, 4))


def test_continue_is_a_click_with_optout_alone() -> None:
    assert effort("- click: X", turn(Press("Save"), Continue())) == (Count(1, 0), Count(3, 0))


def test_where_the_next_flow_begins_at_once_no_press_goes_on_to_it() -> None:
    deeds = [turn(Press("Save"))]
    asked, begun = counted(flow("- click: X"), deeds, {}), counted(flow("- click: X"), deeds, {}, goes_on=True)
    assert (asked.with_optout, begun.with_optout) == (Count(2, 0), Count(1, 0))
    assert asked.by_hand == begun.by_hand


def test_what_was_counted_before_a_break_is_known_and_the_latest_of_a_flow_counts(tmp_path: Path) -> None:
    path = tmp_path / "new" / "effort.jsonl"
    assert kept(path) == {}
    rows = [Row("a", "Ä", Count(3, 1), Count(2, 0)), Row("b", "B", Count(1.5, 2), Count(3, 0))]
    for row in (rows[0], rows[1], Row("a", "Ä", Count(1, 0), Count(1, 0))):
        write_down(row, path)
    assert kept(path) == {"a": Row("a", "Ä", Count(1, 0), Count(1, 0)), "b": rows[1]}


def test_what_the_runner_does_is_work_by_hand() -> None:
    deeds = [Deed(1, "", "open", "https://www.a.example/"), Deed(2, "", "press"), Deed(3, "", "type", "ada@b.example")]
    assert effort("- click: X", *deeds, turn(step=4)) == (Count(1, A_EXAMPLE + 13), Count(1, 0))


def test_reading_back_is_not_counted() -> None:
    after = [Deed(2, "", "open", "https://a.example/"), Deed(3, "", "press")]
    assert effort("- click: X", turn(Press("Train")), *after) == (Count(1, 0), Count(2, 0))


def test_a_route_that_led_nowhere_is_not_counted() -> None:
    steps = "- reach: {there_when: {visible: X}, by: {dead: [{click: A}], good: [{click: B}]}}"
    deeds = [Deed(1, "dead", "press"), Deed(1, "dead", "press"), Deed(1, "good", "press")]
    assert effort(steps, *deeds, turn(step=2), arrived={1: "good"})[0] == Count(1, 0)


def test_where_there_is_a_menu_nobody_types_the_address_of_the_page() -> None:
    deeds = [Deed(1, "", "open", "https://www.a.example/settings/ai"), turn(Press("Train"), step=3)]
    assert effort(REACH, *deeds)[0] == Count(1 + 3, A_EXAMPLE)
    taken = [*deeds[:1], Deed(2, "the address", "open", "https://www.a.example/settings/ai"), *deeds[1:]]
    assert effort(REACH, *taken, arrived={2: "the address"})[0] == Count(1 + 3, A_EXAMPLE)


def test_where_there_is_none_they_type_it_whole() -> None:
    steps = "- open: https://a.example/x\n- click: Y"
    deeds = [Deed(1, "", "open", "https://a.example/x"), turn(Press("Train"), step=2)]
    assert effort(steps, *deeds)[0] == Count(1, len("a.example/x") + 1)


def test_a_menu_that_begins_where_they_are_is_pressed_as_the_runner_did() -> None:
    steps = "- open: https://a.example/x\n- reach: {there_when: {visible: X}, by: {menu: [{click: A}, {click: B}]}}"
    deeds = [
        Deed(1, "", "open", "https://a.example/x"),
        Deed(2, "menu", "press"),
        Deed(2, "menu", "press"),
        turn(step=3),
    ]
    assert effort(steps, *deeds, arrived={2: "menu"})[0] == Count(2, len("a.example/x") + 1)


def test_a_mail_is_written_by_hand_and_copied_with_optout() -> None:
    steps = "- mail: {to: a@b.example, subject: No, body: I say no.}"
    assert effort(steps, turn(Continue())) == (Count(0, 11 + 2 + 9), Count(1 + 1 + 1, 0))


def test_a_median_between_two_and_three_is_neither() -> None:
    rows = [Row("a", "A", Count(3, 1), Count(2, 0)), Row("b", "B", Count(3, 2), Count(3, 0))]
    assert "| **median of 2 flows** | 3 | 1.5 | 2.5 | 0 |" in table(rows, rows)


def test_the_table_has_its_rows_then_the_median_and_the_sum_of_all() -> None:
    all_of_them = [Row(name, "", Count(at, 10 * at), Count(1, at)) for at, name in enumerate("abc", 1)]
    assert table(all_of_them[:1], all_of_them).splitlines() == [
        "| flow | by hand: clicks | keys | with Optout: clicks | keys |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| `a` | 1 | 10 | 1 | 1 |",
        "| **median of 3 flows** | 2 | 20 | 1 | 2 |",
        "| **all 3 in one sitting** | 6 | 60 | 3 | 6 |",
    ]


def test_what_a_table_tells_is_read_again_and_its_sums_are_those_of_its_rows() -> None:
    text = (FLOWS / "README.md").read_text("utf-8")
    rows = list(told(FLOWS / "README.md").values())
    assert len(rows) > 70
    assert table(rows, rows) == text.partition(MARKS[0])[2].partition(MARKS[1])[0].strip()


def test_every_flow_has_a_usual_case() -> None:
    usual = {case.flow for case in usual_cases()}
    assert set(library()) - usual == {"practice"}


@pytest.mark.parametrize("manual", [ROOT / "README.md", FLOWS / "README.md"], ids=["README", "flows"])
def test_the_tables_tell_of_flows_there_are_and_agree(manual: Path) -> None:
    text = manual.read_text("utf-8")
    made = text.partition(MARKS[0])[2].partition(MARKS[1])[0]
    named = re.findall(r"^\| `([\w-]+)` \|", made, re.MULTILINE)
    assert set(named) <= set(library())
    whole = (FLOWS / "README.md").read_text("utf-8")
    assert all(line in whole for line in made.strip().splitlines())
