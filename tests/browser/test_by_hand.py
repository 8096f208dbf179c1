"""The same profile driven and not: session cookies in both directions, no tab of before, and nothing that hides."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runner.app.login_page import page_of_ours
from runner.app.rehearsal import QUIET
from runner.browser import process
from runner.browser.byhand import command
from runner.browser.find import Browser, find
from runner.browser.launch import Session, browser_session
from runner.browser.profile import profile_folder, window_open
from runner.browser.starting import keep_logins, make_ready
from runner.browser.switches import Launch, is_root
from runner.flow.driver import LoginPage
from tests.login_site import LoginSite, login_site, on_disk, until_true

of_linux = pytest.mark.skipif(sys.platform != "linux", reason="windows are found by their processes")


@pytest.fixture
def spec(tmp_path: Path, screen: str | None) -> Launch:
    return Launch(find(), profile_folder(tmp_path / "home"), args=QUIET, display=screen)


@pytest.fixture
def site() -> Iterator[LoginSite]:
    with login_site("first") as server:
        yield server


async def goes(session: Session, url: str) -> None:
    await session.context.pages[0].goto(url)


@of_linux
@pytest.mark.browser
async def test_a_session_cookie_outlives_both_ways_and_no_tab_does(spec: Launch, site: LoginSite) -> None:
    async with browser_session(spec) as session:
        await goes(session, f"{site.url}/in")  # driven: logged in
        await session.context.new_page()
        site.seen.clear()
        async with session.by_hand([f"{site.url}/settings"]):  # and not driven: logged in as well
            await until_true(lambda: site.cookies("/settings"))
        assert site.cookies("/settings") == ["login=ann"]
        await session.relaunch()
        assert [page.url for page in session.context.pages] == ["about:blank"]
        await session.context.clear_cookies()
        site.seen.clear()
        async with session.by_hand([f"{site.url}/settings", f"{site.url}/form"]) as window:  # it logs in by itself
            await until_true(lambda: "login=ann" in site.cookies("/settings") and site.cookies("/form"))
            pid = window_open(spec.profile)
            assert pid
            process.ask_to_end(pid)
            assert await window.closed() == ""
        await session.relaunch()
        assert [page.url for page in session.context.pages] == ["about:blank"]
        site.seen.clear()
        await goes(session, f"{site.url}/settings")
        assert site.cookies("/settings") == ["login=ann"]


@of_linux
@pytest.mark.browser
async def test_a_session_cookie_outlives_a_kill(spec: Launch, site: LoginSite) -> None:
    async with browser_session(spec) as session:
        await goes(session, f"{site.url}/in")
        await until_true(lambda: on_disk(spec.profile, "login"))  # within half a minute
        pid = window_open(spec.profile)
        assert pid
        os.killpg(pid, signal.SIGKILL)
        await session.closed.wait()
        await session.relaunch()
        assert [page.url for page in session.context.pages] == ["about:blank"]
        site.seen.clear()
        await goes(session, f"{site.url}/settings")
        assert site.cookies("/settings") == ["login=ann"]


@of_linux
@pytest.mark.browser
async def test_the_window_that_is_called_off_is_closed(spec: Launch, site: LoginSite) -> None:
    async with browser_session(spec) as session:

        async def visit() -> None:
            async with session.by_hand([f"{site.url}/form"]) as window:
                await window.closed()

        task = asyncio.ensure_future(visit())
        await until_true(lambda: site.cookies("/form"))
        task.cancel()
        await asyncio.wait([task])
        assert window_open(spec.profile) is None
        await session.relaunch()


def test_the_command_line_hides_nothing(tmp_path: Path) -> None:
    """All of it: a switch more is to be thought about here."""
    profile = tmp_path / "profile"
    spec = Launch(Browser("chromium", Path("/usr/bin/chromium"), ""), profile, args=("--mute-audio",), language="de")
    expected = [
        "/usr/bin/chromium",
        f"--user-data-dir={profile}",
        "--password-store=basic",
        "--use-mock-keychain",
        "--no-first-run",
        "--no-default-browser-check",
        "--hide-crash-restore-bubble",
        "--accept-lang=de",
        "--lang=de",
        "--mute-audio",
        *(["--no-sandbox"] if is_root() else []),
        "https://a.example/",
    ]
    assert command(spec, ["https://a.example/"]) == expected
    driven = replace(spec, args=("--remote-debugging-port=9222", "--mute-audio"))
    assert command(driven, ["https://a.example/"]) == expected


def test_a_profile_of_before_learns_to_keep_logins_and_keeps_all_else(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path / "home")
    settings, tabs = profile / "Default" / "Preferences", profile / "Default" / "Sessions"
    settings.write_text(json.dumps({"session": {"restore_on_startup": 5}, "mine": [1]}))
    tabs.mkdir()
    (tabs / "Tabs_1").write_text("x")
    keep_logins(profile)
    assert json.loads(settings.read_text()) == {"session": {"restore_on_startup": 1}, "mine": [1]}
    assert not tabs.exists() and settings.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in settings.parent.iterdir()] == ["Preferences"]


@pytest.mark.parametrize("text", ["no json", "[]", ""])
def test_settings_that_are_not_understood_stay_as_they_are(tmp_path: Path, text: str) -> None:
    profile = profile_folder(tmp_path / "home")
    settings = profile / "Default" / "Preferences"
    settings.write_text(text)
    keep_logins(profile)
    assert settings.read_text() == text


def test_our_page_says_what_to_do_loads_nothing_and_goes(tmp_path: Path) -> None:
    logins = [LoginPage("A & <b>", "https://a.example/?x=1&y=2"), LoginPage("Google", "https://myactivity.google.com/")]
    with page_of_ours(tmp_path, logins) as path:
        text = path.read_text("utf-8")
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()
    assert "A &amp; &lt;b&gt;" in text and 'href="https://a.example/?x=1&amp;y=2"' in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert (
        "<script" not in text
        and "Google refuses a login" in text
        and "Dieser Browser oder diese App" in text
        and "close this window" in text
    )


def test_a_profile_that_is_not_there_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    """A live check and others walk on a profile of that moment."""
    made = tmp_path / "new" / "profile"
    make_ready(Launch(Browser("chromium", Path("/nowhere/chromium"), "a test"), made))
    assert made.stat().st_mode & 0o777 == 0o700
    assert json.loads((made / "Default" / "Preferences").read_text())["session"]["restore_on_startup"] == 1
