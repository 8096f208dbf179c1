"""The chart in the README: how long each tool takes on the same pages, drawn as SVG, a picture by the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from html import escape
from pathlib import Path

from playwright.async_api import async_playwright

from runner.browser.find import find

from .pages import WAYS
from .results import Results
from .tools import FLOOR, OURS
from .turns import Figures

_WIDTH, _NAMES, _ROW, _BAR = 860, 190, 34, 11  # pixels
_PARTS = {"whole": ("whole process", "#c9ced6", "#f0b27a"), "steps": ("steps alone", "#7b8794", "#d35400")}


def svg(results: Results) -> str:
    """All ways, one below the other, a row for each tool."""
    drawn, top = [], 10
    for way, tools in results.walked.figures.items():
        part, top = _way(WAYS[way].title, tools, top)
        drawn.append(part)
    legend, top = _legend(top)
    style = "text { font: 14px sans-serif; fill: #222 } .small { font-size: 12px } .title { font-weight: bold }"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top}" viewBox="0 0 {_WIDTH} {top}">'
        f"<style>{style}</style><rect width='100%' height='100%' fill='white'/>{''.join(drawn)}{legend}</svg>"
    )


def _way(title: str, tools: Mapping[str, Figures], top: int) -> tuple[str, int]:
    longest = max(figures["whole"] for figures in tools.values() if "whole" in figures)
    scale = (_WIDTH - _NAMES - 150) / longest
    drawn = [_text(10, top + 14, title, "title")]
    top += 28
    for name, figures in sorted(tools.items(), key=lambda one: one[1].get("steps", 0)):
        drawn.append(_text(10, top + 17, name, "title" if name == OURS else ""))
        for at, (what, (_, colour, of_ours)) in enumerate(_PARTS.items()):
            if what in figures:
                drawn.append(_bar(top + at * (_BAR + 1) + 2, figures[what], scale, of_ours if name == OURS else colour))
                beside = f" ({figures[what] / tools[FLOOR][what]:.2f} ×)" if name != FLOOR else ""
                place = _NAMES + figures[what] * scale + 6
                drawn.append(_text(place, top + at * (_BAR + 1) + 12, f"{figures[what]:.1f} s{beside}", "small"))
        top += _ROW
    return "".join(drawn), top + 12


def _bar(top: float, value: float, scale: float, colour: str) -> str:
    return f'<rect x="{_NAMES}" y="{top}" width="{value * scale:.1f}" height="{_BAR}" fill="{colour}"/>'


def _text(left: float, top: float, words: str, kind: str = "") -> str:
    return f'<text x="{left:.1f}" y="{top}" class="{kind}">{escape(words)}</text>'


def _legend(top: int) -> tuple[str, int]:
    drawn, left = [], float(_NAMES)
    for words, colour, of_ours in _PARTS.values():
        for shift, fill in ((0, colour), (14, of_ours)):
            drawn.append(f'<rect x="{left + shift}" y="{top}" width="12" height="12" fill="{fill}"/>')
        drawn.append(_text(left + 34, top + 11, words, "small"))
        left += 150
    drawn.append(_text(left, top + 11, "× of the plain script; less is better", "small"))
    return "".join(drawn), top + 24


async def _take(markup: str, file: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find().path)
        page = await browser.new_page(device_scale_factor=1.5)
        await page.set_content(f"<!doctype html><body style='margin:0'>{markup}")
        await page.locator("svg").screenshot(path=file)
        await browser.close()


def draw(results: Results, file: Path) -> None:
    """Puts the picture there."""
    asyncio.run(_take(svg(results), file))
