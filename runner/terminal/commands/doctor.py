"""`optout doctor`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.locale import _, shown
from runner.terminal.commands.options import CONFIG, FORMAT
from runner.terminal.console import readable, say

if TYPE_CHECKING:
    from runner.app.doctor import Finding

_MARKS = {"fine": ("ok", "green"), "look": ("!", "yellow"), "wrong": ("✗", "red")}


@click.command()
@CONFIG
@FORMAT
def doctor(config: Path | None, form: str) -> int:
    """What is installed on this computer and what is missing, with nothing personal in it.

    Nothing is changed, and nothing is sent: copy it to whoever helps you. Exits as a walk would that cannot begin here:
    3 without a browser or a screen, 5 where nothing can be kept, 2 where settings cannot be understood.
    """
    from runner.app.doctor import examine, exit_code

    findings = examine(config, sys.stdout.encoding or "unknown")
    if form == "json":
        say(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        return exit_code(findings)
    wide = max(len(shown(finding.about)) for finding in findings)
    for finding in findings:
        _print(finding, max(wide, 9))
    wrong = sum(finding.state == "wrong" for finding in findings)
    say()
    say(_("Missing or wrong: {count}; see ✗ above.", count=wrong) if wrong else _("Nothing is missing."))
    return exit_code(findings)


def _print(finding: Finding, wide: int) -> None:
    sign, colour = _MARKS[finding.state]
    mark = click.style(f"{sign:<2}", fg=colour)  # which is all that may act on the terminal here
    click.echo(f"{mark} {shown(finding.about):<{wide}} {readable(finding.says)}")
    if finding.do:
        say(f"{'':<{wide + 4}}{shown(finding.do)}")
