"""Larkspur's pictures, all drawn here as inline SVG: the flower, icons, faces and the photographs of the feed."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from runner.practice.markup import Child, Html, el, join

PATHS = {
    "home": "M4 11.2 12 4.5l8 6.7V19a1.2 1.2 0 0 1-1.2 1.2H14.5v-5.4h-5v5.4H5.2A1.2 1.2 0 0 1 4 19z",
    "people": "M9 11.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM2.8 19.6c.4-3.6 2.9-5.6 6.2-5.6s5.8 2 6.2 5.6"
    "M16 5a3.2 3.2 0 0 1 0 6M17.6 14.3c2 .7 3.4 2.6 3.7 5.3",
    "circles": "M8.6 14.4a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM15.4 19.6a5 5 0 1 0 0-10 5 5 0 0 0 0 10z",
    "calendar": "M5 6.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7.5a1 1 0 0 1 1-1zM4 10.8h16M8 4v4M16 4v4",
    "saved": "M7 4.5h10a.8.8 0 0 1 .8.8v14.4L12 15.8l-5.8 3.9V5.3A.8.8 0 0 1 7 4.5z",
    "search": "M10.8 17.3a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.6 15.6 20 20",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.4 1.6H4.6zM10 20.5h4",
    "message": "M5 5h14a1.4 1.4 0 0 1 1.4 1.4v8.8a1.4 1.4 0 0 1-1.4 1.4h-7.2L7.4 20v-3.4H5a1.4 1.4 0 0 1-1.4-1.4V6.4"
    "A1.4 1.4 0 0 1 5 5z",
    "gear": "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM12 3.5v2.2M12 18.3v2.2M3.5 12h2.2M18.3 12h2.2"
    "M6 6l1.6 1.6M16.4 16.4 18 18M6 18l1.6-1.6M16.4 7.6 18 6",
    "shield": "M12 3.8 19 6.4v5.2c0 4.3-2.9 7.3-7 8.6-4.1-1.3-7-4.3-7-8.6V6.4zM9 12l2.2 2.2L15.2 10",
    "spark": "M12 3.8c.5 4.9 2.9 7.4 7.8 8.2-4.9.8-7.3 3.3-7.8 8.2-.5-4.9-2.9-7.4-7.8-8.2 4.9-.8 7.3-3.3 7.8-8.2z",
    "help": "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4zM9.7 9.6a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.2.9-1.2 1.8"
    "M12 16.6v.1",
    "moon": "M19.6 14.2A8 8 0 0 1 9.8 4.4a8 8 0 1 0 9.8 9.8z",
    "door": "M13.5 4.5H6.2a.7.7 0 0 0-.7.7v13.6c0 .4.3.7.7.7h7.3M10.5 12h9.3M16.8 8.8 20 12l-3.2 3.2",
    "list": "M5 7h14M5 12h14M5 17h9",
    "eye": "M3 12c2.2-4 5.3-6 9-6s6.8 2 9 6c-2.2 4-5.3 6-9 6s-6.8-2-9-6z"
    "M12 14.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
    "tag": "M4.5 12.6V5.2c0-.4.3-.7.7-.7h7.4l7 7a1 1 0 0 1 0 1.4l-6.7 6.7a1 1 0 0 1-1.4 0zM8.6 8.6v.1",
    "box": "M4.5 8.2 12 4.5l7.5 3.7v7.6L12 19.5l-7.5-3.7zM4.5 8.2 12 12l7.5-3.8M12 12v7.5",
    "lock": "M6.5 11h11a.8.8 0 0 1 .8.8v7a.8.8 0 0 1-.8.8h-11a.8.8 0 0 1-.8-.8v-7c0-.4.4-.8.8-.8zM8.6 11V8.2a3.4 3.4"
    " 0 0 1 6.8 0V11",
    "heart": "M12 19.4S4.2 15 4.2 9.6A4 4 0 0 1 12 8.2a4 4 0 0 1 7.8 1.4c0 5.4-7.8 9.8-7.8 9.8z",
    "share": "M13.5 5.2 20 11l-6.5 5.8v-3.6C8.4 13.2 5.6 15 4 18.4c.3-5.2 3.3-9.2 9.5-9.6z",
    "image": "M5.2 4.8h13.6c.5 0 .8.4.8.8v12.8c0 .4-.3.8-.8.8H5.2a.8.8 0 0 1-.8-.8V5.6c0-.4.4-.8.8-.8zM4.6 16.6l4.6-4.8"
    " 4 4 2.4-2.2 3.8 3.4M15.4 9.2v.1",
    "right": "M9.5 5.5 16 12l-6.5 6.5",
    "left": "M14.5 5.5 8 12l6.5 6.5",
    "down": "M5.5 9.5 12 16l6.5-6.5",
    "check": "M5 12.6 10 17.5 19.2 7",
    "more": "M6 12v.1M12 12v.1M18 12v.1",
    "globe": "M12 20.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4zM4 12h16M12 4c2.4 2.3 3.4 5 3.4 8s-1 5.7-3.4 8"
    "c-2.4-2.3-3.4-5-3.4-8s1-5.7 3.4-8z",
}


def icon(name: str) -> Html:
    """A line icon in the colour of the text around it; nothing to a screen reader."""
    return el(
        "svg", el("path", d=PATHS[name]), width=24, height=24, viewBox="0 0 24 24", aria_hidden="true", class_="icon"
    )


def flower() -> Html:
    """The mark of the house: a larkspur blossom, five petals and a spur."""
    petals = [_petal(angle) for angle in (-90, -18, 54, 126, 198)]
    spur = el("path", d="M16 17c1.5 4.5 1 9-2.5 13 6-1.5 8.5-6.5 6-12z", class_="spur")
    eye = el("circle", cx=16, cy=15, r=2.6, class_="pollen")
    return el("svg", spur, petals, eye, width=32, height=32, viewBox="0 0 32 32", aria_hidden="true", class_="flower")


def _petal(degrees: int) -> Html:
    x, y = 16 + 6.6 * cos(degrees * pi / 180), 15 + 6.6 * sin(degrees * pi / 180)
    turn = f"rotate({degrees} {x:.2f} {y:.2f})"
    return el("ellipse", cx=f"{x:.2f}", cy=f"{y:.2f}", rx=6.2, ry=4.5, transform=turn, class_="petal")


@dataclass(frozen=True)
class Face:
    """What a drawn portrait is made of."""

    ground: str
    skin: str
    hair: str
    shirt: str
    style: str = "short"


FACES = {
    "you": Face("#c9c3ff", "#e7b08c", "#3c2a25", "#3d6b5c", "curly"),
    "mina": Face("#ffd9b8", "#c98d66", "#231a1d", "#b5473f", "long"),
    "jonas": Face("#bfe3dc", "#f0c7a8", "#b5793c", "#28405e", "beard"),
    "adaeze": Face("#ffe39c", "#7d4b33", "#1d1413", "#5b4bd1", "bun"),
    "theo": Face("#d5e4f7", "#e9b997", "#6b6f7b", "#c6803a", "short"),
    "sana": Face("#f5cfdc", "#d9a179", "#2b2030", "#33705f", "bob"),
    "pottery": Face("#e8d9c8", "#f0c9ae", "#8c4f2f", "#6d5a4a", "bun"),
}
HAIR = {
    "short": "M12.5 18c-1-8 2.5-11.5 7.5-11.5S28.5 10 27.5 18c-1-4-2.5-5.5-7.5-5.5S13.5 14 12.5 18z",
    "curly": "M11.5 19c-2.5-2-1.5-5 .5-6-.5-3.5 2.5-5.5 5-4.5 1.5-2.5 6-2.5 7 0 3-.5 5 2 4 4.5 2 1.5 2 4.5 0 6"
    "-.5-3.5-2.5-5.5-5-5-2.5.5-5 .5-7 0-2.5 0-4 2-4.5 5z",
    "beard": "M12.5 18c-1-8 2.5-11.5 7.5-11.5S28.5 10 27.5 18c-1-4-2.5-5.5-7.5-5.5S13.5 14 12.5 18zM12.8 19.5"
    "c0 7 3 9.5 7.2 9.5s7.2-2.5 7.2-9.5c-1.5 4-3 4-7.2 4s-5.7 0-7.2-4z",
    "bob": "M11.5 24.5c-1.5-12 1-18 8.5-18s10 6 8.5 18h-2.5c1-6 .5-9-1-11-3 1.5-7 2-9.5 1.5-1.5 2-2 5-1.5 9.5z",
    "bun": "M12.5 18.5c-1-7 2.5-10.5 7.5-10.5s8.5 3.5 7.5 10.5c-1-3.5-3-5-7.5-5s-6.5 1.5-7.5 5z"
    "M16.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "long": "M10.5 33c-1-14-1-26.5 9.5-26.5S30.5 19 29.5 33h-4c1.5-9 1.5-14.5-.5-18-3 1.5-7 2-10 0-2 3.5-2 9-.5 18z",
}


def face(who: str, class_: str = "") -> Html:
    """A round portrait."""
    look = FACES[who]
    drawn = (
        el("rect", width=40, height=40, fill=look.ground),
        el("path", d="M6 42c0-9 6-13 14-13s14 4 14 13z", fill=look.shirt),
        el("path", d="M16.5 24h7v6.5a3.5 3.5 0 0 1-7 0z", fill=look.skin),
        el("ellipse", cx=20, cy=19, rx=7.2, ry=8.6, fill=look.skin),
        el("path", d=HAIR[look.style], fill=look.hair),
    )
    return el(
        "svg", *drawn, width=40, height=40, viewBox="0 0 40 40", aria_hidden="true", class_=f"face {class_}".strip()
    )


def picture(name: str, alt: str) -> Html:
    """A photograph of the feed."""
    drawn = {"lake": _lake, "vases": _vases, "allotment": _allotment}[name]()
    return el("svg", drawn, viewBox="0 0 600 360", role="img", aria_label=alt, class_="picture")


def _lake() -> Html:
    return join(
        _gradient("dusk", "#433a8f", "#e58f78", "#ffd59e"),
        el("rect", width=600, height=360, fill="url(#dusk)"),
        el("circle", cx=396, cy=172, r=34, fill="#fff1cf"),
        el("path", d="M0 196 90 132l66 46 84-92 96 104 70-48 84 66 60-40 50 34v158H0z", fill="#5d4a96"),
        el("path", d="M0 222l120-44 96 40 120-56 110 58 90-32 64 26v146H0z", fill="#3a3273"),
        el("rect", y=236, width=600, height=124, fill="#4a3f86"),
        el(
            "path",
            d="M352 244h92l-16 10h-60zM338 264h118l-20 12h-76zM364 288h70l-14 10h-44zM376 312h44l-10 8h-26z",
            fill="#ffcf9e",
            opacity="0.75",
        ),
        el("path", d="M0 300c90-22 150-8 214 16s120 30 170 44H0z", fill="#1f1b45"),
        el("path", d="M70 300l14-84 14 84zM108 306l11-66 11 66zM38 300l9-56 9 56z", fill="#17143a"),
        el("path", d="M196 268c24 9 54 9 78 0l-10 13h-58zM233 266v-40l22 34z", fill="#15122f"),
    )


def _vases() -> Html:
    return join(
        _gradient("wall", "#e9ddcb", "#f3e9da", "#e4d3bb"),
        el("rect", width=600, height=360, fill="url(#wall)"),
        el("path", d="M372 0h120L330 270H210z", fill="#fff7e8", opacity="0.6"),
        el("rect", y=268, width=600, height=92, fill="#a97b50"),
        el("rect", y=268, width=600, height=10, fill="#8d633d"),
        el("path", d="M104 268c-34-40-30-92 12-110v-32h40v32c42 18 46 70 12 110z", fill="#2f5d62"),
        el("path", d="M113 160c-24 18-28 56-14 90-10-40-2-70 22-88z", fill="#5c8f92"),
        el("path", d="M258 268c-18-24-22-66-8-96l-8-16h76l-8 16c14 30 10 72-8 96z", fill="#c96f4a"),
        el("path", d="M247 206h66M249 222h62", stroke="#f0c9a4", stroke_width=5),
        el("path", d="M404 268c-46-22-52-74-16-104 12-10 52-10 64 0 36 30 30 82-16 104z", fill="#e9e4db"),
        el("path", d="M378 178c10-8 74-8 84 0", stroke="#b9b1a4", stroke_width=4, fill="none"),
        el(
            "path",
            d="M408 164c-8-50-34-74-40-96M420 164c0-54 6-80 4-122M432 164c8-44 30-60 42-92",
            stroke="#66704a",
            stroke_width=4,
            fill="none",
        ),
        [
            el("circle", cx=x, cy=y, r=r, fill="#5a4fd0")
            for x, y, r in (
                (366, 64, 13),
                (380, 88, 10),
                (424, 40, 14),
                (423, 66, 11),
                (474, 70, 13),
                (460, 94, 10),
                (388, 110, 7),
                (424, 90, 8),
            )
        ],
        el("ellipse", cx=528, cy=270, rx=44, ry=9, fill="#7b5634"),
        el("path", d="M488 226h80c0 30-14 44-40 44s-40-14-40-44z", fill="#f2b84b"),
    )


def _allotment() -> Html:
    rows = [
        el(
            "path",
            d=f"M{300 + step * 14} 190 {300 + step * 74} 360h{46}L{300 + step * 14 + 10} 190z",
            fill="#5a3f2c" if step % 2 else "#6d8f45",
        )
        for step in range(-6, 7)
    ]
    leaves = [el("ellipse", cx=300 + step * 62, cy=330, rx=26, ry=16, fill="#7faa4c") for step in range(-4, 5, 2)]
    return join(
        _gradient("morning", "#a9d4ee", "#d8ecf3", "#fdf1d3"),
        el("rect", width=600, height=360, fill="url(#morning)"),
        el("path", d="M0 176c80-38 150-38 230-8s170 18 370-18v60H0z", fill="#8fb27a"),
        el("rect", y=188, width=600, height=172, fill="#7b5a3e"),
        rows,
        leaves,
        el("path", d="M60 196v-66l52-34 52 34v66z", fill="#b5473f"),
        el("path", d="M50 134l62-42 62 42-8 10-54-36-54 36z", fill="#7d2e2b"),
        el("rect", x=96, y=146, width=32, height=50, fill="#f3e3cf"),
        el("path", d="M470 196v-70M446 150h48", stroke="#6b4a30", stroke_width=8),
        el("circle", cx=470, cy=114, r=17, fill="#e9c08c"),
        el("path", d="M442 108h56l-14-8c-2-16-26-16-28 0z", fill="#d9a441"),
        el("path", d="M446 140h48l6 44h-60z", fill="#4b5fb0"),
    )


def _gradient(name: str, *colours: str) -> Html:
    stops = [el("stop", offset=place / (len(colours) - 1), stop_color=colour) for place, colour in enumerate(colours)]
    return el("defs", el("linearGradient", stops, id=name, x1=0, y1=0, x2=0, y2=1))


def skeleton() -> Html:
    """Grey bars, to look at while content is on its way."""
    bars: list[Child] = [el("div", class_="bone") for _ in range(4)]
    return el("div", *bars, class_="skeleton", aria_hidden="true")
