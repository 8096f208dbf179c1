"""Fields in closed shadow roots: no script of ours or of Playwright's sees them, Chromium's own tree of the page does.

What is typed there cannot be told from what is not, so every field is covered in pictures, and every page embedded
there; by its words it is known whether one asks for a secret. The panel's own root is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Error, FloatRect, Frame, Page

from runner.browser import guard

_PLAIN = frozenset({"hidden", "button", "submit", "reset", "image", "checkbox", "radio", "range", "color", "file"})
_FIELDS = frozenset({"input", "textarea", "select"})
_EMBEDDED = frozenset({"iframe", "frame", "object", "embed", "fencedframe"})
_PANEL = "data-optout"
_TEXT = 3  # the number of text among the kinds of nodes

Node = dict[str, Any]  # as Chromium's DOM domain tells it


@dataclass(frozen=True)
class Field:
    """A field or an embedded page in a closed root: where it is drawn, in px of the viewport, and whether it `asks`."""

    box: FloatRect
    asks: bool = False


async def look(page: Page) -> list[Field]:
    """What lies in the closed roots of a page and is to be seen.

    A frame that is a page of its own is told as a whole where such a field is in it: where, is known only there.
    """
    found = await _of(page, page)
    for frame in page.frames[1:]:
        with suppress(Error):  # a frame in the page's own process has been looked at with it
            inside = await _of(page, frame)
            if inside and (box := await (await frame.frame_element()).bounding_box()):
                found.append(Field(box, any(one.asks for one in inside)))
    return found


async def _of(page: Page, of: Page | Frame) -> list[Field]:
    connection = await page.context.new_cdp_session(of)
    try:
        tree = await connection.send("DOM.getDocument", {"depth": -1, "pierce": True})
        return [field for one in _shut(tree["root"]) if (field := await _field(connection, one))]
    finally:
        with suppress(Error):
            await connection.detach()


@dataclass(frozen=True)
class _Place:
    """A node of the tree: what it lies in, the innermost closed root around it, and the one that it is drawn within.

    What stands in an element with a closed root is drawn where that root says, and may have its label there.
    """

    node: Node
    parent: Node | None = None
    root: Node | None = None
    within: Node | None = None


def _shut(root: Node) -> Iterator[_Place]:
    """The fields and embedded pages that lie in a closed root, and those drawn within one that speaks of secrets."""
    todo = [_Place(root)]
    while todo:
        one = todo.pop()
        if _PANEL in _attributes(one.node):
            continue
        if (one.root or (one.within and _speaks_of_secrets(one.within))) and _is_covered(one.node):
            yield one
        within = one.within
        for shadow in one.node.get("shadowRoots", ()):
            kind = shadow.get("shadowRootType")
            if kind != "user-agent":  # the inside of Chromium's own controls
                todo.append(_Place(shadow, one.node, shadow if kind == "closed" else one.root))
                within = shadow if kind == "closed" else within
        inner = (*one.node.get("children", ()), *filter(None, [one.node.get("contentDocument")]))
        todo += [_Place(child, one.node, one.root, within) for child in inner]


def _is_covered(node: Node) -> bool:
    tag, told = node.get("localName", ""), _attributes(node)
    if tag == "input":
        return told.get("type", "text").lower() not in _PLAIN
    return tag in _FIELDS or tag in _EMBEDDED or told.get("contenteditable", "false").lower() != "false"


async def _field(connection: CDPSession, place: _Place) -> Field | None:
    try:
        told = await connection.send("DOM.getBoxModel", {"backendNodeId": place.node["backendNodeId"]})
    except Error:  # it is not drawn
        return None
    across, down = told["model"]["border"][0::2], told["model"]["border"][1::2]
    width, height = max(across) - min(across), max(down) - min(down)
    if not (width and height):
        return None
    box = FloatRect(x=min(across), y=min(down), width=width, height=height)
    return Field(box, place.node.get("localName") not in _EMBEDDED and _asks(place))


def _asks(place: _Place) -> bool:
    """Whether a field is for a secret, by its kind, its words, and what is written beside it or on its label."""
    told = _attributes(place.node)
    said = [told.get(name, "") for name in ("aria-label", "placeholder", "title")]
    said += [_text(one) for one in (place.parent, *_labels(place.root, told.get("id"))) if one]
    known = guard.Facts(
        tag=place.node.get("localName", ""),
        type=told.get("type", "").lower(),
        autocomplete=told.get("autocomplete", "").lower(),
        idents=tuple(filter(None, (told.get("name"), told.get("id")))),
        labels=tuple(filter(None, said)),
    )
    return guard.secret_sign(known) is not None


def _speaks_of_secrets(root: Node) -> bool:
    return any(guard.near_sign(str(one["nodeValue"])) for one in _below(root) if one.get("nodeType") == _TEXT)


def _labels(root: Node | None, field: str | None) -> list[Node]:
    return [one for one in _below(root) if field and _attributes(one).get("for") == field] if root else []


def _text(node: Node) -> str:
    return " ".join(str(one["nodeValue"]) for one in _below(node) if one.get("nodeType") == _TEXT)


def _below(node: Node) -> Iterator[Node]:
    """A node and what is written below it, in order; no styles and scripts."""
    todo = [node]
    while todo:
        one = todo.pop()
        if one.get("localName") not in ("style", "script"):
            yield one
            todo += reversed(one.get("children", ()))


def _attributes(node: Node) -> dict[str, str]:
    flat = node.get("attributes", ())
    return dict(zip(flat[0::2], flat[1::2], strict=True))
