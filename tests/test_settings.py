"""A config.yaml that merely lies in the working folder gives `me:` and `run:`; the rest is agreed to."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from runner.config import Config
from runner.errors import UsageError
from runner.terminal.commands.options import the_settings
from tests import test_cli
from tests.test_cli import Run

run = test_cli.run
THEIRS = "browser: {use: bin/chromium, args: ['--mute-audio']}\npace: 0\nme: {name: Ann}\nrun: [x-grok]\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Somebody is there, and answers in this order; what is left was not asked for."""
    answers: list[bool] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: answers.pop(0))
    return answers


def users(text: str) -> Path:
    path = Path(os.environ["XDG_CONFIG_HOME"], "optout", "config.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def started(program: Path) -> Path:
    """A program that tells by a file that it was started."""
    program.parent.mkdir(parents=True, exist_ok=True)
    told = program.with_suffix(".started")
    program.write_text(f"#!/bin/sh\ntouch '{told}'\n")
    program.chmod(0o755)
    return told


@pytest.mark.slow
def test_a_program_of_the_folder_is_not_started_unasked(run: Run) -> None:
    told = started(Path("bin/chromium"))
    Path("config.yaml").write_text(
        "browser:\n  use: bin/chromium\n  args: ['--proxy-server=localhost:1', '--ignore-certificate-errors']\n"
    )
    ran = run("browser")
    assert not told.exists() and f"{Path.cwd() / 'bin'}" not in ran.out
    assert "only me: and run: are taken from it, not browser.use, browser.args." in ran.err
    assert "--config config.yaml" in ran.err
    for command in (["run", "x-grok"], ["practice"]):
        run(*command)
        assert not told.exists()


def test_in_a_pipe_only_me_and_run_are_taken_and_the_rest_is_the_persons_own(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    users("pace: 3\nme: {name: Robin}\n")
    Path("config.yaml").write_text(THEIRS)
    found = the_settings(None)
    assert (found.me, found.run, found.pace, found.browser) == ({"name": "Ann"}, ["x-grok"], 3, Config().browser)
    assert "not browser.use, browser.args, pace." in capsys.readouterr().err


def test_what_sets_nothing_else_is_not_asked_about(run: Run, asked: list[bool]) -> None:
    Path("config.yaml").write_text("me: {name: Ann}\nrun: [x-grok]\npace: 0.8\nbrowser: {use: auto}\n")
    assert the_settings(None).me == {"name": "Ann"}


def test_a_yes_holds_for_one_content_and_a_no_for_one_time(
    run: Run, asked: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("config.yaml").write_text(THEIRS)
    asked += [False, True]
    assert the_settings(None).browser == Config().browser
    assert "browser.use:" in (said := capsys.readouterr().out) and f"{Path.cwd() / 'bin/chromium'}" in said
    assert the_settings(None).browser.use == str(Path.cwd() / "bin/chromium")
    assert the_settings(None).pace == 0  # agreed: not asked again
    Path("config.yaml").write_text(THEIRS.replace("pace: 0", "pace: 1"))
    asked += [False]
    assert the_settings(None).pace == 0.8
    assert asked == []


def test_trust_agrees_beforehand(run: Run) -> None:
    Path("config.yaml").write_text(THEIRS)
    assert the_settings(None, trust=True).pace == 0
    assert the_settings(None).pace == 0


@pytest.mark.parametrize("where", ["given", "user's", "user's, and worked in"])
def test_a_file_that_is_given_or_the_persons_own_is_trusted(
    run: Run, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = users(THEIRS)
    if where.endswith("worked in"):
        monkeypatch.chdir(mine.parent)
    found = the_settings(mine if where == "given" else None)
    assert (found.pace, found.browser.use) == (0, str(mine.parent / "bin/chromium"))


def test_a_switch_that_may_not_be_is_refused_before_a_browser_is_looked_for(run: Run) -> None:
    users("browser: {args: ['--load-extension=/x']}")
    with pytest.raises(UsageError, match="puts a program into the browser"):
        the_settings(None)
    assert run("browser").code == 2


def test_what_is_shown_is_one_line_each_whatever_stands_there(
    run: Run, asked: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    line_ends = "\\n" * 400
    Path("config.yaml").write_text(f'browser: {{use: "bin/x{line_ends}\\e[2J all is well", args: ["--{"a" * 5000}"]}}')
    asked += [False]
    the_settings(None)
    said = capsys.readouterr().out
    assert len(said.splitlines()) <= 8 and max(map(len, said.splitlines())) < 500 and "\x1b" not in said
