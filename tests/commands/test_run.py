"""`optout run` before a browser opens: which flows it takes, what it says beforehand, and how it says no."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runner.records.ledger import Ledger
from tests import test_cli
from tests.records.books import sent, walked_flow
from tests.test_cli import FLOW, Run

run = test_cli.run
NO_SCREEN = 3  # how far a run gets here: all is said, and then there is no screen for the browser


def settings(text: str) -> None:
    Path("config.yaml").write_text(text, "utf-8")


def planned(out: str) -> list[str]:
    """The flows of the plan, in its order."""
    return re.findall(r"^ +\d+ {2}([\w-]+) +\d+ min {2}", out, re.MULTILINE)


def test_without_a_flow_it_says_what_to_name(run: Run) -> None:
    ran = run("run")
    assert ran.code == 2
    assert ran.err.startswith("Error: say which flow (`optout list` shows them), or --all, or list some under run:")


@pytest.mark.parametrize("wide", [["--all"], ["--services", "X"], ["--region", "EU"]])
def test_flows_are_named_or_chosen_not_both(run: Run, wide: list[str]) -> None:
    ran = run("run", "facebook-objection", *wide)
    assert (ran.code, "not both" in ran.err) == (2, True)


@pytest.mark.slow
def test_a_country_decides_what_all_is(run: Run) -> None:
    settings("me: {country: Germany}\n")
    ran = run("run", "--all")
    assert ran.code == NO_SCREEN
    assert "facebook-objection" in planned(ran.out)
    assert "  not offered in Germany: " in ran.out
    assert "meta-us-regional" not in planned(ran.out)


@pytest.mark.slow
def test_a_region_given_goes_before_the_country(run: Run) -> None:
    settings("me: {country: Germany}\n")
    ran = run("run", "--region", "us")
    assert "facebook-objection" not in planned(ran.out)
    assert re.search(r"^ {2}not offered in United States: .*facebook-objection", ran.out, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("country", "said"),
    [("", "Your country is not in your settings,"), ("Atlantis", "I do not know the region of “Atlantis”,")],
)
def test_an_unknown_home_takes_all_and_says_so(run: Run, country: str, said: str) -> None:
    settings(f'me: {{country: "{country}"}}\n')
    ran = run("run", "--all")
    assert ran.out.startswith(f"{said} so flows of every region are taken. Narrow it with --region, such as EU.\n")
    assert "not offered in" not in ran.out


def test_a_region_that_is_none_is_a_slip(run: Run) -> None:
    ran = run("run", "--region", "Austia")
    assert (ran.code, "did you mean Austria?" in ran.err) == (2, True)


@pytest.mark.slow
def test_services_come_with_commas_or_one_by_one(run: Run) -> None:
    for given in (["--services", "linkedin, X"], ["--services", "LINKEDIN", "--services", "x"]):
        taken = ["x-business-partners", "x-grok", "linkedin-training", "linkedin-objection"]
        assert planned(run("run", *given).out) == taken


@pytest.mark.slow
def test_a_service_that_is_none_is_a_slip(run: Run) -> None:
    ran = run("run", "--services", "LinkedOn")
    assert (ran.code, "(did you mean 'linkedin'?)" in ran.err) == (2, True)


@pytest.mark.slow
def test_the_settings_list_is_walked_where_no_flow_is_named(run: Run) -> None:
    settings("run: [linkedin-objection, x-grok, linkedin-training]\n")
    assert planned(run("run").out) == ["linkedin-objection", "linkedin-training", "x-grok"]
    assert planned(run("run", "--services", "claude").out) == ["claude-training"]


def test_a_slip_in_the_settings_list_gets_a_hint(run: Run) -> None:
    settings("run: [x-gork]\n")
    ran = run("run")
    assert (ran.code, "did you mean 'x-grok'?" in ran.err) == (2, True)


@pytest.mark.slow
def test_what_is_done_is_left_out_and_again_takes_it_in(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as ledger:
        sent(ledger, walked_flow("linkedin-objection", "LinkedIn"))
    ran = run("run", "--services", "linkedin")
    assert planned(ran.out) == ["linkedin-training"]
    assert "\nLeft out:\n  done (--again walks it once more): linkedin-objection (waiting, " in ran.out
    assert planned(run("run", "--services", "linkedin", "--again").out) == ["linkedin-training", "linkedin-objection"]
    assert planned(run("run", "--services", "linkedin", "--as", "work").out)[-1] == "linkedin-objection"


@pytest.mark.slow
def test_where_nothing_is_left_there_is_nothing_to_do(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as ledger:
        for flow in ("x-grok", "x-business-partners"):
            sent(ledger, walked_flow(flow, "X"))
    ran = run("run", "--services", "x")
    assert ran.code == 0
    assert "Nothing is left to walk.\n\nLeft out:\n  done " in ran.out


def test_a_flow_that_was_named_is_walked_again_without_a_plan(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as ledger:
        sent(ledger, walked_flow("x-grok", "X"))
    ran = run("run", "x-grok")
    assert ran.code == NO_SCREEN
    assert "min  " not in ran.out


@pytest.mark.slow
def test_several_that_were_named_are_told_in_their_own_order(run: Run) -> None:
    named = ["linkedin-objection", "x-grok", "linkedin-training"]
    assert planned(run("run", *named).out) == ["linkedin-objection", "linkedin-training", "x-grok"]


@pytest.mark.slow
def test_what_has_to_be_asked_is_left_out_where_nobody_is_there(run: Run) -> None:
    ran = run("run", "--services", "tumblr,x")
    assert planned(ran.out) == ["x-business-partners", "x-grok"]
    assert "  asks for something of yours (give it as --need FLOW.KEY=VALUE): tumblr-sharing (blog)" in ran.out
    assert "tumblr-sharing" in planned(run("run", "--services", "tumblr,x", "--need", "tumblr-sharing.blog=me").out)


def test_where_it_was_named_that_is_an_error(run: Run) -> None:
    Path("mine.yaml").write_text(FLOW + "needs: {blog: The name of your blog}\n", "utf-8")
    ran = run("run", "x-grok", "mine.yaml", "--trust")
    assert (ran.code, "--need blog=" in ran.err) == (2, True)


@pytest.mark.slow
def test_practice_is_never_part_of_all(run: Run) -> None:
    assert "practice" not in planned(run("run", "--all").out)
