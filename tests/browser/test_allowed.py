"""Which switches settings may give the browser; the code's own are not judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.rehearsal import QUIET
from runner.browser.allowed import refuse
from runner.browser.find import Browser
from runner.browser.switches import Launch, debugging_note, here_note, switches
from runner.errors import UsageError

KEY = "--ignore-certificate-errors-spki-list=AAAA"
REHEARSED = "--host-resolver-rules=MAP * 127.0.0.1:8443, EXCLUDE localhost"


@pytest.mark.parametrize(
    ("switch", "why"),
    [
        ("--proxy-server=localhost:1", "by way of somebody else"),
        ("--proxy-pac-url=http://a.example/p", "by way of somebody else"),
        ("--PROXY-SERVER=localhost:1", "by way of somebody else"),
        ("--renderer-cmd-prefix=/bin/x", "starts another program"),
        ("--utility-cmd-prefix=/bin/x", "starts another program"),
        ("--gpu-launcher=/bin/x", "starts another program"),
        ("--browser-subprocess-path=/bin/x", "starts another program"),
        ("--ignore-certificate-errors", "whether a site is the one it says"),
        (KEY, "whether a site is the one it says"),
        ("--allow-running-insecure-content", "whether a site is the one it says"),
        ("--load-extension=/x", "puts a program into the browser"),
        ("--disable-extensions-except=/x", "puts a program into the browser"),
        ("--user-data-dir=/x", "profile of its own"),
        ("--Profile-Directory=Default", "profile of its own"),
        ("--disable-web-security", "walls between web pages"),
        ("--disable-site-isolation-trials", "walls between web pages"),
        ("--disable-features=IsolateOrigins", "walls between web pages"),
        ("--host-resolver-rules=MAP * evil.example", "lead to another computer"),
        ("--host-resolver-rules=MAP * 127.0.0.1, MAP a.example 10.0.0.1", "lead to another computer"),
        ("--host-resolver-rules=MAP * 127.0.0.1.evil.example", "lead to another computer"),
        ("--host-rules=MAP * 127.0.0.1", "lead to another computer"),
        ("--remote-debugging-address=0.0.0.0", "steer this browser"),
        ("--remote-allow-origins=*", "walls between web pages"),
        ("--no-sandbox", "wall between web pages and this computer"),
        ("--js-flags=--allow-natives-syntax", "wall between web pages and this computer"),
        ("--disable-blink-features=AutomationControlled", "does not hide"),
        ("--ssl-key-log-file=/tmp/k", "whether a site is the one it says"),
        ("--log-net-log=/tmp/l", "writes down"),
        ("--some-switch-of-tomorrow", "not among the switches"),
        ("--", "not among the switches"),
        ("https://example.org", "begin with --"),
        ("-proxy-server=x", "begin with --"),
    ],
)
def test_what_is_not_known_to_be_harmless_is_refused_with_why(switch: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        refuse([switch])


def test_what_is_harmless_passes() -> None:
    refuse([*QUIET, "--lang=de", "--window-size=900,700", "--force-device-scale-factor=1.5", "--disable-gpu"])


def test_names_may_lead_to_this_computer_alone_and_one_key_be_trusted_there_and_it_is_said(tmp_path: Path) -> None:
    spec = Launch(Browser("chromium", tmp_path, ""), tmp_path, args=(REHEARSED, KEY))
    assert switches(spec)[-2:] == [REHEARSED, KEY]
    assert "not the real sites" in (here_note(spec) or "")
    with pytest.raises(UsageError, match="the one it says"):  # real sites would still be reached
        refuse(["--host-resolver-rules=MAP a.example 127.0.0.1", KEY])
    for more in ("--host-resolver-rules=MAP a.example 127.0.0.1", "--host-resolver-rules=EXCLUDE *"):
        with pytest.raises(UsageError, match="the one it says"):  # of several, the browser takes the last
            refuse([REHEARSED, more, KEY])
    with pytest.raises(UsageError, match="the one it says"):
        refuse([f"{REHEARSED}, EXCLUDE bank.example", KEY])


def test_a_debugging_port_is_allowed_and_said(tmp_path: Path) -> None:
    spec = Launch(Browser("chromium", tmp_path, ""), tmp_path, args=("--remote-debugging-port=0",))
    assert "every program on this machine" in (debugging_note(spec) or "")


def test_the_codes_own_switches_are_not_the_persons(tmp_path: Path) -> None:
    own = ("--host-resolver-rules=MAP * 10.0.0.1",)
    assert own[0] in switches(Launch(Browser("chromium", tmp_path, ""), tmp_path, own=own))
