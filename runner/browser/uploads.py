"""Puts files into a file field, if the guard allows it, and looks whether they are there afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from runner.browser import guard, targets
from runner.browser.answering import Answering
from runner.browser.asking import Element
from runner.browser.engine_messages import UploadTold
from runner.browser.engine_questions import AskFile, AskUpload
from runner.browser.hold import Hold
from runner.browser.press import Hand
from runner.errors import Refused
from runner.locale import _, many
from runner.locale.phrase import commas

_TAKEN_IN = 1.0  # seconds after which a page that empties the field again has done so


async def attach(found: Element, files: Sequence[Path], hand: Hand, hold: Hold, answering: Answering) -> bool:
    """Whether the field has the files; raises Refused, with the reason, where it is not one for them.

    `found` is the field, or the label or button it is behind. A form that would be sent by it is held back.
    """
    field = await found.take(AskFile())
    if refusal := guard.attach_refusal(await targets.facts(field or found)):
        raise Refused(refusal)
    assert field is not None, "what is a file field for the guard is one for the engine"
    if refusal := _does_not_take(await field.tell(AskUpload()), files):
        raise Refused(refusal)
    if await hold.during(field, lambda element: hand.attach(element, list(files))):
        raise Refused(_("Attaching a file there tried to send something, and was held back: attach it yourself"))
    await asyncio.sleep(answering.allow(_TAKEN_IN))
    held = await answering.of(field.tell(AskUpload()))
    return sorted(held["files"]) == sorted(path.name for path in files)


def _does_not_take(upload: UploadTold, files: Sequence[Path]) -> str | None:
    if len(files) > 1 and not upload["several"]:
        return many(
            "This field takes one file, and there is {count}: attach the one that matters yourself",
            "This field takes one file, and there are {count}: attach the one that matters yourself",
            len(files),
        )
    wanted = [one.strip() for one in upload["accept"].split(",") if one.strip()]
    unfit = [path.name for path in files if wanted and not any(_is_such(path, one) for one in wanted)]
    return (
        _(
            "This field does not take {file} (only {kinds}): attach something else yourself",
            file=unfit[0],
            kinds=commas(*wanted),
        )
        if unfit
        else None
    )


def _is_such(path: Path, wanted: str) -> bool:
    """Whether a picture of ours is of a kind as `accept` names it: .png, image/png, image/* or */*."""
    return wanted in (path.suffix.lower(), "image/png", "image/*", "*/*", "*")
