"""What is printed: in the person's language, and without what acts on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runner.locale import shown
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console


def readable(text: str) -> str:
    """A text in the person's language, which may hold texts of strangers, made harmless for a terminal."""
    return plain(shown(text))


def say(text: str = "", err: bool = False, nl: bool = True) -> None:
    """Prints a text as a line; `err` puts it beside what a program may read, `nl=False` leaves the line open."""
    click.echo(readable(text), err=err, nl=nl)


def the_console() -> Console:
    """A terminal of any kind, or a pipe; page texts are printed as they are, without markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
