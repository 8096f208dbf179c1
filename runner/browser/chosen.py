"""What was chosen on a page: lists and radios may flip back, so it is remembered and looked at again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from playwright.async_api import ElementHandle, Error

from runner.flow.model import Target

_TRY_MS = 500


@dataclass
class Chosen:
    """What was chosen on the page of one address, in order: where, and which options of a list."""

    url: str = ""
    chosen: list[tuple[Target, tuple[str, ...]]] = field(default_factory=list)


async def select(handle: ElementHandle, options: tuple[str, ...]) -> None:
    """The first of these that a list has: by its text, then by its value."""
    for option in options:
        with suppress(Error):
            await handle.select_option(label=option, timeout=_TRY_MS)
            return
    await handle.select_option(value=options[0], timeout=_TRY_MS)
