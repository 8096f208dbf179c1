"""One browser's visit: who is logged in, what was chosen, which switches are on. Knows no page and no server."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "de"]
SWITCHES = ("drift", "delay", "region", "lang")


@dataclass
class Visit:
    """What the site remembers about one browser, found again by its cookie; in memory only."""

    token: str
    language: Language | None = None
    drift: frozenset[str] = frozenset()
    delay: int = 0
    region: str = ""
    person: str = ""
    logged_in: bool = False
    received: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    settings: dict[str, bool] = field(
        default_factory=lambda: {"train": True, "ads": True, "online": True, "digest": False}
    )
    views: Counter[str] = field(default_factory=Counter)

    def turn(self, query: dict[str, str], kinds: frozenset[str]) -> bool:
        """Sets the switches an address asks for (`?drift=moved,radios&delay=500`); True if it asked for any.

        They stay until `?reset=1`, which keeps the login and the person's settings.
        """
        if "reset" in query:
            self.drift, self.delay, self.region, self.language = frozenset(), 0, "", None
            self.views.clear()
        if "drift" in query:
            self.views.clear()
            self.drift = kinds.intersection(query["drift"].split(","))
        if query.get("delay", "").isdecimal():
            self.delay = min(int(query["delay"]), 60_000)
        if "region" in query:
            self.region = query["region"].lower()
        if query.get("lang") in ("en", "de"):
            self.language = "de" if query["lang"] == "de" else "en"
        return "reset" in query or any(name in query for name in SWITCHES)

    def log_in(self, username: str) -> None:
        """Remembers whom to greet; the password never gets this far."""
        words = username.partition("@")[0].replace(".", " ").replace("_", " ").split()
        self.person = " ".join(word.capitalize() for word in words) or "Robin"

    def log_out(self) -> None:
        """Forgets who was logged in; their settings stay, as an account's would."""
        self.person, self.logged_in = "", False


def asked_language(accept: str) -> Language:
    """The first of our languages in an Accept-Language header; English if there is none."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        worth = float(weight) if weight.replace(".", "", 1).isdecimal() else 1.0
        ranked.append((-worth, place, tag[:2].lower()))
    for _, _, tag in sorted(ranked):
        if tag in ("en", "de"):
            return "de" if tag == "de" else "en"
    return "en"
