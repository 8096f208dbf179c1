"""How Larkspur changes overnight: every kind of drift, in one place.

The pages ask a `Drift` for each stop of the way (profile menu › Settings & privacy › Privacy Centre › AI at Larkspur ›
Your right to object › Submit an objection request) and never look at a switch themselves. The switches come from the
address (`?drift=renamed,newtab`) and stay with the browser's visit until `?reset=1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2s
from typing import Literal

from runner.practice.markup import Child, Html, el
from runner.practice.visit import Language, Visit

KINDS: dict[str, str] = {
    "renamed": "stops have other names: Privacy Centre is Privacy Hub, and so on",
    "moved": "Privacy Centre lies one level deeper in the menu, under Accounts centre",
    "flat": "the menu has one level less: no Settings & privacy, its entries are at the top",
    "button": "links of the way are buttons now",
    "tags": "stops are made of other elements, and have a role where they had none, or none where they had one",
    "hashed": "class names and ids are hashes, new on every page",
    "iframe": "the page about AI and the form lie inside a frame",
    "shadow": "the menu and the pages of the way lie inside open shadow roots",
    "dialog": "the page about AI and the form open as a modal dialog",
    "newtab": "Privacy Centre and the form open in a new tab",
    "banner": "a box asking to save the login lies over the page",
    "duplicate": "a second thing with the same name lies elsewhere on the page, and leads elsewhere",
    "slow": "menus and pages fill three seconds late",
    "variant": "every second view of a page is built another way (as `tags` and `hashed`, in another layout)",
    "gone": "the page about AI is a 404; the form is still there",
    "language": "pages come in the other language",
    "radios": "the radios of the form flip back when another field changes",
}
SLOW = 3000  # milliseconds
AI, FORM, PRIVACY = "/privacy/ai", "/privacy/ai/object", "/privacy"

Shape = Literal["link", "bare", "div", "span", "button", "role", "menuitem"]


@dataclass(frozen=True)
class Stop:
    """One thing to press on the way: its names (English, German), where it leads, and what it is made of."""

    names: tuple[str, str]
    renamed: tuple[str, str]
    shape: Shape
    other: Shape  # what it is made of under `tags`
    address: str = ""
    panel: str = ""  # the part of the page it unfolds, where it leads nowhere


WAY: dict[str, Stop] = {
    "profile": Stop(
        ("Your profile", "Dein Profil"), ("Your profile", "Dein Profil"), shape="button", other="role", panel="menu"
    ),
    "settings": Stop(
        ("Settings & privacy", "Einstellungen & Privatsphäre"),
        ("Preferences & safety", "Präferenzen & Sicherheit"),
        shape="div",
        other="button",
        panel="menu-settings",
    ),
    "account": Stop(
        ("Accounts centre", "Kontenübersicht"),
        ("Accounts hub", "Konten-Hub"),
        shape="div",
        other="button",
        panel="menu-account",
    ),
    "privacy": Stop(
        ("Privacy Centre", "Privatsphäre-Center"),
        ("Privacy Hub", "Privatsphäre-Hub"),
        shape="bare",
        other="menuitem",
        address=PRIVACY,
    ),
    "ai": Stop(
        ("AI at Larkspur", "KI bei Larkspur"),
        ("Lark and generative AI", "Lark und generative KI"),
        shape="link",
        other="div",
        address=AI,
    ),
    "rights": Stop(
        ("Your right to object", "Dein Widerspruchsrecht"),
        ("How to object", "So widersprichst du"),
        shape="role",
        other="span",
        panel="rights",
    ),
    "object": Stop(
        ("Submit an objection request", "Widerspruch einreichen"),
        ("Objection request form", "Formular für den Widerspruch"),
        shape="link",
        other="span",
        address=FORM,
    ),
}
ELSEWHERE = {"privacy": "/about/privacy", "ai": "/about/lark", "object": "/about/copyright"}


@dataclass(frozen=True)
class SiteDrift:
    """The drift of one answer."""

    kinds: frozenset[str]
    language: Language
    delay: int = 0
    seed: str = ""
    second_layout: bool = False

    def label(self, key: str) -> str:
        """What a stop is called today."""
        names = WAY[key].renamed if "renamed" in self.kinds else WAY[key].names
        return names[1] if self.language == "de" else names[0]

    def press(self, key: str, *content: Child, class_: str = "", aria_label: str | None = None) -> Html:
        """A stop of the way as an element to press; `content` stands in for its name where it shows more."""
        stop = WAY[key]
        shape = stop.other if "tags" in self.kinds else stop.shape
        if "button" in self.kinds and stop.address:
            shape = "button"
        new_tab = key in ("privacy", "object") and "newtab" in self.kinds
        inside = content or (self.label(key),)
        return _shaped(shape, stop, new_tab, *inside, class_=class_, aria_label=aria_label)

    def heading(self, level: int, *content: Child, class_: str = "") -> Html:
        """A heading of a page of the way; a plain div under `tags`."""
        return el("div" if "tags" in self.kinds else f"h{level}", *content, class_=f"h{level} {class_}".strip())

    def menu(self) -> dict[str, tuple[str, ...]]:
        """The levels of the profile menu: the panel each one is, and the entries in it."""
        ends, inner = ("help", "display", "logout"), ("general", "privacy", "lark", "activity")
        if "flat" in self.kinds:
            return {"menu-top": ("see", *inner, *ends)}
        if "moved" in self.kinds:
            return {
                "menu-top": ("see", "settings", *ends),
                "menu-settings": ("general", "account", "lark", "activity"),
                "menu-account": ("details", "privacy", "security"),
            }
        return {"menu-top": ("see", "settings", *ends), "menu-settings": inner}

    def second(self, key: str, class_: str = "") -> Html | None:
        """Under `duplicate`: another link of the same name, which leads elsewhere."""
        if "duplicate" not in self.kinds:
            return None
        return el("a", self.label(key), href=ELSEWHERE[key], class_=class_)

    def late(self, content: Html, waiting: Html) -> Html:
        """Content that the page gets only after the delay, with something to look at until then."""
        if not self.delay:
            return content
        return el("div", waiting, el("template", content, data_late=self.delay))

    def shadowed(self, content: Html) -> Html:
        """Under `shadow`: the content inside an open shadow root of its own."""
        if "shadow" not in self.kinds:
            return content
        sheet = el("link", rel="stylesheet", href=self.stylesheet())
        return el("div", el("template", sheet, content, data_shadow=True))

    def around(self, path: str, content: Html, kind: str, close: str) -> Html:
        """The main part of a page of that layout, in whatever it is wrapped in today."""
        if path not in (PRIVACY, AI, FORM):
            return content
        if "dialog" in self.kinds and path != PRIVACY:
            button = el("button", "×", type="button", aria_label=close, data_closes=True, class_="icon-button close")
            content = el("dialog", button, content, data_modal=True, class_="sheet")
        return self.shadowed(el("div", content, class_=kind) if "shadow" in self.kinds else content)

    def framed(self, path: str) -> bool:
        """Whether the main part of this page lies in a frame."""
        return "iframe" in self.kinds and path in (AI, FORM)

    def gone(self, path: str) -> bool:
        """Whether this page does not exist any more."""
        return "gone" in self.kinds and path == AI

    def stylesheet(self) -> str:
        """The address of the style sheet that knows today's class names."""
        return f"/assets/style.css?seed={self.seed}" if self.seed else "/assets/style.css"

    def document(self, document: Html) -> Html:
        """The finished page, its class names and ids hashed if they are today."""
        return Html(NAMED.sub(self._hashed, document)) if self.seed else document

    def _hashed(self, found: re.Match[str]) -> str:
        names = " ".join(hashed(name, self.seed) for name in found["names"].split())
        return f"{found['before']}{names}{found['after']}"


# Texts are escaped, so a bare ` class="` can only be an attribute.
NAMED = re.compile(
    r"(?P<before> (?:class|id|for|aria-controls|aria-labelledby|aria-describedby)=\"|url\(#)"
    r"(?P<names>[^\")]*)(?P<after>[\")])"
)


def hashed(name: str, seed: str) -> str:
    """A class name or id as a build tool would mangle it."""
    return "x" + blake2s(f"{seed}{name}".encode(), digest_size=4).hexdigest()


def hashed_style(css: str, seed: str) -> str:
    """The style sheet with the class names `Drift.document` writes."""
    return re.sub(r"\.([a-zA-Z][\w-]*)", lambda found: "." + hashed(found[1], seed), css)


def drift_of(visit: Visit, path: str, asked: Language) -> SiteDrift:
    """Today's drift for one view of one page of a visit."""
    kinds = visit.drift
    visit.views[path] += 1
    second_layout = "variant" in kinds and visit.views[path] % 2 == 0
    if second_layout:
        kinds = kinds | {"tags", "hashed"}
    language: Language = asked
    if "language" in kinds:
        language = "en" if asked == "de" else "de"
    delay = max(visit.delay, SLOW if "slow" in kinds else 0)
    seed = hashed(f"{visit.token}{path}", str(visit.views[path])) if "hashed" in kinds else ""
    return SiteDrift(kinds, language, delay, seed, second_layout)


def _shaped(shape: Shape, stop: Stop, new_tab: bool, *content: Child, class_: str, aria_label: str | None) -> Html:
    named: dict[str, str | bool | None] = {"class_": class_ or None, "aria_label": aria_label}
    if shape == "link":
        return el("a", *content, href=stop.address, target="_blank" if new_tab else None, **named)
    if shape == "menuitem":
        return el("a", *content, href=stop.address, role="menuitem", target="_blank" if new_tab else None, **named)
    if stop.address:
        named |= {"data_go": stop.address, "data_tab": new_tab}
    else:
        folds = (
            "menu-top" if stop.panel == "menu-settings" else "menu-settings" if stop.panel == "menu-account" else None
        )
        named |= {"data_unfolds": stop.panel, "data_folds": folds}
        if shape in ("button", "role"):
            named["aria_expanded"] = "false"
    if shape == "bare":
        return el("a", *content, **named)
    if shape == "button":
        return el("button", *content, type="button", **named)
    if shape == "role":
        return el("div", *content, role="button", tabindex="0", **named)
    return el(shape, *content, **named)
