"""Promise 1 where it counts: the runner's own hands on real elements, and a server that counts every form sent to it.

test_guard.py asks the guard about an element; here the driver presses, chooses, fills and hovers as a flow would. The
page sends by every way there is: controls, keys, focus, listeners. The server must never hear of it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import Refused, TargetNotFound
from runner.flow import word_lists
from runner.flow.driver import Seen
from runner.flow.load import Flow, load
from runner.flow.model import Target

from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CSS = Target(css="#x")
SEND = "document.querySelector('form').requestSubmit()"
POST = "<form method=post action=/sent>"  # written <post> below
FORM = "<post><input name=a value=1><button id=own>Send</button></form>"


def on(event: str, script: str = SEND, of: str = "#x") -> str:
    """A listener: what it does nobody can read from the element."""
    return f"<script>document.querySelector('{of}').addEventListener('{event}', () => {{ {script} }})</script>"


MAY_NOT_PRESS = {
    "implicit submit": "<post><input name=a><button id=x>Next</button></form>",
    "explicit submit": "<post><button type=submit id=x>Next</button></form>",
    "type that is none": "<post><button type=nonsense id=x>Next</button></form>",
    "input submit": "<post><input type=submit id=x value=Next></form>",
    "image input": "<post><input type=image id=x alt=Next width=40 height=20></form>",
    "button with form= from outside": "<form id=f method=post action=/sent></form><button form=f id=x>Next</button>",
    "input with form= from outside": "<form id=f method=post action=/sent></form><input type=submit form=f id=x>",
    "label for a submit": "<post><label id=x for=s>Next</label><input type=submit id=s></form>",
    "label around a submit": "<post><label id=x>Next <input type=submit></label></form>",
    "text in a submit": "<post><button><b id=x>Next</b></button></form>",
    "button by role in a submit": "<post><button><i role=button id=x>More</i></button></form>",
    "row around a submit": "<post><div id=x>Next <button>Go</button></div></form>",
    "formaction": "<form><input name=a><button id=x formaction=/sent formmethod=post>Next</button></form>",
    "GET form": "<form action=/sent><input name=email><button id=x>Next</button></form>",
    "GET form with a search box and more": "<form action=/sent><input type=search name=q><input name=b><button id=x>Go"
    "</button></form>",
    "GET form in a dialog": "<dialog open><form action=/sent><input name=a><button id=x>Next</button></form></dialog>",
    "search form that posts a password": "<form role=search method=post action=/sent><input type=password name=p>"
    "<button id=x>Search</button></form>",
    "search button that posts elsewhere": "<form role=search action=/found><input name=q><button id=x formmethod=post "
    "formaction=/sent>Search</button></form>",
    "reset": "<post><button type=reset id=x>Back</button></form>",
    "custom element that submits": "<my-button type=submit role=button id=x>Next</my-button>",
    "link with onclick submit": f"{FORM}<a id=x href=/next onclick=\"document.forms[0].submit()\">Next</a>",
    "link by script": f"{FORM}<a id=x href=\"javascript:document.forms[0].requestSubmit()\">Next</a>",
    "div by role with onclick submit": f"{FORM}<div role=button id=x onclick=\"document.forms[0].submit()\">Next</div>",
    "div that fetches": "<div role=button id=x onclick=\"fetch('/sent', {method: 'POST'})\">Next</div>",
    "handler further out": f"<div onclick=\"document.forms[0].submit()\">{FORM}<span id=x>Next</span></div>",
    "handler on mousedown": f"{FORM}<div role=button id=x onmousedown=\"document.forms[0].submit()\">Next</div>",
    "handler on focus": f"{FORM}<div role=button tabindex=0 id=x onfocus=\"document.forms[0].submit()\">Next</div>",
    "link by another method": "<a id=x href=/sent data-method=post>Next</a>",
    "link with hx-post": "<a id=x href=/next hx-post=/sent>Next</a>",
    "download": "<a id=x href=/sent download>Next</a>",
    "switch": "<button role=switch aria-checked=false id=x>Train</button>",
    "checkbox": "<label id=x><input type=checkbox> Train</label>",
    "radio": "<form><input type=radio id=x></form>",
    "div by role that says Submit": f"{FORM}<div role=button tabindex=0 id=x>Submit</div>{on('click')}",
    "button without a form that says Save": f"{FORM}<button id=x>Save</button>{on('click')}",
    "link to where it stands": "<a id=x role=button href='?'>Save settings</a>",
    "link to where it stands, marked": "<a id=x href='#!'>Send</a>",
    "switch by data-state": "<button id=x data-state=checked>Train</button>",
    "name in a tooltip": "<button id=x title='Delete account'>…</button>",
    "language without a list": "<button id=x lang=ka>Menu</button>",
    "link that says Log out": "<a id=x href=/sent>Log out</a>",
    "link that says Delete": "<a id=x href=/sent>Delete my account</a>",
    "shadow root": "<my-box></my-box><script>document.querySelector('my-box').attachShadow({mode: 'open'}).innerHTML = "
    "'<post><button id=x>Next</button></form>'</script>",
    "slot in a shadow root": "<my-box><b id=x>Next</b></my-box><script>document.querySelector('my-box').attachShadow("
    "{mode: 'open'}).innerHTML = '<post><button><slot></slot></button></form>'</script>",
    "frame": "<iframe srcdoc='<post><button id=x>Next</button></form>'></iframe>",
    "frame of the site": "<iframe src=/framed></iframe>",
    "form whose fields hide its properties": "<post><input name=method value=get><input name=elements>"
    "<input name=getAttribute><button id=x>Next</button></form>",
}  # fmt: skip

HELD = {
    "listener on click": f"{FORM}<div role=button id=x>Next</div>{on('click')}",
    "listener on a link": f"{FORM}<a id=x href=#there>Next</a>{on('click')}",
    "listener on the window": f"{FORM}<button type=button id=x>Next</button><script>addEventListener('click', () => "
    f"{{ {SEND} }}, true)</script>",
    "listener on pointerdown": f"{FORM}<button type=button id=x>Next</button>{on('pointerdown')}",
    "listener on mouseup": f"{FORM}<button type=button id=x>Next</button>{on('mouseup')}",
    "listener on focus": f"{FORM}<button type=button id=x>Next</button>{on('focus')}",
    "Enter by script": f"{FORM}<button type=button id=x>Next</button>{on('click', 'own.click()')}",
    "submit past all listeners": f"{FORM}<button type=button id=x>Next</button>"
    + on("click", "HTMLFormElement.prototype.submit.call(document.forms[0])"),
    "form made on the spot": "<button type=button id=x>Next</button>"
    + on("click", "const f = document.createElement('form'); f.method = 'post'; f.action = '/sent';"
         " document.body.append(f); f.submit()"),
    "GET form by script": "<form action=/sent><input name=a value=1></form><button type=button id=x>Next</button>"
    + on("click"),
    "a microtask later": f"{FORM}<button type=button id=x>Next</button>"
    + on("click", f"Promise.resolve().then(() => {{ {SEND} }})"),
}  # fmt: skip

MAY_PRESS = {
    "link": "<a id=x href=#there>Privacy</a>",
    "link that says Submit": "<a id=x href=/next>Submit an objection request</a>",
    "button outside forms": "<button id=x>Menu</button>",
    "button of type button": "<post><input name=a><button type=button id=x>More</button></form>",
    "summary in a form": "<post><details><summary id=x>More</summary>…</details></form>",
    "div by role": "<div role=button tabindex=0 aria-expanded=false id=x>Your right to object</div>",
    "menu item": "<div role=menu><div role=menuitem id=x>Settings</div></div>",
    "tab": "<div role=tablist><button role=tab type=button id=x>Data</button></div>",
    "search by role": "<form role=search action=/found><input name=q><button id=x>Search</button></form>",
    "search by its one field": "<form action=/found><input type=search name=q><button id=x>Go</button></form>",
    "saved items": "<button id=x>Saved items</button>",
}

FILLS_HELD = {
    "listener on input": f"<post><label>Why <input id=x name=a></label></form>{on('input')}",
    "listener on focus": f"<post><label>Why <input id=x name=a></label></form>{on('focus')}",
    "listener on the document": "<post><label>Why <textarea id=x name=a></textarea></label></form>"
    f"<script>document.addEventListener('input', () => {{ {SEND} }}, true)</script>",
}
CHOICES_HELD = {
    "listener on change of a radio": f"<post><input type=radio id=x name=a></form>{on('change')}",
    "listener on click of a label": "<post><label id=x><input type=checkbox>Yes</label><button>Go</button></form>"
    + on("click"),
    "radio by role": f"<post><div role=radio aria-checked=false id=x>No</div></form>{on('click')}",
}  # fmt: skip


class Counter(ThreadingHTTPServer):
    """A page, and how often a form was sent to /sent, or a search to /found."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.html = ""
        self.hits: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: Counter

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in ("/sent", "/found", "/next"):
            self.server.hits.append(f"{self.command} {path}")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        framed = f"{POST}<button id=x>Next</button></form>"
        bodies = {"/": self.server.html, "/framed": framed}
        body = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{bodies.get(path, 'There.')}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    with Counter() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hands(start: Start, counter: Counter) -> AsyncIterator[PageDriver]:
    async with start() as browser, Panel() as panel:
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=2))
        driver.take(flow_on(counter), _Deaf())
        yield driver


def flow_on(counter: Counter, interruptions: str = "[]") -> Flow:
    """A flow that opens the page, and knows these interruptions."""
    head = f"title: T\nservice: S\nhosts: [127.0.0.1]\ninterruptions: {interruptions}"
    return load(f"{head}\nsteps: [{{open: 'http://127.0.0.1:{counter.server_port}/'}}]", "t.yaml").flow


class _Deaf:
    """A watcher that does nothing."""

    async def found(self, seen: Seen) -> None: ...

    async def declined(self, label: str) -> None: ...

    async def moved(self, host: str) -> None: ...
    async def script_sent(self, host: str, method: str) -> None: ...

    async def noted(self, text: str) -> None: ...

    async def held_up(self, why: str) -> None: ...


async def show(hands: PageDriver, counter: Counter, html: str) -> None:
    counter.html, counter.hits[:] = html.replace("<post>", POST), []
    await hands.open(f"http://127.0.0.1:{counter.server_port}/")


@pytest.mark.core(cases=10)
@pytest.mark.parametrize("name", MAY_NOT_PRESS)
async def test_it_is_left_to_the_person(hands: PageDriver, counter: Counter, name: str) -> None:
    await show(hands, counter, MAY_NOT_PRESS[name])
    with pytest.raises(Refused, match="yourself"):
        await hands.press(CSS)
    assert counter.hits == []


@pytest.mark.core
@pytest.mark.parametrize("name", HELD)
async def test_what_no_element_tells_is_held_back(hands: PageDriver, counter: Counter, name: str) -> None:
    await show(hands, counter, HELD[name])
    with pytest.raises(Refused, match="tried to send something, and was held back"):
        await hands.press(CSS)
    await asyncio.sleep(0.1)
    assert counter.hits == []


@pytest.mark.core
@pytest.mark.parametrize("name", MAY_PRESS)
async def test_it_is_pressed(hands: PageDriver, counter: Counter, name: str) -> None:
    await show(hands, counter, MAY_PRESS[name])
    page = await hands.tabs.present()
    await page.evaluate("addEventListener('click', () => { sessionStorage.pressed = 'yes' }, true)")
    await hands.press(CSS)
    assert await page.evaluate("sessionStorage.pressed") == "yes"
    await page.evaluate("sessionStorage.clear()")
    assert all(hit in ("GET /next", "GET /found") for hit in counter.hits)


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("name", FILLS_HELD)
async def test_typing_sends_nothing(hands: PageDriver, counter: Counter, name: str) -> None:
    await show(hands, counter, FILLS_HELD[name])
    with pytest.raises(Refused, match="held back"):
        await hands.fill(CSS, "I object")
    assert counter.hits == []


@pytest.mark.parametrize("name", CHOICES_HELD)
async def test_choosing_sends_nothing(hands: PageDriver, counter: Counter, name: str) -> None:
    await show(hands, counter, CHOICES_HELD[name])
    with pytest.raises(Refused, match="held back"):
        await hands.choose(CSS)
    assert counter.hits == []


async def test_hovering_sends_nothing(hands: PageDriver, counter: Counter) -> None:
    await show(hands, counter, f"{FORM}<p id=x>Account</p>{on('mouseenter')}")
    with pytest.raises(Refused, match="held back"):
        await hands.hover(CSS)
    assert counter.hits == []


async def test_a_banner_that_sends_is_not_pressed_through(hands: PageDriver, counter: Counter) -> None:
    banner = "<div role=dialog><button id=no type=button>Decline</button></div>"
    says_no = on("click", f"document.title = 'tried'; {SEND}", of="#no")
    await show(hands, counter, f"{FORM}{banner}{says_no}")
    hands.take(flow_on(counter, "[{button: Decline}]"), _Deaf())
    try:
        with pytest.raises(TargetNotFound):
            await hands.press(CSS)
    finally:
        hands.take(flow_on(counter), _Deaf())
    assert counter.hits == []
    assert await (await hands.tabs.present()).title() == "tried"


async def test_a_choice_is_judged_again_when_it_is_made_again(hands: PageDriver, counter: Counter) -> None:
    """A page that puts a submit button where the chosen radio was."""
    await show(hands, counter, "<post><input type=radio id=x></form>")
    await hands.choose(CSS)
    page = await hands.tabs.present()
    await page.evaluate("x.outerHTML = '<button id=x role=radio aria-checked=false>I object</button>'")
    await hands.choose_again()
    assert counter.hits == []


@pytest.mark.parametrize("language", word_lists.lists()["sends"])
async def test_no_word_that_sends_is_pressed_in_any_language(
    hands: PageDriver, counter: Counter, language: str
) -> None:
    """Every tenth word of the list, as a button's name, on a page where a press would send."""
    said = sorted(word.rstrip("*") for word in word_lists.lists()["sends"][language])[::10]
    for word in said:
        text = word.replace(" ... ", " it ")
        await show(hands, counter, f"{FORM}<div role=button id=x>{text}</div>{on('click')}")
        with pytest.raises(Refused, match="yourself"):
            await hands.press(CSS)
    assert said and counter.hits == []
