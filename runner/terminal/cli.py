"""The command line: gathers the commands, prints every error a person can act on, and exits with its code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from runner.app.damage import say_damage_to
from runner.errors import ENDED, STOPPED, USAGE, BrowserError, ProblemsError, RecordsError, RunnerError, Stopped
from runner.locale import _
from runner.terminal.commands.audit import audit
from runner.terminal.commands.browser import browser
from runner.terminal.commands.check import check, merge
from runner.terminal.commands.doctor import doctor
from runner.terminal.commands.edit import edit
from runner.terminal.commands.flows import flows, vouch
from runner.terminal.commands.forget import forget
from runner.terminal.commands.home import home, show_home
from runner.terminal.commands.letter import letter
from runner.terminal.commands.library import list_, show
from runner.terminal.commands.publish import publish
from runner.terminal.commands.recheck import recheck
from runner.terminal.commands.record import record
from runner.terminal.commands.repair import repair
from runner.terminal.commands.requests import receipt, report, status, verify
from runner.terminal.commands.run import practice, run
from runner.terminal.commands.shortcut import shortcut
from runner.terminal.console import say
from runner.terminal.failing import each, listen, tell, tell_asides
from runner.terminal.speaking import SpeakingGroup


@click.group(cls=SpeakingGroup, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option("--lang", metavar="CODE", expose_value=False, help=_("The language Optout speaks, such as de or pt-BR."))
@click.version_option(package_name="optout-walk", prog_name="optout")
@click.pass_context
def cli(context: click.Context) -> None:
    """Walks with you to the page where you can refuse AI training on your data.

    It opens a browser you can see, takes you along the way, and pauses where only you may act: to log in, to attach
    proof, to submit. It never submits anything and never sees a password.

    New here? `optout` alone opens all of it in a window; or begin with `optout practice`.
    """
    if context.invoked_subcommand is None:
        _alone(context)


def _alone(context: click.Context) -> None:
    """Without a command: the home, or the help where there is no screen for it."""
    from runner.app.home_browser import has_screen

    if has_screen():
        show_home()
    else:
        say(context.get_help())


for _command in (
    *(run, audit, practice, list_, show, check, record, edit, repair, flows, vouch),
    *(status, recheck, letter, report, receipt, verify, browser, forget, home, shortcut, doctor),
    *(merge, publish),
):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Runs a command; every error is told here, and only here, and becomes the exit code."""
    listen(cli.commands)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that has no “ shows a ? for it
            stream.reconfigure(errors="replace")
    say_damage_to(lambda sentence: say(sentence, err=True))
    code = _guarded(lambda: cli.main(arguments, prog_name="optout", standalone_mode=False))
    tell_asides()
    sys.exit(_let_go_of_output(code))


def _guarded(command: Callable[[], Any]) -> int:
    """The exit code of a command, whatever it ends with; of several errors at once, of the one that weighs most."""
    try:
        returned = command()
        return returned if isinstance(returned, int) else ENDED
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else ENDED if done.code is None else USAGE
    except BaseException as error:  # noqa: BLE001 - the last handler: behind it there would be a traceback
        errors = list(each(error))
        if all(isinstance(one, _EXPECTED) for one in errors):
            return _told(max(errors, key=lambda one: isinstance(one, RunnerError)))
        return tell(error)


_WHERE_FROM = {
    "FLOW": _("`optout list` shows the flows there are."),
    "ID": _("`optout status` shows the ID of each of your requests."),
    "RECEIPT": _("Name the receipt, a folder or a zip, that `optout receipt` has made."),
}
_EXPECTED = (click.exceptions.Exit, click.ClickException, click.Abort, KeyboardInterrupt, Stopped, RunnerError)


def _told(error: BaseException) -> int:
    """Says an error that a person can act on; returns its exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        if isinstance(error, click.MissingParameter) and error.param:
            say(_WHERE_FROM.get(error.param.human_readable_name, ""), err=True)
        return error.exit_code
    if isinstance(error, RunnerError):
        told = str(error)
        say(told if isinstance(error, ProblemsError) else _("Error: {message}", message=told), err=True)
        if _is_about_home(error):
            say(_("The environment variable OPTOUT_HOME names another folder to write to."), err=True)
        return error.exit_code
    say(_("Stopped."), err=True)
    return STOPPED


def _is_about_home(error: RunnerError) -> bool:
    """Whether it is about Optout's own folder, which cannot be written."""
    from runner.app.places import home

    return isinstance(error, RecordsError | BrowserError) and "cannot be" in str(error) and str(home()) in str(error)


def _let_go_of_output(code: int) -> int:
    """Writes out what is left; a reader that has gone away (`| head`) is no error, a full disk is one."""
    try:
        sys.stdout.flush()
        return code
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at its very end
        if isinstance(error, BrokenPipeError):
            return code or STOPPED
        return tell(error)
