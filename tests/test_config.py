"""Settings: the example is complete and true, mistakes are told at their place, and the first file found counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.config import BrowserConfig, Config, find_config, load_config
from runner.errors import ConfigError, UsageError
from runner.flow.source import read

EXAMPLE = (Path(__file__).parents[1] / "config.example.yaml").read_text("utf-8")


def test_the_example_names_every_setting_with_what_holds_without_it() -> None:
    root = read(EXAMPLE, "config.example.yaml").root
    assert root is not None
    assert set(root.data()) == set(Config.words())
    assert set(root.data()["browser"]) == set(BrowserConfig.words())
    example = load_config(EXAMPLE, "config.example.yaml")
    assert example.model_copy(update={"me": {}}) == Config()
    assert set(example.me.values()) == {""}


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_changes_nothing(text: str) -> None:
    assert load_config(text, "config.yaml") == Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timeout: 3\npaec: 1\n", "config.yaml:2:1: nothing here is called 'paec' (did you mean 'pace'?)"),
        ("browser:\n  headles: true\n", "config.yaml:2:3: nothing here is called 'headles' (did you mean 'headless'?)"),
        ("browser: {headless: yes}", "config.yaml:1:21: true or false is wanted here (write true)"),
        ("timeout: -3", "config.yaml:1:10: a number above 0 is wanted here"),
        (
            "me: {email: robin}",
            "config.yaml:1:6: this is not a whole mail address (such as robin@example.org, or leave it empty)",
        ),
        (
            "me: {password: x}",
            "config.yaml:1:6: 'password' is a secret, and no step types one (delete this line; it is yours to type)",
        ),
        (
            "browser:\n\theadless: true",
            "config.yaml:2:1: a tab stands here, and lines are indented by spaces alone "
            "(put two spaces in its place for each level; "
            "most editors can be told to do so)",
        ),
        ("pace: fast", "config.yaml:1:7: a number is wanted here"),
        ("language: German", "config.yaml:1:11: 'German' is not a language such as en, de or pt-BR"),
        ("me: {zip: 10115}", "config.yaml:1:11: a text is wanted here (put it in quotes)"),
        ("- pace", "config.yaml:1:1: a mapping is wanted here: `word: value`"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(text, "config.yaml")
    assert [str(problem) for problem in caught.value.problems] == [said]


def test_every_mistake_comes_at_once_and_in_order() -> None:
    with pytest.raises(ConfigError) as caught:
        load_config("pace: -1\nx: 1\ntimeout: 0\nbrowser: {use: 1}\n", "config.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 4]


def test_the_first_folder_with_a_file_counts(tmp_path: Path) -> None:
    empty, first, second = (tmp_path / name for name in ("empty", "first", "second"))
    for folder, pace in ((empty, None), (first, 1), (second, 2)):
        folder.mkdir()
        if pace:
            (folder / "config.yaml").write_text(f"pace: {pace}\n", "utf-8")
    assert find_config(None, [empty, first, second]).pace == 1
    assert find_config(second / "config.yaml", [first]).pace == 2
    assert find_config(None, [empty]) == Config()


def test_a_file_that_was_named_must_be_there_and_readable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        find_config(tmp_path / "none.yaml", [])
    (tmp_path / "latin.yaml").write_bytes(b"language: \xfc")
    with pytest.raises(ConfigError, match="not UTF-8"):
        find_config(tmp_path / "latin.yaml", [])
