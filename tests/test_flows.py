"""One test per shipped flow: it loads, nothing in it is doubtful, and people know what they begin."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from runner.flow.check import check
from runner.flow.load import load_file
from runner.flow.schema import FILE, as_text, flow_schema
from runner.flow.source import read

FLOWS = sorted((Path(__file__).parents[1] / "flows").glob("*.yaml"))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_flow(path: Path) -> None:
    file = load_file(path)
    assert check(file, shipped=True) == []
    assert file.id == path.stem
    root = read(path.read_text("utf-8"), str(path)).root
    assert root is not None
    jsonschema.validate(root.data(), flow_schema())


def test_the_schema_file_is_fresh() -> None:
    assert FILE.read_text("utf-8") == as_text(), "run `make generated`"
    jsonschema.Draft202012Validator.check_schema(flow_schema())


@pytest.mark.parametrize(
    "steps",
    ["[{clik: x}]", "[{click: {lnk: x}}]", "[{click: x, open: y}]", "[]", "[{pause: {for: never, say: x}}]"],
)
def test_the_schema_refuses_what_the_loader_refuses(steps: str) -> None:
    root = read(f"title: T\nservice: S\nhosts: [a.example]\nsteps: {steps}", "f.yaml").root
    assert root is not None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(root.data(), flow_schema())
