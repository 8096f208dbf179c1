"""Single settings are changed in the person's file; all else of it stays as they wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.app.settings_file import Setting, Value, change_settings
from runner.config import Config
from runner.errors import ConfigError

EXAMPLE = (Path(__file__).parents[1] / "config.example.yaml").read_text("utf-8")


def changed(tmp_path: Path, text: str | None, values: dict[Setting, Value]) -> str:
    path = tmp_path / "config.yaml"
    if text is not None:
        path.write_bytes(text.encode())
    change_settings(path, values)
    return path.read_bytes().decode() if path.exists() else ""


@pytest.mark.parametrize(
    ("before", "setting", "value", "after"),
    [
        (None, ("language",), "de", "language: de\n"),
        (None, ("me", "country"), "Germany", "me:\n  country: Germany\n"),
        ("# mine\n", ("language",), "de", "# mine\nlanguage: de\n"),
        ("language: en # why\npace: 1\n", ("language",), "de", "language: de # why\npace: 1\n"),
        ("me:\n  a: A # me\n\npace: 1\n", ("me", "email"), "a@b.c", "me:\n  a: A # me\n  email: a@b.c\n\npace: 1\n"),
        ("me: {name: Ada}\n", ("me", "email"), "a@b.org", "me: {name: Ada, email: a@b.org}\n"),
        ("me:\npace: 1\n", ("me", "name"), "Ada", "me: {name: Ada}\npace: 1\n"),
        ("pace: 1", ("me", "name"), "Ada", "pace: 1\nme:\n  name: Ada\n"),
        ("run:\n  - a\n  - b\npace: 1\n", ("run",), ("c",), "run:\n  [c]\npace: 1\n"),
        ("pace: 1\r\nlanguage: en\r\n", ("language",), "de", "pace: 1\r\nlanguage: de\r\n"),
        ("\ufefflanguage: en\n", ("language",), "de", "\ufefflanguage: de\n"),
        ("language: 'de'\n", ("language",), "de", "language: 'de'\n"),
    ],
)  # fmt: skip
def test_nothing_else_is_touched(
    tmp_path: Path, before: str | None, setting: Setting, value: Value, after: str
) -> None:
    assert changed(tmp_path, before, {setting: value}) == after


def test_the_example_keeps_its_comments(tmp_path: Path) -> None:
    values: dict[Setting, Value] = {("me", "country"): "Germany", ("run",): ("x-grok",), ("browser", "use"): "chrome"}
    after = changed(tmp_path, EXAMPLE, values)
    expected = EXAMPLE.replace('country: ""', "country: Germany").replace("run: []", "run: [x-grok]")
    assert after == expected.replace("use: auto", "use: chrome")


def test_a_value_that_cannot_be_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("pace: 1\n")
    for setting, value in ((("language",), "no language"), (("me", "password"), "x"), (("pace",), -1.0)):
        with pytest.raises(ConfigError):
            change_settings(path, {setting: value})
    assert path.read_text() == "pace: 1\n"
    assert path.stat().st_mode & 0o077 == 0o044


@pytest.mark.slow
@given(value=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60))
def test_whatever_is_typed_is_read_back(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    path = tmp_path_factory.mktemp("settings") / "config.yaml"
    path.write_text(EXAMPLE, "utf-8")
    assert change_settings(path, {("me", "name"): value}).me["name"] == value


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "optout" / "config.yaml"
    assert change_settings(path, {("me", "name"): "Ada"}) == Config(me={"name": "Ada"})
    assert path.stat().st_mode & 0o077 == 0
