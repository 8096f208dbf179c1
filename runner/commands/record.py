"""`optout record`: a new flow out of the person's own clicks, or out of a recording of Chrome's DevTools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.commands.options import ACCOUNT, CONFIG, FILE, the_console, the_settings
from runner.errors import UsageError

if TYPE_CHECKING:
    from runner.flow.deed import Deed


@click.command()
@click.argument("url", required=False)
@click.option(
    "--from", "recording", type=FILE, metavar="FILE", help="A recording exported by Chrome's DevTools (JSON)."
)
@click.option("--out", type=FILE, metavar="FILE", help="Where to write the flow (default: a name made of the site's).")
@click.option("--title", default="", help="What the flow is for.")
@CONFIG
@ACCOUNT
def record(
    url: str | None, recording: Path | None, out: Path | None, title: str, config: Path | None, account: str | None
) -> None:
    """A new flow out of your own clicks: walk the way once, from URL.

    Nothing you type is kept. Logging in and sending become pauses.
    """
    from runner.session.recorder import record as as_flow

    if (url is None) == (recording is None):
        raise UsageError("give either the address to begin at, or --from and a recording")
    if recording is not None:
        text = as_flow(_from_file(recording), title)
    else:
        import asyncio

        from runner.places import home
        from runner.recording import watch_person
        from runner.walk import Plan

        plan = Plan([], the_settings(config), home(), account)
        text = as_flow(asyncio.run(watch_person(url or "", plan, the_console())), title)
    path = _written(text, out)
    click.echo(f"Written: {path}\nNext: `optout check {path}`, then `optout run {path}` walks it.")


def _from_file(path: Path) -> list[Deed]:
    from runner.session.devtools import deeds_of

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as text") from error
    return deeds_of(text, str(path))


def _written(text: str, out: Path | None) -> Path:
    """The flow on disk, at a new name: an existing file is never written over."""
    from runner.flow.load import load

    loaded = load(text, str(out or "recorded.yaml"))
    host = loaded.flow.hosts[0].replace(".", "-")
    path = out or Path(f"{host}.yaml")
    number = 2
    while out is None and path.exists():
        path, number = Path(f"{host}-{number}.yaml"), number + 1
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already; give another name with --out") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    return path
