"""What our own page asks for, and what it is answered: plain data between the browser and the home."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Values = Mapping[str, tuple[str, ...]]  # what stands behind `?`, or in a form, by its name


@dataclass(frozen=True)
class PageRequest:
    """A page, or a file of it, that is wanted (GET), or something to be done (POST, with what the form holds)."""

    method: Literal["GET", "POST"]
    path: str
    query: Values = field(default_factory=dict)
    form: Values = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The one value of that name in the form, else in the query; empty where there is none."""
        found = self.form.get(name) or self.query.get(name) or ("",)
        return found[0]

    def several(self, name: str) -> tuple[str, ...]:
        """All values of that name, in the form and in the query."""
        return (*self.form.get(name, ()), *self.query.get(name, ()))


@dataclass(frozen=True)
class PageResponse:
    """What comes: a body of some kind, or, where `location` is a path, the page that is shown instead."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    location: str = ""


Answer = Callable[[PageRequest], Awaitable[PageResponse]]
