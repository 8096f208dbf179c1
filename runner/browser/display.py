"""Whether there is a screen for a visible browser, and a virtual one (Xvfb) where there is none."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from runner.errors import BrowserError
from runner.locale import _, per_front

# A shell of its own holds Xvfb, and ends it as soon as our end of the pipe closes: also when we are killed outright.
# Xvfb writes the number it took (-displayfd 1: no guessing of free numbers) and the shell lets go of that pipe.
_HOLD = "Xvfb -displayfd 1 -screen 0 1280x900x24 -nolisten tcp & exec 1>&-; read _; kill $!; wait $!"
_PATIENCE = 20.0  # seconds until Xvfb must have said its number


def display_problem(system: str = sys.platform, environ: Mapping[str, str] = os.environ) -> str | None:
    """Why a visible browser cannot be shown here, and what to do; None where it can."""
    if system in ("win32", "darwin") or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return None
    return per_front(
        _(
            "there is no screen here to show the browser on: run this from a desktop session, "
            "or as `xvfb-run -a optout …`, or set headless: true under browser in config.yaml."
        ),
        _("there is no screen here to show the browser on; start Optout anew from your desktop."),
    )


def available() -> bool:
    """Whether a virtual screen can be had."""
    return shutil.which("Xvfb") is not None


@contextmanager
def virtual_display(patience: float = _PATIENCE) -> Iterator[str]:
    """A virtual screen as `:N`, for rehearsals: nobody sees it, though every user of this machine could look at it.

    Raises BrowserError where there is none, or it has not said its number after so many seconds.
    """
    if not available():
        raise BrowserError(_("there is no virtual screen on this machine: install it (`sudo apt install xvfb`)."))
    with subprocess.Popen(
        ["/bin/sh", "-c", _HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the terminal ends the browser first, and then the screen
    ) as holder:
        assert holder.stdin and holder.stdout
        try:
            ready = select.select([holder.stdout], [], [], patience)[0]
            number = holder.stdout.readline().decode().strip() if ready else ""
            if not number:
                raise BrowserError(_("the virtual screen (Xvfb) did not start; try `Xvfb -displayfd 1` to see why."))
            yield f":{number}"
        finally:
            holder.stdin.close()
