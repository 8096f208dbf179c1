"""The way into a service: a login wall, perhaps on another host, and a session that a cookie keeps.

The walls are made up: how a service asks for a password is nothing a flow may look at.
"""

from __future__ import annotations

import html
from urllib.parse import quote, urlsplit

from runner.practice.part import Press, Type

from .site import Answer, Site, Visit, framed

LOGGED_OUT = "a login wall comes first"
LOG_IN = (Type("Email", "ada@example.org"), Type("Password", "correct horse"), Press("Log in"))

_WALL = """<main><h1>Welcome back</h1><form method="post"><input type="hidden" name="next" value="{back}">
<label for="u">Email</label><input id="u" name="u" autocomplete="username">
<label for="p">Password</label><input id="p" name="p" type="password" autocomplete="current-password">
<button type="submit">Log in</button></form></main>"""
_COOKIE = "session"
_ENTER = "/stand-in/enter"


class Door:
    """The login of a site, at the address `wall`; who came through it is back where they were sent away."""

    def __init__(self, site: Site, wall: str) -> None:
        self.wall = wall
        address = urlsplit(wall)
        site.get(address.netloc, address.path)(self._ask)
        site.post(address.netloc, address.path, login=True)(self._let_in)
        site.get("*", _ENTER)(self._enter)

    def is_open(self, visit: Visit) -> bool:
        """Whether there is a session."""
        return not visit.has("logged_out") or _COOKIE in visit.cookies

    def address(self, visit: Visit, back: str = "") -> str:
        """Where the wall is, to come back to this page or to another one."""
        here = f"https://{visit.host}{visit.path}"
        return f"{self.wall}?next={quote(back or here, safe='')}"

    def send_away(self, visit: Visit, back: str = "") -> Answer:
        """The way round by the wall."""
        return Answer(go_to=self.address(visit, back))

    def _ask(self, visit: Visit) -> Answer:
        return Answer(framed(_WALL.format(back=html.escape(visit.query.get("next", ""))), "en"))

    def _let_in(self, visit: Visit) -> Answer:
        back = visit.fields["next"]
        return Answer(go_to=f"https://{urlsplit(back).netloc}{_ENTER}?next={quote(back, safe='')}")

    def _enter(self, visit: Visit) -> Answer:
        return Answer(go_to=visit.query["next"], cookies={_COOKIE: "stand-in; Path=/; HttpOnly"})
