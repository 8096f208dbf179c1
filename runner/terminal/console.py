"""The console that everything in colour is printed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def the_console() -> Console:
    """A terminal of any kind, or a pipe; page texts are printed as they are, without markup."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
