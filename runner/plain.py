"""Texts of strangers, made harmless for a terminal."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """A text that does nothing to a terminal: no escapes, no control or direction characters; its lines are kept."""
    return _CONTROLS.sub("", text)
