"""Widgets put together from parts, a page of many, and what Chromium says of each: its name, and whether it is seen.

What is seen is told by pixels: everything a widget draws is hidden, and its cell compared with how it was before. A
person scrolls what can be scrolled, so that is done first, by moving the scrollers themselves and nothing else.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Page

from runner.browser import asking

SR_ONLY = "position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap;padding:0;margin:-1px;border:0"
BOX = "display:inline-block;width:14px;height:14px;border:2px solid #00f"

# What it is: {a} takes the attributes, {c} the content. `@` is the widget's number.
KINDS = {
    "link": "<a href='#@' {a}>{c}</a>",
    "button": "<button type=button {a}>{c}</button>",
    "div button": "<div role=button tabindex=0 {a}>{c}</div>",
    "tab": "<div role=tab {a}>{c}</div>",
    "menuitem": "<div role=menuitem {a}>{c}</div>",
    "switch": "<button type=button role=switch aria-checked=true {a}>{c}</button>",
    "checkbox role": "<div role=checkbox aria-checked=false tabindex=0 {a}>{c}</div>",
    "heading": "<h3 {a}>{c}</h3>",
    "option role": "<div role=listbox aria-label=list@><div role=option {a}>{c}</div></div>",
    "summary": "<details><summary {a}>{c}</summary>more</details>",
    "checkbox in label": "<label data-part><input type=checkbox {a}> {c}</label>",
    "radio, label for": "<input type=radio id=f@ {a}><label data-part for=f@>{c}</label>",
    "field": "<label for=f@>{c}</label><input id=f@ placeholder='Hint @' {a}>",
    "list of choice": "<label>{c} <select {a}><option>One@</select></label>",
    "submit": "<input type=submit value='Send @' {a}>",
    "drawn checkbox": f"<input type=checkbox id=f@ style='{SR_ONLY}' {{a}}><b data-part style='{BOX}'></b>"
    "<label data-part for=f@>{c}</label>",
    "drawn switch": "<span style='position:relative;display:inline-block;width:18px;height:18px'><input type=checkbox "
    "style='opacity:0;position:absolute;inset:0;margin:0' aria-label='Turn @' {a}>"
    f"<b data-part style='{BOX}'></b></span>",
}
# How it is named: attributes, then content.
NAMINGS = {
    "text": ("", "Privacy @"),
    "text in parts": ("", "Your <b>data</b> <i>@</i>"),
    "aria-label": ("aria-label='Label @'", "x"),
    "aria-labelledby": ("aria-labelledby='r@'", "x<i hidden id=r@>Hidden <b>ref @</b></i>"),
    "aria-labelledby a title": ("aria-labelledby='r@'", "x<i id=r@ title='Tip @'></i>"),
    "labelled by itself too": ("id=s@ aria-label='Own @' aria-labelledby='s@ r@'", "x<i id=r@>ref</i>"),
    "title alone": ("title='Title @'", "<i style='display:inline-block;width:9px;height:9px;background:#00f'></i>"),
    "text and title": ("title='Title @'", "Text @"),
    "picture": (
        "",
        "<img alt='Picture @' width=9 height=9 style='background:#00f'>",
    ),
    "picture with a title": ("", "Text @ <img title='Tip @' width=9 height=9>"),
    "svg with a title": ("", "<svg width=9 height=9><title>Icon @</title><rect width=9 height=9 fill=blue /></svg>"),
    "text, svg with a title": ("", "Text @ <svg width=9 height=9><title>Icon</title></svg>"),
    "text, svg with one inside": ("", "Text @ <svg width=9 height=9><g><title>Icon</title></g></svg>"),
    "text, svg with letters": ("", "Text @ <svg width=9 height=9><text y=9>Ab</text></svg>"),
    "text, hidden svg": ("", "Text @ <svg aria-hidden=true width=9 height=9><title>Icon</title></svg>"),
    "text, icon with a tooltip": ("", "Text @ <i title='Tip @' style='display:inline-block;width:9px;height:9px'></i>"),
    "text, letters with a tooltip": ("", "Text @ <i title='Tip @'>i</i>"),
    "text, role tooltip": ("", "Text @ <span role=tooltip>Tip @</span>"),
    "text, hidden tooltip": ("", "Text @ <span role=tooltip style=display:none>Tip @</span>"),
    "text, role img": ("", "Text @ <span role=img aria-label='Badge @'>7</span>"),
    "text, unnamed role img": ("", "Text @ <span role=img>7</span>"),
    "text, button with a title": ("", "Text @ <span role=button title='Close @'></span>"),
    "text for readers alone": ("", f"Text @ <span style='{SR_ONLY};clip-path:inset(50%)'>opens a tab</span>"),
    "only for readers": ("", f"<span style='{SR_ONLY}'>Read @</span><b style='{BOX}'></b>"),
    "aria-hidden part": ("", "Text @<i aria-hidden=true> *</i>"),
    "hidden parts": ("", "Text @<i style=display:none>no</i><i style=visibility:hidden>no</i>"),
    "blocks": ("", "<div>One @</div><div>two</div>"),
    "blocks in a row": ("", "<span style=display:inline-block>One</span><span style=display:inline-block>@</span>"),
    "line break": ("", "One<br>@"),
    "contents inside": ("", "<span style=display:contents>Text <b>@</b></span>"),
    "abbreviation": ("", "<abbr title='In full @'>Abbr @</abbr>"),
    "list inside": ("", "<ul><li>a @<li>b</ul>"),
    "drawn text": ("class=drawn", "Text @"),
    "only drawn text": ("class=drawn", ""),
    "nbsp, zero width, marks": ("", "Text&nbsp;&#8203;@&rlm;"),
    "soft hyphen": ("", "Pri&shy;vacy @"),
    "dash and quotes": ("", "AI – “@”"),
    "described": ("aria-describedby=d@", "Text @<i hidden id=d@>description</i>"),
    "capitals by style": ("style=text-transform:uppercase", "Text @"),
    "another language": ("lang=tr", "GİZLİLİK @"),
    "empty label": ("aria-label=' '", "Text @"),
    "image of a font": ("", "<i>&#xe001;</i> Text @"),
    "slot": ("", "<x-slot>Text @</x-slot>"),
    "text, decoration with a tooltip": ("", "Text @ <img alt='' title='Tip @' width=9 height=9>"),
    "text, picture of no role": ("", "Text @ <img role=none alt='Tip @' width=9 height=9>"),
    "read aloud so": ("", "<ruby>Ko@<rt>kana</rt></ruby>"),
    "text, inert part": ("", "Text @ <i inert>not for use</i>"),
    "named within": ("", "<span aria-label='Named @'>text</span>"),
    "flex": ("style=display:flex", "<span>One</span><span>@</span>"),
    "absolute part": ("", "One<span style=position:absolute>@</span>two"),
    "visible comment": ("", "Pri<!-- x -->vacy @"),
}
# How it is hidden, or not: a style on a box around it.
HIDINGS = {
    "not": "",
    "display none": "display:none",
    "visibility hidden": "visibility:hidden",
    "opacity 0": "opacity:0",
    "opacity half": "opacity:.5",
    "filter": "filter:opacity(0)",
    "sr-only": f"{SR_ONLY};clip:rect(0,0,0,0)",
    "sr-only, clip-path": f"{SR_ONLY};clip-path:inset(50%)",
    "one pixel": SR_ONLY,
    "clip alone": "position:absolute;clip:rect(0,0,0,0)",
    "clip-path all": "clip-path:inset(100%)",
    "clip-path half": "clip-path:inset(0 50% 0 0)",
    "clip-path circle": "clip-path:circle(0)",
    "clip-path polygon": "clip-path:polygon(0 0,0 0,0 0)",
    "far left": "position:absolute;left:-9999px",
    "far up": "position:absolute;top:-9999px",
    "moved away": "transform:translateX(-9999px)",
    "scaled to nothing": "transform:scale(0)",
    "turned away": "transform:rotateY(90deg)",
    "folded": "height:0;overflow:hidden",
    "folded by max-height": "max-height:0;overflow:hidden",
    "no width": "width:0;overflow:hidden;white-space:nowrap",
    "zoomed": "zoom:1.5",
    "moved a little": "transform:translate(5px,3px)",
    "sticky": "position:sticky;top:0",
    "contents": "display:contents",
    "hidden until found": "content-visibility:hidden",
    "auto": "content-visibility:auto",
    "scaled by its own word": "scale:0",
    "clip-path xywh": "clip-path:xywh(0 0 0 0)",
    "no rows": "display:grid;grid-template-rows:0fr;overflow:hidden",
}
# Hidden itself, not what is around it.
OWN_HIDINGS = (
    "not",
    "opacity 0",
    "sr-only",
    "one pixel",
    "clip alone",
    "clip-path all",
    "far left",
    "scaled to nothing",
)
FAR = "<p style='height:900px;margin:0'></p>"


def _scrolls(height: int, overflow: str, inner: str) -> str:
    """Something far below the top of a box."""
    return f"<div style='height:{height}px;overflow:{overflow}'>{FAR}{inner}</div>"


def _aside(direction: str, side: str) -> str:
    """Something far from the start of a box that is scrolled sideways."""
    wide = f"<div style='width:2000px;padding-{side}:1200px'><div style='display:inline-block'>{{w}}</div></div>"
    return f"<div dir={direction} style='width:120px;overflow-x:auto'>{wide}</div>"


# Where it stands: {w} takes it.
PLACES = {
    "plain": "{w}",
    "inner scroller": _scrolls(60, "auto", "{w}"),
    "scroll": _scrolls(60, "scroll", "{w}" + FAR),
    "scroller in a scroller": _scrolls(60, "auto", _scrolls(50, "auto", "{w}")),
    "sideways": _aside("ltr", "left"),
    "right to left": _aside("rtl", "right"),
    "cut off": _scrolls(60, "hidden", "{w}"),
    "clipped off": _scrolls(60, "clip", "{w}"),
    "scroller in what is cut off": _scrolls(60, "hidden", _scrolls(50, "auto", "{w}")),
    "cut off in a scroller": _scrolls(60, "auto", _scrolls(20, "hidden", "{w}")),
    "out of a cut": "<div style='height:0;overflow:hidden'>"
    "<div style='position:absolute;top:5px;left:5px'>{w}</div></div>",
    "upside down": "<div style='display:flex;flex-direction:column-reverse;height:60px;overflow:auto'>"
    f"<div>{FAR}</div><div>{{w}}</div></div>",
    "from right to left in a row": "<div style='display:flex;flex-direction:row-reverse;width:100px;overflow:auto'>"
    "<div style='flex:none;width:900px'>.</div><div>{w}</div></div>",
    "vertical": "<div style='writing-mode:vertical-rl;width:100px;height:70px;overflow:auto'>"
    "<div style='width:900px'></div><div style='writing-mode:horizontal-tb'>{w}</div></div>",
    "moved on": "<div style='width:100px;overflow:hidden'><div style='display:flex;transform:translateX(-300px)'>"
    "<div style='flex:none;width:300px'>one</div><div>{w}</div></div></div>",
    "negative margin": "<div style='height:60px;overflow:auto'><div style='margin-top:-300px'>{w}</div></div>",
    "faded around": "<div style='opacity:0'><div style='opacity:1'>{w}</div></div>",
    "shadow": "<x-shadow>{w}</x-shadow>",
    "shadow scroller": "<x-scroll>{w}</x-scroll>",
    "contents": "<div style=display:contents>{w}</div>",
}


@dataclass(frozen=True)
class Widget:
    """One widget: what it is made of, and its HTML. The element asked about has `data-w`."""

    kind: str
    naming: str
    hiding: str
    place: str
    own: bool
    html: str

    def __str__(self) -> str:
        """What it is made of."""
        return f"{self.kind} · {self.naming} · {'itself ' if self.own else ''}{self.hiding} · {self.place}"


def widgets() -> list[Widget]:
    """Every naming with some kinds, every hiding and place with some others; each part meets many of the rest."""
    kinds, namings, places = list(KINDS), list(NAMINGS), list(PLACES)
    chosen: list[tuple[str, str, str, str, bool]] = []
    for at, naming in enumerate(namings):
        chosen += [(kinds[(at * 3 + more * 4) % len(kinds)], naming, "not", "plain", False) for more in range(4)]
    for at, hiding in enumerate(HIDINGS):
        for more in range(5):
            place = "plain" if more < 2 else places[(at + more * 3) % len(places)]
            chosen.append((kinds[(at * 5 + more * 3) % len(kinds)], namings[(at + more) % 3], hiding, place, False))
    for at, hiding in enumerate(OWN_HIDINGS):
        chosen += [(kinds[(at + more * 2) % len(kinds)], "text", hiding, "plain", True) for more in range(6)]
    for at, place in enumerate(places):
        chosen += [(kinds[(at * 2 + more * 5) % len(kinds)], namings[more], "not", place, False) for more in range(4)]
    return [_widget(at, *parts) for at, parts in enumerate(dict.fromkeys(chosen))]


def _widget(at: int, kind: str, naming: str, hiding: str, place: str, own: bool) -> Widget:
    attributes, content = NAMINGS[naming]
    style = HIDINGS[hiding]
    hidden = (
        f"style='{style}'"
        if own and "style=" not in attributes + KINDS[kind].split("{a}")[0].rpartition("<")[2]
        else ""
    )
    html = KINDS[kind].replace("{a}", f"data-w=@ {attributes} {hidden}").replace("{c}", content)
    inner = html if own else f"<div style='{style}'>{html}</div>"
    return Widget(kind, naming, hiding, place, own, PLACES[place].replace("{w}", inner).replace("@", str(at)))


COLUMNS, WIDTH, HEIGHT = 6, 200, 84
_STYLE = f"""
body {{ margin: 0 }}
.cell {{ position: absolute; width: {WIDTH - 8}px; height: {HEIGHT - 8}px; font: 13px sans-serif; }}
.drawn::after {{ content: " drawn"; }}
.gone [data-w], .gone [data-w] *, .gone [data-part], .gone [data-part] * {{ visibility: hidden !important; }}
* {{ transition: none !important; animation: none !important; caret-color: transparent !important; }}
"""
_OURS = """() => { %s
  const page = readPage(document);
  const told = page.els.filter((el) => hasAttribute(el, 'data-w')).map((el) =>
    [Number(attribute(el, 'data-w')), nameOf(el), drawn(el, page.layers) !== null]);
  boxes = labelled = null;
  return told;
}"""
_SCRIPT = (Path(__file__).parent / "widgets.js").read_text("utf-8")


@dataclass(frozen=True)
class Told:
    """What is said of a widget: its name (None where Chromium has none to give), whether it is seen."""

    name: str | None
    seen: bool


async def build(page: Page, made: Sequence[Widget]) -> None:
    """The page of all of them, each in a cell of its own."""
    cells = "".join(
        f"<div class=cell style='left:{at % COLUMNS * WIDTH}px;top:{at // COLUMNS * HEIGHT}px'>{one.html}</div>"
        for at, one in enumerate(made)
    )
    height = (len(made) // COLUMNS + 1) * HEIGHT
    await page.set_viewport_size({"width": COLUMNS * WIDTH, "height": height})
    await page.set_content(f"<!doctype html><style>{_STYLE}</style>{cells}<div style='height:{height}px'></div>")
    await page.add_script_tag(content=_SCRIPT)
    await page.evaluate("growShadows()")


async def ours(page: Page) -> dict[int, Told]:
    """What the engine says, by number."""
    return {at: Told(name, seen) for at, name, seen in await page.evaluate(_OURS % asking.script())}


async def chromiums(page: Page, count: int) -> dict[int, Told]:
    """What Chromium's accessibility tree says, and what its pixels show once a person has scrolled there."""
    session = await page.context.new_cdp_session(page)
    names = await _names(session)
    await page.evaluate("scrollAll()")
    pictures = []
    for phase in range(-1, 4):
        await page.evaluate(f"hide({phase}, {COLUMNS})")
        pictures.append(base64.b64encode(await page.screenshot()).decode())
    await page.evaluate(f"hide(-1, {COLUMNS})")
    changed = await page.evaluate(
        "asked => changes(...asked)", [pictures[0], pictures[1:], count, COLUMNS, WIDTH, HEIGHT]
    )
    return {at: Told(names.get(at), changed[at] > 0) for at in range(count)}


async def _names(session: CDPSession) -> dict[int, str]:
    document = await session.send("DOM.getDocument", {"depth": -1, "pierce": True})
    numbers = dict(_numbered(document["root"]))
    tree = await session.send("Accessibility.getFullAXTree")
    return {
        numbers[node["backendDOMNodeId"]]: node.get("name", {}).get("value", "")
        for node in tree["nodes"]
        if not node["ignored"] and node.get("backendDOMNodeId") in numbers
    }


def _numbered(node: dict[str, Any]) -> Iterator[tuple[int, int]]:
    attributes = node.get("attributes", [])
    for name, value in zip(attributes[::2], attributes[1::2], strict=True):
        if name == "data-w":
            yield node["backendNodeId"], int(value)
    for inner in [*node.get("children", []), *node.get("shadowRoots", [])]:
        yield from _numbered(inner)
