"""What keeps a switch from counting: a Save somewhere, a question of the site, a state that is not the last word. And
what is no sign of anything: what is missing, a text that stood there, a banner that was there already.
"""

from __future__ import annotations

import asyncio
import time

import pytest
import pytest_asyncio
from playwright.async_api import Page

from . import walked
from .test_truth import FORM, KEEPS, ONCE_MORE, READ_BACK, SWITCH, TURN_OFF, clean, settings, turn
from .walked import SETTLE, Pages, Stage, head, walk

pages = walked.pages
stage = walked.stage
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
BOX = f"<label><input type=checkbox id=b checked> {SWITCH}</label>"
UNTICK = TURN_OFF.replace("switch: Use", "checkbox: Use")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _nothing_is_kept(stage: Stage, pages: Pages) -> None:
    """Each test begins with a site that remembers no setting."""
    page = await stage.browser.context.new_page()
    await page.goto(f"{pages.address}/none")
    await clean(page)


async def held_up(stage: Stage, page: Page, role: str = "switch") -> str:
    """Turns it, and waits until the person is told why that does not count yet."""
    await page.get_by_role(role).click()  # type: ignore[arg-type]
    await stage.holds_up()
    return "stop"


# -- where a Save may be ------------------------------------------------------------------------------------------

SHADOW = ".attachShadow({mode: 'open'}).innerHTML = "
BAR = "<p>Not saved</p><button>Reset</button><button>Save changes</button>"
SAVERS = {
    "the foot of its part": (
        "<main><section>{}<footer><button type=button>Save</button></footer></section></main>",
        "",
    ),
    "the head of the page": ("<header><button type=button>Save</button></header><main>{}</main>", ""),
    "a shadow root": ("{}<my-button id=h></my-button>", f"h{SHADOW}'<button>Save</button>'"),
    "another shadow root than its own": (
        "<my-row id=g></my-row><my-bar id=h></my-bar>",
        f"g{SHADOW}`{BOX}`; h{SHADOW}'<button>Save</button>'",
    ),
    "a name that is put into a shadow root": (
        "{}<my-button id=h>Save</my-button>",
        f"h{SHADOW}'<button><slot></slot></button>'",
    ),
    "a bar that comes": ("{}<div id=bar></div>", f"b.onchange = () => {{ bar.innerHTML = `<footer>{BAR}</footer>` }}"),
    "the last row": ("<ul><li>{}<li><button type=button>Save</button></ul>", ""),
    "the last row of a table": ("<table><tr><td>{}<tr><td><button type=button>Save</button></table>", ""),
    "Russian": ("{}<button type=button>Сохранить</button>", ""),
    "Vietnamese": ("{}<button type=button>Lưu thay đổi</button>", ""),
    "Arabic": ("{}<button type=button>حفظ</button>", ""),
    "Update": ("{}<button type=button>Update</button>", ""),
}


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("where", SAVERS)
async def test_a_save_counts_wherever_it_stands(stage: Stage, pages: Pages, where: str) -> None:
    html, script = SAVERS[where]
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{html.format(BOX)}<script>{script}</script>"}
    came = await walk(stage, head(pages) + UNTICK, lambda page: held_up(stage, page, "checkbox"))
    assert came.outcome == "stopped"
    assert came.held_up[0].startswith("There is a Save button: press “"), came


OTHERS = {
    "of another row": "<ul><li>{}<li><label>Name <input></label><button type=button>Save</button></ul>",
    "of a row that says something else": "<ul><li>{}<li>ann@example.org <button type=button>Confirm</button></ul>",
    "of the search in the head": "<header><input type=search><button type=button>Apply</button></header>{}",
    "of another form": "{}<form><input><button>Save</button></form>",
    "that means something else": "{}<button type=button>Update available</button>",
}


@pytest.mark.parametrize("kind", OTHERS)
async def test_a_save_of_something_else_keeps_nothing_up(stage: Stage, pages: Pages, kind: str) -> None:
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{OTHERS[kind].format(BOX)}"}

    async def unticks(page: Page) -> None:
        await page.get_by_role("checkbox").click()

    came = await walk(stage, head(pages) + UNTICK, unticks)
    assert (came.outcome, came.held_up) == ("opted_out", [])


# -- the last word ------------------------------------------------------------------------------------------------


@pytest.mark.core
async def test_what_is_saved_counts_once_it_has_stayed_so(stage: Stage, pages: Pages) -> None:
    """The button goes while it saves, and the site may yet say that it cannot: turned long ago, saved only just now."""
    script = "s.onclick = () => { s.disabled = true; s.textContent = 'Saving' }"
    pages.at = {"/page.html": f"<!doctype html>{BOX}<button type=button id=s>Save</button><script>{script}</script>"}
    pressed: list[float] = []

    async def saves(page: Page) -> None:
        await held_up(stage, page, "checkbox")
        await asyncio.sleep(2 * SETTLE)
        pressed.append(time.monotonic())
        await page.get_by_role("button", name="Save").click()

    assert (await walk(stage, head(pages) + UNTICK, saves)).outcome == "opted_out"
    assert time.monotonic() - pressed[0] >= SETTLE


async def test_a_switch_that_cannot_be_turned_meanwhile_is_being_saved(stage: Stage, pages: Pages) -> None:
    pages.at = {"/page.html": settings("s.disabled = true")}
    turned: list[float] = []

    async def turns(page: Page) -> None:
        turned.append(time.monotonic())
        await turn(page)

    assert (await walk(stage, head(pages) + TURN_OFF, turns)).outcome == "opted_out"
    assert time.monotonic() - turned[0] >= 3 * SETTLE


OFF = f"role=switch aria-checked=false aria-label='{SWITCH}'"
LOADING = {
    "busy": f"<div id=m aria-busy=true><button type=button id=s {OFF}>o</button></div>",
    "disabled": f"<div id=m><button type=button id=s disabled {OFF}>o</button></div>",
}


@pytest.mark.parametrize("kind", LOADING)
async def test_a_switch_that_is_still_being_loaded_is_not_off_already(stage: Stage, pages: Pages, kind: str) -> None:
    late = "setTimeout(() => { s.ariaChecked = 'true'; s.disabled = false; m.ariaBusy = 'false' }, 1000)"
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{LOADING[kind]}<script>{late}</script>"}
    came = await walk(stage, head(pages) + TURN_OFF, "stop")
    assert (came.outcome, len(came.said)) == ("stopped", 1)


# -- a question of the site ---------------------------------------------------------------------------------------

YES = "Sure? <button onclick='this.parentNode.hidden = true'>Yes, turn it off</button><button>Cancel</button>"
ASKS = {
    "a popover": ("d.showPopover()", f"<div id=d popover>{YES}</div>"),
    "beside it": ("d.hidden = false", f"<div id=d hidden>{YES}</div>"),
    "in a shadow root": (
        "h.shadowRoot.getElementById('d').hidden = false",
        f"<my-d id=h></my-d><script>h{SHADOW}`<div id=d hidden role=dialog>{YES}</div>`</script>",
    ),
    "in the dialog that had the banner": (
        f"d.innerHTML = `{YES}`; d.hidden = false",
        "<div id=d role=dialog>Cookies <button onclick='d.hidden = true'>Reject</button></div>",
    ),
}


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("kind", ASKS)
async def test_the_site_may_ask_in_any_way(stage: Stage, pages: Pages, kind: str) -> None:
    after, more = ASKS[kind]
    pages.at = {"/page.html": settings(f"{KEEPS}=1;{after}", more)}

    async def turns(page: Page) -> str:
        if "banner" in kind:
            await page.get_by_role("button", name="Reject").click()
            await asyncio.sleep(SETTLE)
        return await held_up(stage, page)

    came = await walk(stage, head(pages) + TURN_OFF, turns)
    assert (came.outcome, came.held_up) == ("stopped", [ONCE_MORE])

    async def answers(page: Page) -> None:
        await turns(page)
        await page.get_by_role("button", name="Yes").click()

    await clean(stage.browser.context.pages[0])
    came = await walk(stage, head(pages) + TURN_OFF, answers)
    assert came.outcome == "opted_out", came


FINE = "Cookies <button>Fine</button>"
BANNERS = {
    "at once": f"<div role=dialog style='position:fixed;bottom:0'>{FINE}</div>",
    "late": f"<div id=d hidden role=dialog style='position:fixed;bottom:0'>{FINE}</div>"
    "<script>setTimeout(() => { d.hidden = false }, 1000)</script>",
}


@pytest.mark.parametrize("comes", BANNERS)
async def test_a_banner_of_each_load_keeps_nothing_from_being_read_back(stage: Stage, pages: Pages, comes: str) -> None:
    pages.at = {"/page.html": settings(f"{KEEPS}=1", BANNERS[comes])}

    async def turns(page: Page) -> None:
        await page.get_by_role("dialog").wait_for()
        await asyncio.sleep(SETTLE)
        await turn(page)

    came = await walk(stage, head(pages) + TURN_OFF + READ_BACK, turns)
    assert (came.outcome, came.basis, came.held_up) == ("opted_out", "read_back", [])


# -- what is no sign ----------------------------------------------------------------------------------------------

LOGIN = "  - pause: {for: login, say: Log in., until: {gone: {css: 'input[type=password]'}}}\n"
PASSWORD = "<!doctype html><h1>Shop</h1><form><input type=password></form>"
ALREADY = "It looks as if you are logged in already. Are you?"


@pytest.mark.core
async def test_a_login_that_goes_by_itself_is_asked_about(stage: Stage, pages: Pages) -> None:
    away = "document.forms[0].innerHTML = '<p>Your session has ended'"
    pages.at = {"/page.html": f"{PASSWORD}<script>setTimeout(() => {{ {away} }}, 8000)</script>"}

    async def waits(page: Page) -> None:
        await page.get_by_text("Your session has ended").wait_for()

    came = await walk(stage, head(pages) + LOGIN, waits, "no", "stop")
    assert (came.said[1], came.outcome) == (ALREADY, "stopped")


async def test_a_tab_that_never_had_the_login_says_nothing_of_it(stage: Stage, pages: Pages) -> None:
    terms = "<!doctype html><h1>Terms</h1>"
    pages.at = {"/page.html": f"{PASSWORD}<a href=/terms target=_blank>Terms</a>", "/terms": terms}

    async def reads_the_terms(page: Page) -> str:
        async with page.expect_popup() as opened:
            await page.get_by_role("link").click()
        await (await opened.value).get_by_role("heading").wait_for()
        await asyncio.sleep(4 * SETTLE)
        return "stop"

    came = await walk(stage, head(pages) + LOGIN, reads_the_terms)
    assert (came.outcome, len(came.said)) == ("stopped", 1)


async def test_what_is_missing_on_a_page_loaded_anew_is_not_read_back(stage: Stage, pages: Pages) -> None:
    row = "r.innerHTML = `<button type=button id=s>Stop sharing</button>`; s.onclick = () => { r.innerHTML = 'Done' }"
    late = f"<div id=r>Loading</div><script>setTimeout(() => {{ {row} }}, 9000)</script>"
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{late}"}
    gone = "{gone: {button: Stop sharing}}"
    flow = f"  - pause: {{for: switch, say: Stop it., until: {gone}}}\n  - confirm: {gone}\n"

    async def stops(page: Page) -> None:
        await page.get_by_role("button", name="Stop sharing").click()

    came = await walk(stage, head(pages) + flow, stops)
    assert (came.outcome, came.basis) == ("opted_out", "seen")


async def test_a_text_that_stood_there_reads_no_setting_back(stage: Stage, pages: Pages) -> None:
    pages.at = {"/page.html": settings("", "<p>Your data is not used</p>")}
    reading = "  - confirm: {visible: {text: Your data is not used}}\n"
    came = await walk(stage, head(pages) + TURN_OFF + reading, turn)
    assert (came.outcome, came.basis) == ("opted_out", "seen")


async def test_a_setting_that_is_a_text_is_read_back(stage: Stage, pages: Pages) -> None:
    script = f"t.textContent = {KEEPS} ? 'Off' : 'On'; s.onclick = () => {{ {KEEPS} = 1; t.textContent = 'Off' }}"
    html = f"<p>Training: <b id=t></b></p><button type=button id=s>Turn off</button><script>{script}</script>"
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{html}"}
    is_off = "{visible: {text: /^Off$/}}"
    flow = f"  - pause: {{for: switch, say: Turn it off., until: {is_off}}}\n  - confirm: {is_off}\n"

    async def turns(page: Page) -> None:
        await page.get_by_role("button").click()

    came = await walk(stage, head(pages) + flow, turns)
    assert (came.outcome, came.basis) == ("opted_out", "read_back")


@pytest.mark.parametrize("until", [", until: {visible: {heading: Thanks}}", ""])
async def test_a_message_that_came_by_itself_confirms_nothing(stage: Stage, pages: Pages, until: str) -> None:
    """It was not there when the turn began, but before the person did anything."""
    kept = "<p id=p></p><script>setTimeout(() => { p.textContent = 'Your objection is kept' }, 5000)</script>"
    thanks = "<!doctype html><h1>Thanks</h1><p>Your objection is kept</p>"
    pages.at = {"/page.html": FORM.replace("method=post", "method=get") + kept, "/send": thanks}
    flow = f"  - pause: {{for: submit, say: Press Send.{until}}}\n"
    reading = "  - confirm: {visible: {text: Your objection is kept}}\n"

    async def sends(page: Page) -> str | None:
        await page.get_by_text("Your objection is kept").wait_for()
        await asyncio.sleep(2 * SETTLE)
        await page.get_by_role("button", name="Send").click()
        await page.wait_for_url("**/send*")
        return None if until else "continue"

    came = await walk(stage, head(pages) + flow + reading, sends)
    assert (came.outcome, came.basis) == ("sent", "seen" if until else "by_word")
