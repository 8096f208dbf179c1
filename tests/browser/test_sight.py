"""What counts as in sight: inner scrollers, drawn boxes, twins for screen readers, elements without a box, names."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from runner.browser import asking, picks, pointing, targets
from runner.browser.answering import Answering
from runner.browser.asking import Element, element_of
from runner.browser.find import find as find_browser
from runner.browser.outline import outline
from runner.browser.press import Hand
from runner.browser.targets import Found
from runner.flow.folding import fold
from runner.flow.model import Target, widen_target

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CASES = Path(__file__).parent.parent / "cases"
HERE = "https://site.test/settings"
FAR = "<p style='height:900px'>far</p>"
SR_ONLY = "position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap;padding:0;margin:-1px;border:0"

OVER = "opacity:0;position:absolute;inset:0;width:20px;height:20px;margin:0"
CARD = "<div style='position:relative;width:99px;height:30px;background:#ddd'>"
CLEAR = "opacity:0;position:absolute;inset:0;width:100%;height:100%;margin:0"
SHOW = (
    "<script>for (const one of document.querySelectorAll('dialog')) one.showModal();"
    "for (const one of document.querySelectorAll('[popover]')) one.showPopover()</script>"
)

# What is asked, on which page, and what is found: the id of the element, 2 for several, None for nothing.
SEEN: dict[str, list[tuple[Any, str, Any]]] = {
    "scrollers": [
        ("P", f"<div style='height:99px;overflow:auto'>{FAR}<button id=x>P</button></div>", "x"),
        ("P", f"<div style='height:99px;overflow-y:scroll'>{FAR}<p id=x>P</p></div>", "x"),
        ("P", f"<div style='height:99px;overflow:hidden'>{FAR}<button id=x>P</button></div>", None),
        ("P", f"<div style='height:99px;overflow:clip'>{FAR}<button id=x>P</button></div>", None),
        ("P", f"<div style='height:99px;contain:paint'>{FAR}<button id=x>P</button></div>", None),
        ("P", f"<div style='height:99px;overflow:hidden'><div style='height:99px;overflow:auto'>{FAR}"
              "<button id=x>P</button></div></div>", "x"),
        ("P", f"<div style='height:99px;overflow:auto'>{FAR}<div style='height:50px;overflow:auto'>{FAR}"
              "<button id=x>P</button></div></div>", "x"),
        ("P", f"<div style='height:99px;overflow:auto'><div style='height:50px;overflow:hidden'>{FAR}"
              "<button id=x>P</button></div></div>", None),
        ("P", f"<div style='height:0;overflow:auto'>{FAR}<button id=x>P</button></div>", None),
        ("P", "<div style='width:200px;overflow-x:auto'><div style='width:2000px;text-align:right'>"
              "<button id=x>P</button></div></div>", "x"),
        ("P", "<div style='width:200px;overflow:hidden'><div style='width:2000px;text-align:right'>"
              "<button id=x>P</button></div></div>", None),
        ("P", "<div dir=rtl style='width:200px;overflow-x:auto'><div style='width:2000px;text-align:left'>"
              "<button id=x>P</button></div></div>", "x"),
        ("P", "<div style='position:relative;width:200px;height:200px;overflow:auto'>"
              "<button id=x style='position:absolute;left:-999px'>P</button></div>", None),
        ("P", "<div style='display:flex;flex-direction:column-reverse;height:99px;overflow:auto'>"
              f"<div>low</div><div>{FAR}</div><button id=x>P</button></div>", "x"),
        ("P", "<div style='height:99px;overflow:hidden'><div style='height:99px'></div>"
              "<button id=x style='position:absolute;top:300px'>P</button></div>", "x"),
        ("P", "<div style='height:99px;overflow:hidden;position:relative'>"
              "<button id=x style='position:absolute;top:300px'>P</button></div>", None),
        ("P", "<div style='height:9px;overflow:hidden;position:relative'>"
              "<button id=x style='position:fixed;top:300px'>P</button></div>", "x"),
        ("P", "<div style='height:9px;overflow:hidden;transform:scale(1)'>"
              "<button id=x style='position:fixed;top:300px'>P</button></div>", None),
        ("P", "<button id=x style='position:fixed;left:-300px;width:200px'>P</button>", None),
        ("P", f"{FAR}{FAR}<button id=x>P</button>", "x"),
        ("P", f"<style>body{{overflow:hidden;height:100vh}}</style>{FAR}{FAR}<button id=x>P</button>", None),
        ("P", "<style>body{overflow:hidden}</style><dialog open style='position:fixed;inset:auto 0 0'>Cookies</dialog>"
              f"{FAR}{FAR}<button id=x>P</button>", "x"),
        ("P", "<style>html{overflow:hidden}body{height:100vh;margin:0;overflow:auto}</style>"
              f"{FAR}{FAR}<button id=x>P</button>", "x"),
        ({"switch": "P"}, f"<div style='height:99px;overflow:auto'>{FAR}<i id=x role=switch>P</i></div>", "x"),
        ({"text": "P"}, f"<div style='height:99px;overflow:auto'>{FAR}<p id=x>P</p></div>", "x"),
        ("P", "<div style='display:flex;flex-direction:row-reverse;width:100px;overflow:auto'>"
              "<div style='flex:none;width:900px'>far</div><div><button id=x>P</button></div></div>", "x"),
        ("P", "<div style='writing-mode:vertical-rl;width:100px;height:70px;overflow:auto'><div style='width:900px'>"
              "</div><button id=x style='writing-mode:horizontal-tb'>P</button></div>", "x"),
    ],
    "over the whole page": [
        ("P", f"<div style='{around}'>{opened}</div>{SHOW}", "x")
        for around in (
            "height:9px;overflow:hidden;transform:scale(1)", "opacity:0", "clip-path:inset(50%)", SR_ONLY,
            "height:9px;overflow:auto;contain:paint",
        )
        for opened in (
            "<dialog><button id=x>P</button></dialog>", "<p popover=manual><button id=x>P</button></p>",
            f"<dialog style='height:99px;overflow:auto'>{FAR}<button id=x>P</button></dialog>",
        )
    ] + [
        ("P", f"<dialog style='opacity:0'><button>P</button></dialog>{SHOW}", None),
        ("P", "<p popover><button>P</button></p>", None),
    ],
    "transparent over what is drawn for it": [
        ({"combobox": "P"}, f"{CARD}Pick<select id=x aria-label=P style='{CLEAR}'><option>a</select></div>", "x"),
        ({"field": "P"}, f"{CARD}<b>1 May</b><input id=x type=date aria-label=P style='{CLEAR}'></div>", "x"),
        ({"link": "P"}, f"{CARD}<b>P</b><a id=x href=#t aria-label=P style='{CLEAR}'></a></div>", "x"),
        ("P", f"{CARD}<b>P</b><button id=x aria-label=P style='{CLEAR}'></button></div>", "x"),
        ("P", f"<div style='position:relative;height:30px'><a href=#w aria-label=P style='{CLEAR}'></a></div>", None),
        ("P", f"{CARD}<b>Other</b><a href=#w aria-label=P style='{CLEAR};pointer-events:none'></a></div>", None),
    ],
    "for screen readers alone": [
        (name, html, found)
        for hiding in (
            f"{SR_ONLY};clip:rect(0,0,0,0)", f"{SR_ONLY};clip-path:inset(50%)", SR_ONLY,
            "position:absolute;clip:rect(0 0 0 0)", "position:absolute;clip:rect(1px,1px,1px,1px)",
            "clip-path:inset(100%)", "clip-path:circle(0)", "clip-path:polygon(0 0,0 0,0 0)",
            "position:absolute;left:-9999px", "position:absolute;top:-9999px", "display:block;text-indent:-9999px",
            "opacity:0", "opacity:0.001", "filter:opacity(0)", "font-size:0", "-webkit-text-fill-color:transparent",
            "display:block;transform:scale(0)",
            "height:1px;width:1px;overflow:hidden;display:block", "max-height:0;overflow:hidden;display:block",
            "display:block;text-indent:100%;white-space:nowrap;overflow:hidden",
        )
        for name, html, found in (
            ("P", f"<a href=#w style='{hiding}'>P</a><p><a id=x href=#t>P</a></p>", "x"),
            ("P", f"<div style='{hiding}'><a href=#w>P</a></div><p><a id=x href=#t>P</a></p>", "x"),
        )
    ],
    "still in sight": [
        ("P", "<a id=x href=#t style='display:block;width:9px;height:9px;background:red;text-indent:-99px'>P</a>", "x"),
        ("P", f"<a id=x href=#t><svg width=9 height=9></svg><span style='{SR_ONLY}'>P</span></a>", "x"),
        ("P", f"<button id=x><span style='{SR_ONLY}'>P</span></button>", "x"),
        ("P", f"<style>#x::before{{content:'*'}}</style><a id=x href=#t><b style='{SR_ONLY}'>P</b></a>", "x"),
        ("P", "<div style='position:relative;width:99px'><h2>Card</h2>"
              f"<a id=x href=#t style='position:absolute;inset:0'><b style='{SR_ONLY}'>P</b></a></div>", "x"),
        ("P", f"<a id=x href=#t>P<b style='{SR_ONLY}'>(new tab)</b></a>", "x"),
        ("P", "<p id=x style='background:linear-gradient(red,blue);background-clip:text;color:transparent'>P</p>", "x"),
    ],
    "without a box": [
        ("P", "<a id=x href=#t style=display:contents>P</a>", "x"),
        ({"button": "P"}, "<button id=x style=display:contents>P</button>", "x"),
        ("P", "<a id=x href=#t style=display:contents><!-- --> P <!-- --></a>", "x"),
        ("P", "<div style=display:none><a href=#t style=display:contents>P</a></div>", None),
        ("P", f"<div style='{SR_ONLY}'><a href=#t style=display:contents>P</a></div>", None),
        ("P", f"<div style='height:99px;overflow:auto'>{FAR}<a id=x href=#t style=display:contents>P</a></div>", "x"),
        ({"text": "P"}, "<p id=x style=display:contents>P</p>", "x"),
        ({"switch": "P"}, "<div id=x role=switch style=display:contents aria-label=P>o</div>", "x"),
        ("P", "<a id=x href=#t style='display:contents;opacity:0'>P</a>", "x"),  # what has no box is not faded
        ({"checkbox": "P"}, f"<label id=x style=display:contents><input type=checkbox style='{OVER}'>P</label>", "x"),
        ({"checkbox": "P"}, f"<label style=display:none><input type=checkbox style='{SR_ONLY}'>P</label>", None),
    ],
    "names": [
        ("Gizlilik", "<a id=x href=#t>GİZLİLİK</a>", "x"),
        ("KAPALI", "<a id=x href=#t>Kapalı</a>", "x"),
        ("opt-out", "<a id=x href=#t>Opt‑out</a>", "x"),
        ("AI - off", "<a id=x href=#t>AI — off</a>", "x"),
        ("Turn off “AI”", "<a id=x href=#t>Turn off «AI»</a>", "x"),
        ("Turn off 'AI'", "<a id=x href=#t>Turn off \"AI\"</a>", "x"),
        ("l'IA", "<a id=x href=#t>lʼIA</a>", "x"),
        ("/opt-out/i", "<a id=x href=#t>Opt‑out</a>", "x"),
        ({"link": "Settings"}, "<a href=#w>SETTINGS</a><a id=x href=#t>Settings</a>", "x"),
        ({"link": "SETTINGS"}, "<a id=x href=#w>SETTINGS</a><a href=#t>Settings</a>", "x"),
        ({"link": "settings"}, "<a href=#w>SETTINGS</a><a href=#t>Settings</a>", 2),
        ({"text": "Off"}, "<p>OFF</p><p id=x>Off</p>", "x"),
        ("Off", "<p>Off</p><button id=x>OFF</button>", "x"),
        ({"link": "Settings"}, "<a href=#w>SETTINGS 3</a><a id=x href=#t>Settings 3</a>", "x"),
        ("/gizlilik/i", "<a id=x href=#t>GİZLİLİK</a>", "x"),
        ("/kapalı/i", "<a id=x href=#t>KAPALI</a>", "x"),
        ("/turn off \"ai\"/i", "<a id=x href=#t>Turn off “AI”</a>", "x"),
        ("/AI – off/", "<a id=x href=#t>AI - off</a>", "x"),
        ("/AI – off/", "<a href=#t>ai - off</a>", None),
        ({"text": "/opt‑out/i"}, "<p id=x>You may opt-out.</p>", "x"),
        ("設定", "<a id=x href=#t><ruby>設<rt>せっ</rt>定<rt>てい</rt></ruby></a>", "x"),
    ],
}  # fmt: skip

# A checkbox drawn by style, in the ways it is done. `x` is the control, `b` the drawn box, `l` the label.
BOX = "display:inline-block;width:20px;height:20px;border:1px solid"
DRAWN = {
    "under a transparent one": "<span style='position:relative;display:inline-block;width:20px;height:20px'>"
    f"<input id=x type=checkbox style='{OVER};z-index:1'><b id=b style='position:absolute;inset:0;outline:solid'></b>"
    "</span> <label id=l for=x>Use my data</label>",
    "beside a hidden one": f"<input id=x type=checkbox style='{SR_ONLY}'><b id=b style='{BOX}'></b>"
    "<label id=l for=x>Use my data</label>",
    "in its label": f"<label id=l><input id=x type=checkbox style='{SR_ONLY}'><b id=b style='{BOX}'></b>Use my data"
    "</label>",
    "a label elsewhere": f"<p><label id=l for=x>Use my data</label></p><div><input id=x type=checkbox style='{OVER};"
    f"position:relative'><b id=b style='{BOX};margin-left:-20px'></b></div>",
    "no label": f"<div><input id=x type=checkbox aria-label='Use my data' style='{SR_ONLY}'><b id=b style='{BOX}'></b>"
    "</div>",
    "around a hidden one": f"<div id=x role=checkbox aria-checked=false tabindex=0 aria-label='Use my data'><input "
    f"type=checkbox tabindex=-1 style='{OVER}'><b id=b style='{BOX}'></b></div>",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=find_browser().path) as browser:
            yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser) -> Page:
    page = await browser.new_page()

    async def answer(route: Any) -> None:
        case = CASES / route.request.url.removeprefix("https://site.test/")
        is_case = case.is_file()
        await route.fulfill(body=case.read_text("utf-8") if is_case else "<!doctype html>", content_type="text/html")

    await page.route("**/*", answer)
    await page.goto(HERE)
    return page


def target(value: Any) -> Target:
    return Target.model_validate(widen_target(value))


async def seen(page: Page, asked: Any) -> Element | int | None:
    """What is found, 2 for several, None for nothing."""
    found = await targets.look(page.frames, target(asked))
    return found.element if isinstance(found, Found) else 2 if found else None


async def find(page: Page, asked: Any) -> Any:
    """The id of what is found, 2 for several, None for nothing."""
    found = await seen(page, asked)
    return await (await found.handle()).get_attribute("id") if isinstance(found, Element) else found


@pytest.mark.core(cases=5)
@pytest.mark.parametrize("kind", SEEN)
async def test_in_sight_or_not(page: Page, kind: str) -> None:
    wrong = []
    for asked, html, wanted in SEEN[kind]:
        await page.set_content(f"<!doctype html>{html}")
        if (found := await find(page, asked)) != wanted:
            wrong.append((asked, html, found, wanted))
    assert not wrong


@pytest.mark.core
@pytest.mark.parametrize(
    ("case", "asked"),
    [
        ("scroll-inner-list", "Privacy"),
        ("scroll-message-below", {"text": "We have received your request"}),
        ("scroll-switch-below", {"switch": "Use my data"}),
        ("hidden-twin-sr-only", "Privacy"),
        ("contents-link", "Privacy"),
        ("contents-button", {"button": "Privacy"}),
        ("name-turkish-capitals", "Gizlilik"),
        ("two-of-a-name", "Flat pages"),
        ("drawn-checkbox", {"checkbox": "Seiten mit Doppelklick bearbeiten"}),
    ],
)
async def test_the_page_of_a_case_shows_it_and_it_can_be_ringed(page: Page, case: str, asked: Any) -> None:
    await page.goto(f"https://site.test/{case}/page.html")
    found = await seen(page, asked)
    assert isinstance(found, Element)
    box, window = await outline(found, Answering()), page.viewport_size
    assert box and window
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= window["height"] + 1
    assert await (await found.handle()).get_attribute("href") != "#wrong"
    await page.goto(HERE)


async def test_scrollers_in_shadow_roots_and_frames(page: Page) -> None:
    inner = "<div style='height:99px;overflow:auto'><p style='height:900px'></p><button id=x>P</button></div>"
    await page.set_content("<my-app></my-app>")
    await page.evaluate(
        "inner => { document.querySelector('my-app').attachShadow({mode: 'open'}).innerHTML = inner }", inner
    )
    assert await find(page, "P") == "x"
    await page.set_content(f"<div style='height:99px;overflow:auto'>{FAR}<iframe srcdoc=\"{inner}\"></iframe></div>")
    assert await find(page, "P") == "x"
    found = await seen(page, "P")
    assert isinstance(found, Element)
    box, real = await outline(found, Answering()), await (await found.handle()).bounding_box()
    assert box == pytest.approx(real)
    await page.set_content(f"<div style='height:99px;overflow:hidden'>{FAR}<iframe srcdoc=\"{inner}\"></iframe></div>")
    assert await find(page, "P") is None


async def test_of_frames_the_one_goes_first_in_which_the_name_fits_better(page: Page) -> None:
    for outer, inner, wanted in (
        ("<a href=#w>FLAT PAGES</a>", "<a id=x href=/t>Flat pages</a>", "x"),
        ("<p>Flat pages</p>", "<a id=x href=/t>Flat pages</a>", "x"),
        ("<a id=x href=/t>Flat pages</a>", "<a href=/w>FLAT PAGES</a>", "x"),
        ("<a href=/w>Flat pages</a>", "<a href=/t>Flat pages</a>", 2),
    ):
        await page.set_content(f"<!doctype html>{outer}<iframe srcdoc='{inner}'></iframe>")
        assert await find(page, "Flat pages") == wanted, (outer, inner)


async def test_nothing_is_in_sight_in_a_frame_of_one_pixel(page: Page) -> None:
    await page.set_content("<a id=x href=#t>P</a><iframe width=1 height=1 srcdoc='<a href=#w>P</a>'></iframe>")
    assert await find(page, "P") == "x"


@pytest.mark.core
@pytest.mark.parametrize("text", ["P", "<b>P</b>"])
async def test_a_text_in_the_slot_of_a_control_is_pressed_as_that(page: Page, text: str) -> None:
    """Also where neither the control's host nor what holds its slot has a box."""
    for host, inside in (
        ("", "<button><slot></slot></button>"),
        ("", "<label><input type=checkbox><slot></slot></label>"),
        ("role=button tabindex=0 style=display:contents", "<i style=display:contents><slot></slot></i>"),
    ):
        await page.set_content(f"<x-b {host}>{text}</x-b>")
        await page.evaluate(
            """inside => { document.querySelector('x-b').attachShadow({mode: 'open'}).innerHTML = inside;
               addEventListener('click', (event) => { document.title = event.composedPath()[0].localName }) }""",
            inside,
        )
        found = await seen(page, "P")
        assert isinstance(found, Element)
        ring = await outline(found, Answering())
        assert ring and ring["width"] > 5 and ring["height"] > 5
        await Hand(Answering()).press(found)
        assert await page.title()


@pytest.mark.core
@pytest.mark.parametrize("kind", DRAWN)
async def test_a_control_its_drawn_box_and_its_label_are_one_thing(page: Page, kind: str) -> None:
    await page.set_content(f"<!doctype html><p>Other <input type=checkbox></p><section>{DRAWN[kind]}</section>")
    assert isinstance(await seen(page, {"checkbox": "Use my data"}), Element)
    parts = [one for one in [await page.query_selector(f"#{name}") for name in "xbl"] if one]
    boxes = [box for box in [await one.bounding_box() for one in parts[1:]] if box]
    for part in parts:
        meant = await picks.meant_by(await element_of(part))
        assert await (await meant.handle()).get_attribute("id") == "x"
        pointed = await pointing.described(meant, page.frames)
        assert pointed and pointed.target == target({"checkbox": "Use my data"})
        ring = await outline(meant, Answering())
        assert ring
        for box in boxes:
            assert ring["x"] <= box["x"] and ring["y"] <= box["y"]
            assert ring["x"] + ring["width"] >= box["x"] + box["width"]
            assert ring["y"] + ring["height"] >= box["y"] + box["height"]


@pytest.mark.parametrize(
    "html",
    [
        "<label>Email <input readonly onfocus='this.readOnly=false'></label>",
        "<label>Email <input readonly onclick='this.readOnly=false'></label>",
        "<label>Email <input readonly onfocus='setTimeout(() => this.readOnly = false)'></label>",
    ],
)
async def test_a_field_that_is_readonly_until_one_comes_into_it_is_typed_into(page: Page, html: str) -> None:
    judged: list[bool] = []

    async def judge(field: Element) -> None:
        judged.append(await (await field.handle()).evaluate("field => document.activeElement === field"))

    await page.set_content(html)
    field = await seen(page, {"field": "Email"})
    assert isinstance(field, Element)
    await Hand(Answering()).fill(field, "ann@example.org", lambda: judge(field))
    assert judged == [True]
    assert await (await field.handle()).input_value() == "ann@example.org"


async def test_the_engine_compares_every_letter_as_the_model_does(page: Page) -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    asked = [f"a{one}b {one}i{one}" for one in letters if one.isprintable() or one.isspace()]
    await page.goto(HERE)
    theirs = await page.evaluate(f"texts => {{ {asking.script()}; return texts.map((one) => fold(one)) }}", asked)
    assert [(one, fold(one), them) for one, them in zip(asked, theirs, strict=True) if fold(one) != them] == []
