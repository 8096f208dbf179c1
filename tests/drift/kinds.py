"""The kinds of change, as a person would say them, and where each can happen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of change: its `title`, and its name on the practice site where that knows it.

    A change may need a `link`, or a press `before` it, to have something to change. `exists` is False where what was
    looked for is not there any more, however long one looks.
    """

    title: str
    practice: str = ""
    link: bool = False
    before: bool = False
    exists: bool = True


KINDS: dict[str, Kind] = {
    "renamed": Kind("renamed label", "renamed"),
    "language": Kind("other language", "language"),
    "synonym": Kind("synonym"),
    "submenu": Kind("moved into a submenu", "moved"),
    "flat": Kind("one level less", "flat", before=True),
    "button": Kind("link became a button", "button", link=True),
    "tag": Kind("made of another tag", "tags"),
    "hashed": Kind("classes and ids hashed", "hashed"),
    "iframe": Kind("wrapped in an iframe", "iframe"),
    "shadow": Kind("in a shadow root", "shadow"),
    "dialog": Kind("in a dialog", "dialog"),
    "newtab": Kind("opens a new tab", "newtab", link=True),
    "box": Kind("a box in the way", "banner"),
    "duplicate": Kind("same label elsewhere", "duplicate"),
    "slow": Kind("three seconds late", "slow"),
    "variant": Kind("two variants in turn", "variant"),
    "gone": Kind("page gone", "gone", link=True, exists=False),
}
