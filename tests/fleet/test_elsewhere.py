"""Browsers that stand elsewhere: a Playwright server, a debugging port, and a server in a network of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runner.app.live_check import Rounds, visit_all
from runner.app.rehearsal import QUIET
from runner.browser.endpoint import RemoteBrowser, endpoint
from runner.browser.find import Browser
from runner.config import Config, load_config
from runner.errors import BrowserError, ConfigError, UsageError
from runner.flow.load import load_file
from tests.conftest import unavailable
from tests.fleet.conftest import a_server, address_of
from tests.fleet.sites import Sites, write_flow
from tests.patience import until

WALKED = ["found", "found", "found", "found"]


def connected(address: str) -> Config:
    return Config.model_validate({"language": "de", "timeout": 1.5}).connected(address)


async def walked(address: str, folder: Path, jobs: int = 1) -> list[list[str]]:
    """How the steps before the login were met, of two flows in a browser at this address."""
    files = [load_file(write_flow(folder / "flows", at)) for at in range(2)]
    visits = await visit_all(files, Rounds(connected(address), folder / "home", jobs, 0))
    return [[look.found for look in visit.looks[:4]] for visit in visits]


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that is over when the block is."""
    with process:
        try:
            yield process
        finally:
            process.kill()  # a Playwright server takes its time over SIGTERM; its browsers go when their pipe is closed


@pytest.mark.parametrize(
    ("address", "is_cdp", "host"),
    [
        ("ws://127.0.0.1:3000/", False, "127.0.0.1:3000"),
        ("wss://key:secret@b.example/de?token=abc", False, "b.example"),
        ("http://127.0.0.1:9222", True, "127.0.0.1:9222"),
        ("ws://127.0.0.1:9222/devtools/browser/1-2", True, "127.0.0.1:9222"),
        ("cdp+wss://b.example/?token=abc", True, "b.example"),
    ],
)
def test_what_an_address_is_and_what_of_it_is_shown(address: str, is_cdp: bool, host: str) -> None:
    there = endpoint(address)
    assert (there.is_cdp, there.host) == (is_cdp, host)
    assert there.url == address.removeprefix("cdp+")


def test_what_is_no_address_is_said_where_it_stands() -> None:
    with pytest.raises(ConfigError, match=r"config.yaml:1:20: .*ws://host:3000/"):
        load_config("browser: {connect: chrome}\n", "config.yaml")
    with pytest.raises(UsageError, match="no address"):
        Config().connected("file:///etc/passwd")
    with pytest.raises(UsageError, match="ws://HOST:PORT/"):
        endpoint("ws:///")


@pytest.mark.core
@pytest.mark.browser
async def test_nobody_there_is_told_without_what_is_secret_in_the_address(tmp_path: Path) -> None:
    with pytest.raises(BrowserError) as caught:
        await walked("ws://127.0.0.1:9/?token=secret", tmp_path)
    assert str(caught.value) == "the browser at 127.0.0.1:9 (browser.connect) does not answer: nothing listens there."


@pytest.mark.browser
async def test_a_playwright_server(sites: Sites, tmp_path: Path, found_browser: Browser) -> None:
    """Two jobs have a browser each there; it is gone when they are."""
    with ended(a_server(tmp_path, found_browser.path, [*QUIET, sites.rules])) as server:
        assert await walked(address_of(server), tmp_path, jobs=2) == [WALKED, WALKED]
        await until(lambda: not children(server.pid, "--user-data-dir"), lambda: True)


@pytest.mark.browser
async def test_a_debugging_port(sites: Sites, tmp_path: Path, found_browser: Browser) -> None:
    """Our pages go when we do; the browser, its own page and its cookies stay."""
    command = [str(found_browser.path), "--headless=new", "--remote-debugging-port=0", *QUIET, sites.rules]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    profile = [f"--user-data-dir={tmp_path / 'profile'}", "about:blank"]
    chromium = subprocess.Popen([*command, *sandbox, *profile], stderr=subprocess.PIPE, text=True)
    with ended(chromium):
        assert chromium.stderr
        said = next(line for line in chromium.stderr if "DevTools listening on " in line)
        address = said.partition("DevTools listening on ")[2].strip()
        assert await walked(address, tmp_path, jobs=2) == [WALKED, WALKED]
        http = address.replace("ws://", "http://").partition("/devtools/")[0]
        assert await walked(http, tmp_path / "again") == [WALKED, WALKED]
        assert chromium.poll() is None


@pytest.mark.browser
async def test_nothing_is_sent_there_while_it_is_the_runners_turn(
    sites: Sites, tmp_path: Path, found_browser: Browser
) -> None:
    """Promise 9 where the browser stands elsewhere: a form that a press sets off is held in that browser."""
    file = load_file(write_flow(tmp_path / "flows", 0, opens="/sends", steps="  - click: {link: Settings}\n"))
    with ended(a_server(tmp_path, found_browser.path, [*QUIET, sites.rules])) as server:
        rounds = Rounds(connected(address_of(server)), tmp_path / "home", every=0)
        (visit,) = await visit_all([file], rounds)
    assert sites.posted == []
    assert visit.ended == "the person's turn at step 2: review"


def children(pid: int, argument: str) -> list[int]:
    """The processes below this one that carry an argument."""
    found, below = [], {pid}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name)):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in below:
                below.add(int(folder.name))
                if argument in (folder / "cmdline").read_text():
                    found.append(int(folder.name))
        except (OSError, IndexError):
            continue
    return found


# -- a second host: a network of its own, joined to this one by a cable -----------------------------------------------


@contextmanager
def second_host() -> Iterator[tuple[str, str, str]]:
    """A network namespace with one cable to here: its name, our address on the cable, and its own."""
    ip = shutil.which("ip")
    if not sys.platform.startswith("linux") or ip is None:
        unavailable("There is no `ip` to make a second network with.")
    name = f"optout-{secrets.token_hex(3)}"
    ours, theirs = f"{name[7:]}-here", f"{name[7:]}-there"
    part = secrets.randbelow(250) + 1
    here, there = f"10.214.{part}.1", f"10.214.{part}.2"
    made = subprocess.run([str(ip), "netns", "add", name], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"No second network may be made here: {made.stderr.strip()}.")
    try:
        cable = subprocess.run(
            [str(ip), "link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", name],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if cable.returncode:
            pytest.skip(f"No cable to a second network may be made here: {cable.stderr.strip()}.")
        for arguments in (
            ("addr", "add", f"{here}/24", "dev", ours),
            ("link", "set", ours, "up"),
            ("-n", name, "addr", "add", f"{there}/24", "dev", theirs),
            ("-n", name, "link", "set", theirs, "up"),
            ("-n", name, "link", "set", "lo", "up"),
        ):
            subprocess.run([str(ip), *arguments], check=True)
        yield name, here, there
    finally:
        subprocess.run([str(ip), "netns", "delete", name], check=True)  # and the cable with it


@pytest.mark.browser
async def test_a_browser_on_a_second_host(tmp_path: Path, found_browser: Browser) -> None:
    """It sees nothing of this computer but what is at the end of its cable; we see nothing of it but its port."""
    with second_host() as (name, here, there), Sites(here) as sites:
        inside = ["ip", "netns", "exec", name]
        with ended(a_server(tmp_path, found_browser.path, [*QUIET, sites.rules], inside, there)) as server:
            address = address_of(server)
            assert there in address
            assert await walked(address, tmp_path) == [WALKED, WALKED]
            assert {site for site, _, _ in sites.asked} == {"site-0.localhost", "site-1.localhost"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("WebSocket error: ws://127.0.0.1:42821/ 428 Precondition Required", "another version of Playwright"),
        ("<ws connecting> connect ECONNREFUSED 127.0.0.1:42821", "nothing listens there"),
        ("connect ECONNREFUSED ::1:428", "nothing listens there"),
    ],
)
def test_a_port_with_the_digits_of_a_status_is_none(said: str, why: str) -> None:
    assert why in RemoteBrowser(endpoint("ws://127.0.0.1:42821/"))._explained(said)


@pytest.mark.browser
async def test_a_second_host_that_goes_away_midway_loses_what_it_was_at(tmp_path: Path, found_browser: Browser) -> None:
    """Each flow says so; nothing is told of a site."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    with Sites() as sites, ended(a_server(folder, found_browser.path, [*QUIET, sites.rules])) as server:
        begin = sites.begin

        def pulled(site: str, path: str) -> None:
            begin(site, path)
            if path == "/privacy":
                server.kill()

        sites.begin = pulled  # type: ignore[method-assign]
        files = [load_file(write_flow(folder / "flows", at)) for at in range(3)]
        visits = await visit_all(files, Rounds(connected(address_of(server)), folder / "home", every=0))
    assert [visit.no_browser for visit in visits] == [True, True, True]
    assert not any(visit.drifted for visit in visits)
    assert "does not answer: nothing listens there" in visits[2].ended
