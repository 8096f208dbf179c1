"""The opt-out signal: the browser's own setting and nothing else, and what the browser then really sends."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from runner.browser.find import Browser, all_found, version_of
from runner.browser.launch import browser_session
from runner.browser.profile import profile_folder
from runner.browser.signal import Signal, is_sent, not_sent, set_signal
from runner.browser.switches import Launch, switches
from runner.errors import BrowserError

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
CHROMIUM = Browser("chromium", Path("/usr/bin/chromium"), "")
BRAVE = Browser("brave", Path("/usr/bin/brave"), "")
ON = "enable-global-privacy-control@1"


def kept(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


# -- the setting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("browser", [CHROMIUM, BRAVE])
def test_a_profile_nobody_asked_about_is_left_as_it_is(tmp_path: Path, browser: Browser) -> None:
    profile = profile_folder(tmp_path)
    before = {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()}
    set_signal(browser, profile, "auto")
    assert {path: path.read_bytes() for path in profile.rglob("*") if path.is_file()} == before


def test_chromiums_is_put_on_and_off_beside_what_else_is_chosen_there(tmp_path: Path) -> None:
    state = tmp_path / "Local State"
    state.write_text(
        json.dumps({"browser": {"enabled_labs_experiments": ["other@2"], "x": 1}, "os_crypt": {"key": "k"}})
    )
    set_signal(CHROMIUM, tmp_path, "on")
    set_signal(CHROMIUM, tmp_path, "on")
    assert kept(state) == {"browser": {"enabled_labs_experiments": ["other@2", ON], "x": 1}, "os_crypt": {"key": "k"}}
    set_signal(CHROMIUM, tmp_path, "off")
    assert kept(state)["browser"]["enabled_labs_experiments"] == ["other@2"]
    assert kept(state)["os_crypt"] == {"key": "k"}, "the key to the logins stays"


def test_braves_is_its_own_preference(tmp_path: Path) -> None:
    profile = profile_folder(tmp_path)
    settings = profile / "Default" / "Preferences"
    for signal, wanted in (("on", True), ("off", False)):
        set_signal(BRAVE, profile, signal)  # type: ignore[arg-type]
        assert kept(settings)["brave"] == {"global_privacy_control_enabled": wanted}
        assert kept(settings)["credentials_enable_service"] is False, "what was there stays"
    assert not (profile / "Local State").exists()


@pytest.mark.parametrize("text", ['{"browser": ', "[1]", "\x00\x00"])
def test_a_damaged_file_is_the_browsers_to_mend(tmp_path: Path, text: str) -> None:
    (tmp_path / "Local State").write_text(text)
    set_signal(CHROMIUM, tmp_path, "on")
    assert (tmp_path / "Local State").read_text() == text


@pytest.mark.parametrize("found", [{"browser": 3}, {"browser": {"enabled_labs_experiments": "x"}}, {}])
def test_whatever_stands_there_it_is_put_on(tmp_path: Path, found: dict[str, Any]) -> None:
    (tmp_path / "Local State").write_text(json.dumps(found))
    set_signal(CHROMIUM, tmp_path, "on")
    assert kept(tmp_path / "Local State")["browser"]["enabled_labs_experiments"] == [ON]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_the_file_is_its_owners_alone_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    set_signal(CHROMIUM, tmp_path, "on")
    [only] = tmp_path.iterdir()
    assert (only.name, stat.S_IMODE(only.stat().st_mode)) == ("Local State", 0o600)


def test_a_profile_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "Local State").mkdir()
    with pytest.raises(BrowserError, match="cannot be written"):
        set_signal(CHROMIUM, tmp_path, "on")


@pytest.mark.parametrize("signal", ["auto", "on", "off"])
def test_no_switch_and_no_script_stands_in_for_it(tmp_path: Path, signal: Signal) -> None:
    spec = Launch(CHROMIUM, tmp_path / "elsewhere", signal=signal)
    assert not [switch for switch in switches(spec) if "rivacy" in switch or "feature" in switch]
    source = Path(__file__).parents[2] / "runner"
    scripts = [path.read_text("utf-8") for path in source.rglob("*.js")]
    assert not [text for text in scripts if "globalPrivacyControl" in text or "Sec-GPC" in text]


# -- what is sent -------------------------------------------------------------------------------------------------


class Heard(BaseHTTPRequestHandler):
    """Keeps what each request said of the signal."""

    headers_of: dict[str, str | None]

    def do_GET(self) -> None:
        self.headers_of[self.path] = self.headers.get("Sec-GPC")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>x</title><img src=/picture>")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, str | None]]]:
    heard: dict[str, str | None] = {}
    handler = type("HeardHere", (Heard,), {"headers_of": heard})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", heard
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.core(cases=1)
@pytest.mark.browser
@pytest.mark.parametrize("signal", ["auto", "on", "off"])
async def test_what_the_browser_sends_is_what_it_says_and_stays_over_a_restart(
    tmp_path: Path, site: tuple[str, dict[str, str | None]], signal: Signal
) -> None:
    """With a browser that has the setting the signal is sent where it is on; with one that has not, never."""
    url, heard = site
    spec = Launch(all_found()[0], profile_folder(tmp_path / "home"), headless=True, args=QUIET, signal=signal)
    async with browser_session(spec) as browser:
        for _ in range(2):
            says = await is_sent(browser.context)
            page = browser.context.pages[0]
            await page.goto(url, wait_until="load")
            assert await page.evaluate("navigator.globalPrivacyControl === true") == says
            assert {heard["/"], heard["/picture"]} == ({"1"} if says else {None})
            assert not says or signal != "off"
            await browser.relaunch()
        await browser.close()
    if signal == "on":  # a browser that does not know the setting forgets it, one that knows it keeps it
        chosen = kept(spec.profile / "Local State").get("browser", {}).get("enabled_labs_experiments", [])
        assert (ON in chosen) == says or spec.browser.name == "brave"


def test_a_browser_without_it_is_named_with_those_that_have_it(tmp_path: Path) -> None:
    missing = Browser("chromium", tmp_path / "none", "")
    assert version_of(missing) is None
    assert not_sent(missing).startswith("The opt-out signal is not sent: Chromium has no such setting")
    assert "Brave" in not_sent(missing)
