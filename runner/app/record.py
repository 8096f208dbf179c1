"""Records what a person does in the browser: its window, the panel in it, and where they say that they are there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from runner.app.front_end import FrontEnd
from runner.app.run import Plan, lent
from runner.browser.opening import go
from runner.browser.panel import Panel
from runner.browser.recording import Recording
from runner.errors import Stopped, UsageError
from runner.events import ActionRecorded, BrowserClosed, BrowserOpened, PanelHidden, Question
from runner.flow.hosts import host_of, is_loopback
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.locale import _
from runner.session.person import Together
from runner.session.race import first

_SAY = _(
    "Walk the way once, as you always do: log in, go through the menus, to the form or the switch. Then finish here."
)
_QUESTION = Question("record", _SAY, ("continue", "stop"), labels={"continue": _("That was it")})
_SETTLE = 0.2  # seconds between two looks for new tabs and frames


async def watch_person(
    url: str, plan: Plan, front: FrontEnd, so_far: Callable[[Recorded], object] = lambda recorded: None
) -> Recorded:
    """What the person does from this address on, until they say that they are there; raises Stopped where they stop.

    The front end is told of each thing they do, and `so_far` is given all of it whenever there is more. Raises
    UsageError where the address is none, TargetNotFound where no page comes.
    """
    check_address(url)
    async with (
        lent(plan, front) as browser,
        Panel(lambda: front.tell(PanelHidden(flow="")), browser.go_home) as panel,
    ):
        recording = Recording(lambda action: front.tell(_as_event(action)), browser.choice.is_aside, url)
        recording.attach(browser.context)
        try:
            await recording.settle()
            await panel.attach(browser.context)
            front.tell(BrowserOpened(flow="", notes=browser.notes))
            page = browser.choice.page or browser.choice.of(browser.context.pages)
            await go(page or await browser.context.new_page(), url)
            person = Together([panel, *front.people], front.exits)
            watched = _keep_settled(recording, so_far)
            reply = await first(person.ask(_QUESTION), watched, _gone(browser.session.closed))
        finally:
            await recording.end()
            front.tell(BrowserClosed(flow=""))
    if reply is None or reply.choice == "stop":
        raise Stopped
    return recording.recorded


def check_address(url: str) -> None:
    """Raises UsageError where this is not the address of a page."""
    local = url.startswith("http://") and is_loopback(host_of(url))
    if not (url.startswith("https://") or local) or any(map(str.isspace, url)):
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


async def _keep_settled(recording: Recording, so_far: Callable[[Recorded], object]) -> None:
    told: Recorded | None = None
    while True:
        await recording.settle()
        if (now := recording.recorded).deeds and now != told:
            so_far(told := now)
        await asyncio.sleep(_SETTLE)


async def _gone(closed: asyncio.Event) -> None:
    await closed.wait()
