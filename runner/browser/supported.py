"""Which versions of Chromium the runner can work with.

The oldest is the first that has all its scripts ask of a page: Chrome 121, of January 2024, is the first whose
`checkVisibility` knows `visibilityProperty` (https://developer.mozilla.org/docs/Web/API/Element/checkVisibility).
"""

from __future__ import annotations

import json
from importlib.resources import files

OLDEST = 121


def made_for() -> str | None:
    """The version of Chromium that the installed Playwright was made for; None where it does not say."""
    told = files("playwright").joinpath("driver", "package", "browsers.json")
    try:
        known = json.loads(told.read_text("utf-8"))["browsers"]
        return next((str(one["browserVersion"]) for one in known if one["name"] == "chromium"), None)
    except (OSError, ValueError, KeyError):
        return None


def major(version: str) -> int:
    """`156` of `156.0.7700.2`."""
    return int(version.partition(".")[0])
