"""Markup as values: every text is escaped when it goes in, in this one place, so no page can forget to."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

VOID = frozenset({"base", "br", "circle", "ellipse", "hr", "img", "input", "line", "link", "meta", "path", "rect"})


class Html(str):
    """Text that is markup already; any other text is escaped on its way into an element."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
Attribute = str | int | float | bool | None


def join(*children: Child) -> Html:
    """Children side by side: markup as it is, text escaped, None left out, iterables unfolded."""
    return Html("".join(_parts(children)))


def el(tag: str, *children: Child, **attributes: Attribute) -> Html:
    """One element: `el("a", "Help", href="/help", class_="link")`.

    Underscores in attribute names stand for dashes, one at the end is dropped; True is a bare attribute; None and
    False leave it out.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in VOID:
        return Html(f"<{tag}{written}>") if tag not in SHAPES else Html(f"<{tag}{written}/>")
    return Html(f"<{tag}{written}>{join(*children)}</{tag}>")


SHAPES = frozenset({"circle", "ellipse", "line", "path", "rect"})


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {written}"
    return f' {written}="{escape(str(value))}"'


def _parts(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Html):
            yield child
        elif isinstance(child, str):
            yield escape(child)
        else:
            yield from _parts(child)
