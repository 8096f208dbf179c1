"""Which addresses are a flow's sites: promise 3 in one place, for the loader and for the hands alike."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from runner.locale import Listed, _, many

_LONGEST = 253  # letters of a host name: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
_MOST_NAMED = 10
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def punycode(host: str) -> str:
    """A host name as browsers compare it; raises ValueError where it is none.

    Labels are kept apart (ß is not ss), as browsers do: https://www.unicode.org/reports/tr46/
    """
    if len(host) > _LONGEST:
        raise ValueError(host[:_LONGEST])
    labels = []
    for label in unicodedata.normalize("NFKC", host).lower().rstrip(".").split("."):
        plain = label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        if not _LABEL.fullmatch(plain):
            raise ValueError(host)
        labels.append(plain)
    return ".".join(labels)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its very name: localhost, names under it, 127.0.0.0/8 and ::1."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host of an address to show to a person, or the scheme where it has none."""
    parts = _split(url)
    if parts is None:
        return _("an address that cannot be read")
    return parts.hostname or f"{parts.scheme or 'no'}: page"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises ValueError where it is no number
    except ValueError:
        return None
    return parts


@dataclass(frozen=True)
class Sites:
    """The hosts a flow acts on, each with its subdomains."""

    hosts: tuple[str, ...]

    def refusal(self, url: str) -> str | None:
        """Why the runner may not act on a page of this address, or None where it may."""
        parts = _split(url)
        if parts is None or "\\" in url or any(ord(sign) <= 32 for sign in url):
            return _("this address cannot be read")
        if parts.username is not None or parts.password is not None:
            return _("an address may not carry a user name")
        try:
            host = punycode(parts.hostname or "")
        except ValueError:
            return _("this is not a web address (https://…)")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
            return _("only https pages are opened")
        if not self.has(host):
            return _("{host} is not among the flow's hosts ({hosts})", host=host, hosts=str(self))
        return None

    def has(self, host: str) -> bool:
        """Whether a host, in punycode, is one of these or under one of them."""
        labels = host.split(".")
        return any(".".join(labels[at:]) in self._known for at in range(len(labels)))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(punycode(host) for host in self.hosts)

    def __str__(self) -> str:
        """The hosts to show to a person; a file may name any number of them."""
        some, more = Listed(self.hosts[:_MOST_NAMED], "comma"), len(self.hosts) - _MOST_NAMED
        if more > 0:
            return many("{hosts} and {count} more", "{hosts} and {count} more", more, hosts=some)
        return some

    def allow(self, url: str) -> bool:
        """Whether the runner may act on a page of this address."""
        return self.refusal(url) is None
