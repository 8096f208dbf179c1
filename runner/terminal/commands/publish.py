"""`optout publish`: a static site out of flows."""

from __future__ import annotations

from pathlib import Path

import click

from runner.locale import _, many
from runner.terminal.commands.options import FILE
from runner.terminal.console import say


@click.command()
@click.argument("folder", type=FILE)
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH...]")
@click.option("--title", default="", metavar="TEXT", help=_("What the site is called."))
@click.option("--kept-by", default="", metavar="NAME", help=_("Who keeps these flows."))
@click.option("--url", default="", metavar="URL", help=_("Where the site will stand: feeds and frames need it."))
@click.option("--checks", type=FILE, metavar="FILE", help=_("The checks.json of `optout merge`: tells what broke."))
def publish(folder: Path, paths: tuple[Path, ...], title: str, kept_by: str, url: str, checks: Path | None) -> None:
    """A website out of flows, written into FOLDER: guides to follow without the tool, an overview, feeds.

    PATH is a flow, a folder of them, or the folder of a collection (default: the whole library). The pages need no
    script and load nothing; `embed/` has each guide for a frame. Put the folder where you put pages.
    """
    from runner.app.publish import Edition, publish

    written = publish(Edition(paths, title, kept_by, url, checks), folder)
    guides = sum(name.count("/") == 1 and not name.endswith("/index.html") for name in written)
    page = folder / "index.html"
    say(
        many(
            "{count} guides, an overview and feeds: {page}",
            "{count} guides, an overview and feeds: {page}",
            guides,
            page=page,
        )
    )
