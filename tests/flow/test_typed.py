"""What was typed in a page's field, which knows one line end, as the bytes of the file."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runner.flow.typed import shown, typed_over

TEXTS = st.lists(st.tuples(st.text("ab #-", max_size=4), st.sampled_from(["\n", "\r\n", "\r"]))).map(
    lambda lines: "".join(line + end for line, end in lines)
)


@pytest.mark.slow
@given(TEXTS, st.booleans())
def test_what_is_only_looked_at_stays_as_it_is(text: str, marked: bool) -> None:
    text = "\ufeff" + text if marked else text
    assert typed_over(text, shown(text).replace("\n", "\r\n")) == text


@pytest.mark.slow
@given(TEXTS, TEXTS)
@example("\r\n\r", "\n\n")
@example("a\r\n\n", "\n\n")
def test_what_is_typed_is_there_whatever_was_there_before(before: str, now: str) -> None:
    assert shown(typed_over(before, now)) == shown(now)


def test_lines_that_are_as_before_end_as_they_did() -> None:
    before = "a\r\nb\nc\r\nd"
    assert typed_over(before, "a\nnew\nb\nc\nd\n") == "a\r\nnew\r\nb\nc\r\nd\r\n"
    assert typed_over("\ufeffa\r\nb\r\n", "a\nc\nb\n") == "\ufeffa\r\nc\r\nb\r\n"
    assert typed_over("", "a\n") == "a\n"
