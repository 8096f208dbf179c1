"""`optout forget`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.app.stored_data import MEANING, PARTS, in_words
from runner.plain import plain
from runner.terminal.commands.options import ACCOUNT

if TYPE_CHECKING:
    from runner.app.stored_data import Belonging


@click.command()
@click.option(
    "--only", "parts", multiple=True, type=click.Choice(list(PARTS)), help="Only this part; may be given again."
)
@ACCOUNT
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(parts: tuple[str, ...], account: str | None, yes: bool) -> None:
    """Remove what Optout has kept on this computer, after a yes.

    That is the browser's profile with its logins, evidence, records, what was learnt of menus, the flow files you
    agreed to, and the collections you added. `--as NAME` removes the profile of that account alone. Your settings and
    your own files stay.
    """
    from runner.app.places import home
    from runner.app.stored_data import belongings
    from runner.app.stored_data import forget as remove
    from runner.errors import UsageError

    if account is not None and set(parts) - {"profile"}:
        raise UsageError("--as NAME is about a profile: leave out --only, or say --only profile")
    folder = home()
    those = belongings(folder, parts or tuple(PARTS), account)
    if not those:
        click.echo(f"There is nothing of that in {folder}.")
        return
    click.echo(f"In {folder}:\n{_listed(those)}")
    if not yes:
        click.confirm("Remove it? This cannot be undone.", abort=True)
    remove(folder, those)
    click.echo(f"Removed {in_words(sum(one.size for one in those))}.{_rest(folder)}")


def _listed(those: list[Belonging]) -> str:
    """A line per part: its size, what it is, and how many files or folders that is."""
    lines = []
    for part in PARTS:
        mine = [one for one in those if one.part == part]
        if mine:
            size = in_words(sum(one.size for one in mine))
            names = ", ".join(one.path.name for one in mine if not one.path.name.startswith("."))
            lines.append(f"  {part:<11} {size:>9}  {MEANING[part]}{f' ({names})' if names else ''}")
    return plain("\n".join(lines))


def _rest(folder: Path) -> str:
    if not folder.exists():
        return " Nothing is left."
    left = sorted(path.name for path in folder.iterdir())
    return plain(f" Left in {folder}: {', '.join(left)}.")
