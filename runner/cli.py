"""The command line: gathers the commands, prints every error a person can act on, and exits with its code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from runner.commands.browser import browser
from runner.commands.forget import forget
from runner.commands.letter import letter
from runner.commands.library import check, list_, show
from runner.commands.recheck import recheck
from runner.commands.record import record
from runner.commands.repair import repair
from runner.commands.requests import receipt, report, status, verify
from runner.commands.run import practice, run
from runner.errors import ENDED, STOPPED, ProblemsError, RunnerError, Stopped
from runner.plain import plain


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="optout", prog_name="optout")
def cli() -> None:
    """Walks with you to the page where you can refuse AI training on your data.

    It opens a browser you can see, takes you along the way, and pauses where only you may act: to log in, to attach
    proof, to submit. It never submits anything and never sees a password.

    New here? Begin with `optout practice`.
    """


for _command in (
    *(run, practice, list_, show, check, record, repair),
    *(status, recheck, letter, report, receipt, verify, browser, forget),
):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Runs a command; every error a person can act on is printed here, and only here, and becomes its exit code."""
    code = _guarded(lambda: cli.main(arguments, prog_name="optout", standalone_mode=False))
    sys.exit(code)


def _guarded(command: Callable[[], Any]) -> int:
    try:
        returned = command()
        return returned if isinstance(returned, int) else ENDED
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (Stopped, KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        return STOPPED
    except RunnerError as error:
        click.echo(plain(f"{'' if isinstance(error, ProblemsError) else 'Error: '}{error}"), err=True)
        return error.exit_code
