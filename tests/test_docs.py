"""The manuals hold: commands and steps are all told, examples load, and the quick `--help` is the real one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml
from click.testing import CliRunner

from runner.config import load_config
from runner.errors import ConfigError, FlowError
from runner.flow.check import check
from runner.flow.kinds import KINDS
from runner.flow.load import load
from runner.flow.model import ROLES, Condition
from runner.flow.results import PauseFor
from runner.terminal.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "flows" / "README.md").read_text("utf-8")
PAGES = {"README.md": README, "flows/README.md": MANUAL}


def commands(group: click.Group, name: str = "optout") -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


COMMANDS = dict(commands(cli))


def examples() -> Iterator[tuple[str, str]]:
    """Every YAML block of the manuals, with its page and line."""
    for page, text in PAGES.items():
        for found in re.finditer(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield f"{page}:{text[: found.start()].count(chr(10)) + 2}", found[1]


EXAMPLES = dict(examples())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(name: str) -> None:
    assert (COMMANDS[name].help or "").strip()
    assert re.search(rf"`{re.escape(name)}[ `]", README), f"README.md does not name `{name}`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    for option in COMMANDS[name].params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"


def test_the_readme_promises_no_command_that_is_not_there() -> None:
    for text in (*PAGES.values(), (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        for word in re.findall(r"(?:`|^)optout ([a-z]+)", text, re.MULTILINE):
            assert f"optout {word}" in COMMANDS


@pytest.mark.parametrize("word", KINDS)
def test_every_kind_of_step_has_a_manual(word: str) -> None:
    assert inspect.cleandoc(KINDS[word].__doc__ or "")
    assert KINDS[word].__doc__ != KINDS[word].__base__.__doc__
    assert f"\n| `{word}` |" in MANUAL


def test_every_role_condition_and_pause_stands_in_the_manual() -> None:
    for word in (*ROLES, *get_args(PauseFor)):
        assert f"`{word}`" in MANUAL, word
    for word in Condition.words():
        assert f"expect: {{{word}: " in MANUAL, word


@pytest.mark.parametrize("place", EXAMPLES)
def test_every_example_loads_and_has_no_errors(place: str) -> None:
    text = EXAMPLES[place]
    if isinstance(yaml.safe_load(text), list):
        steps = "".join(f"  {line}\n" for line in text.splitlines())
        text = f"title: t\nservice: s\nhosts: [example.com]\nsteps:\n{steps}"
    try:
        problems = check(load(text, place))
    except FlowError as error:
        pytest.fail(str(error))
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_both_manuals_show_a_whole_flow() -> None:
    for page in PAGES:
        assert any("\nsteps:" in text for place, text in EXAMPLES.items() if place.startswith(page))


def test_the_example_of_a_problem_is_what_is_said() -> None:
    said = re.search(r"^my-flow\.yaml:5:5: .*$", MANUAL, re.MULTILINE)
    assert said
    with pytest.raises(FlowError) as caught:
        load("title: t\nservice: s\nhosts: [example.com]\nsteps:\n  - clik: Settings\n", "my-flow.yaml")
    assert str(caught.value) == said[0]


def test_the_example_of_the_settings_is_complete() -> None:
    text = (ROOT / "config.example.yaml").read_text("utf-8")
    assert load_config(text, "config.example.yaml") == load_config("", "config.yaml").model_copy(
        update={"me": {"name": "", "email": "", "country": ""}}
    )


def test_a_settings_file_that_is_wrong_says_where() -> None:
    with pytest.raises(ConfigError, match=r"config.yaml:2:1: nothing here is called 'paec' \(did you mean 'pace'\?\)"):
        load_config("timeout: 3\npaec: 1\n", "config.yaml")


def test_links_between_the_manuals_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "flows/README.md", "tests/sites/README.md"):
        path = ROOT / page
        for link in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
            assert link.startswith("https://") or (path.parent / link).exists(), f"{page}: {link}"


def test_the_help_kept_in_a_file_is_the_help() -> None:
    said = CliRunner().invoke(cli, ["--help"], prog_name="optout", terminal_width=78).output  # of 80 columns
    kept = (ROOT / "runner" / "help.txt").read_text("utf-8")
    assert kept == said, "run `make generated`"


@pytest.mark.slow
def test_every_proof_that_is_named_is_there() -> None:
    """SECURITY.md names files and tests; a promise without its proof would be none."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:[\w/]+/)?\w+\.(?:py|js|txt|toml))(?:::(\w+)(…?))?`", text)
    assert len(named) > 20
    for file, test, more in named:
        found = [ROOT / file] if (ROOT / file).exists() else list((ROOT / "tests").rglob(file))
        assert found, f"there is no {file}"
        if test:
            assert re.search(rf"def {test}{'' if more else chr(92) + 'b'}", found[0].read_text("utf-8")), test
    for promise in re.findall(r"^- \*\*(.+?)\.\*\*", README, re.MULTILINE):
        assert f"| **{promise}** |" in text, promise
