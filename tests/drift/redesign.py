"""A stand-in after a redesign: its own pages, with a script behind them that changes one thing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from runner.flow.model import Pick
from tests.sites.site import Answer, Visit, framed

from .subjects import DECOY, Subject

_SCRIPT = (Path(__file__).parent / "changes.js").read_text(encoding="utf-8")
_NEW_PLACE = "/new-place"


@dataclass(frozen=True)
class Thing:
    """Something that was pressed on the pages as they were."""

    label: str
    tag: str
    href: str

    @classmethod
    def of(cls, label: str, pick: Pick) -> Thing:
        """By what it looked like; `label` is a part of its name."""
        return cls(label, pick.tag, pick.href)

    @property
    def is_link(self) -> bool:
        """Whether it leads to a page."""
        return self.tag == "a" and bool(urlsplit(self.href).path)


class Redesign:
    """One kind of change done to one thing, on every page that has it; the server asks it for each answer."""

    def __init__(self, kind: str, subject: Subject, thing: Thing, before: Thing | None) -> None:
        self.kind = kind
        self._thing = thing
        self._views: Counter[str] = Counter()
        told = {
            "kind": kind,
            "thing": asdict(thing),
            "before": before and asdict(before),
            "words": {name: getattr(subject, name) for name in ("renamed", "synonym", "translated")},
            "level": subject.level,
            "decoy": DECOY,
        }
        self._script = f"<script>{_SCRIPT}({json.dumps(told)})</script>"

    @property
    def new_place(self) -> str:
        """Where the page is now that is gone from where the thing leads; nothing for other kinds."""
        address = urlsplit(self._thing.href)
        return f"{address.scheme}://{address.netloc}{_NEW_PLACE}{address.path}" if self.kind == "gone" else ""

    def __call__(self, visit: Visit, page: Callable[[Visit], Answer]) -> Answer:
        """The answer after the change."""
        if self.kind == "gone":
            return self._moved(visit, page)
        answer = page(visit)
        return replace(answer, html=self._changed(visit, answer.html)) if "</body>" in answer.html else answer

    def _changed(self, visit: Visit, html: str) -> str:
        if self.kind == "variant" and escape(self._thing.label) in html:
            self._views[visit.path] += 1
            if self._views[visit.path] % 2 == 0:
                return html
        return html.replace("</body>", f"{self._script}</body>")

    def _moved(self, visit: Visit, page: Callable[[Visit], Answer]) -> Answer:
        if visit.path.startswith(_NEW_PLACE):
            return page(replace(visit, path=visit.path.removeprefix(_NEW_PLACE)))
        address = urlsplit(self._thing.href)
        if (visit.method, visit.host, visit.path) == ("GET", address.netloc, address.path):
            return Answer(framed("<main><h1>Page not found</h1><p>It may have moved.</p></main>", visit.language), 404)
        return page(visit)
