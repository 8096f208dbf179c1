"""A press happens once, whatever it sets off: another page that takes its time, a state that comes late, a page that
keeps what it hears to itself. What test_busy_page.py tries with pages that are busy.
"""

from __future__ import annotations

import pytest

from runner import events
from runner.browser.driver import PageDriver

from ..busy import page, site
from . import test_busy_page
from .test_busy_page import walk

stage = test_busy_page.stage
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SLOW = 6  # seconds until a server answers; a thing is looked for for three
NEXT = page("<h1>Next page</h1><a href=/settings.html>Settings</a>")
LINK = "<a id=x href=/next.html>Next</a>"
BUTTON = "<button id=x>Next</button>"
GO = "location = '/next.html'"
# What leads on, and how; each is told to the server.
LEADS = {
    "a link": (LINK, "x.onclick = () => told('done');"),
    "a script": (BUTTON, f"x.onclick = () => {{ told('done'); {GO}; }};"),
    "a script, a moment later": (BUTTON, f"x.onclick = () => {{ told('done'); setTimeout(() => {{ {GO} }}, 300) }};"),
    "a new tab": (LINK.replace("<a", "<a target=_blank"), "x.onclick = () => told('done');"),
    "a frame": (LINK.replace("<a", "<a target=f") + "<iframe name=f></iframe>", "x.onclick = () => told('done');"),
}  # fmt: skip


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("kind", LEADS)
async def test_a_page_that_is_on_its_way_is_waited_for(stage: PageDriver, kind: str) -> None:
    """The old page has the next thing's name as well: it has nothing more to say, and nothing is pressed on it."""
    html, script = LEADS[kind]
    old = page(f"{html}<p><button id=old>Settings</button>", f"{script} old.onclick = () => told('the old one');")
    pages = {"/page.html": old, "/next.html": NEXT, "/settings.html": "<h1>Your settings</h1>"}
    with site(pages) as there:
        there.slow = {"/next.html": SLOW}
        press = f"{{click: {{{'link' if html.startswith('<a') else 'button'}: Next}}}}"
        steps = f"{press}, {{click: {{link: Settings}}}}, {{expect: {{visible: {{heading: Your settings}}}}}}"
        walked = await walk(stage, there, steps)
        assert there.told == {"done": 1}
    assert walked.was_plain
    assert {note.split(",")[0] for note in walked.notes} <= {"The page is busy or still loading"}


@pytest.mark.core
async def test_nothing_is_pressed_on_the_page_that_is_left(stage: PageDriver) -> None:
    old = page(f"{LINK}<p><button id=old>Menu</button>", "old.onclick = () => told('old');")
    new = page("<button id=y>Menu</button>", "y.onclick = () => told('new');")
    with site({"/page.html": old, "/next.html": new}) as there:
        there.slow = {"/next.html": SLOW}
        walked = await walk(stage, there, "{click: {link: Next}}, {click: {button: Menu}}")
        assert there.told == {"new": 1}
    assert walked.was_plain


NOTHING = {"no content": (204, ""), "a file to keep": (200, "application/zip")}


@pytest.mark.parametrize("kind", NOTHING)
async def test_where_no_page_comes_the_walk_goes_on(stage: PageDriver, kind: str) -> None:
    html = page(f"{LINK}<p><button id=y>Menu</button>", "y.onclick = () => told('menu');")
    with site({"/page.html": html}) as there:
        there.slow, there.kinds = {"/next.html": 2}, {"/next.html": NOTHING[kind]}
        walked = await walk(stage, there, "{click: {link: Next}}, {click: {button: Menu}}")
        assert there.told == {"menu": 1}
    assert walked.was_plain


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("kind", NOTHING)
async def test_that_no_page_came_is_said_as_long_as_nothing_else_was_pressed(stage: PageDriver, kind: str) -> None:
    html = page(f"{LINK}<p><button id=y>Menu</button>", "y.onclick = () => told('menu');")
    said = []
    for more in ("", ", {click: {button: Menu}}"):
        with site({"/page.html": html}) as there:
            there.kinds = {"/next.html": NOTHING[kind]}
            steps = f"{{click: {{link: Next}}}}{more}, {{click: {{button: Your settings}}}}"
            walked = await walk(stage, there, steps, "stop")
        said.append([str(one.say).lower() for one in walked.person.asked])
    no_page = "localhost sends no page: the answer is empty, or a download"
    assert [len(one) for one in said] == [1, 1]
    assert no_page in said[0][0] and no_page not in said[1][0]


@pytest.mark.core
async def test_what_was_held_back_is_no_empty_answer(stage: PageDriver) -> None:
    form = "<form method=post action=/sent></form><button id=y>Menu</button>"
    html = page(form, "y.onclick = () => document.forms[0].submit();")
    with site({"/page.html": html}) as there:
        walked = await walk(
            stage, there, "{click: {button: Menu}}, {click: {button: Your settings}}", "continue", "stop"
        )
    assert [one.about for one in walked.person.asked] == ["review", "missing"]
    assert "sends no page" not in str(walked.person.asked[1].say)


OF_A_PRESS = "['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']"


@pytest.mark.core
async def test_a_page_that_keeps_events_to_itself_is_pressed_once(stage: PageDriver) -> None:
    """It hears of them first, and stops them: that nothing of ours has arrived cannot be said then."""
    script = f"""for (const name of {OF_A_PRESS}) addEventListener(name, (event) => {{
        event.stopImmediatePropagation();
        if (name === 'click') {{ told('done'); d.hidden = !d.hidden; }} }}, true);"""
    with site({"/page.html": page("<button>Menu</button><p id=d hidden>It is there", script)}) as there:
        walked = await walk(stage, there, "{click: {button: Menu}}, {expect: {visible: {text: It is there}}}")
        assert there.told == {"done": 1}
        assert walked.was_plain
        asked = await walk(stage, there, "{click: {button: Menu}}", "continue")
        assert there.told == {"done": 2}
    assert [one.for_ for one in asked.of(events.PersonAsked) if isinstance(one, events.PersonAsked)] == ["review"]


# -- choosing ---------------------------------------------------------------------------------------------------

BOX = "<form><div id=x role={} tabindex=0 aria-checked=false>I object</div><button>Send</button></form>"


@pytest.mark.parametrize("role", ["checkbox", "radio"])
async def test_what_shows_late_that_it_is_chosen_is_pressed_once(stage: PageDriver, role: str) -> None:
    """Before the person's turn it is looked at again: it has not flipped back, it has not come yet."""
    late = "setTimeout(() => { x.ariaChecked = x.ariaChecked === 'true' ? 'false' : 'true' }, 3000)"
    script = f"x.onclick = () => {{ told('done'); {late} }};"
    with site({"/page.html": page(BOX.format(role), script)}) as there:
        await walk(stage, there, f"{{choose: {{{role}: I object}}}}, {{pause: {{for: submit, say: Send it.}}}}", "stop")
        assert there.told == {"done": 1}


async def test_a_list_of_the_pages_own_is_opened_once(stage: PageDriver) -> None:
    html = """<form><div id=x role=combobox tabindex=0 aria-haspopup=listbox aria-label=Land>A</div>
      <ul id=l hidden role=listbox><li role=option>A<li role=option id=o>B</ul><button>Send</button></form>"""
    script = """x.onclick = () => { told('list'); l.hidden = !l.hidden };
      o.onclick = () => { told('option'); x.textContent = 'B'; l.hidden = true };"""
    steps = "{choose: {option: B, from: {combobox: Land}}}, {pause: {for: submit, say: Send it.}}"
    with site({"/page.html": page(html, script)}) as there:
        await walk(stage, there, steps, "stop")
        assert there.told == {"list": 1, "option": 1}


# -- other elements ---------------------------------------------------------------------------------------------

SHADOW = "h.attachShadow({mode: 'open'}).innerHTML = '<button>Menu</button>'; h.shadowRoot.firstChild.onclick = go;"
AGAIN = "p.innerHTML = '<button>Menu</button>';"
THINGS = {
    "in a shadow root": ("<my-menu id=h></my-menu>", SHADOW, "button"),
    "a summary": ("<details id=h><summary>Menu</summary></details>", "h.ontoggle = go;", "named"),
    "a div": ("<div id=x style='cursor:pointer'>Menu</div>", "x.onclick = go;", "named"),
    "a tab": ("<div role=tablist><div id=x role=tab tabindex=0>Menu</div></div>", "x.onclick = go;", "tab"),
    "in a frame of a frame": (
        "<iframe srcdoc=\"<iframe srcdoc='<button onclick=top.go()>Menu</button>'></iframe>\"></iframe>", "", "button",
    ),
    "another one on the way down": (
        "<p id=p><button id=x>Menu</button>",
        f"x.onpointerdown = () => {{ go(); {AGAIN} }};", "button",
    ),
    "drawn anew": (
        "<p id=p></p>",
        f"const draw = () => {{ {AGAIN} p.firstChild.onclick = () => {{ go(); draw() }} }}; draw();", "button",
    ),
    "disabled by it": ("<button id=x>Menu</button>", "x.onclick = () => { x.disabled = true; go() };", "button"),
}  # fmt: skip


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("kind", THINGS)
async def test_whatever_it_is_is_pressed_once(stage: PageDriver, kind: str) -> None:
    html, script, role = THINGS[kind]
    go = "function go() { told('done'); busy(3500); document.body.append('It is there'); }"
    with site({"/page.html": page(html, go + script)}) as there:
        walked = await walk(
            stage, there, f"{{click: {{{role}: Menu}}}}, {{expect: {{visible: {{text: It is there}}}}}}"
        )
        assert there.told == {"done": 1}
    assert walked.was_plain


@pytest.mark.parametrize("meanwhile", ["", "busy(3000);"])
async def test_a_press_that_closes_its_own_tab_is_done(stage: PageDriver, meanwhile: str) -> None:
    opener = page(
        "<button id=x>Open</button><p id=p>", "x.onclick = () => { told('open'); window.open('/small.html') };"
    )
    script = f"x.onclick = () => {{ told('done'); {meanwhile} opener.p.textContent = 'It is there'; window.close() }};"
    with site({"/page.html": opener, "/small.html": page("<button id=x>Next</button>", script)}) as there:
        steps = "{click: {button: Open}}, {click: {button: Next}}, {expect: {visible: {text: It is there}}}"
        walked = await walk(stage, there, steps)
        assert there.told == {"open": 1, "done": 1}
    assert walked.was_plain
