"""The first of several things to happen: the one way this layer waits on more than one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def first(*awaited: Coroutine[Any, Any, T]) -> T:
    """The result, or the error, of whichever ends first; the others are cancelled and over before this returns."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in awaited]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return next(task for task in tasks if task in done).result()
