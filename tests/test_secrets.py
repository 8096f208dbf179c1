"""Promise 2, with canaries: a person types secrets into every kind of field; afterwards no byte of them is anywhere.

Anywhere is: every file the tool wrote (the browser's own profile aside), the events, the terminal, and the memory of
the runner's process, which is read out and searched while it still runs.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
import pytest_asyncio

from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.flow.load import load

from . import test_run
from .conftest import Start
from .sites.case import Press, Type
from .test_run import Run, Started

optout = test_run.optout  # the same program, the same person
pytestmark = [pytest.mark.browser, pytest.mark.skipif(sys.platform != "linux", reason="memory is read in /proc")]

PASSWORD, CODE, CARD = "Zq7!kestrel-Pass-93x", "918273645509127", "4929987612344321"
FIELDS = {
    "Username": ("<input name=user autocomplete=username>", "ada"),
    "Password": ("<input type=password name=pw>", PASSWORD),
    "Password, shown": ("<input name=password2>", PASSWORD),
    "One-time code": ("<input inputmode=numeric autocomplete=one-time-code>", CODE),
    "Card number": ("<input name=number autocomplete=cc-number>", CARD),
    "Security answer": ("<input name=q1>", PASSWORD),
    "Numbers only": ("<input type=tel name=otp>", CODE),
    "Search": ("<input type=search name=search>", CARD),
    "Words": ("<textarea name=words></textarea>", PASSWORD),
    "Rich": ("<div contenteditable role=textbox aria-label=Rich style='border:1px solid;min-height:1em'></div>", CARD),
}
PAGES = {
    "/login": "<h1>Log in</h1>",
    "/welcome": "<h1>Welcome</h1><p><a href=/card>Settings</a></p>",
    "/card": "<h1>Your card</h1>",
    "/saved": "<h1>All saved</h1>",
}
NEXT = {"/login": "/welcome", "/card": "/saved"}
FLOW = """
title: Vault
service: Vault
hosts: [vault.localhost]
steps:
  - open: http://vault.localhost/login
  - pause: {for: login, say: Log in., until: {visible: Welcome}}
  - click: {link: Settings}
  - pause: {for: review, say: Fill in all that is asked., until: {visible: All saved}}
  - pause: {for: review, say: Is all well?}
"""


class Vault(BaseHTTPRequestHandler):
    """Pages that ask for every secret there is."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        form = ""
        if path in NEXT:
            labelled = "".join(f"<p><label>{label} {field}</label></p>" for label, (field, _) in FIELDS.items())
            form = f"<form method=post>{labelled}<button>Go on</button></form>"
        head = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,>"
        body = f"{head}{PAGES.get(path, '')}{form}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(303)
        self.send_header("Location", NEXT[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def rules() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Vault) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"--host-resolver-rules=MAP vault.localhost:80 127.0.0.1:{server.server_port}"
        server.shutdown()


async def types_everything(run: Run) -> None:
    await run.act([*(Type(label, text) for label, (_, text) in FIELDS.items()), Press("Go on")])


def forms_of(secret: str) -> list[bytes]:
    """A secret as programs keep it: a byte a letter, and two, and as forms are sent."""
    return [secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"), quote(secret).encode()]


def found_in(data: bytes) -> list[str]:
    return [secret for secret in (PASSWORD, CODE, CARD) if any(form in data for form in forms_of(secret))]


def memory_of(pid: int) -> bytes:
    """All of a process that can be written to: its heap, its stacks."""
    pieces = []
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            area = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if area:
                start, end = (int(one, 16) for one in area.groups())
                try:
                    memory.seek(start)
                    pieces.append(memory.read(end - start))
                except (OSError, ValueError, OverflowError):
                    continue  # vvar and such
    return b"\0".join(pieces)


def assert_closed_to_others(home: Path, more: list[Path]) -> None:
    """Files 0600, folders 0700, on every path the tool writes; inside a profile, which is closed, Chromium does."""
    ours = [path for path in home.rglob("*") if path.parent.name == "home" or "profile" not in path.parts]
    seen = {str(path.relative_to(home.parent)): path.stat().st_mode & 0o777 for path in [home, *ours, *more]}
    wanted = {name: 0o700 if (home.parent / name).is_dir() else 0o600 for name in seen}
    assert seen == wanted
    assert {"home/profile", "home/.profile.lock", "home/agreed.json", "home/runs", "events.jsonl"} <= set(seen)


async def test_no_byte_of_a_secret_is_left(optout: Started, rules: str, tmp_path: Path) -> None:
    (tmp_path / "vault.yaml").write_text(FLOW)
    async with optout("vault.yaml", [rules], keys=True, options=["--trust", "--storyboard"]) as run:
        for about, also in (("login", "login"), ("review", "review")):
            await run.told("person_asked", **{"for": about})
            await types_everything(run)
            await run.told("person_answered", **{"for": also, "via": "page"})
        await run.told("person_asked", **{"for": "review"})
        memory = memory_of(run.process.pid)
        assert b"person_asked" in memory and b"Is all well?" in memory, "this is not the runner's memory"
        assert found_in(memory) == []
        await run.answer("\r")
        await run.told("session_ended")
        assert await run.ended() == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = [path for path in files if "profile" not in path.relative_to(tmp_path).parts]
    assert {"events.jsonl", "events.txt", "run.html"} <= {path.name for path in written}
    assert {path.name: found for path in written if (found := found_in(path.read_bytes()))} == {}
    assert_closed_to_others(tmp_path / "home", [tmp_path / "events.jsonl"])
    pictures = sorted(path.name for path in written if path.suffix == ".png")
    assert len(pictures) == 5
    card = (Path(__file__).parents[1] / "runner" / "records" / "no_picture.png").read_bytes()
    login = next(path for path in written if path.name.endswith("step2-pause.png"))
    assert login.read_bytes() == card, "a picture of the login was taken"


@pytest_asyncio.fixture
async def driver(start: Start, rules: str) -> AsyncIterator[PageDriver]:
    async with start(rules) as browser, Panel() as panel:
        await panel.attach(browser.context)
        driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=2))
        driver.take(load(FLOW, "vault.yaml").flow, None)  # type: ignore[arg-type]
        yield driver


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("label", FIELDS)
async def test_a_picture_shows_no_secret_and_everything_else(driver: PageDriver, label: str) -> None:
    """The picture with the secret in it is, bit for bit, the one with the field empty."""
    await driver.open("http://vault.localhost/card")
    page = await driver.tabs.present()
    empty = await driver.picture()
    field = page.get_by_label(label, exact=True)
    await field.fill(FIELDS[label][1])
    await field.blur()
    secret = label not in ("Username", "Search", "Words", "Rich")
    assert empty and (await driver.picture() == empty) is secret


async def test_no_picture_until_the_fields_of_the_login_are_gone(driver: PageDriver) -> None:
    await driver.open("http://vault.localhost/login")
    with driver.private():
        assert await driver.picture() is None
    assert await driver.picture() is None, "right after the login its fields are still there"
    await driver.open("http://vault.localhost/welcome")
    assert await driver.picture()
    await driver.open("http://vault.localhost/card")
    assert await driver.picture()


async def test_what_a_foreign_frame_shows_is_in_no_picture(driver: PageDriver) -> None:
    await driver.open("http://vault.localhost/welcome")
    page = await driver.tabs.present()
    frame = "'<iframe src=data:text/html,one></iframe>'"
    await page.evaluate(f"document.body.insertAdjacentHTML('beforeend', {frame})")
    await page.frame_locator("iframe").get_by_text("one").wait_for()
    before = await driver.picture()
    await page.frames[1].goto("data:text/html,<h1>another</h1>")
    assert before and await driver.picture() == before
