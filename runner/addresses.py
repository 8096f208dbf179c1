"""Addresses as they are kept: what follows `?` or `#` may be the person's own, or a key to their account."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

_SHOWN_WHOLE = ("", "http", "https", "about")


def bare(url: str) -> str:
    """An address without name, password, query and fragment; of one that is no page's, such as `mailto:`, the scheme.

    Empty where it cannot be read.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in _SHOWN_WHOLE:
        return f"{parts.scheme}:"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
