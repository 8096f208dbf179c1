"""What is asked and told in a walk, and what of it may be written down. Nothing here touches a page."""

from __future__ import annotations

import pytest

from runner import events
from runner.browser.panel_story import PanelStory, told
from runner.events import Reply
from runner.flow.load import load
from runner.flow.model import Condition, Pick, Target
from runner.flow.same import also, means_the_same
from runner.session.matching import has_grounds
from runner.session.next_step import AGAIN, BACK
from runner.session.own import is_own, own_words, without_own
from runner.session.person import Together
from runner.session.talk import Talk, leave
from runner.testing import FakeDriver, flow, play


def of(raw: object) -> Target:
    return Target.model_validate(raw)


async def test_pointing_at_a_control_mends_what_the_pause_waits_for() -> None:
    text = "- pause: {for: switch, control: {checkbox: Use}, want: off, until: {gone: {checkbox: Use}}}"
    [pause] = flow(text).flow.steps
    aimed = pause.aimed_at(of({"checkbox": "Utiliser"}))
    assert aimed.until and aimed.until.gone  # type: ignore[attr-defined]
    said = [name.text for one in aimed.until.gone.candidates() for name in one.names]  # type: ignore[attr-defined]
    assert said == ["Utiliser", "Use"]


def test_what_means_the_means_the_same_is_told_by_name_role_and_place() -> None:
    both = of({"checkbox": {"en": "Use", "de": "Nutzen"}})
    assert means_the_same(both, of({"checkbox": "Use"}))
    assert not means_the_same(both, of({"button": "Use"}))
    assert not means_the_same(of({"switch": "any", "beside": "A"}), of({"switch": "any", "beside": "B"}))
    condition = Condition.model_validate({"all": [{"url": "x"}, {"is_off": {"checkbox": "Use"}}]})
    widened = also(condition, both, of({"checkbox": "Utiliser"}))
    assert "Utiliser" in str(widened)


def test_nothing_of_somebody_is_written_down() -> None:
    own = own_words({"name": "Anna Schmidt", "email": "anna@a.example", "country": "Germany"})
    assert is_own("Anna’s settings", own) and is_own("schmidt", own)
    assert is_own("bob@b.example", own)
    assert not is_own("Germany", own) and not is_own("Planned", own)
    pick = Pick(name="Anna Schmidt", text="Anna Schmidt", neighbours=("Schmidt", "Usage data"), href="/u/anna/x")
    kept = without_own(pick, own)
    assert (kept.name, kept.text, kept.neighbours, kept.href) == ("", "", ("Usage data",), "")


def test_there_is_a_floor_of_likeness() -> None:
    log_in = Pick(
        tag="a", role="link", name="Log in", text="Log in", class_names=("nav",), path="/html[1]/body[1]/a[1]"
    )
    german = log_in.model_copy(update={"name": "Deutsch", "text": "Deutsch", "path": "/html[1]/body[1]/a[2]"})
    assert not has_grounds(log_in, german)
    assert has_grounds(log_in, german.model_copy(update={"name": "Login", "text": "Login"}))
    there = {"href": "https://a.example/login"}
    assert has_grounds(log_in.model_copy(update=there), german.model_copy(update=there))


def test_what_the_runner_does_is_told_as_its_own() -> None:
    steps = load(
        flow(
            "- open: https://a.example/x\n- click: Log in\n- expect: {visible: Home}"
            "\n- fill: {field: Mail, with: me.email}\n- pause: {for: login, say: Log in.}\n- confirm: {visible: Out}"
        ).source.text,
        "f.yaml",
    ).flow.steps
    assert [step.narrated() for step in steps] == [
        "I open a.example/x",
        "I press “Log in”",
        "I check that “Home” is there",
        "You type your email into “Mail” (field)",
        "Log in.",
        "I read back that “Out” is there",
    ]


def test_a_note_that_outlives_its_step_says_which_it_is_of() -> None:
    story = told(PanelStory(steps=3), events.StepStarted(flow="f", step=1, kind="click", sentence="I press it"))
    story = told(story, events.StepSkipped(flow="f", step=1, kind="click", why="as you said"))
    story = told(story, events.StepStarted(flow="f", step=2, kind="click", sentence="I press that"))
    assert story.note == "Step 1: skipped: as you said"
    story = told(story, events.Noted(flow="f", text="As before.", step=2))
    assert story.note == "As before."


@pytest.mark.parametrize("choice", ["buy", "yes"])
async def test_an_answer_the_question_does_not_have_is_an_error_and_not_once_more(choice: str) -> None:
    driver = FakeDriver({"Menu"})
    with pytest.raises(AssertionError, match=f"“{choice}” is no choice of the question about submit"):
        await play(flow("- pause: {for: submit, say: Send it.}"), driver, choice)


async def test_only_a_way_out_leads_out_of_a_step() -> None:
    talk = Talk("f", FakeDriver(), Together([]))
    assert [await leave(talk, Reply(choice, "panel")) for choice in ("back", "retry")] == [BACK, AGAIN]
    with pytest.raises(AssertionError, match="“no” is no way out of a step"):
        await leave(talk, Reply("no", "panel"))
