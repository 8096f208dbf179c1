"""Work that goes on by itself, until the person has enough of it."""

from __future__ import annotations

from collections.abc import Awaitable, Coroutine
from typing import Any

from runner.app.front_end import FrontEnd
from runner.session.race import first


async def until_enough(work: Coroutine[Any, Any, object], front: FrontEnd) -> bool:
    """Does it to its end, or until the person has enough or closes the window; whether they had. Raises what it does.

    What is cut off is over before this returns.
    """
    ends: list[Awaitable[object]] = [one.stops() for one in front.exits]
    if front.browser:
        ends.append(front.browser.session.closed.wait())
    return await first(_then(work, False), *(_then(one, True) for one in ends))


async def _then(awaited: Awaitable[object], answer: bool) -> bool:
    await awaited
    return answer
