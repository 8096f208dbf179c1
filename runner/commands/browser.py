"""`optout browser` and what is below it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands.options import ACCOUNT, CONFIG, the_settings

if TYPE_CHECKING:
    from runner.browser.switches import Launch


@click.group(invoke_without_command=True)
@CONFIG
@ACCOUNT
@click.pass_context
def browser(context: click.Context, config: Path | None, account: str | None) -> None:
    """Which browser and profile would be used; open, install or clear them."""
    context.obj = (config, account)
    if context.invoked_subcommand:
        return
    from runner.browser.display import display_problem
    from runner.browser.find import version_of
    from runner.browser.switches import sandbox_note
    from runner.places import config_folders

    spec = _spec(*context.obj)
    click.echo(f"Browser:  {spec.browser} {version_of(spec.browser) or ''}")
    click.echo(f"Profile:  {spec.profile}")
    click.echo(f"Settings: {config or ' or '.join(str(folder / 'config.yaml') for folder in config_folders())}")
    for note in (display_problem(), sandbox_note()):
        if note:
            click.echo(note)


@browser.command("open")
@click.argument("url", default="about:blank")
@click.pass_obj
def open_(given: tuple[Path | None, str | None], url: str) -> None:
    """Open the same profile without automation, for sites that refuse an automated browser at login."""
    from runner.browser.byhand import open_by_hand

    open_by_hand(_spec(*given), url)


@browser.command()
def install() -> None:
    """Download a browser for Optout alone, where this computer has none."""
    from runner.browser.byhand import install as fetch

    fetch()


@browser.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def clear(given: tuple[Path | None, str | None], yes: bool) -> None:
    """Remove the profile: you are logged out everywhere in it."""
    from runner.browser import profile
    from runner.places import home

    folder = profile.profile_folder(home(), given[1])
    size = profile.size_of(folder) / 1e6
    if not yes:
        click.confirm(f"Remove {folder} ({size:.0f} MB), with its logins?", abort=True)
    profile.clear(folder)
    click.echo(f"Removed {folder}.")


def _spec(config: Path | None, account: str | None) -> Launch:
    from runner.browser.find import find
    from runner.browser.profile import profile_folder
    from runner.browser.switches import Launch
    from runner.places import home

    settings = the_settings(config)
    folder = profile_folder(home(), account)
    return Launch(find(settings.browser.use), folder, args=tuple(settings.browser.args), language=settings.language)
