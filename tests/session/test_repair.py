"""What was learnt, and what follows for the flow's text. Nothing here touches a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from runner.errors import RepairError
from runner.flow.check import check
from runner.flow.load import FlowFile, Loc, load, walk
from runner.flow.model import Box, Pick, Target
from runner.session.repair import Learned, LearnedStore, carried, digest_of, learnt, mended, propose, unified
from tests.few import nth
from tests.test_flows import FLOWS

HEAD = "title: t\nservice: s\nhosts: [example.com]\nsteps:\n"
FLOW = (
    HEAD
    + """\
  - click: Settings
  - click: {link: {en: Privacy}} # the one on the left
  - reach:
      there_when: {visible: {radio: I object}}
      by:
        the menu:
          - click: AI
          - click: Your rights
  - choose: {radio: I object}
  - pause: {for: switch, control: {switch: any, beside: Usage data}, want: off}
  - confirm: {is_off: {switch: any, beside: Usage data}}
"""
)
MENU: Loc = ("steps", 2, "reach", "by", "the menu")
RENAMED = Pick(role="link", name="Privacy & safety", language="en-GB")


def lesson(loc: Loc, way: Any = "renamed", pick: Pick | None = RENAMED, text: str = FLOW) -> Learned:
    return learnt(load(text, "flows/x.yaml"), loc, way, pick, "2026-11-30")


def lines(after: str, before: str = FLOW) -> list[str]:
    """The lines that came and went."""
    told = unified(before, after, "a", "b").splitlines()[2:]
    return [line for line in told if line[0] in "+-"]


def only(one: Learned, text: str = FLOW) -> list[str]:
    """What a lesson alone changes."""
    [proposal] = propose(text, [one])
    assert proposal.reason == ""
    assert proposal.ready is not proposal.stale
    return lines(proposal.after, text)


def why_not(one: Learned, text: str = FLOW) -> str:
    [proposal] = propose(text, [one])
    assert (proposal.after, proposal.ready) == (text, False)
    assert proposal.diff() == ""
    return proposal.reason


# -- lessons on disk ----------------------------------------------------------------------------------------------


@pytest.fixture
def lessons(tmp_path: Path) -> LearnedStore:
    def write(path: Path, content: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return LearnedStore(tmp_path / "lessons", write)


PICK = Pick(
    tag="a", role="link", name="Neu", class_names=("a", "b"), neighbours=("x",), box=Box(1, 2, 3, 4), language="de"
)


def test_a_lesson_comes_back_as_it_was(lessons: LearnedStore) -> None:
    one = lesson(("steps", 0, "click"), pick=PICK)
    two = lesson((*MENU, 0, "click"), "dropped", None)
    lessons.add(one)
    lessons.add(two)
    assert lessons.of("x") == [one, two]
    assert lessons.flows() == ["x"]
    assert lessons.of("y") == []


def test_the_same_twice_is_one_and_a_newer_one_replaces_the_older(lessons: LearnedStore) -> None:
    one, other = lesson(("steps", 0, "click")), lesson(("steps", 1, "click"))
    newer = replace(one, pick=PICK)
    for each in (one, other, one, newer):
        lessons.add(each)
    assert lessons.of("x") == [newer, other]
    lessons.add(gone := lesson(("steps", 0, "click"), "dropped", None))
    assert lessons.of("x") == [gone, other]


def test_a_step_before_another_and_a_name_of_that_one_are_two_things(lessons: LearnedStore) -> None:
    both = [lesson(("steps", 0, "click")), lesson(("steps", 0, "click"), "inserted")]
    for one in both:
        lessons.add(one)
    assert lessons.of("x") == both


def test_what_is_dropped_is_gone(lessons: LearnedStore, tmp_path: Path) -> None:
    lessons.add(one := lesson(("steps", 0, "click")))
    lessons.drop(replace(one, date="other"))
    assert lessons.of("x") == [one]
    lessons.drop(one)
    assert (lessons.of("x"), lessons.flows(), list((tmp_path / "lessons").iterdir())) == ([], [], [])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{}",
        "[1]",
        '[{"flow": "x"}]',
        '[{"flow":"x","path":"","digest":"","loc":["steps"],"way":"renamed","pick":null}]',
    ],
)
def test_a_file_that_cannot_be_understood_counts_as_nothing(
    lessons: LearnedStore, tmp_path: Path, content: str
) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "x.json").write_text(content)
    assert (lessons.of("x"), lessons.flows()) == ([], [])


# -- proposals ------------------------------------------------------------------------------------------------------


def test_a_name_is_added_in_the_language_it_was_seen_in() -> None:
    assert only(lesson(("steps", 1, "click"))) == [
        "-  - click: {link: {en: Privacy}} # the one on the left",
        "+  - click: {link: {en: [Privacy & safety, Privacy]}} # the one on the left",
    ]
    german = RENAMED.model_copy(update={"language": "de-AT"})
    assert only(lesson(("steps", 1, "click"), pick=german))[1:] == [
        "+  - click: {link: {de: Privacy & safety, en: Privacy}} # the one on the left"
    ]


def test_a_name_among_names_without_a_language_has_none() -> None:
    assert only(lesson(("steps", 0, "click")))[1:] == ["+  - click: [Privacy & safety, Settings]"]


def test_another_role_is_another_candidate() -> None:
    button = RENAMED.model_copy(update={"role": "button"})
    assert only(lesson(("steps", 1, "click"), pick=button))[1:] == [
        "+  - click: {any: [{button: {en: Privacy & safety}}, {link: {en: Privacy}}]} # the one on the left"
    ]
    nothing = RENAMED.model_copy(update={"role": "", "tag": "div"})
    assert only(lesson(("steps", 1, "click"), pick=nothing))[1:] == [
        "+  - click: {any: [{en: Privacy & safety}, {link: {en: Privacy}}]} # the one on the left"
    ]


def test_conditions_that_ask_after_the_very_same_thing_learn_it_too() -> None:
    assert only(lesson(("steps", 3, "choose"), pick=Pick(role="radio", name="I disagree"))) == [
        "-      there_when: {visible: {radio: I object}}",
        "+      there_when: {visible: {radio: [I disagree, I object]}}",
        "-  - choose: {radio: I object}",
        "+  - choose: {radio: [I disagree, I object]}",
    ]


def test_a_thing_without_a_name_is_found_by_what_stands_beside_it() -> None:
    changed = only(lesson(("steps", 4, "pause"), pick=Pick(role="switch", neighbours=("How you use it",))))
    new = "{any: [{switch: any, beside: How you use it}, {switch: any, beside: Usage data}]}"
    assert [line for line in changed if line[0] == "+"] == [
        f"+  - pause: {{for: switch, control: {new}, want: off}}",
        f"+  - confirm: {{is_off: {new}}}",
    ]


def test_one_of_several_of_the_same_name_is_found_by_where_it_leads() -> None:
    same = Pick(role="link", name="Settings", href="https://example.com/account/settings")
    assert only(lesson(("steps", 0, "click"), pick=same))[1:] == [
        "+  - click: {any: [{href: /account/settings}, Settings]}"
    ]


def test_of_several_the_one_that_was_meant_is_told_apart_though_its_name_was_known() -> None:
    bare = Pick(tag="a", name="Settings", neighbours=("Help",))
    changed = ["-  - click: Settings", "+  - click: {any: [{link: Settings, beside: Help}, Settings]}"]
    assert only(lesson(("steps", 0, "click"), "apart", bare)) == changed
    assert "nothing tells it" in why_not(lesson(("steps", 0, "click"), "apart", Pick(name="Settings")))


def test_a_level_more_is_a_step_more_and_a_level_less_one_less() -> None:
    assert only(lesson((*MENU, 1, "click"), "inserted")) == ["+          - click: {en: Privacy & safety}"]
    assert only(lesson((*MENU, 1, "click"), "dropped", None)) == ["-          - click: Your rights"]


def test_a_link_whose_name_alone_would_not_be_pressed_is_written_as_a_link() -> None:
    form = Pick(role="link", name="Submit an objection request", href="/form")
    assert only(lesson(("steps", 1, "click"), "inserted", form)) == ["+  - click: {link: Submit an objection request}"]


@pytest.mark.parametrize(
    ("loc", "way", "pick", "said"),
    [
        (
            ("steps", 0, "click"),
            "renamed",
            Pick(role="button", name="Submit"),
            "'submit' may send something, so the runner",
        ),
        (
            ("steps", 1, "click"),
            "renamed",
            Pick(role="link", name="Log out"),
            "'log out' is never pressed by the runner",
        ),
        (("steps", 0, "click"), "inserted", Pick(role="button", name="Save"), "'save' may send something"),
        (
            ("steps", 0, "click"),
            "inserted",
            Pick(role="switch", name="Dark"),
            "only presses things that lead on, and this is a sw",
        ),
        (("steps", 0, "click"), "inserted", Pick(), "nothing else by which it could be found again"),
        (("steps", 0, "click"), "renamed", Pick(id=":r1:"), "nothing else by which it could be found again"),
        (("steps", 0, "click"), "renamed", Pick(name="settings"), "“settings” is among its names already"),
        (("steps", 0, "click"), "renamed", None, "not written down what had been pointed at"),
        (("steps", 9, "click"), "renamed", RENAMED, "no such step any more"),
        (("steps", 0, "hover"), "dropped", None, "no such step any more"),
    ],
)
def test_where_nothing_can_be_proposed_it_says_why(loc: Loc, way: Any, pick: Pick | None, said: str) -> None:
    text = FLOW
    digest = digest_of(text)
    assert said in why_not(Learned("x", "x.yaml", digest, loc, way, pick))


def test_the_only_step_of_a_way_is_not_dropped() -> None:
    text = HEAD + "  - click: A\n"
    assert "the only step" in why_not(lesson(("steps", 0, "click"), "dropped", None, text), text)


def test_a_repeated_errors_second_time_is_new() -> None:
    text = HEAD + "  - click: Submit\n  - click: A\n"
    assert [problem.severity for problem in check(load(text, "x")) if problem.severity == "error"] == ["error"]
    assert "'submit' may send" in why_not(lesson(("steps", 1, "click"), pick=Pick(name="Submit"), text=text), text)


def test_a_proposal_says_in_a_sentence_what_it_is() -> None:
    asked = [
        lesson(("steps", 1, "click")),
        lesson((*MENU, 1, "click"), "inserted"),
        lesson((*MENU, 0, "click"), "dropped", None),
        lesson(("steps", 4, "pause"), pick=Pick(role="switch", neighbours=("How you use it",))),
    ]
    assert [one.summary for one in propose(FLOW, asked)] == [
        "Step 2 (Press “Privacy”) was found as “Privacy & safety”; that is looked for first from now on.",
        "Before step 3, by way of the menu, 2 (Press “Your rights”), “Privacy & safety” had to be pressed; "
        "that becomes a step.",
        "Step 3, by way of the menu, 1 (Press “AI”) was not needed, so it goes.",
        "Step 5 (Turn a switch beside “Usage data” off) was found as a switch beside “How you use it”; "
        "that is looked for first from now on.",
    ]


# -- several together ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_several_are_applied_together_wherever_they_stand() -> None:
    asked = [
        lesson(("steps", 0, "click"), "inserted", Pick(name="Menu")),
        lesson(("steps", 0, "click")),
        lesson(("steps", 1, "click"), "dropped", None),
        lesson((*MENU, 0, "click"), pick=Pick(name="AI at Example")),
        lesson((*MENU, 1, "click"), "dropped", None),
        lesson(("steps", 3, "choose"), pick=Pick(role="radio", name="I disagree")),
    ]
    wanted = (
        FLOW.replace("  - click: Settings\n", "  - click: Menu\n  - click: [Privacy & safety, Settings]\n")
        .replace("  - click: {link: {en: Privacy}} # the one on the left\n", "")
        .replace("- click: AI\n          - click: Your rights\n", "- click: [AI at Example, AI]\n")
        .replace("radio: I object", "radio: [I disagree, I object]")
    )
    assert mended(FLOW, asked) == wanted
    assert mended(FLOW, asked[::-1]) == wanted


def test_one_after_the_other_gives_the_same() -> None:
    rest = [
        lesson(("steps", 1, "click"), "dropped", None),
        lesson(("steps", 0, "click"), "inserted", Pick(name="Menu")),
        lesson((*MENU, 1, "click")),
        lesson(("steps", 4, "pause"), pick=Pick(role="switch", neighbours=("How you use it",))),
    ]
    whole, text = mended(FLOW, rest), FLOW
    while rest:
        text = mended(text, [first := rest.pop(0)])
        rest = [one for other in rest if (one := carried(other, first, digest_of(text)))]
    assert text == whole


@pytest.mark.parametrize(
    ("loc", "way", "of", "moved"),
    [
        (("steps", 3, "choose"), "inserted", ("steps", 3, "choose"), ("steps", 4, "choose")),
        (("steps", 3, "choose"), "inserted", (*MENU, 0, "click"), (*MENU, 0, "click")),
        (("steps", 1, "click"), "inserted", (*MENU, 0, "click"), ("steps", 3, *MENU[2:], 0, "click")),
        ((*MENU, 0, "click"), "inserted", ("steps", 3, "choose"), ("steps", 3, "choose")),
        ((*MENU, 0, "click"), "dropped", (*MENU, 1, "click"), (*MENU, 0, "click")),
        (("steps", 1, "click"), "dropped", ("steps", 0, "click"), ("steps", 0, "click")),
        (("steps", 1, "click"), "dropped", ("steps", 1, "click"), None),
        (("steps", 2, "reach"), "dropped", (*MENU, 1, "click"), None),
        (("steps", 1, "click"), "renamed", ("steps", 1, "click"), ("steps", 1, "click")),
    ],
)
def test_places_move_with_the_steps_before_them(loc: Loc, way: Any, of: Loc, moved: Loc | None) -> None:
    after = carried(lesson(of), lesson(loc, way), "new")
    assert (after and (after.loc, after.digest)) == (moved and (moved, "new"))


def test_what_was_learnt_on_another_text_is_not_carried() -> None:
    old = replace(lesson(("steps", 3, "choose")), digest="another")
    assert carried(old, lesson(("steps", 1, "click"), "dropped", None), "new") == old


# -- a file that has changed ---------------------------------------------------------------------------------------


def test_a_changed_file_is_not_mended_unasked_but_may_be_looked_at() -> None:
    one = lesson(("steps", 1, "click"))
    changed = FLOW.replace("title: t", "title: other")
    [proposal] = propose(changed, [one])
    assert (proposal.stale, proposal.ready, proposal.reason) == (True, False, "")
    assert lines(proposal.after, changed)[1:] == [
        "+  - click: {link: {en: [Privacy & safety, Privacy]}} # the one on the left"
    ]
    with pytest.raises(RepairError, match="changed since"):
        mended(changed, [one])


def test_a_step_that_has_changed_is_left_alone() -> None:
    changed = FLOW.replace("{en: Privacy}", "{en: Privacy 2}")
    assert "this step has been changed" in why_not(lesson(("steps", 1, "click")), changed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("steps:", "stepps:"), "the file is not right as it is: flows/x.yaml:"),
        (lambda text: "", "the file is not right as it is"),
        (lambda text: HEAD + "  - open: https://example.com/\n", "no such step any more"),
    ],
)
def test_a_file_that_is_broken_is_left_alone(change: Callable[[str], str], said: str) -> None:
    assert said in why_not(replace(lesson(("steps", 1, "click")), path="flows/x.yaml"), change(FLOW))


def test_a_byte_order_mark_and_line_ends_stay() -> None:
    text = "\ufeff" + FLOW.replace("\n", "\r\n")
    one = replace(lesson(("steps", 1, "click")), digest=digest_of(text))
    assert mended(text, [one]) == text.replace("{en: Privacy}", "{en: [Privacy & safety, Privacy]}")


def test_a_diff_is_what_git_takes() -> None:
    assert unified("a\nb", "a\nc", "x", "y") == (
        "--- x\n+++ y\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )
    assert unified("a\u2028b\n", "a\u2028c\n", "x", "y").count("\n") == 5
    assert unified("a", "a", "x", "y") == ""


# -- all shipped flows ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", nth(FLOWS, 6, pytest.mark.whole), ids=lambda path: path.stem)
def test_every_step_of_a_shipped_flow_can_learn_a_name(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    file = load(text, str(path))
    for loc, target in pointable(file):
        role = target.candidates()[0].role or ""
        pick = Pick(role={"field": "textbox"}.get(role, role), name="A quite other name", language="it")
        [proposal] = propose(text, [learnt(file, loc, "renamed", pick)])
        assert proposal.reason == ""
        assert set(proposal.added) == {"A quite other name"}
        found = dict(pointable(load(proposal.after, str(path))))[loc]
        assert "A quite other name" in [name.text for one in found.candidates() for name in one.names]


def pointable(file: FlowFile) -> Iterator[tuple[Loc, Target]]:
    """Every step with one thing to point at."""
    for loc, step in walk(file.flow.steps):
        target = getattr(step, "target", None) or getattr(step, "control", None)
        if target:
            yield loc, target
