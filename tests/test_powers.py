"""What a file from elsewhere is said to do: nothing is left out, and a changed file tells what it may do besides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from runner.agreements import Agreements
from runner.flow.load import FlowFile, load
from runner.powers import Powers, changed, shown

FLOW = """
title: T
service: S
hosts: [a.example]
interruptions: [{button: [Decline, Ablehnen]}]
steps:
  - open: https://a.example/
  - click: {any: [{link: {en: Privacy, de: [Datenschutz, Privates]}}, {href: /privacy}, {css: "#p"}]}
  - when: {sees: {visible: x}, steps: [{reach: {there_when: {visible: y}, by: {the menu: [{click: Deep}]}}}]}
  - choose: {option: [Germany, Deutschland], from: {combobox: Country}}
  - fill: {field: [Email, Mail], with: me.email}
  - fill: {field: Why, with: {text: I object}}
  - attach: {field: Proof, evidence: [answer]}
  - pause: {for: switch, control: {switch: [Train, Trainieren]}, want: off}
  - pause: {for: submit, say: Send it., copy: My letter}
"""
MINE = load(FLOW, "mine.yaml")


def other(*changes: tuple[str, str]) -> FlowFile:
    text = FLOW
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return load(text, "mine.yaml")


def test_everything_it_would_look_for_type_or_attach_is_told() -> None:
    said = shown(MINE)
    for told in (
        "mine.yaml does not come with Optout",
        "acts on:    a.example\n",
        "types:      me.email into “Email”, “Mail”; “I object” into “Why”\n",
        "attaches:   answer\n",
        "says no to: “Decline”; “Ablehnen”\n",
        "\n2. Press “Privacy” (or “Datenschutz”, “Privates”, a link to “/privacy”, “#p”)\n",
        "\n      by way of the menu:\n      - Press “Deep”\n",
        "“Deutschland”",
        "“Trainieren”",
        "\n9. Send it. (text to copy: “My letter”)\n",
    ):
        assert told in said


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[a.example]", "[a.example, b.example]"), ["  acts on:    + b.example"]),
        (("me.email", "me.phone"), ["types:      + me.phone into “Email”, “Mail”", "types:      - me.email into"]),
        (("[Email, Mail]", "[Email, Mail, Phone]"), ["types:      + me.email into “Email”, “Mail”, “Phone”"]),
        (("I object", "I agree"), ["types:      + “I agree” into “Why”"]),
        (("[answer]", "[answer, passport]"), ["  attaches:   + passport"]),
        (("Ablehnen]", "Ablehnen, Schließen]"), ["  says no to: + “Schließen”"]),
        (
            ("Privates", "Geheimes"),
            ["    + Press “Privacy” (or “Datenschutz”, “Geheimes”, a link to “/privacy”, “#p”)"],
        ),
        (("Deep", "Deeper"), ["    - - Press “Deep”", "    + - Press “Deeper”"]),
        (("My letter", "Another letter"), ["    + Send it. (text to copy: “Another letter”)"]),
        (("  - open: https://a.example/\n", "  - open: https://a.example/\n  - click: New\n"), ["    + Press “New”"]),
    ],
)
def test_a_changed_file_tells_what_is_new(change: tuple[str, str], told: list[str]) -> None:
    said = changed(other(change), Powers.of(MINE.flow), "2026-11-24")
    assert "mine.yaml has changed since you agreed to it on 2026-11-24" in said
    for line in told:
        assert line in said


def test_a_step_put_in_is_one_line_not_all_that_follow() -> None:
    said = changed(
        other(("  - open: https://a.example/\n", "  - click: New\n  - open: https://a.example/\n")),
        Powers.of(MINE.flow),
        "2026-11-24",
    )
    assert said.splitlines()[3:] == ["  its steps:", "    + Press “New”"]


def test_a_change_of_texts_alone_is_said_to_be_one() -> None:
    said = changed(other(("title: T", "title: Another")), Powers.of(MINE.flow), "2026-11-24")
    assert "What it may do is as before" in said


def test_a_yes_is_for_one_content_and_keeps_what_it_was_for(tmp_path: Path) -> None:
    agreed = Agreements(tmp_path)
    assert not agreed.has(MINE.digest) and agreed.last("mine.yaml") is None
    agreed.add(MINE, date(2026, 11, 24))
    agreed.add(MINE, date(2026, 11, 25))
    newer = other(("me.email", "me.phone"))
    assert agreed.has(MINE.digest) and not agreed.has(newer.digest)
    agreed.add(newer, date(2026, 11, 26))
    last = Agreements(tmp_path).last("mine.yaml")
    assert last and (last.digest, last.date, last.powers) == (newer.digest, "2026-11-26", Powers.of(newer.flow))
    assert agreed.has(MINE.digest) and agreed.last("yours.yaml") is None
    assert len(json.loads((tmp_path / "agreed.json").read_text())) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        "null",
        "[1, null, {}]",
        '[{"digest": 1}]',
        '[{"digest": "x", "path": "p", "date": "", "powers": {"hosts": 1}}]',
    ],
)
def test_a_damaged_list_is_no_yes(tmp_path: Path, text: str) -> None:
    (tmp_path / "agreed.json").write_text(text)
    agreed = Agreements(tmp_path)
    assert not agreed.has(MINE.digest) and agreed.last("mine.yaml") is None
    agreed.add(MINE, date(2026, 11, 24))
    assert agreed.has(MINE.digest)


def test_a_yes_of_an_earlier_version_still_holds(tmp_path: Path) -> None:
    (tmp_path / "agreed.json").write_text(json.dumps([MINE.digest]))
    agreed = Agreements(tmp_path)
    assert agreed.has(MINE.digest)
    agreed.add(other(("me.email", "me.phone")), date(2026, 11, 24))
    assert agreed.has(MINE.digest)
