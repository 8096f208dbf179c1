"""The practice run: the whole way on a site on this computer, with a profile of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from runner.app.flow_files import flow_to_walk
from runner.app.places import home, shipped_flows
from runner.app.run import Plan
from runner.app.scripted_user import ScriptedUser
from runner.browser.profile import clear, profile_folder
from runner.config import Config
from runner.practice.part import ME, PART
from runner.practice.server import PracticeSite

# On the practice site the browser needs nobody else: without these it looks for updates and the like.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


@contextlib.contextmanager
def rehearsal(settings: Config, events_file: Path | None = None, hands_free: bool = False) -> Iterator[Plan]:
    """The plan of a practice run, and the site for the length of the block; `hands_free` plays the person as well."""
    clear(profile_folder(home(), "practice"))
    me = {**ME, **{key: value for key, value in settings.me.items() if value}}
    with PracticeSite() as site:
        yield Plan(
            [flow_to_walk(str(shipped_flows()["practice"]))],
            settings.model_copy(update={"me": me}),
            home(),
            profile="practice",
            events_file=events_file,
            pictures=True,
            screen=not hands_free,
            args=(*QUIET, f"--host-resolver-rules={site.host_rules}"),
            player=(lambda driver: ScriptedUser(driver, PART)) if hands_free else None,
        )
