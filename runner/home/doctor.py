"""Whether everything is there on this computer: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runner.app.places import config_folders
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.locale import in_context, shown

if TYPE_CHECKING:  # slow to load, and few ask for it
    from runner.app.doctor import Finding

STANDS: Mapping[str, str] = {
    "wrong": in_context("how a thing of this computer is", "Missing or wrong"),
    "look": in_context("how a thing of this computer is", "Worth a look"),
    "fine": in_context("how a thing of this computer is", "Fine"),
}


class DoctorPages:
    """The page “Is everything there?”."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    async def doctor(self, request: PageRequest) -> PageResponse:
        """Everything there is to say of this computer, what needs the person first."""
        from runner.app.doctor import examine

        # Aside, for it asks the browser for its version, and tries the disk.
        found = await asyncio.to_thread(examine, _given(self._home.settings_file), has_window=True)
        return self._home.page(
            request,
            "doctor",
            current="/help",
            wanting=[one for state in ("wrong", "look") for one in found if one.state == state],
            fine=[one for one in found if one.state == "fine"],
            wrong=sum(one.state == "wrong" for one in found),
            stands=STANDS,
            whole=_whole(found),
        )


def _given(settings_file: Path) -> Path | None:
    """The settings file where it is none of the usual ones, which are found without."""
    file = settings_file.absolute()
    return file if file.is_file() and file.parent not in config_folders() else None


def _whole(found: Sequence[Finding]) -> str:
    """All of it as a text, for whoever helps them."""
    lines = []
    for one in found:
        lines.append(f"{shown(STANDS[one.state])} · {shown(one.about)}: {shown(one.says)}")
        lines += [f"    {shown(one.do)}"] if one.do else []
    return "\n".join(lines)
