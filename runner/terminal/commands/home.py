"""`optout home`, and `optout` alone: everything in one window, for those who never open a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from runner.locale import _
from runner.terminal.commands.options import CONFIG, the_settings
from runner.terminal.console import say
from runner.terminal.failing import run_async


@click.command()
@CONFIG
def home(config: Path | None) -> None:
    """All of this in a browser window: choose, walk, see how it stands.

    It ends when its last window is closed. `optout` without words opens it as well.
    """
    show_home(config)


def show_home(config: Path | None = None, page: str = "", files: Mapping[str, Path] | None = None) -> None:
    """Opens the home, at a `page` of it, and waits until it is closed; `files` are flows meant by their path."""
    from runner.app.settings import file_to_write
    from runner.home.opening import open_home
    from runner.terminal.prompts import prompts

    settings = the_settings(config)
    say(_("Optout is open in a window of its own. Close that window to end it."), err=True)
    run_async(open_home(settings, file_to_write(config), prompts(), page, files or {}))
