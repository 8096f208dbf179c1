"""Which Optout this is. Nobody is asked whether there is a newer one."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from runner.locale import _


@cache
def own_version() -> str:
    """The version of what is installed, such as 0.1.0; or words that say that none is known."""
    return version_of("optout-walk")


def version_of(package: str) -> str:
    """The version of an installed package; or words that say that none is known."""
    try:
        return version(package)
    except PackageNotFoundError:
        return _("of an unknown version")
