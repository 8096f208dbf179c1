"""What is said of files with mistakes. Golden: each `bad/NAME.yaml` has its messages in `bad/NAME.txt`.

To add one: put the file there, run this once (it writes the .txt and fails), look at it, commit both.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.errors import FlowError
from runner.flow.check import check
from runner.flow.load import load
from runner.flow.source import MAX_BYTES, read

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def said(path: Path) -> str:
    try:
        problems = check(load(path.read_bytes().decode("utf-8"), f"flows/{path.name}"), shipped=False)
    except FlowError as error:
        problems = error.problems
    return "".join(f"{problem}\n" for problem in problems)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_messages(path: Path) -> None:
    golden = path.with_suffix(".txt")
    if not golden.exists():
        golden.write_text(said(path), "utf-8")
        pytest.fail(f"{golden.name} was missing and is written now: look at it and commit it")
    assert said(path) == golden.read_text("utf-8")
    assert said(path), "this file has no mistake"


def test_every_problem_at_once_and_in_order() -> None:
    text = "titel: T\nservice: S\nhosts: [https://a.example]\nsteps:\n  - clik: x\n  - open: http://b.example/\n"
    with pytest.raises(FlowError) as caught:
        load(text, "f.yaml")
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == sorted(places)
    assert len(places) == 4


@pytest.mark.parametrize(
    "text",
    [
        "a" * (MAX_BYTES + 1),
        "[" * 40,
        "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [{', '.join([f'*b{i - 1}' if i else '*a'] * 9)}]\n" for i in range(9)),
        "a: &a [*a]",
        "a: 1\n---\nb: 2",
        "a: !!python/object:os.system x",
        "? [a]\n: b",
        "a: 1\na: 2",
    ],
)
def test_documents_that_are_refused(text: str) -> None:
    assert read(text, "f.yaml").problems


def test_scalars_are_those_of_yaml_1_2() -> None:
    root = read("no: no\non: off\nday: 2026-11-23\nx: [true, 0x1F, ~, 1.5, 012]", "f.yaml").root
    assert root is not None
    assert root.data() == {"no": "no", "on": "off", "day": "2026-11-23", "x": [True, 31, None, 1.5, 12]}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc:-[]{}&*!|>'\"\n #?,~%@`0é\x00\ud800 "), max_size=80))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read(text, "f.yaml")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["click", "any", "x", "/(/", ""])),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["click", "pause", "reach", "when", "link", "any", "en", "visible", "by", "for", "x"]),
                inner,
                max_size=3,
            ),
        ),
        max_leaves=12,
    )
)
def test_any_data_gives_a_flow_or_problems(data: object) -> None:
    import json

    text = f"title: T\nservice: S\nhosts: [a.example]\nsteps: {json.dumps(data)}"
    try:
        load(text, "f.yaml")
    except FlowError as error:
        assert error.problems
