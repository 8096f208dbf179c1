"""The way into a service: one wall for all of them, a cookie that says somebody is in, and the way back."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlencode, urlsplit

from .case import Press, Type
from .site import LOOK, Answer, Route, Site, Visit, framed

AT_THE_DOOR = {
    "logged_in": "the session is there already (the rule; the word is for readers)",
    "logged_out": "a login wall comes first",
    "in_place": "the wall comes at the address of the page itself, with `email_first` both of its pages",
    "email_first": "it asks for the email address first, and for the password on a page of its own",
}
_ENTER = "/stand-in/enter"
_NAMED = "named"  # the cookie that says whose password is asked for
LOG_IN = (Type("Email", "ada@example.org"), Type("Password", "correct horse"), Press("Log in"))
LOG_IN_TWICE = (
    *(Type("Email", "ada@example.org"), Press("Next")),
    *(Type("Password", "correct horse"), Press("Log in")),
)


class Door:
    """The login of one service at `host` and `path`; `in_place` shows the wall without sending the person there."""

    def __init__(self, site: Site, service: str, host: str, path: str, *, in_place: bool = False) -> None:
        self.service, self.host, self.path, self.in_place = service, host, path, in_place
        site.get(host, path)(lambda visit: self.wall(visit, visit.query.get("next", "/")))
        site.post(host, path, login=True)(self._let_in)
        site.get("*", _ENTER)(self._enter)

    def address(self, back_to: str) -> str:
        """Where the wall is, for pages that lead there themselves."""
        return f"https://{self.host}{self.path}?next={quote(back_to, safe='')}"

    def is_open(self, visit: Visit) -> bool:
        """Whether there is a session."""
        return not visit.has("logged_out") or "session" in visit.cookies

    def guards(self, route: Route) -> Route:
        """The same route for those who are in; the others are shown the wall, and come back here afterwards."""

        def guarded(visit: Visit) -> Answer:
            if self.is_open(visit):
                return route(visit)
            asked = f"?{urlencode(visit.query)}" if visit.query else ""
            here = f"https://{visit.host}{visit.path}{asked}"
            if self._is_in_place(visit):
                return self.wall(visit, here)
            return Answer(go_to=self.address(here))

        return guarded

    def _is_in_place(self, visit: Visit) -> bool:
        return self.in_place or visit.has("in_place")

    def wall(self, visit: Visit, back_to: str) -> Answer:
        """The page that asks for an email address and a password, or for one of the two."""
        values = {"service": self.service, "action": f"https://{self.host}{self.path}", "next": back_to}
        named = "email" in visit.fields or _NAMED in visit.cookies
        step = "" if not visit.has("email_first") else "-password" if named else "-email"
        text = (LOOK / f"wall{step}.html").read_text(encoding="utf-8")
        body = re.sub(r"\{\{(\w+)\}\}", lambda found: html.escape(values[found[1]]), text)
        return Answer(framed(body, visit.language))

    def _let_in(self, visit: Visit) -> Answer:
        """Back, by way of the page's own host: a wall on another domain cannot set a cookie for it."""
        back_to, cookie = visit.fields.get("next") or "/", "session"
        if visit.has("email_first") and "pass" not in visit.fields:
            if not self._is_in_place(visit):
                return self.wall(visit, back_to)
            cookie = _NAMED  # then the password is asked for at the page's own address, too
        host = urlsplit(back_to).netloc or self.host
        return Answer(go_to=f"https://{host}{_ENTER}?{urlencode({'next': back_to, 'cookie': cookie})}")

    def _enter(self, visit: Visit) -> Answer:
        cookie = {visit.query["cookie"]: f"stand-in; Domain={_domain(visit.host)}; Path=/; Secure; HttpOnly"}
        return Answer(go_to=visit.query["next"], cookies=cookie)


def _domain(host: str) -> str:
    """The part of a host that all of a service's hosts share: what is registered, such as ebay.co.uk."""
    labels = host.split(".")
    return ".".join(labels[-3 if labels[-2] == "co" else -2 :])
