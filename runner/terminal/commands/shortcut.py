"""`optout shortcut`."""

from __future__ import annotations

import click

from runner.plain import plain


@click.command()
@click.option("--remove", is_flag=True, help="Take it away again.")
def shortcut(remove: bool) -> None:
    """An icon in the system's menu and on the desktop, so that no terminal is needed."""
    from runner.app.shortcut import Desk, add_shortcut, remove_shortcut

    if remove:
        found = remove_shortcut(Desk())
        click.echo(plain("\n".join(f"Removed {path}." for path in found)) or "There was none.")
    else:
        for path in add_shortcut(Desk()):
            click.echo(plain(f"Put there: {path}"))
