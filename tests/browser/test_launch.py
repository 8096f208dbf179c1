"""The browser comes up, stays the person's, and leaves nothing running, however a run ends."""

import asyncio
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.async_api import Playwright, async_playwright

from runner.browser import process
from runner.browser.byhand import install, open_by_hand
from runner.browser.display import available, virtual_display
from runner.browser.find import Browser, all_found
from runner.browser.launch import LocalProfile, Session, browser_session
from runner.browser.profile import profile_folder, profile_lock, window_open
from runner.browser.switches import Launch
from runner.errors import BrowserError, UsageError
from tests.patience import until

QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * 127.0.0.1",
)

# A run of its own, to be ended from outside: argv is the browser, the profile and the screen.
RUN = """
import asyncio, sys
from pathlib import Path
from runner.browser.find import Browser
from runner.browser.launch import Launch, browser_session

async def main():
    browser = Browser("chromium", Path(sys.argv[1]), "")
    spec = Launch(browser, Path(sys.argv[2]), display=sys.argv[3], own=tuple(sys.argv[4:]))
    print("starting", flush=True)
    async with browser_session(spec) as session:
        await session.context.pages[0].goto("data:text/html,<title>here</title>")
        print("running", flush=True)
        await session.closed.wait()

asyncio.run(main())
"""


class Pages(http.server.BaseHTTPRequestHandler):
    """Every page sets a cookie that lasts; /file is a download."""

    seen: ClassVar[list[tuple[str, str | None, str]]] = []  # path, cookie, language
    came_back = threading.Event()  # the browser has taken the cookie

    def do_GET(self) -> None:
        if self.headers.get("Cookie"):
            self.came_back.set()
        if self.path not in ("/favicon.ico", "/dot.png"):
            self.seen.append((self.path, self.headers.get("Cookie"), self.headers.get("Accept-Language", "")))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", "login=ann; Max-Age=86400; Path=/")
        if self.path == "/file":
            self.send_header("Content-Disposition", "attachment; filename=letter.txt")
        self.end_headers()
        self.wfile.write(b"<img src=/dot.png alt=''> <a href=/file>file</a> <a href=/two target=_blank>two</a>")
        self.wfile.write(b"<button onclick='window.said = confirm(`sure?`)'>ask</button>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def pages() -> Iterator[str]:
    Pages.seen.clear()
    Pages.came_back.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
    elif available():
        with virtual_display() as number:
            yield number
    else:
        pytest.skip("no screen, and no Xvfb to make one")


@pytest.fixture
def spec(tmp_path: Path, screen: str) -> Launch:
    found = all_found()
    if not found:
        pytest.skip("no Chromium on this machine")
    return Launch(found[0], profile_folder(tmp_path / "home"), args=QUIET, display=screen)


@contextmanager
def a_run(spec: Launch, until: str) -> Iterator[subprocess.Popen[str]]:
    assert spec.display is not None
    command = [sys.executable, "-c", RUN, str(spec.browser.path), str(spec.profile), spec.display, *QUIET]
    # In a group of its own, as a terminal starts it.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.strip() == until:
                break
        try:
            yield run
        finally:
            if run.poll() is None:
                run.kill()  # or a run that does not end would be waited for, for ever


def browsers_on(profile: Path) -> list[int]:
    """Every process that carries this profile, renderers and all."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        if process.carries(int(folder.name), f"--user-data-dir={profile}") and process.alive(int(folder.name)):
            found.append(int(folder.name))
    return found


def browser_on(profile: Path) -> int:
    """The browser that has this profile open."""
    pid = window_open(profile)
    assert pid is not None
    return pid


def assert_nothing_left(spec: Launch, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while browsers_on(spec.profile) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert browsers_on(spec.profile) == []
    with profile_lock(spec.profile):
        pass


def settings_of(spec: Launch) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((spec.profile / "Default" / "Preferences").read_text())
    return settings


def ended_as(spec: Launch) -> object:
    """What the browser wrote last about its own end: anything but Normal offers to restore pages."""
    return settings_of(spec)["profile"]["exit_type"]


def fake_browser(tmp_path: Path, says: str) -> Browser:
    program = tmp_path / "fake-chromium"
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit 1\n")
    program.chmod(0o755)
    return Browser("chromium", program, "")


@pytest.mark.core
@pytest.mark.browser
async def test_a_session_from_start_to_end(spec: Launch, pages: str) -> None:
    async with browser_session(spec) as session:
        page = session.context.pages[0]
        await page.goto(pages)
        assert await page.evaluate("navigator.webdriver") is True  # promise 6: not hidden
        with pytest.raises(BrowserError, match=f"another Optout \\(process {os.getpid()}\\)"):
            async with browser_session(spec):
                pass
        async with session.context.expect_page() as opened:  # popups are blocked, clicks of ours open tabs all the same
            await page.click("text=two")
        assert (await opened.value).url.endswith("/two")
        assert not session.closed.is_set()
    assert session.closed.is_set()
    assert_nothing_left(spec, seconds=0)
    assert ended_as(spec) == "Normal"
    assert settings_of(spec)["credentials_enable_service"] is False  # nor does the browser offer to keep a password
    assert settings_of(spec)["profile"]["password_manager_enabled"] is False
    assert settings_of(spec)["autofill"]["credit_card_enabled"] is False


@pytest.mark.core
@pytest.mark.browser
async def test_a_killed_browser_is_noticed_and_started_again(spec: Launch, pages: str) -> None:
    async with browser_session(spec) as session:
        first = session.context
        await first.pages[0].goto(pages)
        os.kill(browser_on(spec.profile), signal.SIGKILL)
        await session.closed.wait()
        context = await session.relaunch()
        assert context is session.context is not first
        assert not session.closed.is_set()
        await context.pages[0].goto(pages)
        assert Pages.seen[-1][0] == "/"
    assert_nothing_left(spec, seconds=0)
    assert ended_as(spec) == "Normal"


@pytest.mark.browser
async def test_closing_the_last_tab_ends_the_browser_not_the_session(spec: Launch, pages: str) -> None:
    async with browser_session(spec) as session:
        for _ in range(2):
            await session.context.pages[0].goto(pages)
            for page in session.context.pages:
                await page.close()
            await session.closed.wait()
            with pytest.raises(BrowserError):
                profile_lock(spec.profile).__enter__()  # still ours
            await session.relaunch()
    assert Pages.seen[-1][1] == "login=ann"


@pytest.mark.browser
async def test_a_browser_that_hangs_is_ended_by_force(spec: Launch) -> None:
    async with browser_session(replace(spec, patience=0.5)):
        os.kill(browser_on(spec.profile), signal.SIGSTOP)
    assert_nothing_left(spec)


@pytest.mark.browser
@pytest.mark.parametrize("until", ["starting", "running"])
def test_ctrl_c_leaves_nothing(spec: Launch, until: str) -> None:
    with a_run(spec, until) as run:
        if until == "starting":
            time.sleep(0.6)  # somewhere between Playwright's start and the browser's
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate()
    assert run.returncode != 0
    assert_nothing_left(spec, seconds=2)
    if until == "running":
        assert said.rstrip().endswith("KeyboardInterrupt")
        assert ended_as(spec) == "Normal"


@pytest.mark.core
@pytest.mark.browser
def test_killed_outright_leaves_nothing_either(spec: Launch) -> None:
    with a_run(spec, "running") as run:
        run.kill()
    assert_nothing_left(spec)
    assert ended_as(spec) == "Normal"


@pytest.mark.browser
async def test_prepare_comes_before_the_first_page(spec: Launch) -> None:
    async def prepare(playwright: Playwright) -> None:
        assert window_open(spec.profile) is None
        await playwright.selectors.register("first", "{query: root => root.body, queryAll: root => [root.body]}")

    async with browser_session(spec, prepare) as session:
        assert await session.context.pages[0].locator("first=x").count() == 1


@pytest.mark.browser
async def test_a_prepare_that_fails_leaves_the_lock_free(spec: Launch) -> None:
    async def prepare(_: Playwright) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        async with browser_session(spec, prepare):
            pass
    assert_nothing_left(spec, seconds=0)


@pytest.mark.browser
async def test_pages_see_the_language_asked_for(spec: Launch, pages: str) -> None:
    async with browser_session(replace(spec, language="de-AT", headless=True)) as session:
        page = session.context.pages[0]
        await page.goto(pages)
        assert await page.evaluate("navigator.languages") == ["de-AT", "de"]
    assert Pages.seen[0][2].startswith("de-AT,de")


@pytest.mark.browser
async def test_downloads_are_the_persons(
    spec: Launch, pages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    kept = tmp_path / "Downloads" / "letter.txt"
    kept.parent.mkdir()
    async with browser_session(spec) as session:
        page = session.context.pages[0]
        await page.goto(pages)
        await page.click("text=file")
        await until(kept.exists, lambda: True)
    assert kept.read_text().startswith("<img")


@pytest.mark.browser
async def test_a_pages_dialog_waits_for_the_person(spec: Launch, pages: str) -> None:
    async with browser_session(spec) as session:
        page = session.context.pages[0]
        await page.goto(pages)
        async with page.expect_event("dialog") as shown:
            await page.evaluate("setTimeout(() => document.querySelector('button').click(), 0)")
        dialog = await shown.value
        await asyncio.sleep(0.3)
        await dialog.accept()  # raises where Playwright has already said no
        assert await page.evaluate("said") is True


async def test_a_broken_playwright(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(tmp_path / "none"))
    spec = Launch(Browser("chromium", tmp_path, ""), profile_folder(tmp_path), headless=True)
    with pytest.raises(BrowserError, match="Playwright cannot start"):
        async with browser_session(spec):
            pass


@pytest.mark.slow
@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Missing X server or $DISPLAY", "could not reach the screen"),
        ("Failed to create a ProcessSingleton for your profile directory.", "already has this profile open"),
        ("chrome: error while loading shared libraries: libnss3.so: cannot open", "lacks libraries"),
        ("FATAL: No usable sandbox! crbug.com/638180", "could not start its sandbox"),
        ("Please install the chromium snap: snap install chromium", "signpost to a snap"),
        ("Segmentation fault", "closed again while starting"),
    ],
)
async def test_a_failed_start_says_what_to_do(tmp_path: Path, says: str, told: str) -> None:
    spec = Launch(fake_browser(tmp_path, says), profile_folder(tmp_path), headless=True)
    with pytest.raises(BrowserError, match=told) as caught:
        async with browser_session(spec):
            pass
    assert "playwright" in type(caught.value.__cause__).__module__
    with profile_lock(spec.profile):
        pass


@pytest.mark.slow
async def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no program")
    spec = Launch(Browser("chromium", tmp_path / "text", ""), profile_folder(tmp_path), headless=True)
    with pytest.raises(BrowserError, match="no program that can be started"):
        async with browser_session(spec):
            pass


async def test_no_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    spec = Launch(Browser("chromium", tmp_path, ""), tmp_path)
    with pytest.raises(BrowserError, match="there is no screen"):
        async with browser_session(spec):
            pass
    with pytest.raises(BrowserError, match="there is no screen"):
        open_by_hand(spec)


@pytest.mark.slow
async def test_a_session_has_no_context_before_its_start(tmp_path: Path) -> None:
    async with async_playwright() as playwright:
        session = Session(playwright, LocalProfile(Launch(Browser("chromium", tmp_path, ""), tmp_path)))
        with pytest.raises(AssertionError, match="browser_session starts the browser"):
            _ = session.context


@contextmanager
def a_window(spec: Launch, url: str) -> Iterator[list[BrowserError]]:
    errors: list[BrowserError] = []

    def show() -> None:
        try:
            open_by_hand(spec, url)
        except BrowserError as error:
            errors.append(error)

    thread = threading.Thread(target=show)
    thread.start()
    yield errors
    thread.join(20)
    assert not thread.is_alive()


@pytest.mark.browser
async def test_a_login_by_hand_is_there_for_the_run(spec: Launch, pages: str) -> None:
    with a_window(spec, pages + "/login") as errors:
        assert await asyncio.to_thread(Pages.came_back.wait, 20)
        pid = browser_on(spec.profile)
        assert not process.carries(pid, "--remote-debugging-pipe")
        with pytest.raises(BrowserError, match=r"the window of `optout browser open` \(process \d+\) is using"):
            async with browser_session(spec):
                pass
        process.ask_to_end(pid)
    assert errors == []
    async with browser_session(spec) as session:
        await session.context.pages[0].goto(pages)
    assert Pages.seen[-1][:2] == ("/", "login=ann")


def test_a_window_that_does_not_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = Launch(fake_browser(tmp_path, "no"), profile_folder(tmp_path), display=":7")
    with pytest.raises(BrowserError, match=r"ended with an error \(1\)"):
        open_by_hand(spec)
    with pytest.raises(BrowserError, match="cannot be started"):
        open_by_hand(replace(spec, browser=Browser("chromium", tmp_path / "none", "")))
    with pytest.raises(UsageError, match="not the address of a page"):
        open_by_hand(spec, "--no-sandbox")


@pytest.mark.slow
def test_being_stopped_closes_the_window_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\ntrap 'echo closed > {tmp_path}/closed; exit' INT\nwhile :; do sleep 0.05; done\n")
    program.chmod(0o755)
    real_wait = subprocess.Popen.wait

    def interrupted(self: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if timeout is None and not (tmp_path / "closed").exists():  # the wait for the person
            time.sleep(0.3)
            raise KeyboardInterrupt
        return real_wait(self, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_by_hand(Launch(Browser("chromium", program, ""), profile_folder(tmp_path), display=":7"))
    assert (tmp_path / "closed").exists()


@pytest.mark.parametrize("code", [0, 1])
def test_fetching_a_browser(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    calls: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command[1:])
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    if code:
        with pytest.raises(BrowserError, match="could not be fetched"):
            install()
    else:
        install()
    (cli, *words), *others = calls
    assert (Path(cli).name, words, others) == ("cli.js", ["install", "--no-shell", "chromium"], [])
    assert Path(cli).is_file()
