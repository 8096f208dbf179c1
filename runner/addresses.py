"""Addresses as they are kept: what follows `?`, `#` or `;` may be the person's own, or a key to their account."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_SHOWN_WHOLE = ("", "http", "https", "about")


def bare(url: str) -> str:
    """An address without name, password, query, fragment, and what a part of its path says after a `;`.

    Of one that is no page's, such as `mailto:`, the scheme. Empty where it cannot be read.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in _SHOWN_WHOLE:
        return f"{parts.scheme}:"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], without_parameters(parts.path), "", ""))


def without_parameters(path: str) -> str:
    """A path without what its parts say after a `;`: `/in;jsessionid=1A2B/x` is `/in/x`."""
    return re.sub(r"(?:;|%3B)[^/]*", "", path, flags=re.IGNORECASE)
