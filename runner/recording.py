"""Wires the parts for `optout record`: the browser, the panel, and what the person does in it."""

from __future__ import annotations

import asyncio
import contextlib
import sys

from rich.console import Console

from runner.browser import targets
from runner.browser.launch import browser_session
from runner.browser.panel import Panel
from runner.browser.recording import Recording
from runner.errors import Stopped, UsageError
from runner.events import Question
from runner.flow.deed import Deed
from runner.flow.hosts import host_of, is_loopback
from runner.session.person import Person, Together
from runner.session.race import first
from runner.terminal import Keys, Progress
from runner.walk import CtrlC, Plan, launch_spec

_SAY = "Walk the way once, as you always do: log in, go through the menus, to the form or the switch. Then finish here."
_SETTLE = 0.2  # seconds between two looks for new tabs and frames
_SAID = {
    "went": "opened", "pressed": "pressed", "sent": "your turn", "typed": "filled in", "chose": "chose",
    "turned": "switched", "attached": "attached", "secret": "a login (not looked at)",
}  # fmt: skip


async def watch_person(url: str, plan: Plan, console: Console) -> list[Deed]:
    """What the person does from this address on, until they say that they are there; raises Stopped where they stop."""
    _check(url)
    interactive = sys.stdin.isatty() and console.is_terminal
    progress = Progress(console, interactive)
    deeds: list[Deed] = []
    with contextlib.ExitStack() as stack:
        spec = launch_spec(plan, stack, progress)
        async with browser_session(spec, targets.register) as browser, Panel() as panel:
            recording = Recording(lambda deed: _heard(deed, deeds, progress))
            recording.attach(browser.context)
            await recording.settle()
            await panel.attach(browser.context)
            keys, ctrl_c = Keys(progress), CtrlC()
            stack.enter_context(ctrl_c.listening())
            if interactive:
                stack.enter_context(keys.reading())
            places: list[Person] = [panel, *([keys] if interactive else [])]
            await browser.context.pages[0].goto(url, wait_until="commit")
            question = Question("record", _SAY, ("continue", "stop"))
            reply = await first(
                Together(places, [ctrl_c]).ask(question), _keep_settled(recording), _gone(browser.closed)
            )
    if reply is None or reply.choice == "stop":
        raise Stopped
    return deeds


def _check(url: str) -> None:
    local = url.startswith("http://") and is_loopback(host_of(url))
    if not (url.startswith("https://") or local):
        raise UsageError(f"{url!r} is not the address of a page; it begins with https://")


def _heard(deed: Deed, deeds: list[Deed], progress: Progress) -> None:
    deeds.append(deed)
    name = deed.url if deed.done == "went" else (deed.pick.name or deed.pick.text)[:60] if deed.pick else ""
    progress.say(f"    {_SAID[deed.done]} {name}", "dim")


async def _keep_settled(recording: Recording) -> None:
    while True:
        await recording.settle()
        await asyncio.sleep(_SETTLE)


async def _gone(closed: asyncio.Event) -> None:
    await closed.wait()
