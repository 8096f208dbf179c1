"""What a walk goes on with after a cut is a state: menus, tabs, dialogs, windows and forms, on pages of our own.

Runner or browser is killed (`kill -9`) as each step begins; the same end is reached, and the server counts one request.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
import yaml

from . import test_run
from .by_hand import do
from .sites.case import Press
from .test_crashes import browser_of, family, gone
from .test_run import Run, Started

optout = test_run.optout
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc"),
]

IN_A_DIALOG = """<!doctype html><title>App</title>
<button aria-haspopup=menu onclick="menu.hidden = !menu.hidden">Menu</button>
<div role=menu id=menu hidden>
  <div role=menuitem tabindex=0 onclick="menu.hidden = true; box.showModal()">Settings</div></div>
<dialog id=box aria-label=Settings>
  <div role=tablist><button type=button role=tab>General</button>
    <button type=button role=tab onclick="privacy.hidden = false">Privacy</button></div>
  <section id=privacy hidden>
    <button type=button aria-expanded=false onclick="rights.hidden = !rights.hidden">Your rights</button>
    <form id=rights hidden method=post action=/send>
      <div id=one><label><input type=radio name=what value=own required> My own posts</label>
        <button type=button onclick="two.hidden = false; one.hidden = true">Next</button></div>
      <div id=two hidden><label>Full name <input name=name required></label> <button>Submit</button></div>
    </form></section>
</dialog>"""
SENT = """<!doctype html><title>Sent</title><h1>We have received your request</h1>
<button type=button aria-expanded=false onclick="more.hidden = !more.hidden">Details</button>
<p id=more hidden>Objection on file</p>"""
IN_A_WINDOW = """<!doctype html><title>Start</title><p>{state}</p>
<button aria-haspopup=menu onclick="menu.hidden = !menu.hidden">More</button>
<div role=menu id=menu hidden>
  <div role=menuitem tabindex=0 onclick="open('/form', '', 'width=500,height=500')">Object here</div></div>
<script>addEventListener('message', () => location.reload())</script>"""
WINDOW = """<!doctype html><title>Form</title><form method=post action=/send-and-close>
<label>Full name <input name=name required></label>
<label><input type=radio name=what value=own required> My own posts</label><button>Submit</button></form>"""
CLOSES = "<!doctype html><script>opener.postMessage('sent', '*'); close()</script>"

FLOWS = {
    "dialog": """
- open: HOST/app
- click: {button: Menu}
- click: {menuitem: Settings}
- click: {tab: Privacy}
- click: {button: Your rights}
- choose: {radio: My own posts}
- click: {button: Next}
- fill: {field: Full name, with: {text: Robin Meadow}}
- pause: {for: submit, say: Press Submit., until: {visible: {text: We have received your request}}}
- click: {button: Details}
- confirm: {visible: {text: Objection on file}}
""",
    "window": """
- open: HOST/start
- click: {button: More}
- click: {menuitem: Object here}
- fill: {field: Full name, with: {text: Robin Meadow}}
- choose: {radio: My own posts}
- pause: {for: submit, say: Press Submit., until: {visible: {text: Your objection is noted}}}
- click: {button: More}
- confirm: {visible: {text: Your objection is noted}}
""",
}
OFTEN = {("dialog", "runner", 8), ("window", "browser", 5)}
MOMENTS = [
    pytest.param(kind, victim, at, marks=[] if (kind, victim, at) in OFTEN else [pytest.mark.every])
    for kind, steps in FLOWS.items()
    for victim in ("runner", "browser")
    for at in range(2, len(yaml.safe_load(steps)) + 1)
]


class Site(ThreadingHTTPServer):
    """The pages, and what was sent to them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.sent: list[str] = []


class Answers(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        state = "Your objection is noted" if self.server.sent else "Nothing is noted"
        pages = {"/app": IN_A_DIALOG, "/sent": SENT, "/start": IN_A_WINDOW.format(state=state), "/form": WINDOW}
        self.answer(pages.get(self.path, "<!doctype html><title>Nothing</title>"))

    def do_POST(self) -> None:
        self.server.sent.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path == "/send":
            self.send_response(303)
            self.send_header("Location", "/sent")
            self.end_headers()
        else:
            self.answer(CLOSES)

    def answer(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def flow_file(folder: Path, site: Site, kind: str) -> str:
    steps = FLOWS[kind].replace("HOST", f"http://localhost:{site.server_port}")
    path = folder / f"{kind}.yaml"
    path.write_text(f"title: {kind}\nservice: Lab\nhosts: [localhost]\nsteps:\n" + steps.strip() + "\n", "utf-8")
    return path.name


async def goes_to(run: Run, at: int, submits: bool = True) -> bool:
    """Plays the person until step `at` begins (or the walk ends); whether it came that far."""
    while True:
        event = await run.next()
        name: str = event["event"]
        if name == "session_ended" or (name, event.get("step")) == ("step_started", at):
            return name != "session_ended"
        if name == "person_asked":
            assert event["for"] in ("agree", "submit", "missing"), event
            if event["for"] == "agree":
                await run.answer("\r")
            elif event["for"] == "missing":
                await run.answer("s")
            elif submits:
                await submit(run)
            else:
                return True


async def submit(run: Run) -> None:
    """The person presses Submit, in whichever window it is."""
    async with run.page() as page:
        for each in page.context.pages:
            if await each.get_by_role("button", name="Submit").count():
                await do(each, Press("Submit"))


async def killed(run: Run) -> None:
    everybody = family(run.process.pid)
    run.process.kill()
    await run.process.wait()
    assert await gone(everybody) == set()


async def reaches_the_end(run: Run, site: Site) -> None:
    assert not await goes_to(run, -1)
    assert "target_missing" not in [event["event"] for event in run.events()]
    ended = run.events()[-1]
    assert (ended["outcome"], ended["confirmed"]) == ("sent", True)
    assert await run.ended() == 0
    (sent,) = site.sent
    assert {"what": ["own"], "name": ["Robin Meadow"]}.items() <= parse_qs(sent).items()


@pytest.mark.parametrize(("kind", "victim", "at"), MOMENTS)
async def test_the_same_end_is_reached(
    optout: Started, site: Site, tmp_path: Path, kind: str, victim: str, at: int
) -> None:
    flow = flow_file(tmp_path, site, kind)
    async with optout(flow, [], "first", keys=True, options=["--trust"]) as run:
        assert await goes_to(run, at)
        if victim == "browser":
            os.killpg(os.getpgid(browser_of(run)), signal.SIGKILL)
            await run.told("noted")
            await reaches_the_end(run, site)
            return
        await killed(run)
    async with optout(flow, [], "second", keys=True, options=["--trust"]) as run:
        await reaches_the_end(run, site)
        assert "person_asked" in [event["event"] for event in run.events()]


@pytest.mark.parametrize("kind", FLOWS)
async def test_what_was_sent_unseen_is_not_sent_again(optout: Started, site: Site, tmp_path: Path, kind: str) -> None:
    """Killed between the person's press and our notice of it: they are asked, and the walk goes on behind it."""
    flow = flow_file(tmp_path, site, kind)
    async with optout(flow, [], "first", keys=True, options=["--trust"]) as run:
        await goes_to(run, -1, submits=False)
        run.process.send_signal(signal.SIGSTOP)
        await submit(run)
        while not site.sent:
            await asyncio.sleep(0.05)
        await killed(run)
    async with optout(flow, [], "second", keys=True, options=["--trust"]) as run:
        await run.told("person_asked", **{"for": "agree"})
        await run.says("where it was your turn to send it")
        await run.answer("s")
        await run.told("request_sent")
        assert not await goes_to(run, -1, submits=False)
        assert run.events()[-1]["outcome"] == "sent"
        assert len(site.sent) == 1


async def test_no_begins_anew_and_forgets_where_the_last_walk_was(optout: Started, site: Site, tmp_path: Path) -> None:
    flow = flow_file(tmp_path, site, "dialog")
    async with optout(flow, [], "first", keys=True, options=["--trust"]) as run:
        assert await goes_to(run, 5)
        await killed(run)
    kept = run.profile.parent / "runs" / "dialog.checkpoint.json"
    assert kept.exists()
    async with optout(flow, [], "second", keys=True, options=["--trust"]) as run:
        await run.told("person_asked", **{"for": "agree"})
        await run.answer("n")
        await run.told("session_started", from_step=1)
        assert (await run.told("step_started"))["step"] == 1
        run.key("q")
        await run.ended()


async def test_a_flow_that_has_changed_begins_anew_and_says_so(optout: Started, site: Site, tmp_path: Path) -> None:
    flow = flow_file(tmp_path, site, "dialog")
    async with optout(flow, [], "first", keys=True, options=["--trust"]) as run:
        assert await goes_to(run, 5)
        await killed(run)
    (tmp_path / flow).write_text((tmp_path / flow).read_text("utf-8").replace("Your rights", "Your own rights"))
    async with optout(flow, [], "second", keys=True, options=["--trust"]) as run:
        began = await run.told("session_started")
        assert (began["from_step"], "has changed since your walk was cut off at step 5" in began["why"]) == (1, True)
        await run.says("The flow has changed since")
        run.key("q")
        await run.ended()
