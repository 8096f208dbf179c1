"""Asking for a company that says it does not train: `list`, `show` and `run` answer with what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from runner.app.answers import NOTHING_TO_DO, answer_to
from runner.flow.statements import statements
from tests import test_cli
from tests.test_cli import FLOW, Run

run = test_cli.run
ZOOM = next(one for one in statements() if one.id == "zoom")


def folded(text: str) -> str:
    return " ".join(text.split())


def test_list_ends_with_them_in_a_section_of_their_own(run: Run) -> None:
    _, heading, section = run("list").out.partition(NOTHING_TO_DO)
    assert heading
    for one in statements():
        assert one.says in folded(section)
        assert one.source.partition(" ")[0] in section
        assert one.when in folded(section)
    assert "facebook-objection" not in section


def test_list_of_one_company_is_its_line_alone(run: Run) -> None:
    out = run("list", "Zoom").out
    assert ZOOM.says in folded(out)
    assert "soundcloud" not in out and "facebook-objection" not in out


def test_list_of_one_service_is_its_flows_alone(run: Run) -> None:
    out = run("list", "linkedin").out
    assert "linkedin-training" in out and "linkedin-objection" in out
    assert "x-grok" not in out and NOTHING_TO_DO not in out


def test_list_of_several_names(run: Run) -> None:
    out = run("list", "x", "viber").out
    assert "x-grok" in out and "Viber says" in out
    assert "openai" not in out and "zoom" not in out


def test_list_of_what_is_not_there_says_what_may_be_meant(run: Run) -> None:
    ran = run("list", "linkdin")
    assert ran.code == 2
    assert "there is nothing called 'linkdin' (did you mean 'LinkedIn'?)" in ran.err


def test_list_as_json_has_what_they_say(run: Run) -> None:
    rows = {row["id"]: row for row in json.loads(run("list", "--format", "json").out)}
    told = rows["soundcloud"]
    assert (told["service"], told["requests"], told["own"]) == ("SoundCloud", [], False)
    assert told["nothing_to_do"]["opt_in"] is True
    assert told["nothing_to_do"]["says"] == told["title"]
    assert rows["x-grok"]["nothing_to_do"] is None
    assert set(told) == set(rows["x-grok"])


def test_what_was_looked_up_long_ago_is_stale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    old = replace(ZOOM, checked="2020-01-01")
    monkeypatch.setattr("runner.app.answers.statements", lambda: (old, *statements()[:1]))
    stale = {row["id"] for row in json.loads(run("list", "--stale", "--format", "json").out)}
    assert "zoom" in stale and statements()[0].id not in stale


@pytest.mark.parametrize("name", ["zoom", "Zoom Meetings", "sound cloud"])
def test_show_answers_with_what_it_says(run: Run, name: str) -> None:
    ran = run("show", name)
    assert (ran.code, "Nothing to do" in ran.out, ran.err) == (0, True, "")


def test_run_answers_and_opens_nothing(run: Run) -> None:
    ran = run("run", "zoom")
    assert (ran.code, ran.err) == (0, "")
    assert str(ZOOM) in folded(ran.out)


def test_run_answers_and_walks_the_others(run: Run) -> None:
    ran = run("run", "zoom", "x-grok")
    assert ran.code == 3, "it got as far as the screen that is not there"
    assert ZOOM.says in folded(ran.out)


def test_run_answers_also_where_it_stands_in_the_settings(run: Run) -> None:
    Path("config.yaml").write_text("run: [zoom]\n")
    ran = run("run")
    assert (ran.code, ZOOM.says in folded(ran.out)) == (0, True)


@pytest.mark.slow
def test_a_service_of_that_name_is_left_out_with_the_reason(run: Run) -> None:
    ran = run("run", "--services", "zoom,x")
    assert "say that they do not train on what is yours: zoom (`optout show zoom`)" in folded(ran.out)
    assert "x-grok" in ran.out


def test_a_slip_is_answered_with_the_company_that_may_be_meant(run: Run) -> None:
    assert "did you mean 'zoom'?" in run("run", "zom").err


@pytest.mark.parametrize("command", ["repair", "recheck"])
def test_what_needs_a_flow_says_why_there_is_none(run: Run, command: str) -> None:
    assert ZOOM.says in run(command, "zoom").err


def test_a_flow_of_that_name_comes_first(run: Run) -> None:
    Path("flows").mkdir()
    Path("flows/zoom.yaml").write_text(FLOW)
    assert answer_to("zoom") is None
    assert "Nothing to do" not in run("show", "zoom").out
