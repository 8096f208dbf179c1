"""Why something was not as a flow says, told apart: what a keeper does about it depends on that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit

from runner.locale import _

Cause = Literal["gone", "refused", "moved", "renamed", "login_wall", "timed_out", "fault", "unreachable", "missing"]

CAUSES: Mapping[str, str] = {
    "gone": _("the page is gone"),
    "refused": _("the site refuses the visit"),
    "moved": _("the page has moved"),
    "renamed": _("it has another name"),
    "login_wall": _("the site asks for a login first"),
    "timed_out": _("it took too long"),
    "fault": _("the site has a fault of its own"),
    "unreachable": _("the site cannot be reached"),
    "missing": _("it is not on the page"),
}
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|signon|logon|sso|saml2?|oauth2?|authori[sz]e|auth|anmelden|connexion)(?:$|[/._?-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PageMet:
    """How the page at hand came, and what it is.

    `asked` is the address last gone to, `landed` the one that came of it, `status` its HTTP status (0 where none came).
    `failed` where no page came at all, `too_late` where that was for want of time. `presses`: whether anything was
    pressed since. `wants_login`: whether a field for a password is to be seen.
    """

    asked: str = ""
    landed: str = ""
    status: int = 0
    failed: bool = False
    too_late: bool = False
    presses: bool = False
    wants_login: bool = False


def cause_of(arrival: PageMet, resembles: bool = False) -> Cause:
    """Why something is missing on a page that came so; `resembles` where something like it is there."""
    if known := _by_answer(arrival):
        return known
    if resembles:
        return "renamed"
    if arrival.wants_login or (_LOGIN.search(_path(arrival.landed)) and not _LOGIN.search(_path(arrival.asked))):
        return "login_wall"
    return "moved" if not arrival.presses and _is_elsewhere(arrival) else "missing"


def _by_answer(arrival: PageMet) -> Cause | None:
    """What the site's answer alone says."""
    if arrival.too_late or arrival.status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT):
        return "timed_out"
    if arrival.status in _GONE:
        return "gone"
    if arrival.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "fault"
    if arrival.status >= HTTPStatus.BAD_REQUEST:
        return "refused"
    return "unreachable" if arrival.failed else None


def _is_elsewhere(arrival: PageMet) -> bool:
    """Whether another page came than was asked for: its address differs by more than a slash or what follows `?`."""
    if not arrival.asked or not arrival.landed:
        return False
    return _place(arrival.asked) != _place(arrival.landed)


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/").casefold()


def _path(url: str) -> str:
    """Where on which host: logins have hosts of their own as well."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').partition('.')[0]}.{parts.path}"
