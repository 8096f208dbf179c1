"""What files of data say to people: each sentence that their readers make a text of, as all of those can be said.

A file that is read in another way, or a sentence that its reader does not make one of, is found by test_data_files.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from runner.flow.statements import statements
from runner.locale import Joined, Listed, Message
from runner.records.addressees import companies, dated_authorities
from runner.records.law import law_book

READ_BY: Mapping[str, Any] = {
    "flow/statements.yaml": statements,
    "records/authorities.json": dated_authorities,
    "records/companies.json": companies,
    "records/law.json": law_book,
}
ABOUT = {"flow/statements.yaml": "What a company says of itself: keep it exactly as strong as it is."}


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence of those files, and the file it is in, by its path below `runner/`."""
    for file, reader in READ_BY.items():
        yield from ((file, text.id) for text in texts_in(reader()) if text.id)


def texts_in(value: object) -> Iterator[Message]:
    """The texts of ours in what was read of a file."""
    match value:
        case Message():
            yield value
        case Joined(parts=parts) | Listed(items=parts):
            yield from (text for part in parts for text in texts_in(part))
        case Mapping():
            yield from (text for part in value.values() for text in texts_in(part))
        case tuple() | list():
            yield from (text for part in value for text in texts_in(part))
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield from (text for one in fields(value) for text in texts_in(getattr(value, one.name)))
        case _:
            pass


def strings(path: Path) -> Iterator[tuple[str, str]]:
    """Each string of a file of JSON or YAML, with the key it stands under."""
    text = path.read_text("utf-8")
    yield from _strings(json.loads(text) if path.suffix == ".json" else yaml.safe_load(text), "")


def _strings(value: object, key: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield key, value
        case dict():
            for name, part in value.items():
                yield from _strings(part, str(name))
        case list():
            for part in value:
                yield from _strings(part, key)
        case _:
            pass
