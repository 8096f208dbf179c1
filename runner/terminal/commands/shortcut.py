"""`optout shortcut`."""

from __future__ import annotations

import click

from runner.locale import _
from runner.terminal.console import say


@click.command()
@click.option("--remove", is_flag=True, help=_("Take it away again."))
def shortcut(remove: bool) -> None:
    """An icon in the system's menu and on the desktop, so that no terminal is needed."""
    from runner.app.shortcut import Desk, add_shortcut, remove_shortcut

    if remove:
        found = remove_shortcut(Desk())
        for path in found:
            say(_("Removed {folder}.", folder=path))
        if not found:
            say(_("There was none."))
    else:
        for path in add_shortcut(Desk()):
            say(_("Put there: {path}", path=path))
