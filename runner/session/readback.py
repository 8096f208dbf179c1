"""Reading how a setting stands: as it is wanted, the opposite, or neither. Nothing is sent or switched."""

from __future__ import annotations

from typing import Literal

from runner.flow.driver import LookingDriver
from runner.flow.model import Condition
from runner.flow.signs import any_of

SettingSeen = Literal["confirmed", "reverted", "unknown"]


async def read_back(driver: LookingDriver, wanted: Condition, opposite: Condition | None = None) -> SettingSeen:
    """What is seen: as it is wanted, the opposite of that, or neither; each of it settled and beyond doubt.

    `opposite` is what the flow says of it, where that does not follow from what is wanted. A page that shows both says
    nothing.
    """
    opposite = opposite or _opposite(wanted)
    if not await driver.reads(any_of([wanted, opposite] if opposite else [wanted])):
        return "unknown"
    is_so, is_not = await driver.reads(wanted, 0), opposite is not None and await driver.reads(opposite, 0)
    if is_so == is_not:
        return "unknown"
    return "confirmed" if is_so else "reverted"


def shown(wanted: Condition) -> Condition | None:
    """That what is to be read is on the page, whichever way it stands."""
    for part in wanted.any or wanted.all or ():
        if thing := shown(part):
            return thing
    control = wanted.is_on or wanted.is_off or wanted.selected or wanted.visible
    return Condition(visible=control) if control else None


def _opposite(wanted: Condition) -> Condition | None:
    """What is seen where a setting has changed back; None where not seeing it says nothing."""
    if parts := wanted.any or wanted.all:
        turned = [opposite for part in parts if (opposite := _opposite(part))]
        if len(turned) < len(parts) and wanted.any:
            return None
        return (Condition(all=turned) if wanted.any else Condition(any=turned)) if turned else None
    if wanted.is_on or wanted.selected:
        return Condition(is_off=wanted.is_on or wanted.selected)
    if wanted.gone:
        return Condition(visible=wanted.gone)
    return Condition(is_on=wanted.is_off) if wanted.is_off else None
