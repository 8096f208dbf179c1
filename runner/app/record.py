"""Records what a person does in the browser: its window, the panel in it, and where they say that they are there."""

from __future__ import annotations

import asyncio
import contextlib

from runner.app.front_end import FrontEnd
from runner.app.run import Plan, launch_spec
from runner.browser import asking
from runner.browser.launch import browser_session
from runner.browser.panel import Panel
from runner.browser.recording import Recording
from runner.errors import Stopped, UsageError
from runner.events import ActionRecorded, BrowserClosed, BrowserOpened, Question
from runner.flow.hosts import host_of, is_loopback
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.locale import _
from runner.session.person import Together
from runner.session.race import first

_SAY = _(
    "Walk the way once, as you always do: log in, go through the menus, to the form or the switch. Then finish here."
)
_SETTLE = 0.2  # seconds between two looks for new tabs and frames


async def watch_person(url: str, plan: Plan, front: FrontEnd) -> Recorded:
    """What the person does from this address on, until they say that they are there; raises Stopped where they stop.

    The front end is told of each thing they do. Raises UsageError where the address is none.
    """
    _check(url)
    recording = Recording(lambda action: front.tell(_as_event(action)))
    with contextlib.ExitStack() as stack:
        spec = launch_spec(plan, stack, front)
        async with browser_session(spec, asking.register) as browser, Panel() as panel:
            recording.attach(browser.context)
            await recording.settle()
            await panel.attach(browser.context)
            front.tell(BrowserOpened(flow=""))
            await browser.context.pages[0].goto(url, wait_until="commit")
            question = Question("record", _SAY, ("continue", "stop"))
            person = Together([panel, *front.people], front.exits)
            try:
                reply = await first(person.ask(question), _keep_settled(recording), _gone(browser.closed))
            finally:
                front.tell(BrowserClosed(flow=""))
    if reply is None or reply.choice == "stop":
        raise Stopped
    return recording.recorded


def _check(url: str) -> None:
    local = url.startswith("http://") and is_loopback(host_of(url))
    if not (url.startswith("https://") or local):
        if "." in url and "://" not in url:
            raise UsageError(
                _("'{address}' is not the address of a page; did you mean https://{address}?", address=url)
            )
        raise UsageError(_("'{address}' is not the address of a page; it begins with https://", address=url))


def _as_event(action: RecordedAction) -> ActionRecorded:
    pick = action.pick
    name = action.url if action.done == "went" else (pick.name or pick.text)[:60] if pick else ""
    return ActionRecorded(
        flow="", done=action.done, label=name if len(name) > 1 else ""
    )  # a key of a PIN pad stays out


async def _keep_settled(recording: Recording) -> None:
    while True:
        await recording.settle()
        await asyncio.sleep(_SETTLE)


async def _gone(closed: asyncio.Event) -> None:
    await closed.wait()
