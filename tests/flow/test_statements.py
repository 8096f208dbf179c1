"""The companies that say they do not train: the list that comes with Optout, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from runner.errors import ProblemsError
from runner.flow.statements import load_statements, statements

GOOD = """zoom:
  company: Zoom
  says: Zoom says that it does not.
  said: 2023-08
  source: https://example.org/ – a page of August 2023
  checked: 2026-11-29
"""


def wrong(text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        load_statements(text, "list.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_the_list_that_comes_with_optout_can_be_read() -> None:
    listed = statements()
    assert {"zoom", "wetransfer", "evernote", "overleaf", "viber", "soundcloud"} <= {one.id for one in listed}
    assert [one.company for one in listed] == sorted((one.company for one in listed), key=str.casefold)
    for one in listed:
        assert one.company.split()[0] in one.says
        assert one.said <= one.checked, f"{one.id} was looked up before it was said"


def test_who_trains_once_one_agrees_is_marked() -> None:
    marked = {one.id for one in statements() if one.opt_in}
    assert "soundcloud" in marked and "zoom" not in marked
    assert all(str(one).startswith("Nothing to do unless you agree") == one.opt_in for one in statements())


@pytest.mark.parametrize("name", ["zoom", "ZOOM", " zoom ", "Zoom Meetings", "zoom-meetings", "zoommeetings"])
def test_a_company_is_known_by_any_of_its_names(name: str) -> None:
    assert next(one for one in statements() if one.id == "zoom").is_called(name)


def test_part_of_a_name_is_another_name() -> None:
    assert not any(one.is_called("zoo") for one in statements())


@pytest.mark.parametrize(("said", "shown"), [("2023-08", "August 2023"), ("2025-07-05", "5 July 2025")])
def test_a_day_and_a_month_are_shown_as_people_write_them(said: str, shown: str) -> None:
    (one,) = load_statements(GOOD.replace("2023-08\n", f"{said}\n"), "list.yaml")
    assert one.when == shown
    assert date.fromisoformat(one.checked) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("company: Zoom", "compnay: Zoom", "list.yaml:2:3: 'compnay' is no word here (did you mean 'company'?)"),
        ("  company: Zoom\n", "", "list.yaml:1:1: 'company' is missing under 'zoom'"),
        ("2023-08\n", "summer 2023\n", "list.yaml:4:9: 'summer 2023' is neither a day nor a month"),
        ("2023-08\n", "2023-13\n", "list.yaml:4:9: '2023-13' is neither a day nor a month"),
        ("2026-11-29", "2026-11", "list.yaml:6:12: '2026-11' is no day"),
        ("https://example.org/ –", "example.org,", "list.yaml:5:11: 'source' is an address and what it is"),
        ("does not.", "does not", "list.yaml:3:9: 'says' is a whole sentence"),
        ("company: Zoom", "company: [Zoom]", "list.yaml:2:12: 'company' is a text"),
        ("company: Zoom", "company: Zoom\n  opt_in: yes", "list.yaml:3:11: 'opt_in' is true or false"),
        ("company: Zoom", "company: Zoom\n  also: Zoom Phone", "list.yaml:3:9: 'also' is a list of names"),
        ("zoom:", "Zoom!:", "list.yaml:1:1: 'Zoom!' is no name to ask by"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(old: str, new: str, said: str) -> None:
    assert any(problem.startswith(said) for problem in wrong(GOOD.replace(old, new, 1))), wrong(GOOD.replace(old, new))


def test_one_name_for_two_companies_is_refused() -> None:
    second = GOOD.replace("zoom:", "zoom-phone:").replace("company: Zoom", "company: Zoom Phone\n  also: [ZOOM]")
    assert wrong(GOOD + second) == ["list.yaml:7:1: 'zoom' is a name of 'zoom' as well"]


@pytest.mark.parametrize("text", ["", "[]", "just words", "zoom: yes"])
def test_what_is_no_such_list_is_refused(text: str) -> None:
    assert wrong(text)


def test_every_problem_is_told_at_once() -> None:
    assert len(wrong(GOOD.replace("2023-08", "once").replace("2026-11-29", "now").replace("does not.", "no"))) == 3
