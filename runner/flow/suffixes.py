"""Names under which many register their own sites, `co.uk` and `github.io` alike: the public suffix list, offline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def shared_by(host: str) -> str | None:
    """The public suffix that a host (in punycode) is, or that lies under it; None where it is one owner's."""
    known = _known()
    if known.is_public(host):
        return host
    return _above().get(host)


def site_of(host: str) -> str:
    """The one owner's name that a host (in punycode) is or lies under: `example.co.uk` of `www.example.co.uk`.

    Under a top-level domain that is not on the list that is its last two labels. What is this computer, by the name of
    localhost or one under it, or by a number, is itself.
    """
    if found := _known().privatesuffix(host):
        return str(found)
    labels = host.split(".")
    return host if labels[-1] == "localhost" or labels[-1].isdecimal() else ".".join(labels[-2:])


@cache
def _known() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False)


@cache
def _above() -> dict[str, str]:
    """What lies above public suffixes and is none itself, such as amazonaws.com, each with one of those under it."""
    from publicsuffixlist import PSLFILE

    found: dict[str, str] = {}
    with open(PSLFILE, encoding="utf-8") as rules:  # noqa: PTH123 - the library gives its file as a text
        for line in rules:
            rule = line.strip()
            if rule.count(".") > 1 and not rule.startswith(("//", "!")):  # what has fewer has but itself above it
                bare = _punycode(rule.removeprefix("*."))
                labels = bare.split(".")
                for at in range(1, len(labels) - 1):  # a top-level domain is a suffix of its own
                    found.setdefault(".".join(labels[at:]), bare)
    return found


def _punycode(rule: str) -> str:
    return rule if rule.isascii() else rule.encode("idna").decode("ascii")
