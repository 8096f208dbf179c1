"""What real applications are asked: which thing is which in another language, and what counts as right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from runner.flow.model import Pick
from tests.languages.applications.__main__ import MARKS, shown, table, write_down
from tests.languages.applications.collecting import read, write
from tests.languages.applications.judging import judge
from tests.languages.applications.pairing import questions


def page(*names: str, language: str) -> list[Pick]:
    return [
        Pick(
            tag="a",
            role="link",
            name=name,
            text=name,
            href=f"/{at}",
            language=language,
            path=f"/html[1]/body[1]/a[{at + 1}]",
        )
        for at, name in enumerate(names)
    ]


ENGLISH = {
    "/": page("Account", "Log out", "Xyzzy", "Blog", language="en"),
    "/more": page("Account", "Help", language="en"),
}
GERMAN = {"/": page("Konto", "Abmelden", "Quux", "Blog", language="de"), "/more": page("Konto", "Hilfe", language="de")}
ASKED = list(questions("Example", "de", ENGLISH, GERMAN))


def test_each_thing_of_another_name_is_asked_for_once_where_it_is_and_once_where_it_is_not() -> None:
    there = [(one.english.name, one.right, one.page) for one in ASKED if one.right is not None]
    assert there == [("Account", 0, "/"), ("Log out", 1, "/"), ("Xyzzy", 2, "/"), ("Help", 1, "/more")]
    assert [(one.english.name, one.page) for one in ASKED if one.right is None] == [("Xyzzy", "/more")]


def test_what_is_open_to_doubt_is_not_asked() -> None:
    twice = {
        "/": [*page("Edit", language="en"), Pick(tag="a", role="link", name="Edit", href="/9", path="/html[1]/a[1]")]
    }
    german = {"/": [one.model_copy(update={"name": "Bearbeiten", "text": ""}) for one in twice["/"]]}
    assert list(questions("Example", "de", twice, german)) == []


def test_a_ring_is_right_on_the_very_thing_alone() -> None:
    verdicts = {(one.english.name, one.right is None): judge(one) for one in ASKED}
    assert verdicts == {
        ("Account", False): "right",
        ("Log out", False): "right",
        ("Xyzzy", False): "none",
        ("Help", False): "right",
        ("Xyzzy", True): "none",
    }
    assert judge(replace(ASKED[0], right=1)) == "wrong"
    assert judge(replace(ASKED[0], right=None)) == "wrong"


def test_what_was_seen_is_kept_and_read_again(tmp_path: Path) -> None:
    write(tmp_path / "kept.jsonl", ASKED)
    assert list(read(tmp_path / "kept.jsonl")) == ASKED


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    manual = tmp_path / "manual.md"
    manual.write_text(f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n", "utf-8")
    write_down(table(ASKED), manual)
    text = manual.read_text("utf-8")
    assert "| Example | German | 4 | 3 (75.0 %) | 0 (0.0 %) | 1 (25.0 %) | 1 | 0 (0.0 %) |" in text
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "old" not in text
    assert len(list(shown(ASKED, "de"))) == len(ASKED)
