"""`optout browser` and what is below it."""

from __future__ import annotations

from pathlib import Path

import click

from runner.locale import _
from runner.terminal.commands.options import ACCOUNT, CONFIG, the_settings
from runner.terminal.console import readable, say


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
    here, users = (folder / "config.yaml" for folder in config_folders())
    settings = config or _("{here} or {there}", here=here, there=users)
    say(_("Browser:  {browser} {version}", browser=found.browser, version=found.version))
    say(_("Profile:  {folder}", folder=found.profile))
    say(_("GPC:      {how}", how=found.signal))
    say(_("Settings: {files}", files=settings))
    say(_("Flows:    {folder} (your own, and mended ones; they come before ours)", folder=own_folder()))
    for note in found.notes:
        say(note)


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
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@click.pass_obj
def clear(given: tuple[Path | None, str | None], yes: bool) -> None:
    """Remove the profile: you are logged out everywhere in it."""
    from runner.app.own_browser import clear as remove
    from runner.app.own_browser import profile_of
    from runner.app.stored_data import in_words

    folder, size = profile_of(given[1])
    if not yes:
        asks = _("Remove {folder} ({size}), with its logins?", folder=folder, size=in_words(size))
        click.confirm(readable(asks), abort=True)
    remove(folder)
    say(_("Removed {folder}.", folder=folder))
