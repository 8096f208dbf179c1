"""What several commands take and begin with: their options, the console, the settings, a flow by its name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError
from runner.locale import _
from runner.terminal.console import say
from runner.terminal.failing import run_async
from runner.terminal.speaking import follow

if TYPE_CHECKING:
    from runner.config import Config
    from runner.records.ledger import Ledger

FILE = click.Path(path_type=Path)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("How to print it.")
)
CONFIG = click.option(
    "--config", type=FILE, help=_("Your settings (default: config.yaml here, or in your config folder).")
)
ACCOUNT = click.option(
    "--as", "account", metavar="NAME", help=_("A second account, with a browser profile of its own.")
)
EVENTS = click.option("--events", type=FILE, metavar="FILE", help=_("Write each event as one line of JSON."))

SERVICES = click.option("--services", multiple=True, metavar="NAME,...", help=_("The flows of these services."))
REGION = click.option(
    "--region", metavar="PLACE", help=_("Only what is offered there: EU, EEA, or a country (default: yours).")
)
NEEDS = click.option(
    "--need", "needs", multiple=True, metavar="KEY=VALUE", help=_("What a flow asks before it starts.")
)
TRUST = click.option("--trust", is_flag=True, help=_("Agree beforehand to files from elsewhere."))


def the_settings(given: Path | None, trust: bool = False) -> Config:
    """The person's settings; UsageError where they give the browser a switch that they may not."""
    from runner.app.settings import settings
    from runner.terminal.prompts import prompts

    found = run_async(settings(given, prompts(), trust))
    follow(found.language)
    return found


@contextlib.contextmanager
def the_ledger() -> Iterator[Ledger | None]:
    """The ledger for the length of the block, or None where nothing was noted yet: looking makes no file."""
    from runner.app.places import home

    if not (home() / "ledger.sqlite").exists():
        if any(home().glob("ledger-*.sqlite")):
            gone = _(
                "The ledger {path} is gone, and copies of it are there: "
                "`optout status --restore` puts the last one in its place.",
                path=home() / "ledger.sqlite",
            )
            say(gone, err=True)
        yield None
        return
    from runner.records.ledger import Ledger

    if (home() / "ledger.sqlite").stat().st_size == 0:
        path = home() / "ledger.sqlite"
        say(_("The ledger {path} is empty; if anything was noted in it, put a copy back.", path=path), err=True)
    with Ledger(home(), to_read=True) as ledger:
        if ledger.unwritable:
            say(_("Only read: {why}.", why=ledger.unwritable), err=True)
        yield ledger


def pair(text: str) -> tuple[str, str]:
    """What --need was given, as key and value."""
    key, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(_("--need takes KEY=VALUE, not {text!r}", text=text))
    return key, value
