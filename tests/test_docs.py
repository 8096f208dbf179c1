"""What the documents say is true: commands, steps, examples."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from runner.cli import cli
from runner.config import Config, load_config
from runner.flow.load import load
from runner.flow.source import read
from runner.flow.steps import KINDS, parse_step

TOP = Path(__file__).parents[1]
README, MANUAL = (TOP / "README.md").read_text("utf-8"), (TOP / "flows" / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README + MANUAL, re.DOTALL)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    assert f"optout {name}" in README
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.opts}"


def test_the_help_file_is_fresh() -> None:
    said = CliRunner().invoke(cli, ["--help"], prog_name="optout", terminal_width=80).output
    assert (TOP / "runner" / "help.txt").read_text("utf-8") == said, "run `make generated`"


@pytest.mark.parametrize("word", sorted(KINDS))
def test_every_step_explains_itself(word: str) -> None:
    assert KINDS[word].__doc__
    assert f"`{word}`" in MANUAL


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_are_flows(example: str) -> None:
    if "hosts:" in example:
        load(example, "example.yaml")
        return
    root = read(example, "example.yaml").root
    assert root is not None
    data = root.data()
    for step in data["steps"] if isinstance(data, dict) else data:
        parse_step(step)


def test_the_example_config_is_what_holds_without_it() -> None:
    example = load_config((TOP / "config.example.yaml").read_text("utf-8"), "config.example.yaml")
    assert example.model_copy(update={"me": {}}) == Config()
    assert set(example.me) == {"name", "email", "country"}


def test_a_settings_file_that_is_wrong_says_where() -> None:
    with pytest.raises(Exception, match=r"config.yaml:2:1: nothing here is called 'paec' \(did you mean 'pace'\?\)"):
        load_config("timeout: 3\npaec: 1\n", "config.yaml")
