"""The hands of a scripted person on a page: what the cases of `sites/` say, done with mouse and keys."""

from __future__ import annotations

import functools
from typing import Literal

from playwright.async_api import Error, FilePayload, Frame, Locator, Page

from . import forms
from .sites.case import Action, ChooseOption, Press, See, Toggle, Type, Upload

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
LOOK_MS = 60_000  # for what is not there; on a busy machine a page may take long to show it
COVERED_MS = 1_000
_PRESSED: tuple[Literal["button", "link", "switch", "menuitem", "menuitemradio", "tab"], ...] = (
    *("button", "link", "switch"),
    *("menuitem", "menuitemradio", "tab"),
)


async def do(page: Page | Frame, action: Action) -> None:
    """Does one thing; Continue is the caller's, for the panel is not the page's."""
    match action:
        case Type(label, text):
            await page.get_by_label(label, exact=True).fill(text, timeout=LOOK_MS)
        case Press(label):
            await _press(_control(page, label), "Enter")
        case Toggle(label):
            await _press(await _switch(page, label), "Space")
        case ChooseOption(label, ""):
            await _press(page.get_by_label(label, exact=True), "Space")
        case ChooseOption(label, option):
            await forms.sign(page.get_by_label(label, exact=True))
            await page.get_by_label(label, exact=True).select_option(label=option, timeout=LOOK_MS)
        case See(text):
            await page.get_by_text(text, exact=True).wait_for(timeout=LOOK_MS)
        case Upload(label):
            file: FilePayload = {"name": "answer.png", "mimeType": "image/png", "buffer": PICTURE}
            await page.get_by_label(label, exact=True).set_input_files(file, timeout=LOOK_MS)
        case _:
            raise AssertionError(f"no hands for {action}")


async def thing(page: Page | Frame, action: Action) -> Locator | None:
    """What one of these deeds is done to, as long as that is something to be seen."""
    match action:
        case Type(label, _) | ChooseOption(label, _):
            return page.get_by_label(label, exact=True)
        case Press(label):
            return _control(page, label)
        case Toggle(label):
            return await _switch(page, label)
    return None


def _control(page: Page | Frame, label: str) -> Locator:
    named = [page.get_by_role(role, name=label, exact=True) for role in _PRESSED]
    return functools.reduce(Locator.or_, named).filter(visible=True).first


async def _switch(page: Page | Frame, label: str) -> Locator:
    """The switch or box of this name; where none has it, the next one after that text."""
    named = page.get_by_role("switch", name=label, exact=True).or_(page.get_by_role("checkbox", name=label, exact=True))
    after = page.get_by_text(label, exact=True).locator("xpath=following::*[@role='switch' or @type='checkbox'][1]")
    return named.first if await named.count() else after.first


async def _press(thing: Locator, key: str) -> None:
    """With the mouse; where the panel lies over it, with the keyboard. Once: a switch pressed twice is not pressed."""
    await thing.wait_for(timeout=LOOK_MS)
    await forms.sign(thing)
    try:
        await thing.click(timeout=COVERED_MS, trial=True)
    except Error:  # covered, or slow: keys reach it either way
        await thing.press(key, timeout=LOOK_MS)
    else:
        await thing.click(timeout=LOOK_MS, no_wait_after=True)
