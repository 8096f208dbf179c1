"""`optout edit`: the home, opened where a flow is edited."""

from __future__ import annotations

from pathlib import Path

import click

from runner.terminal.commands.home import show_home
from runner.terminal.commands.options import CONFIG


@click.command()
@click.argument("flow")
@CONFIG
def edit(flow: str, config: Path | None) -> None:
    """Edit a flow in a window: its steps in words, its file, a page to try it on.

    FLOW is a name from `optout list`, or a path. A flow that came with Optout is copied into your own folder the first
    time you save it; a file given by its path is written where it is.
    """
    from runner.app.places import flow_path, library

    path = flow_path(flow)
    by_path = flow not in library()
    show_home(config, f"/flows/{path.stem}/edit", {path.stem: path.resolve()} if by_path else {})
