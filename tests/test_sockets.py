"""Promise 5: the runner's process talks to nobody; a whole session with every socket of it watched.

An audit hook of Python tells of each address the process would connect, bind, send or look up; the kernel's own list
tells of the sockets it and Playwright's driver have. Beside loopback there is the browser's pipe, and nothing else.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.practice import part
from runner.practice.server import PracticeSite

from . import test_run
from .test_crashes import family
from .test_run import Started, _same

optout = test_run.optout  # the same program, the same person
pytestmark = [pytest.mark.browser, pytest.mark.skipif(sys.platform != "linux", reason="sockets are listed in /proc")]

HOOK = """
import os, sys
_out = os.open(os.environ["SOCKETS_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
_watched = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
            "socket.gethostbyname", "urllib.Request", "http.client.connect", "smtplib.connect", "ftplib.connect"}
def _hook(event, arguments):
    if event in _watched:
        os.write(_out, f"{os.getpid()} {event} {arguments[1:]!r}\\n".encode())
sys.addaudithook(_hook)
"""


def sockets_of(pid: int) -> Iterator[str]:
    """The far ends of a process's internet sockets, as `host:port`; listening ones have none."""
    mine = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            mine.update(re.findall(r"^socket:\[(\d+)\]$", str(link.readlink())))
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{pid}/net/{kind}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[9] in mine:
                yield _address(columns[2])


def _address(hexed: str) -> str:
    host, _, port = hexed.partition(":")
    words = [bytes.fromhex(host[at : at + 8])[::-1] for at in range(0, len(host), 8)]
    return f"{ipaddress.ip_address(b''.join(words))} {int(port, 16)}"


def is_here(address: str) -> bool:
    host = ipaddress.ip_address(address.partition(" ")[0])
    host = getattr(host, "ipv4_mapped", None) or host
    return host.is_loopback or host.is_unspecified


def commands(pid: int) -> dict[int, str]:
    """The runner's own processes: itself and Playwright's driver, the browser aside."""
    found = {}
    for one in family(pid):
        with contextlib.suppress(OSError):
            found[one] = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return {one: line for one, line in found.items() if "python" in line.split(" ")[0] or "run-driver" in line}


@pytest.mark.core
def test_the_list_shows_a_socket_that_is_there() -> None:
    """The watcher can see: a connection of this very process is on its list."""
    import os
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        port = server.getsockname()[1]
        assert f"127.0.0.1 {port}" in list(sockets_of(os.getpid()))
    assert _address("0100007F:0050") == "127.0.0.1 80"
    assert not is_here(_address("08080808:0035"))


async def test_the_runner_talks_to_nobody(optout: Started, tmp_path: Path) -> None:
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(HOOK)
    log = tmp_path / "sockets.txt"
    root = str(Path(__file__).parents[1])
    more = {"PYTHONPATH": f"{tmp_path / 'hook'}:{root}", "SOCKETS_LOG": str(log)}
    far: dict[str, set[str]] = {}
    with PracticeSite() as site:
        async with optout("practice", [f"--host-resolver-rules={site.host_rules}"], keys=True, more=more) as run:
            for turn in part.PART:
                await run.told("person_asked", **{"for": turn.about})
                for pid, command in commands(run.process.pid).items():
                    far.setdefault("driver" if "run-driver" in command else "runner", set()).update(sockets_of(pid))
                await run.act(_same(action) for action in turn.do)
            assert (await run.told("session_ended"))["outcome"] == "sent"
            assert await run.ended() == 0
    assert set(far) == {"driver", "runner"}
    assert {name: {one for one in ends if not is_here(one)} for name, ends in far.items()} == {
        "driver": set(),
        "runner": set(),
    }
    assert log.exists(), "the hook was not there"
    assert log.read_text("utf-8") == ""
