"""What is kept between runs is read as it was written, however long the walk was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints, StepPlace
from runner.session.kept import packed, say_damage_to, unpacked

PLAIN = st.none() | st.booleans() | st.integers() | st.text()
DATA = st.recursive(PLAIN, lambda one: st.lists(one) | st.dictionaries(st.text() | st.integers(), one))


@pytest.fixture(autouse=True)
def _damage_is_an_error() -> Iterator[None]:
    def fails(sentence: str) -> None:
        raise AssertionError(sentence)

    say_damage_to(fails)
    yield
    say_damage_to(lambda _: None)


@pytest.mark.parametrize("steps", [1, 9, 10, 11, 19, 120])
def test_a_walk_of_any_length_is_read_as_it_was_written(tmp_path: Path, steps: int) -> None:
    store = Checkpoints(tmp_path / "runs", write_private)
    places = {at: StepPlace(f"https://a.example/{at}") for at in range(2, steps + 1)}
    kept = Checkpoint("f", "digest", step=steps, places=places)
    store.write(kept)
    assert store.read("f") == kept


@pytest.mark.slow
@given(data=DATA)
def test_whatever_is_packed_is_unpacked(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = tmp_path_factory.mktemp("kept") / "x.json"
    path.write_bytes(packed(data))
    assert unpacked(path, lambda kept: [kept], "it is gone") == [json.loads(json.dumps(data))]
