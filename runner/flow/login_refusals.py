"""Sites known to refuse a login in a browser that a program drives: whose logins, and on which page they say no.

Data in login_refusals.yaml. A page is known by its address alone: at a login nothing of a page is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict

from runner.flow.hosts import Sites, punycode


class LoginRefusal(BaseModel):
    """One of them. `says` is what a person reads on its page, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    services: tuple[str, ...]
    addresses: tuple[str, ...]
    says: dict[str, str] = {}
    sources: tuple[str, ...]

    def is_at(self, url: str) -> bool:
        """Whether an address is that of the page where it says no."""
        return any(_is_under(url, one) for one in self.addresses)


@cache
def login_refusals() -> tuple[LoginRefusal, ...]:
    """All that are on record."""
    text = files("runner.flow").joinpath("login_refusals.yaml").read_text("utf-8")
    return tuple(LoginRefusal.model_validate(one) for one in yaml.safe_load(text))


def refusal_at(url: str) -> LoginRefusal | None:
    """Who says no on the page of this address; None where nobody is known to."""
    return next((one for one in login_refusals() if one.is_at(url)), None)


def refusal_of(hosts: Iterable[str]) -> LoginRefusal | None:
    """Who is known to refuse the login that the flows of these hosts need."""
    named = [punycode(host) for host in hosts]
    return next((one for one in login_refusals() if any(Sites(one.services).has(host) for host in named)), None)


def _is_under(url: str, address: str) -> bool:
    try:
        here, known = urlsplit(url), urlsplit(address)
    except ValueError:
        return False
    path = here.path.rstrip("/")
    return (here.scheme, here.netloc) == (known.scheme, known.netloc) and (
        path == known.path or path.startswith(f"{known.path}/")
    )
