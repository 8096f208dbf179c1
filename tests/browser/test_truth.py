"""What a walk claims, on real pages: nothing is sent, switched or confirmed by what is missing or only looks final."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Error, Locator, Page

from runner.browser.asking import Element
from runner.browser.conditions import PageLook, judge
from runner.browser.engine_questions import Query
from runner.browser.speaks import listen
from runner.browser.states import States
from runner.flow.model import Condition, Target
from tests.patience import until

from . import walked
from .walked import SETTLE, Pages, Stage, head, nothing_for_a_while, press, walk

pages = walked.pages
stage = walked.stage
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _nothing_is_kept(stage: Stage, pages: Pages) -> None:
    """Each test begins with a site that remembers no setting."""
    page = await stage.browser.context.new_page()
    await page.goto(f"{pages.address}/none")
    await clean(page)


# -- absence ------------------------------------------------------------------------------------------------------


@pytest.mark.core
async def test_a_form_that_comes_late_was_not_sent(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("gone-before-it-was-there")
    came = await walk(stage, flow, nothing_for_a_while)
    assert (came.outcome, len(came.said)) == ("stopped", 1)

    async def send(page: Page) -> None:
        await page.get_by_role("button", name="Send").click()

    came = await walk(stage, flow, send)
    assert (came.outcome, came.basis, len(came.said)) == ("sent", "seen", 1)


@pytest.mark.parametrize("until", ["{gone: {button: Send}}", "{all: [{gone: {button: Send}}, {visible: Thanks}]}"])
async def test_somebody_faster_than_our_next_look_has_sent_it_too(stage: Stage, pages: Pages, until: str) -> None:
    """The form is drawn and sent at once: the page itself has seen that its button was there when they pressed it."""
    pages.at = {"/page.html": LATE}

    async def send(page: Page) -> None:
        await at_once(page, page.get_by_text("Send", exact=True), after="f.style.visibility = 'visible'")

    came = await walk(stage, head(pages) + SEND.replace("{gone: {button: Send}}", until), send)
    assert (came.outcome, came.basis, len(came.said)) == ("sent", "seen", 1)

    async def types(page: Page) -> str:
        await at_once(page, page.get_by_role("heading"))
        await page.evaluate("f.remove()")
        return "continue"

    came = await walk(stage, head(pages) + SEND, types, "no", "stop")
    assert (came.outcome, came.said[1]) == ("stopped", "The page does not show that it was sent. Did you send it?")


LATE = """<!doctype html><h1>Object</h1>
<form id=f style=visibility:hidden onsubmit="document.body.innerHTML = '<p>Thanks</p>'; return false">
<button>Send</button></form>"""
SEND = "  - pause: {for: submit, say: Press Send., until: {gone: {button: Send}}}\n"
FORM = "<!doctype html><h1>Object</h1><form method=post action=/send><button>Send</button></form>"
BROKEN: dict[str, str | tuple[int, str]] = {
    "an error page": (500, "<!doctype html><h1>Something went wrong</h1>"),
    "a page that is not there": (404, "<!doctype html><h1>Not found</h1>"),
    "an empty page": "<!doctype html><title>Done</title><body></body>",
    "a page that never ends": "<!doctype html><main aria-busy=true><p>One moment</p></main>",
}


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("kind", BROKEN)
async def test_a_page_that_says_nothing_says_not_that_it_was_sent(stage: Stage, pages: Pages, kind: str) -> None:
    pages.at = {"/page.html": FORM, "/send": BROKEN[kind]}

    async def send(page: Page) -> str:
        await page.get_by_role("button", name="Send").click()
        await page.wait_for_url("**/send")
        await asyncio.sleep(4 * SETTLE)
        return "continue"

    came = await walk(stage, head(pages) + SEND, send, "no", "stop")
    assert came.outcome == "stopped"
    assert came.said[1] == "The page does not show that it was sent. Did you send it?"
    assert (await walk(stage, head(pages) + SEND, send, "yes")).basis == "by_word"


async def test_what_goes_away_by_itself_was_not_sent(stage: Stage, pages: Pages) -> None:
    login = "<!doctype html><h1>Your session has ended</h1><button>Log in</button>"
    away = FORM + "<script>setTimeout(() => { location = '/login' }, 5000)</script>"
    pages.at = {"/page.html": away, "/login": login}

    async def waits(page: Page) -> str:
        await page.wait_for_url("**/login")
        await asyncio.sleep(4 * SETTLE)
        return "stop"

    assert (await walk(stage, head(pages) + SEND, waits)).outcome == "stopped"


async def test_a_form_in_a_frame_that_breaks_was_not_sent(stage: Stage, pages: Pages) -> None:
    pages.at = {
        "/page.html": "<!doctype html><h1>Object</h1><iframe src=/form></iframe>",
        "/form": "<!doctype html><form action='http://localhost:1/'><button>Send</button></form>",
    }

    async def send(page: Page) -> str:
        await page.frame_locator("iframe").get_by_role("button", name="Send").click()
        await asyncio.sleep(5 * SETTLE)
        return "stop"

    assert (await walk(stage, head(pages) + SEND, send)).outcome == "stopped"


async def test_a_message_that_comes_without_a_deed_is_asked_about(stage: Stage, pages: Pages) -> None:
    pages.at = {
        "/page.html": FORM + "<p id=p></p><script>setTimeout(() => { p.textContent = 'Thank you' }, 8000)</script>"
    }
    until = "  - pause: {for: submit, say: Press Send., until: {visible: {text: Thank you}}}\n"

    async def waits(page: Page) -> None:
        pass

    came = await walk(stage, head(pages) + until, waits, "no", "stop")
    assert came.said[1] == "It looks as if that is done already. Is it?"
    assert came.outcome == "stopped"


async def test_a_password_field_that_comes_late_is_no_login(stage: Stage, pages: Pages) -> None:
    late = "<script>setTimeout(() => { document.body.innerHTML += '<input type=password>' }, 8000)</script>"
    pages.at = {"/page.html": f"<!doctype html><h1>Shop</h1>{late}"}
    login = "  - pause: {for: login, say: Log in., until: {gone: {css: 'input[type=password]'}}}\n"

    async def waits(page: Page) -> str:
        await page.locator("input").wait_for()
        return "stop"

    came = await walk(stage, head(pages) + login, waits)
    assert came.outcome == "stopped"


async def test_a_tab_that_held_it_before_is_no_answer(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("until-held-by-another-tab")
    small = str(pages.at["/small.html"])  # in an attribute, close() is the document's
    pages.at["/small.html"] = small.replace("'close()'", "'window.close()'")

    async def nothing(page: Page) -> str:
        await asyncio.sleep(1.5)
        return "stop"

    came = await walk(stage, flow, nothing)
    assert (came.outcome, len(came.said)) == ("stopped", 1)

    async def saves(page: Page) -> None:
        with suppress(Error):  # the window closes by it
            await page.get_by_role("button", name="Save").click()

    came = await walk(stage, flow, saves, "yes")
    assert came.said[1] == "It looks as if that is done already. Is it?"
    assert (came.outcome, came.basis) == ("sent", "by_word")


async def test_a_tab_that_comes_to_show_it_is_an_answer(stage: Stage, pages: Pages) -> None:
    pages.at = {
        "/page.html": "<!doctype html><h1>Sites</h1><p id=p>None</p><button onclick=\"window.open('/small')\">Add",
        "/small": "<!doctype html><h1>New</h1><button onclick=\"opener.p.textContent='Added';window.close()\">Save",
    }
    flow = head(pages) + "  - click: Add\n  - pause: {for: submit, say: Save it., until: {visible: {text: Added}}}\n"

    async def saves(page: Page) -> None:
        with suppress(Error):  # the window closes by it
            await page.get_by_role("button", name="Save").click()

    came = await walk(stage, flow, saves)
    assert (came.outcome, came.basis, len(came.said)) == ("sent", "seen", 1)


async def test_what_is_pointed_at_is_meant_everywhere_in_the_step(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("gone-in-another-language")
    box = "Utiliser mes données pour l’IA"
    clicks: list[asyncio.Task[None]] = []

    async def points(page: Page) -> str:
        async def click() -> None:
            await page.locator("body[data-pw-cursor]").wait_for()  # which says that the next click points
            await page.get_by_label(box).click()

        clicks.append(asyncio.ensure_future(click()))
        return "point"

    async def saves_only(page: Page) -> str:
        await page.get_by_role("button", name="Enregistrer").click()
        await asyncio.sleep(4 * SETTLE)
        return "stop"

    came = await walk(stage, flow, points, saves_only)
    assert came.outcome == "stopped", came

    async def unticks(page: Page) -> None:
        await page.get_by_label(box).click()
        await asyncio.sleep(3 * SETTLE)
        await page.get_by_role("button", name="Enregistrer").click()

    came = await walk(stage, flow, points, unticks)
    assert (came.outcome, came.basis) == ("opted_out", "seen")


# -- confirmed ----------------------------------------------------------------------------------------------------

SWITCH = "Use my data to train AI"
TURN_OFF = f"  - pause: {{for: switch, control: {{switch: {SWITCH}}}, want: off}}\n"
READ_BACK = f"  - confirm: {{is_off: {{switch: {SWITCH}}}}}\n"
KEEPS = "localStorage.off"  # what a page keeps beyond its being loaded
ONCE_MORE = "The site asks once more: answer it in the page."


def settings(after: str, more: str = "", role: str = "role=switch") -> str:
    """A page with one switch; `after` is done once it has been turned."""
    return f"""<!doctype html><html lang=en><h1>AI</h1>
    <button type=button {role} id=s aria-label="{SWITCH}">o</button>{more}
    <script>s.setAttribute('aria-checked', {KEEPS} ? 'false' : 'true');
    s.onclick = () => {{ s.ariaChecked = s.ariaChecked === 'true' ? 'false' : 'true'; {after} }};</script>"""


async def clean(page: Page) -> None:
    await page.evaluate("localStorage.clear()")


async def turn(page: Page) -> None:
    await clean(page)
    await page.get_by_role("switch").click()


@pytest.mark.core
async def test_a_switch_that_goes_back_was_not_turned_off(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("confirmed-then-rolled-back")
    came = await walk(stage, flow, press(SWITCH, "stop", after=6 * SETTLE))
    assert came.outcome == "stopped"


async def test_a_dialog_of_the_site_is_the_persons_first(stage: Stage, pages: Pages) -> None:
    flow = pages.of_case("confirmed-while-dialog-asks")

    async def cancels(page: Page) -> str:
        await page.get_by_role("switch").click()
        await stage.holds_up()
        await page.get_by_role("button", name="Cancel").click()
        await asyncio.sleep(4 * SETTLE)
        return "stop"

    came = await walk(stage, flow, cancels)
    assert came.outcome == "stopped"
    assert came.held_up == [ONCE_MORE]

    async def agrees(page: Page) -> None:
        await page.get_by_role("switch").click()
        await page.get_by_role("button", name="Turn off").click()

    came = await walk(stage, flow, agrees)
    assert (came.outcome, came.basis) == ("opted_out", "seen")  # loaded again, this page has forgotten it


async def test_a_dialog_that_goes_while_we_look_takes_the_state_with_it(
    stage: Stage, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is claimed of a switch is all of one moment: Cancel closes the dialog and turns the switch back at once."""
    pages.of_case("confirmed-while-dialog-asks")
    page = stage.browser.context.pages[0]
    await page.goto(f"{pages.address}/page.html")
    await page.get_by_role("switch").click()
    tell, pressed = Element.tell, list[str]()

    async def told_then_cancelled(element: Element, question: Query[Any]) -> Any:
        answer = await tell(element, question)
        if not pressed:
            pressed.append(await page.evaluate("document.querySelector('[role=dialog] button').click(), 'Cancel'"))
        return answer

    look = PageLook(page.frames, page.url, await listen(page.frames), States(0), strict=True)
    monkeypatch.setattr(Element, "tell", told_then_cancelled)
    is_off = Condition(is_off=Target.model_validate({"switch": "Use my data to train AI"}))
    verdict = await judge(is_off, look)
    assert (pressed, verdict.holds, verdict.why) == (["Cancel"], False, ONCE_MORE)
    assert not (await judge(is_off, look)).holds


async def test_an_option_of_a_folded_list_is_read_where_the_list_is(stage: Stage, pages: Pages) -> None:
    corner = "<nav style='position:fixed;top:0;left:0'>Menu</nav><h1>AI</h1>"
    choice = "<label>Training <select id=s onchange='localStorage.off = s.value'><option>Yes<option>No</select></label>"
    script = f"<script>s.value = {KEEPS} || 'Yes'</script>"
    pages.at = {"/page.html": f"<!doctype html><html lang=en>{corner}{choice}{script}"}
    says_no = "{is_on: {option: No}}"
    flow = head(pages) + f"  - pause: {{for: switch, say: Choose No., until: {says_no}}}\n  - confirm: {says_no}\n"

    async def chooses(page: Page) -> None:
        await page.get_by_label("Training").press("ArrowDown")  # by hand: what a script chooses is no deed of theirs

    came = await walk(stage, flow, chooses)
    assert (came.outcome, came.basis, came.held_up) == ("opted_out", "read_back", []), came
    await clean(stage.browser.context.pages[0])


YES = "Sure? <button onclick='this.parentNode.remove()'>Yes</button>"
OVER = "display:none;position:fixed;inset:0;background:#fff9"
DIALOGS = {
    "a dialog that is not modal": ("d.show()", f"<dialog id=d>{YES}</dialog>"),
    "an alert dialog": ("d.hidden=false", f"<div id=d hidden role=alertdialog>{YES}</div>"),
    "a box without a role over it": ("d.style.display='block'", f"<div id=d style='{OVER}'>{YES}</div>"),
    "a dialog in a frame": ("f.contentDocument.getElementById('d').hidden=false", "<iframe id=f src=/frame></iframe>"),
    "a dialog that comes late": (
        "setTimeout(() => {d.hidden=false}, 800)",
        f"<div id=d hidden role=dialog>{YES}</div>",
    ),
}


@pytest.mark.parametrize("kind", DIALOGS)
async def test_a_state_says_nothing_while_the_site_asks(stage: Stage, pages: Pages, kind: str) -> None:
    after, more = DIALOGS[kind]
    frame = f"<!doctype html><p>Help</p><div id=d hidden role=dialog>{YES}</div>"
    pages.at = {"/page.html": settings(f"{KEEPS}=1;{after}", more), "/frame": frame}

    async def leaves_it(page: Page) -> str:
        await turn(page)
        await stage.holds_up()
        return "stop"

    came = await walk(stage, head(pages) + TURN_OFF, leaves_it)
    assert came.outcome == "stopped"
    assert came.held_up

    async def answers(page: Page) -> None:
        await turn(page)
        for frame in page.frames:
            if await frame.get_by_role("button", name="Yes").count():
                await frame.get_by_role("button", name="Yes").click()
                return
        await page.get_by_role("button", name="Yes").click()

    pages.at["/page.html"] = pages.at["/page.html"].replace("<h1>", "<script>localStorage.clear()</script><h1>")  # type: ignore[union-attr]
    assert (await walk(stage, head(pages) + TURN_OFF, answers)).outcome == "opted_out"


async def test_a_banner_that_was_there_asks_nothing(stage: Stage, pages: Pages) -> None:
    banner = "<div role=dialog aria-label=Cookies style='position:fixed;bottom:0'>Cookies <button>Fine</button></div>"
    pages.at = {"/page.html": "<script>localStorage.clear()</script>" + settings(f"{KEEPS}=1", banner)}
    came = await walk(stage, head(pages) + TURN_OFF, turn)
    assert (came.outcome, came.held_up) == ("opted_out", [])


SAVES = {
    "a form": "<form onsubmit=\"localStorage.off=1;return false\">{}<button>Save</button></form>",
    "a form of one nameless button": "<form onsubmit=\"localStorage.off=1;return false\">{}<button>Go</button></form>",
    "a button beside it": "<div>{}</div><button type=button onclick='localStorage.off=1'>Save changes</button>",
    "in another language": "<div>{}</div><button type=button onclick='localStorage.off=1'>Enregistrer</button>",
}  # fmt: skip


@pytest.mark.parametrize("kind", SAVES)
async def test_a_switch_with_a_save_button_counts_once_it_is_saved(stage: Stage, pages: Pages, kind: str) -> None:
    box = f"<label><input type=checkbox id=b> {SWITCH}</label>"
    script = f"<script>b.checked = !{KEEPS}</script>"
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{SAVES[kind].format(box)}{script}"}
    flow = head(pages) + TURN_OFF.replace("switch: Use", "checkbox: Use") + READ_BACK.replace("switch:", "checkbox:")

    async def unticks(page: Page) -> str:
        await page.get_by_role("checkbox").click()
        await stage.holds_up()
        return "stop"

    came = await walk(stage, flow, unticks)
    assert came.outcome == "stopped"
    assert came.held_up[0].startswith("There is a Save button: press “")

    async def saves(page: Page) -> None:
        await page.get_by_role("checkbox").click()
        await page.get_by_role("button").click()

    came = await walk(stage, flow, saves)
    assert (came.outcome, came.basis) == ("opted_out", "read_back")
    await clean(stage.browser.context.pages[0])


async def test_a_save_that_leads_away_is_told_and_asked_about_in_true_words(stage: Stage, pages: Pages) -> None:
    """The list of settings comes after Save, as in Django's admin: neither is it seen as changed, nor as unchanged."""
    box = f"<label><input type=checkbox checked> {SWITCH}</label>"
    form = f"<form method=post action=/list>{box}<button>Save</button></form>"
    listed = "<!doctype html><h1>Settings</h1><p>Saved.</p>"
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{form}", "/list": listed}
    flow = head(pages) + TURN_OFF.replace("switch: Use", "checkbox: Use")

    async def saves(page: Page) -> str:
        await page.get_by_role("checkbox").click()
        await page.get_by_role("button").click()
        await page.wait_for_url("**/list")
        await until(lambda: any(why.startswith("The setting is not") for why in stage.held_up), lambda: True)
        return "continue"

    came = await walk(stage, flow, saves, "yes")
    assert came.held_up[-1].startswith("The setting is not on this page."), came
    assert came.said[1] == "The page does not show the setting as changed. Go on all the same?"
    assert (came.outcome, came.basis) == ("opted_out", "by_word")


IS_BUSY = "const at = Date.now(); while (Date.now() < at + 1500);"
BOX = f"<label><input type=checkbox checked onclick='{IS_BUSY}'> {SWITCH}</label>"
TO_INBOX = "document.querySelector('main').innerHTML = '<h1>Inbox'"
LEAVES = {
    "the same document": f'<main>{BOX}<button onclick="{TO_INBOX}">Save</button>',
    "another document": f"<form method=post action=/inbox>{BOX}<button>Save</button></form>",
}


async def at_once(page: Page, *things: Locator, after: str = "0") -> None:
    """Clicks on one after the other, after a script, and does not wait for the page in between."""
    boxes = [await thing.bounding_box() for thing in things]
    session = await page.context.new_cdp_session(page)
    await session.send("Runtime.evaluate", {"expression": after})
    clicks = [
        session.send(
            "Input.dispatchMouseEvent",
            {"type": f"mouse{what}", "x": box["x"] + 5, "y": box["y"] + 5, "button": "left", "clickCount": 1},
        )
        for box in boxes
        if box
        for what in ("Pressed", "Released")
    ]
    with suppress(Error):  # the page leaves meanwhile
        await asyncio.gather(*clicks)


@pytest.mark.parametrize("kind", LEAVES)
async def test_somebody_faster_than_our_next_look_has_turned_it_too(stage: Stage, pages: Pages, kind: str) -> None:
    """They take the tick out and press Save while the page is too busy to be looked at; then the setting is gone."""
    pages.at = {"/page.html": f"<!doctype html><h1>AI</h1>{LEAVES[kind]}", "/inbox": "<!doctype html><h1>Inbox</h1>"}
    gone = f"{{all: [{{gone: {{checkbox: {SWITCH}}}}}, {{visible: {{heading: Inbox}}}}]}}"
    turn_off = TURN_OFF.replace("switch: Use", "checkbox: Use")
    flow = head(pages) + turn_off.replace("want: off", f"until: {gone}, want: off")

    async def turns_and_saves(page: Page) -> None:
        await at_once(page, page.get_by_role("checkbox"), page.get_by_role("button", name="Save"))

    came = await walk(stage, flow, turns_and_saves)
    assert (came.outcome, came.basis, len(came.said)) == ("opted_out", "seen", 1), came

    async def saves_only(page: Page) -> str:
        await page.get_by_role("button", name="Save").click()
        await stage.holds_up()
        return "stop"

    came = await walk(stage, flow, saves_only)
    assert came.outcome == "stopped"
    assert came.held_up[0].startswith("The setting is not on this page.")


async def test_a_setting_is_read_where_it_is_kept(stage: Stage, pages: Pages) -> None:
    """It goes back after it had settled: loaded again, the page shows what the service has kept."""
    pages.at = {"/page.html": settings("")}
    came = await walk(stage, head(pages) + TURN_OFF + READ_BACK, turn)
    assert (came.outcome, came.basis) == ("opted_out", "seen")
    pages.at = {"/page.html": settings(f"{KEEPS}=1")}
    came = await walk(stage, head(pages) + TURN_OFF + READ_BACK, turn)
    assert (came.outcome, came.basis) == ("opted_out", "read_back")
    await clean(stage.browser.context.pages[0])


async def test_a_setting_in_a_menu_is_gone_to_again(stage: Stage, pages: Pages) -> None:
    menu = "<button type=button onclick='m.hidden=false'>Privacy</button><div id=m hidden>"
    page = settings(f"{KEEPS}=1").replace("<button type=button role", menu + "<button type=button role")
    pages.at = {"/page.html": page}
    flow = head(pages) + "  - click: Privacy\n" + TURN_OFF + READ_BACK
    came = await walk(stage, flow, turn)
    assert (came.outcome, came.basis) == ("opted_out", "read_back")
    await clean(stage.browser.context.pages[0])


@pytest.mark.core
async def test_a_message_that_stood_there_before_confirms_nothing(stage: Stage, pages: Pages) -> None:
    pages.at = {
        "/page.html": FORM + "<p>Your objection is kept</p>",
        "/send": "<!doctype html><h1>Thanks</h1><p>Your objection is kept</p>",
        "/other": FORM,
    }
    until = "  - pause: {for: submit, say: Press Send., until: {visible: {heading: Thanks}}}\n"
    reading = "  - confirm: {visible: {text: Your objection is kept}}\n"

    async def send(page: Page) -> None:
        await page.evaluate("document.forms[0].method = 'get'")
        await page.get_by_role("button", name="Send").click()

    came = await walk(stage, head(pages) + until + reading, send)
    assert (came.outcome, came.basis) == ("sent", "seen")
    other = head(pages).replace("/page.html", "/other")
    came = await walk(stage, other + until + reading, send)
    assert (came.outcome, came.basis) == ("sent", "read_back")
