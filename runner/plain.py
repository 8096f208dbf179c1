"""Texts of strangers, made harmless for a terminal."""

import json
import re
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """A text that does nothing to a terminal: no escapes, no control or direction characters; its lines are kept."""
    return _CONTROLS.sub("", text)


def one_line(text: str, longest: int = 300) -> str:
    """A text of somebody else's on one line: white space folded, without what acts on a terminal, cut where long."""
    folded = " ".join(plain(" ".join(text.split())).split())
    return folded if len(folded) <= longest else f"{folded[: longest - 1].rstrip()}…"


def plain_json(data: Any) -> str:
    """The same for data: JSON that says all that it holds, with such characters written as escapes."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
