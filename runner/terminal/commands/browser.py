"""`optout browser` and what is below it."""

from __future__ import annotations

from pathlib import Path

import click

from runner.plain import plain
from runner.terminal.commands.options import ACCOUNT, CONFIG, the_settings


@click.group(invoke_without_command=True)
@CONFIG
@ACCOUNT
@click.pass_context
def browser(context: click.Context, config: Path | None, account: str | None) -> None:
    """Which browser and profile would be used; open, install or clear them."""
    context.obj = (config, account)
    if context.invoked_subcommand:
        return
    from runner.app.own_browser import own_browser
    from runner.app.places import config_folders, own_folder

    found = own_browser(the_settings(config), account)
    click.echo(f"Browser:  {found.browser} {found.version}")
    click.echo(f"Profile:  {found.profile}")
    click.echo(f"GPC:      {plain(found.signal)}")
    click.echo(f"Settings: {config or ' or '.join(str(folder / 'config.yaml') for folder in config_folders())}")
    click.echo(f"Flows:    {own_folder()} (your own, and mended ones; they come before ours)")
    for note in found.notes:
        click.echo(note)


@browser.command("open")
@click.argument("url", default="about:blank")
@click.pass_obj
def open_(given: tuple[Path | None, str | None], url: str) -> None:
    """Open the same profile without automation, for sites that refuse an automated browser at login."""
    from runner.app.own_browser import open_by_hand

    open_by_hand(the_settings(given[0]), given[1], url)


@browser.command()
def install() -> None:
    """Download a browser for Optout alone, where this computer has none."""
    from runner.app.own_browser import install as fetch

    fetch()


@browser.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def clear(given: tuple[Path | None, str | None], yes: bool) -> None:
    """Remove the profile: you are logged out everywhere in it."""
    from runner.app.own_browser import clear as remove
    from runner.app.own_browser import profile_of
    from runner.app.stored_data import in_words

    folder, size = profile_of(given[1])
    if not yes:
        click.confirm(f"Remove {folder} ({in_words(size)}), with its logins?", abort=True)
    remove(folder)
    click.echo(f"Removed {folder}.")
