"""The colours of panel, home and kept pages: one table, so that all of it looks like one thing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def tokens() -> str:
    """The colours as CSS declarations, each for light and for dark; they go into a rule of whoever uses them."""
    return files("runner").joinpath("tokens.css").read_text("utf-8")
