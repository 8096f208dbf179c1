"""What the selectors of Chrome's Recorder say about a thing: its role and name, a text, its tag, a way to find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from runner.flow.model import Pick

_ARIA = re.compile(r"aria/(?P<name>.*?)(?:\[role=\"?(?P<role>[\w-]+)\"?\])?$", re.DOTALL)
_LAST = re.compile(r"[\s>+~]+(?![^\[(]*[\])])")  # between two parts of a css selector, not inside brackets
_STEP = re.compile(r"(?P<tag>[a-z][a-z0-9-]*)(?:\[(?P<place>\d+)\])?")
_ROLE_OF_TAG = {
    "a": "link", "button": "button", "summary": "button", "select": "combobox", "option": "option",
    "textarea": "textbox",
}  # fmt: skip
_ROLE_OF_TYPE = {
    "checkbox": "checkbox", "radio": "radio", "submit": "button", "image": "button", "button": "button",
    "reset": "button", "number": "spinbutton", "search": "searchbox", "range": "slider",
}  # fmt: skip
_NO_FIELDS = ("file", "hidden", "color")


class FoundBySelector(NamedTuple):
    """A thing as far as its selectors tell of it; `css` is one by which it can be found."""

    pick: Pick
    css: str


def found_by(chains: Iterable[Sequence[str]], of_field: bool = False) -> FoundBySelector:
    """A thing by all ways to find it, the first that says something counting for each.

    Of a field no text is taken: what is to be read in it is what somebody typed.
    """
    known: dict[str, Any] = {}
    css = ""
    for chain in chains:
        last = chain[-1]
        if of_field and last.startswith("text/"):
            continue
        told = _read(last)
        css = css or told.pop("css", "")
        known = {**{key: value for key, value in told.items() if value}, **known}
    known.pop("css", None)
    return FoundBySelector(Pick.model_validate({"role": _role(known), **known}), css)


def _read(selector: str) -> dict[str, str]:
    if selector.startswith("aria/"):
        found = _ARIA.fullmatch(selector)
        return {"name": found["name"].strip(), "role": found["role"] or ""} if found else {}
    if selector.startswith("text/"):
        return {"text": selector.removeprefix("text/").strip()}
    if selector.startswith("xpath/"):
        return _by_xpath("/" + selector.removeprefix("xpath/").lstrip("/"))
    return _by_css(selector.removeprefix("pierce/").removeprefix("css/").strip())


def _by_css(css: str) -> dict[str, str]:
    last = _LAST.split(css)[-1]
    attributes = dict(re.findall(r"\[([\w-]+)=['\"]?([^'\"\]]*)", last))
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", "", last)
    tag = re.match(r"[a-z][a-z0-9-]*", bare)
    id_ = re.search(r"#((?:[\w-]|\\.)+)", bare)
    return {
        "css": css,
        "tag": tag[0] if tag else "",
        "id": re.sub(r"\\(.)", r"\1", id_[1]) if id_ else attributes.get("id", ""),
        "name_attribute": attributes.get("name", ""),
        "kind": attributes.get("type", "").lower(),
        "role": attributes.get("role", ""),
        "name": attributes.get("aria-label", ""),
    }


def _by_xpath(path: str) -> dict[str, str]:
    """The paths that the Recorder writes go by tags and places, from the top or from an id; others say nothing here."""
    parts = [part for part in path.split("/") if part]
    from_id = re.fullmatch(r"\*\[@id=[\"']([^\"']+)[\"']\]", parts[0]) if parts else None
    steps = [_STEP.fullmatch(part) for part in (parts[1:] if from_id else parts)]
    if not parts or not all(steps) or not (from_id or parts[0] == "html"):
        return {}
    places = [(step["tag"], step["place"]) for step in steps if step]
    css = [f'[id="{from_id[1]}"]'] if from_id else []
    css += [f"{tag}:nth-of-type({place})" if place else tag for tag, place in places]
    return {
        "css": " > ".join(css),
        "tag": places[-1][0] if places else "",
        "id": from_id[1] if from_id and not places else "",
        "path": "" if from_id else f"/{'/'.join(parts)}",
    }


def _role(known: dict[str, Any]) -> str:
    """The role by tag and type, as far as selectors tell them, where none says it."""
    tag, kind = known.get("tag", ""), known.get("kind", "")
    if kind and tag in ("input", ""):
        return _ROLE_OF_TYPE.get(kind, "" if kind in _NO_FIELDS else "textbox")
    return _ROLE_OF_TAG.get(tag, "")
