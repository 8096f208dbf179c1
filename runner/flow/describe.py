"""What a thing on a page is called in the words of flows."""

from __future__ import annotations

_WORDS = {
    "menuitemradio": "menuitem",
    "menuitemcheckbox": "menuitem",
    "textbox": "field",
    "searchbox": "field",
    "spinbutton": "field",
    "listbox": "combobox",
    "listitem": "row",
}


def role_word(role: str) -> str:
    """An ARIA role as flows write it; another role stays what it is."""
    return _WORDS.get(role, role)
