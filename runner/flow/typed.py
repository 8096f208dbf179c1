"""What was typed over a text in a field of a page, as the file is to have it: a field knows one kind of line end."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"


def shown(text: str) -> str:
    """A text as a field shows it: every line ends alike, and there is no byte order mark."""
    return _END.sub("\n", text.removeprefix(_MARK))


def typed_over(before: str, typed: str) -> str:
    """The text that was typed over another one; lines that are as before end as they did, new ones as most others do.

    A byte order mark stays.
    """
    now = shown(typed)
    if now == shown(before):
        return before
    ends = _END.findall(before)
    usual = Counter(ends).most_common(1)[0][0] if ends else "\n"
    mark = _MARK if before.startswith(_MARK) else ""
    if len(set(ends)) < 2:
        return mark + now.replace("\n", usual)
    lines, kept = now.split("\n"), dict[int, str]()
    for block in SequenceMatcher(None, shown(before).split("\n"), lines, autojunk=False).get_matching_blocks():
        kept |= {block.b + at: ends[block.a + at] for at in range(block.size) if block.a + at < len(ends)}
    joined = "".join([*(line + kept.get(at, usual) for at, line in enumerate(lines[:-1])), lines[-1]])
    # An old Mac's end before an empty line of Unix would be one end of Windows.
    return mark + (joined if shown(joined) == now else now.replace("\n", usual))
