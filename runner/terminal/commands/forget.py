"""`optout forget`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.app.stored_data import MEANING, PARTS, in_words
from runner.locale import Text, _, joined, shown
from runner.terminal.commands.options import ACCOUNT
from runner.terminal.console import readable, say

if TYPE_CHECKING:
    from runner.app.stored_data import Belonging


@click.command()
@click.option(
    "--only", "parts", multiple=True, type=click.Choice(list(PARTS)), help=_("Only this part; may be given again.")
)
@ACCOUNT
@click.option("--yes", is_flag=True, help=_("Do not ask."))
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
        raise UsageError(_("--as NAME is about a profile: leave out --only, or say --only profile"))
    folder = home()
    those = belongings(folder, parts or tuple(PARTS), account)
    if not those:
        say(_("There is nothing of that in {folder}.", folder=folder))
        return
    say(_("In {folder}:", folder=folder))
    say(_listed(those))
    if not yes:
        click.confirm(readable(_("Remove it? This cannot be undone.")), abort=True)
    remove(folder, those)
    removed = _("Removed {size}.", size=in_words(sum(one.size for one in those)))
    say(joined(removed, _rest(folder)))


def _listed(those: list[Belonging]) -> str:
    """A line per part: its size, what it is, and how many files or folders that is."""
    lines = []
    for part in PARTS:
        mine = [one for one in those if one.part == part]
        if mine:
            size = in_words(sum(one.size for one in mine))
            names = ", ".join(one.path.name for one in mine if not one.path.name.startswith("."))
            lines.append(f"  {part:<11} {shown(size):>9}  {shown(MEANING[part])}{f' ({names})' if names else ''}")
    return "\n".join(lines)


def _rest(folder: Path) -> Text:
    if not folder.exists():
        return _("Nothing is left.")
    left = sorted(path.name for path in folder.iterdir())
    return _("Left in {folder}: {names}.", folder=folder, names=", ".join(left))
