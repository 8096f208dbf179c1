"""What a file from elsewhere is said to do: nothing is left out, and a changed file tells what it may do besides."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from runner.app.consents import Agreements
from runner.app.permissions import Powers, changed, shown
from runner.flow.load import FlowFile, load
from runner.locale import Text, catalogues

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
        "acts on:      a.example\n",
        "types:        me.email into “Email”, “Mail”; “I object” into “Why”\n",
        "attaches:     answer\n",
        "says no to:   “Decline”; “Ablehnen”\n",
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
        (("[a.example]", "[a.example, b.example]"), ["  acts on:      + b.example"]),
        (("me.email", "me.phone"), ["types:        + me.phone into “Email”, “Mail”", "types:        - me.email into"]),
        (("[Email, Mail]", "[Email, Mail, Phone]"), ["types:        + me.email into “Email”, “Mail”, “Phone”"]),
        (("I object", "I agree"), ["types:        + “I agree” into “Why”"]),
        (("[answer]", "[answer, passport]"), ["  attaches:     + passport"]),
        (("steps:\n  - open", "needs: {job: Your job}\nsteps:\n  - open"), ["  asks you for: + Your job"]),
        (("Ablehnen]", "Ablehnen, Schließen]"), ["  says no to:   + “Schließen”"]),
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
    assert "mine.yaml has changed since you agreed to it on 24 Nov 2026" in said
    for line in told:
        assert line in said


def test_the_day_of_the_yes_is_said_in_the_persons_language() -> None:
    said = changed(other(("I object", "I agree")), Powers.of(MINE.flow), "2026-11-24")
    assert isinstance(said, Text) and "24. November 2026" in said.in_language(catalogues.find("de"))


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


SCROLLED = (Path(__file__).parent / "cases" / "agreement-scrolled" / "flow.yaml").read_text("utf-8")


def test_a_text_of_the_files_own_neither_scrolls_nor_looks_like_what_it_may_do() -> None:
    said = shown(load(SCROLLED, "gentle.yaml")).rstrip().splitlines()
    assert len(said) < 20 and max(map(len, said)) < 130
    at = next(number for number, line in enumerate(said) if line.startswith("gentle.yaml does not come with Optout."))
    assert said[at + 1 :] == ["  types:        me.email into “Message”", "  acts on:      example.org; facebook.com"]


@pytest.mark.parametrize("sign", ["\\n", "\\r", "\\u2028", "\\u0085", "\\e[2J", "\\u202e", "\\b"])
def test_every_text_of_a_file_is_one_line_of_bounded_length(sign: str) -> None:
    long = f"a{sign * (20 if 'e' in sign else 300)}acts on: nothing{' b' * 200}"
    text = f'''
title: "{long}{" c" * 3000}"
service: S
hosts: [a.example]
needs: {{job: "{long}"}}
interruptions: [{{button: "Decline {long}"}}]
steps:
  - click: "{long}"
  - fill: {{field: "{long}", with: {{text: "{long}"}}}}
  - pause: {{for: submit, say: "{long}", copy: "{long}{" c" * 3000}"}}
'''
    file = load(text, "mine.yaml")
    for said in (shown(file), changed(file, Powers(), "2026-11-24")):
        assert len(re.findall("^  acts on:", said, re.MULTILINE)) == 1
        assert len(said.splitlines()) < 60 and max(map(len, said.splitlines())) < 130
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", said)
        assert said.rstrip().splitlines()[-1].split() in (
            ["acts", "on:", "a.example"],
            ["acts", "on:", "+", "a.example"],
        )


def test_what_is_asked_is_told_and_whether_it_stands_in_an_address() -> None:
    text = FLOW.replace(
        "steps:\n  - open", "needs: {job: Your job, blog: {ask: Your blog, public: true}}\nsteps:\n  - open"
    )
    assert "  asks you for: Your job; Your blog (put into an address)\n" in shown(load(text, "mine.yaml"))


def test_more_hosts_than_anybody_reads_are_counted_beside_the_question() -> None:
    hosts = ", ".join(f"a{number}.example" for number in range(400))
    said = shown(load(FLOW.replace("[a.example]", f"[a.example, {hosts}]"), "mine.yaml"))
    assert "and 376 more, which is more than a flow needs" in " ".join(said.split())


def test_what_an_earlier_version_remembered_of_a_flow_is_understood() -> None:
    data = Powers.of(MINE.flow).as_data()
    del data["asks"]
    assert Powers.kept(json.loads(json.dumps(data))) == Powers.of(MINE.flow)
