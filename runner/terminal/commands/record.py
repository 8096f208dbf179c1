"""`optout record`: a new flow out of the person's own clicks, or out of a recording of Chrome's DevTools."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError
from runner.locale import _, joined, many
from runner.locale.phrase import commas
from runner.terminal.commands.options import ACCOUNT, CONFIG, FILE, the_settings
from runner.terminal.console import say, the_console
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.flow.recorded_action import Recorded
    from runner.session.recorder import Draft


@click.command()
@click.argument("url", required=False)
@click.option(
    "--from", "recording", type=FILE, metavar="FILE", help=_("A recording exported by Chrome's DevTools (JSON).")
)
@click.option(
    "--out", type=FILE, metavar="FILE", help=_("Where to write the flow (default: a name made of the site's).")
)
@click.option("--title", default="", help=_("What the flow is for."))
@CONFIG
@ACCOUNT
def record(
    url: str | None, recording: Path | None, out: Path | None, title: str, config: Path | None, account: str | None
) -> None:
    """A new flow out of your own clicks: walk the way once, from URL.

    Nothing you type is kept. Logging in and sending become pauses, and so does what could not be told.
    """
    from runner.app.places import home
    from runner.app.recorded_flow import keep, recorded_in_file
    from runner.app.upstream_patch import accounts
    from runner.flow.own import Own

    if (url is None) == (recording is None):
        raise UsageError(_("give either the address to begin at, or --from and a recording"))
    if out is not None and out.exists():  # before the walk: what was recorded would be lost
        raise UsageError(_("{path} is there already; give another name with --out", path=out))
    own = Own([*the_settings(config).me.values(), *accounts(home())])
    recorded = recorded_in_file(recording) if recording is not None else _watched(url or "", config, account)
    made, path = keep(recorded, title, own, out, str(recording or url))
    _tell(made, path)


def _watched(url: str, config: Path | None, account: str | None) -> Recorded:
    from runner.app.places import home
    from runner.app.record import watch_person
    from runner.app.run import Plan
    from runner.terminal.front import Terminal

    plan = Plan([], the_settings(config), home(), account)
    with Terminal(the_console()) as terminal:
        return run_async(watch_person(url, plan, terminal.front))


def _tell(made: Draft, path: Path) -> None:
    """What was written, what is left to a person in it, and what of the recording is not in it."""
    from runner.app.recorded_flow import how_often

    say(_("Written: {path}", path=path))
    if made.untold:
        untold = many(
            "{count} step could not be told, and became a pause for you to look at:",
            "{count} steps could not be told, and became a pause for you to look at:",
            len(made.untold),
        )
        say(untold)
        for why, times in Counter(made.untold).items():
            say(joined("  -", how_often(why, times)))
    if made.aside:
        steps = commas(*(how_often(what, times) for what, times in sorted(made.aside.items())))
        say(_("In the recording, and no step of its own: {steps}.", steps=steps))
    say(_("Next: `optout check {path}`, then `optout run {path}` walks it.", path=path))
