"""A way through pages, written down as each tool that speaks of names and selectors wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .pages import Act, Way


def flow_text(way: Way) -> str:
    """As a flow."""
    steps = [f"  - {_flow_step(way, act)}" for act in way.acts]
    if way.end.startswith("/"):
        steps.append(f"  - expect: {{url: {way.end}}}")
    return "\n".join(["title: Bench", "service: Bench", "hosts: [localhost]", "steps:", *steps, ""])


def _flow_step(way: Way, act: Act) -> str:
    if act.word == "open":
        return f"open: {way.address(act.name)}"
    if act.word == "fill":
        return f"fill: {{field: {act.name}, with: {{text: {act.value}}}}}"
    return f"click: {{{act.word}: {act.name}}}"


def plain_script(way: Way, browser: str, switches: Sequence[str]) -> str:
    """As one would write it by hand with Playwright."""
    lines = [
        "from playwright.sync_api import sync_playwright",
        "",
        "with sync_playwright() as playwright:",
        f"    browser = playwright.chromium.launch(executable_path={browser!r}, args={list(switches)!r})",
        "    page = browser.new_page()",
        *(f"    {_line(way, act)}" for act in way.acts),
        *([f"    page.wait_for_url({way.address(way.end)!r})"] if way.end.startswith("/") else []),
        "    browser.close()",
        "",
    ]
    return "\n".join(lines)


def _line(way: Way, act: Act) -> str:
    if act.word == "open":
        return f"page.goto({way.address(act.name)!r})"
    if act.word == "fill":
        return f"page.get_by_label({act.name!r}).fill({act.value!r})"
    where = "page.frame_locator('iframe')" if act.framed else "page"
    return f"{where}.get_by_role({act.word!r}, name={act.name!r}).click()"


def recording(way: Way) -> dict[str, Any]:
    """As Chrome's recorder writes it, with the ways to find a thing that it notes for each."""
    return {"title": "Bench", "steps": [_recorded(way, act) for act in way.acts]}


def _recorded(way: Way, act: Act) -> dict[str, Any]:
    if act.word == "open":
        url = way.address(act.name)
        return {"type": "navigate", "url": url, "assertedEvents": [{"type": "navigation", "url": url, "title": "T"}]}
    found: dict[str, Any] = {
        "target": "main",
        "selectors": [
            [f"aria/{act.name}"],
            [f"#{act.here}"],
            [f'xpath///*[@id="{act.here}"]'],
            [f"pierce/#{act.here}"],
        ],
    }
    if act.framed:
        found["frame"] = [0]
    if act.word == "fill":
        return {"type": "change", "value": act.value, **found}
    if act.leads and not act.framed:  # it would wait for the frame, which is gone when the page around it is left
        found["assertedEvents"] = [{"type": "navigation", "url": way.address(act.leads), "title": "T"}]
    return {"type": "click", "offsetX": 5, "offsetY": 5, **found}


def _selector(act: Act) -> str:
    if act.word == "fill":
        return f"#{act.here}"
    return f'role={act.word}[name="{act.name}"]'


def robot_suite(way: Way, browser: str, switches: Sequence[str]) -> str:
    """As a suite of Robot Framework."""
    given = ", ".join(repr(one) for one in switches)
    return "\n".join(
        [
            "*** Settings ***",
            "Library    Browser",
            "",
            "*** Test Cases ***",
            "Walk",
            f"    New Browser    chromium    headless=True    executablePath={browser}    args=[{given}]",
            *(f"    {line}" for line in _robot_lines(way)),
            "    Close Browser",
            "",
        ]
    )


def _robot_lines(way: Way) -> Iterator[str]:
    for act in way.acts:
        if act.word == "open":
            yield f"New Page    {way.address(act.name)}"
        elif act.word == "fill":
            yield f"Fill Text    \\{_selector(act)}    {act.value}"
        elif act.framed:
            yield f"Click    iframe >>> {_selector(act)}"
        else:
            yield f"Click    {_selector(act)}"
    if way.end.startswith("/"):
        yield f"Get Url    ==    {way.address(way.end)}"


def storyboard(way: Way, video: str) -> dict[str, Any]:
    """As a storyboard of shot-scraper."""
    deeds: list[dict[str, Any]] = []
    for act in way.acts[1:]:
        if act.word == "fill":
            deeds.append({"fill": {"into": _selector(act), "text": act.value}})
        else:
            into = "iframe >> internal:control=enter-frame >> " if act.framed else ""
            deeds.append({"click": into + _selector(act)})
    if way.end.startswith("/"):
        deeds.append({"wait_for_url": way.address(way.end)})
    return {"output": video, "url": way.address(way.begin), "scenes": [{"name": "Walk", "do": deeds}]}
