"""What several commands take and begin with: their options, the console, the settings, a flow by its name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from runner.config import Config
    from runner.flow.load import FlowFile
    from runner.records.ledger import Ledger

FILE = click.Path(path_type=Path)
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
CONFIG = click.option(
    "--config", type=FILE, help="Your settings (default: config.yaml here, or in your config folder)."
)
ACCOUNT = click.option("--as", "account", metavar="NAME", help="A second account, with a browser profile of its own.")
EVENTS = click.option("--events", type=FILE, metavar="FILE", help="Write each event as one line of JSON.")


# On the practice site the browser needs nobody else: without these it looks for updates and the like.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


def the_console() -> Console:
    """A terminal of any kind, or a pipe; page texts are printed as they are, without markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def the_settings(given: Path | None) -> Config:
    """The person's settings: of the file given, else of the first there is."""
    from runner.config import find_config
    from runner.places import config_folders

    return find_config(given, config_folders())


@contextlib.contextmanager
def the_ledger() -> Iterator[Ledger | None]:
    """The ledger for the length of the block, or None where nothing was noted yet: looking makes no file."""
    from runner.places import home

    if not (home() / "ledger.sqlite").exists():
        yield None
        return
    from runner.records.ledger import Ledger

    with Ledger(home()) as ledger:
        yield ledger


def load_flow(flow: str) -> FlowFile:
    """A flow by its id or path."""
    from runner.flow.load import load_file
    from runner.places import flow_path

    return load_file(flow_path(flow))


def pair(text: str) -> tuple[str, str]:
    """What --need was given, as key and value."""
    key, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(f"--need takes KEY=VALUE, not {text!r}")
    return key, value
