"""A flow said for somebody who has only the page before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.checklist import sheet
from runner.flow.load import load, load_file
from runner.records.sheet import Source, Task

FLOWS = sorted((Path(__file__).parents[1] / "flows").glob("*.yaml"))
HEAD = "title: T\nservice: S\nhosts: [a.example]\nsteps:\n"


def task(step: str) -> Task:
    """What a step becomes."""
    return sheet(load(f"{HEAD}  - {step}", "f.yaml").flow).tasks[0]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("open: https://a.example/", "Open this page:"),
        ("click: {link: {en: [AI, AIs], de: KI}}", "Press “AI” (de: KI)."),
        ("click: {any: [{css: .x}, {link: Ours}, {button: Theirs}]}", "Press “Ours”, or “Theirs”."),
        ("click: {href: /privacy}", "Press the link to /privacy."),
        (r"click: /\b(object|restrict)\b.*third part(y|ies)/i", "Press “object … third party”."),
        ("click: '/don.t allow (this|that)$/i'", "Press “don’t allow this”."),
        ("hover: Account", "Move the pointer over “Account”."),
        ("choose: {radio: I object}", "Choose the option “I object”."),
        (
            "choose: {option: {en: Germany, de: Deutschland}, from: {combobox: Country}}",
            "Choose “Germany” (de: Deutschland) from the list “Country”.",
        ),
        (
            "fill: {field: '/^(?!.*(confirm|again)).*e-?mail/i', with: me.email}",
            "Type your email into the field “e-mail”.",
        ),
        ("expect: {visible: {heading: Settings}}", "You should see “Settings” now."),
        ("expect: {url: /settings}", "Look whether this is the right page."),
        (
            "expect: {visible: AI, otherwise: not_offered}",
            "Look for “AI”. If it is not there, this is not offered to you.",
        ),
        ("when: {sees: {visible: {css: form}}, steps: [{click: AI}]}", "Only where the page asks for it:"),
        ("when: {sees: {all: [{visible: AI}, {gone: X}]}, steps: [{click: AI}]}", "Only where you see “AI”:"),
        (
            "pause: {for: switch, control: {switch: any, beside: Usage data}, want: 'off', say: Turn it off.}",
            "Turn it off.",
        ),
        ("confirm: {is_off: {switch: Training}}", "Look once more: the switch “Training” is off."),
        ("confirm: {is_on: {radio: Never}}", "Look once more: the option “Never” is chosen."),
        ("confirm: {visible: Thanks}", "Look once more: you should see “Thanks”."),
    ],
)
def test_sentence(step: str, sentence: str) -> None:
    assert task(step).text == sentence


def test_ways_are_told_in_order() -> None:
    found = task("reach: {there_when: {visible: Form}, by: {the menu: [{click: A}], the address: [{click: B}]}}")
    assert found.text == "Go where you see “Form”. There are 2 ways; try the next where one does not lead there."
    assert [(way.name, way.tasks[0].text) for way in found.ways] == [
        ("the menu", "Press “A”."),
        ("the address", "Press “B”."),
    ]


def test_an_end_on_one_of_several_ways_is_not_told_as_the_end_of_all() -> None:
    step = "reach: {{there_when: {{visible: Form}}, by: {{a: [{{expect: {{visible: AI, otherwise: {0}}}}}]}}}}"
    assert task(step.format("{not_offered: ask}")).ways[0].tasks[0].text == "You should see “AI” now."
    for_good = task(step.format("{not_offered: ask, for good: true}")).ways[0].tasks[0].text
    assert for_good == "Look for “AI”. If it is not there, this is not offered to you."


def test_texts_to_take_along() -> None:
    assert task("pause: {for: submit, say: Send it., copy: I object.}").copy == "I object."
    assert task("fill: {field: Reason, with: {text: I object.}}") == Task(
        "Put this text into the field “Reason”:", copy="I object."
    )
    assert task("mail: {to: a@b.example, subject: AI, body: No.}").copy == "To: a@b.example\nSubject: AI\n\nNo."


def test_what_of_ones_own_is_meant_is_said_in_words() -> None:
    assert task("pause: {for: review, say: 'Look whether it says {me.email}.'}").text == (
        "Look whether it says [your email]."
    )


def test_what_a_flow_needs_to_know_is_explained() -> None:
    text = f"{HEAD.removesuffix('steps:' + chr(10))}needs: {{blog: The name of your blog}}\nsteps:\n  - open: https://a.example/"
    assert ("What to put in", "{blog}: The name of your blog") in sheet(load(text, "f.yaml").flow).facts


def test_sources_with_what_they_are() -> None:
    text = HEAD.replace(
        "steps:", "sources:\n  - https://a.example/x-y – the help, May 2026\n  - https://b.example/\nsteps:"
    )
    found = sheet(load(f"{text}  - click: A", "f.yaml").flow).sources
    assert found == (Source("https://a.example/x-y", "the help, May 2026"), Source("https://b.example/"))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_shipped_flows_speak_to_people(path: Path) -> None:
    """No word of a page's code, and no regular expression, in what a person is to do."""
    for said in everything(sheet(load_file(path).flow).tasks):
        assert not any(sign in said for sign in ("[type=", "\\", "(?", ".*", "input[", "what is meant here")), said


def everything(tasks: tuple[Task, ...]) -> list[str]:
    return [one for task in tasks for one in (task.text, *everything(tuple(t for way in task.ways for t in way.tasks)))]


def test_what_is_to_be_copied_says_what_of_ones_own_to_put_in() -> None:
    step = "mail: {to: a@a.example, subject: S, body: 'My account: {me.email}'}"
    assert task(step).copy.endswith("My account: [your email]")
