"""The `checked` of a flow's text: what is left without it, and the text with another one.

What people vouch for is the text without it, so that its keeper can note who has walked the flow, and what was said of
it is still about this text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from runner.errors import RepairError
from runner.flow.source import read
from runner.flow.splice import Document, document, written
from runner.locale import _

_WORD = "checked"


def vouched_digest(text: str) -> str:
    """The SHA-256 of a flow's text without its `checked`."""
    return hashlib.sha256(_without(text.removeprefix("\ufeff"))[0].encode("utf-8")).hexdigest()


def with_checked(text: str, date: str, by: int, countries: Sequence[str]) -> str:
    """A flow's text that says how many people have walked it, where they live, and when the last of them did.

    Raises RepairError where that cannot be put in without touching more of it.
    """
    bare, at = _without(text)
    told = {"date": date, "how": "live", "by": by} | ({"in": list(countries)} if countries else {})
    there = document(bare)
    if at is None:
        steps = there.slot(("steps",))
        at = there.line_start((steps.key or steps.node).start)
    changed = f"{bare[:at]}{_WORD}: {written(told)}{there.newline}{bare[at:]}"
    if document(changed).data != {**there.data, _WORD: told}:
        raise RepairError(_("its `checked` cannot be written without touching more of the file; write it by hand"))
    return changed


def _without(text: str) -> tuple[str, int | None]:
    """The text without the lines of its `checked`, and where those stood; itself and None where it has none."""
    try:
        there = document(text)
        slot = there.slot((_WORD,))
    except RepairError:
        return text, None
    if slot.key is None or slot.flow or there.column(slot.key.start):
        return text, None
    start, end = there.line_start(slot.key.start), there.line_end(_end(there))
    rest = there.text[:start] + there.text[end:]
    source = read(rest, "")
    data = {key: value for key, value in there.data.items() if key != _WORD}
    if source.problems or source.root is None or source.root.data() != data:
        return text, None
    return rest, start


def _end(there: Document) -> int:
    return there.end(there.slot((_WORD,)).node)
