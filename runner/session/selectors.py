"""What the selectors of Chrome's Recorder say about a thing: its role and name, a text, its tag, a way to find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from runner.flow.model import Pick

INSIDE = " >> "  # between the selectors of a host and of what is in its shadow root; no CSS has it

_SAID = re.compile(r"\[\s*(name|role)\s*=\s*(?:([\"'])(.*?)\2|([\w-]+))\s*\]", re.DOTALL)
_LAST = re.compile(r"[\s>+~]+(?![^\[(]*[\])])")  # between two parts of a css selector, not inside brackets
_TAG = re.compile(r"[a-z][a-z0-9-]*")
_STEP = re.compile(r"(?P<tag>[a-z][a-z0-9-]*)(?:\[(?P<place>\d+)\])?")
_FROM = re.compile(r"\*\[@(?P<attribute>[\w-]+)=(?P<quote>[\"'])(?P<value>.*?)(?P=quote)\]")
_OWN_TEXT = r"(?:normalize-space\(\s*(?:text\(\)|\.)?\s*\)|text\(\)|\.)"
_BY_TEXT = re.compile(
    rf"//[\w*]+\[\s*(?:contains\(\s*{_OWN_TEXT}\s*,|{_OWN_TEXT}\s*=)\s*([\"'])(?P<text>.*?)\1\s*\)?\s*\]"
)
_ROLE_OF_TAG = {
    "a": "link", "button": "button", "summary": "button", "select": "combobox", "option": "option",
    "textarea": "textbox",
}  # fmt: skip
_ROLE_OF_TYPE = {
    "checkbox": "checkbox", "radio": "radio", "submit": "button", "image": "button", "button": "button",
    "reset": "button", "number": "spinbutton", "search": "searchbox", "range": "slider",
}  # fmt: skip
_NO_FIELDS = ("file", "hidden", "color")
_OWN_TAGS = (*_ROLE_OF_TAG, "input")  # of what is pressed for itself, whatever it lies in
# Roles of what only lies in a thing that is pressed, as the Recorder names them: it tells of the innermost element.
_INNER = frozenset(
    {
        *(
            "generic",
            "none",
            "presentation",
            "image",
            "img",
            "graphics-symbol",
            "graphics-document",
            "strong",
            "emphasis",
        ),
        *(
            "StaticText",
            "InlineTextBox",
            "paragraph",
            "text",
            "mark",
            "code",
            "time",
            "subscript",
            "superscript",
            "ruby",
        ),
        *("Abbr", "SvgRoot", "heading"),
    }
)
_LABEL = "LabelText"  # Chromium's role of what says what a control is for
# Roles of parts of a page: their name says where a thing is, and not what it is called.
_AROUND = frozenset(
    {
        *("RootWebArea", "document", "main", "navigation", "region", "banner", "contentinfo", "complementary", "form"),
        *("dialog", "alertdialog", "group", "list", "menu", "menubar", "tablist", "tabpanel", "table", "grid", "tree"),
        *("toolbar", "radiogroup", "listbox", "article", "section", "search", "feed", "iframe", "rowgroup", "treegrid"),
    }
)


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
        if of_field and chain[-1].startswith("text/"):
            continue
        told = _by_names(chain) if chain[-1].startswith("aria/") else _read(chain[-1])
        found = _through_roots(chain, told.pop("css", ""))
        known = {**{key: value for key, value in told.items() if value}, **known}
        if told.get("control") and INSIDE not in css:  # it was an inner part of a control, and now it is known of which
            known["tag"], css = told["tag"], found
        css = css or found
    known.pop("control", None)
    if _is_of_something_around(known):
        del known["name"]
    known.pop("around", None)
    return FoundBySelector(Pick.model_validate({"role": _role(known), **known}), css)


def _by_names(chain: Sequence[str]) -> dict[str, str]:
    """What `aria/` selectors say. The last one is of the innermost element, which has often no name of its own: it is
    called as what it lies in then."""
    told = _by_name(chain[-1])
    if told["role"] == _LABEL:
        return {"name": told["name"], "tag": "label"}
    if told["name"] or told["role"] not in _INNER:
        return told
    for outer in reversed(chain[:-1]):
        around = _by_name(outer) if outer.startswith("aria/") else {"name": "", "role": ""}
        if around["role"] in _AROUND:
            break
        if around["name"]:
            return {**around, "around": "yes"}
    return {}


def _by_name(selector: str) -> dict[str, str]:
    said = selector.removeprefix("aria/")
    told = {"name": "", "role": ""}
    for one in _SAID.finditer(said):
        told[one[1]] = one[3] or one[4] or ""
    return {**told, "name": told["name"] or _SAID.sub("", said).strip()}


def _is_of_something_around(known: dict[str, Any]) -> bool:
    """Whether a name is that of a part of the page, and the thing itself has another text to be read on it."""
    text = "".join(filter(str.isalpha, known.get("text", ""))).casefold()
    name = "".join(filter(str.isalpha, known.get("name", ""))).casefold()
    return bool(known.get("around") and len(text) > 1 and text not in name)


def _through_roots(chain: Sequence[str], css: str) -> str:
    """The selector of a thing, with those of the hosts around it where it says little by itself."""
    if not css or len(chain) < 2 or re.search(r"[#\[]", css):
        return css
    hosts = [one.removeprefix("pierce/").removeprefix("css/").strip() for one in chain[:-1]]
    return INSIDE.join([*hosts, css]) if not any(one.startswith(("aria/", "text/", "xpath/")) for one in hosts) else css


def _read(selector: str) -> dict[str, str]:
    if selector.startswith("text/"):
        return {"text": selector.removeprefix("text/").strip()}
    if selector.startswith("xpath/"):
        return _by_xpath("/" + selector.removeprefix("xpath/").lstrip("/"))
    return _by_css(selector.removeprefix("pierce/").removeprefix("css/").strip())


def _by_css(css: str) -> dict[str, str]:
    outer = [*_LAST.finditer(css)]
    starts = [0, *(one.end() for one in outer)]
    tags = [found[0] if (found := _TAG.match(css[start:])) else "" for start in starts]
    if (at := _control(tags)) is not None:
        css = css[: outer[at].start()]
    last = _LAST.split(css)[-1]
    attributes = dict(re.findall(r"\[([\w-]+)=['\"]?([^'\"\]]*)", last))
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", "", last)
    tag = _TAG.match(bare)
    id_ = re.search(r"#((?:[\w-]|\\.)+)", bare)
    return {
        "css": css,
        "tag": tag[0] if tag else "",
        "control": "yes" if at is not None else "",
        "id": re.sub(r"\\(.)", r"\1", id_[1]) if id_ else attributes.get("id", ""),
        "name_attribute": attributes.get("name", ""),
        "kind": attributes.get("type", "").lower(),
        "role": attributes.get("role", ""),
        "name": attributes.get("aria-label", ""),
    }


def _by_xpath(path: str) -> dict[str, str]:
    """The paths that the Recorder writes go by tags and places, from the top or from an id or a mark of the page's
    makers, and people write some by a text; others say nothing here."""
    if by_text := _BY_TEXT.fullmatch("/" + path):
        return {"text": by_text["text"].strip()}
    parts = [part for part in path.split("/") if part]
    start = _FROM.fullmatch(parts[0]) if parts else None
    steps = [_STEP.fullmatch(part) for part in (parts[1:] if start else parts)]
    if not parts or not all(steps) or not (start or parts[0] == "html"):
        return {}
    places = [(step["tag"], step["place"]) for step in steps if step]
    if (at := _control([tag for tag, _ in places])) is not None:
        places, parts = places[: at + 1], parts[: at + (2 if start else 1)]
    css = [f'[{start["attribute"]}="{start["value"]}"]'] if start else []
    css += [f"{tag}:nth-of-type({place})" if place else tag for tag, place in places]
    own = {start["attribute"]: start["value"]} if start and not places else {}
    return {
        "css": " > ".join(css),
        "tag": places[-1][0] if places else "",
        "control": "yes" if at is not None else "",
        "id": own.get("id", ""),
        "name_attribute": own.get("name", ""),
        "name": own.get("aria-label", ""),
        "path": "" if start else f"/{'/'.join(parts)}",
    }


def _control(tags: Sequence[str]) -> int | None:
    """The place of the control or label that the last of these elements lies in; None where it is one itself, or lies
    in none."""
    if not tags or tags[-1] in _OWN_TAGS or tags[-1] == "label":
        return None
    return next((at for at in range(len(tags) - 2, -1, -1) if tags[at] in _OWN_TAGS or tags[at] == "label"), None)


def _role(known: dict[str, Any]) -> str:
    """The role by tag and type, as far as selectors tell them, where none says it."""
    tag, kind = known.get("tag", ""), known.get("kind", "")
    if kind and tag in ("input", ""):
        return _ROLE_OF_TYPE.get(kind, "" if kind in _NO_FIELDS else "textbox")
    return _ROLE_OF_TAG.get(tag, "")
