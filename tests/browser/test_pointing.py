"""What things on a page look like, and what is pointed at is described so that it alone is found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from runner.browser import picks, pointing
from runner.browser.asking import Element, element_of
from runner.flow.model import Pick
from tests.conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(start: Start) -> AsyncIterator[Page]:
    async with start() as browser:
        yield browser.context.pages[0]


async def thing(page: Page) -> Element:
    return await element_of(await page.wait_for_selector("#x, [data-x]", state="attached"))


async def pick_of(page: Page, html: str) -> Pick:
    await page.set_content(html)
    return await picks.of(await thing(page))


@pytest.mark.core
async def test_a_thing_is_described_by_all_that_a_person_sees_and_a_page_says(page: Page) -> None:
    pick = await pick_of(
        page,
        """<html lang=en><body style="margin:0"><nav lang="de-AT"><a id=x name=n class="b a" href="https://a.example/p?q=1"
        style="position:absolute;left:10px;top:20px;width:100px;height:30px">Kon<b>to</b><img alt="Bild"></a>
        <span>Daneben</span></nav></body></html>""",
    )
    assert pick == Pick(
        tag="a", role="link", name="KontoBild", text="Konto", id="x", name_attribute="n", href="https://a.example/p?q=1",
        class_names=("b", "a"), alt="Bild", neighbours=("Daneben",), box=(10, 20, 100, 30),
        path="/html[1]/body[1]/nav[1]/a[1]", language="de-AT",
    )  # fmt: skip


@pytest.mark.core(cases=6)
@pytest.mark.parametrize(
    "field",
    [
        "<label>Email <input id=x value=canary-text></label>",
        "<label>Reason <textarea id=x>canary-text</textarea></label>",
        "<div id=x contenteditable aria-label=Reason>canary-text</div>",
        "<div id=x role=textbox aria-label=Reason>canary-text</div>",
        "<p>Your name is <b contenteditable>canary-text</b></p><button id=x>Go</button>",
        "<label>Day <select id=x><option selected>canary-text</select></label>",
    ],
)
async def test_no_pick_holds_what_was_typed(page: Page, field: str) -> None:
    assert "canary" not in (await pick_of(page, field)).model_dump_json()
    everything = await picks.survey(page.frames)
    assert all("canary" not in placed.pick.model_dump_json() for placed in everything if placed.pick.role != "option")


async def test_a_survey_has_what_could_be_pressed_or_filled_in_and_nothing_hidden(page: Page) -> None:
    await page.set_content(
        """<a href=/1>link</a><a>bare</a><button>button</button><div onclick=1>div</div><p>prose</p>
        <div style=cursor:pointer><span>menu</span></div><label>field <input></label><h1>heading</h1>
        <button hidden>hidden</button><div role=switch tabindex=0>switch</div><div id=host></div>
        <script>document.getElementById('host').attachShadow({mode:'open'}).innerHTML='<button>inside</button>'</script>"""
    )
    there = [placed.pick.name or placed.pick.text for placed in await picks.survey(page.frames)]
    assert there == ["link", "bare", "button", "div", "menu", "field", "switch", "inside"]


async def test_a_surveyed_thing_is_found_again_while_it_keeps_its_place_and_name(page: Page) -> None:
    await page.set_content("<div id=host></div><button>one</button>")
    await page.evaluate(
        "document.getElementById('host').attachShadow({mode:'open'}).innerHTML='<p><button>two</button></p>'"
    )
    for placed in await picks.survey(page.frames):
        element = await picks.element(placed)
        assert element and (await (await element.handle()).text_content()) == placed.pick.name
    [_, one] = await picks.survey(page.frames)
    await page.evaluate("document.body.lastChild.textContent = 'other'")
    assert await picks.element(one) is None


POINTED: list[tuple[str, dict[str, Any] | None]] = [
    ("<button id=x>Your profile</button>", {"button": "Your profile"}),
    ("<a href=/next><b id=x>Privacy Center</b></a>", {"link": "Privacy Center"}),
    ("<a id=x href=https://a.example/next><i style=padding:9px></i></a>", {"href": "/next"}),
    ("<div id=x style=cursor:pointer>Settings</div>", {"named": "Settings"}),
    ("<label id=x>Email <input value=secret></label>", {"field": "Email"}),
    ("<div id=x role=menuitemradio>Dark</div>", {"menuitem": "Dark"}),
    ("<a href=/a>Go</a><a id=x href=https://a.example/b>Go</a>", {"href": "/b"}),
    (
        "<p><span>Mail</span> <button>Edit</button></p><p><span>Name</span> <button data-x>Edit</button></p>",
        {"button": "Edit", "beside": {"named": "Name"}},
    ),
    ("<p><span>Usage data</span> <i data-x role=switch tabindex=0 style=padding:9px></i></p>",
     {"switch": "any", "beside": {"named": "Usage data"}}),
    ("<div><button>A</button></div><div><button data-x>A</button></div>",
     {"css": "html:nth-of-type(1) > body:nth-of-type(1) > div:nth-of-type(2) > button:nth-of-type(1)"}),
]  # fmt: skip


@pytest.mark.core(cases=10)
@pytest.mark.parametrize(("html", "said"), POINTED)
async def test_what_is_pointed_at_is_described_so_that_it_alone_is_found(
    page: Page, html: str, said: dict[str, Any]
) -> None:
    await page.set_content(html)
    found = await pointing.described(await picks.meant_by(await thing(page)), page.frames)
    target = found.target.model_dump(exclude_none=True) if found else None
    assert target == said


async def test_what_cannot_be_told_from_others_has_no_description(page: Page) -> None:
    await page.set_content("<div id=host></div>")
    await page.evaluate(
        "document.getElementById('host').attachShadow({mode:'open'}).innerHTML='<button>A</button><button>A</button>'"
    )
    handle = await picks.element((await picks.survey(page.frames))[1])
    assert handle
    assert await pointing.described(handle, page.frames) is None


async def test_after_pointing_nothing_looks_pressable_that_is_not(page: Page) -> None:
    await page.set_content(
        "<nav><a href=/a>Overview</a><div><span data-x style=cursor:pointer><b>Data sharing</b></span></div></nav>"
    )
    box = await page.locator("[data-x]").bounding_box()
    assert box
    picking = asyncio.ensure_future(pointing.picked(page))
    await page.locator("body[data-pw-cursor]").wait_for()  # which says that the next click points
    await page.mouse.click(box["x"] + 5, box["y"] + 5)
    picked = await picking
    assert picked
    assert await (await picked.handle()).get_attribute("data-x") is not None
    there = [placed.pick.text for placed in await picks.survey(page.frames)]
    assert there == ["Overview", "Data sharing"]
