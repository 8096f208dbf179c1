"""The server of the stand-ins: every site of this folder under its real host names, over TLS, on loopback.

Chromium is told (`chromium_args`) to take every name to this server and to trust its one key, so that flows run
unchanged and nothing leaves the machine. Knows no page: sites come from `*/site.py`.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import http.cookies
import importlib
import ssl
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .. import forms
from .site import Answer, Site, Visit, framed


@dataclass(frozen=True)
class Submission:
    """A form that arrived: where, and the names of its fields, never their values."""

    host: str
    path: str
    fields: tuple[str, ...]


@functools.cache
def all_sites() -> tuple[Site, ...]:
    """`SITE` of every `*/site.py` beside this file."""
    found = sorted(Path(__file__).parent.glob("*/site.py"))
    return tuple(importlib.import_module(f"..{file.parent.name}.site", __name__).SITE for file in found)


@functools.cache
def _certificates() -> tuple[trustme.CA, trustme.LeafCert]:
    authority = trustme.CA()
    return authority, authority.issue_cert(*(host for site in all_sites() for host in site.hosts))


# A redesign: what stands between a visit and its answer. It is given the pages as they were.
Change = Callable[[Visit, Callable[[Visit], Answer]], Answer]


class StandIn:
    """All stand-ins at once, while a `with` block lasts.

    `variant` holds words, e.g. "logged_out only_old_form", and may be set anew at any time; so may `language`, and
    `change`, by which every page may come out otherwise.
    """

    def __init__(self, variant: str = "", language: str = "en") -> None:
        self.submissions: list[Submission] = []
        self.logins: list[Submission] = []
        self.strays: list[str] = []  # addresses of our hosts for which there is no page
        self.elsewhere: set[str] = set()  # hosts nobody stands in for; Chromium asks for some by itself
        self.change: Change | None = None
        self.language = language
        self.variant = variant

    @property
    def variant(self) -> str:
        """The words that say how the world is."""
        return " ".join(sorted(self._variant))

    @variant.setter
    def variant(self, words: str) -> None:
        known = {word for site in all_sites() for word in site.variants}
        if unknown := set(words.split()) - known:
            raise ValueError(f"no site has a variant {sorted(unknown)}; there are {sorted(known)}")
        self._variant = frozenset(words.split())

    def __enter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _certificates()[1].configure_cert(context)
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"stand_in": self}))
        # The handshake waits for the connection's own thread: browsers open sockets they never use.
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port on 127.0.0.1, given out by the system."""
        return int(self._server.server_address[1])

    @property
    def chromium_args(self) -> list[str]:
        """Switches for Chromium: every name leads here, past any proxy, and this one key is trusted.

        The last works only together with a user-data folder, which Playwright always passes.
        """
        leaf = x509.load_pem_x509_certificate(_certificates()[1].cert_chain_pems[0].bytes())
        key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return [
            f"--host-resolver-rules=MAP * 127.0.0.1:{self.port}, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            f"--ignore-certificate-errors-spki-list={base64.b64encode(hashlib.sha256(key).digest()).decode()}",
            "--no-proxy-server",
        ]

    def client_context(self) -> ssl.SSLContext:
        """For Python clients: trusts the stand-ins' authority and nothing else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _certificates()[0].configure_trust(context)
        return context

    def answer(self, visit: Visit) -> Answer:
        """What a visit gets, after today's change."""
        return self.change(visit, self._page) if self.change else self._page(visit)

    def _page(self, visit: Visit) -> Answer:
        """Finds the page for a visit, and notes what was posted."""
        if (visit.host, visit.path) == _CHROMIUMS_OWN:
            return Answer("", 404)
        site = next((site for site in all_sites() if visit.host in site.hosts), None)
        route, login = (site and site.route(visit)) or (None, False)
        if site and visit.method == "POST":
            forms.note(visit.fields, f"{visit.host}{visit.path}")
            visit = replace(visit, fields={name: text for name, text in visit.fields.items() if name != forms.MARK})
            posted = Submission(visit.host, visit.path, tuple(visit.fields))
            (self.logins if login else self.submissions).append(posted)
        if site is None:
            self.elsewhere.add(visit.host)
        elif route is None:
            self.strays.append(f"{visit.host}{visit.path}")
        if route is None:
            return Answer(framed("<main><h1>No stand-in</h1><p>Nobody wrote this page.</p></main>", "en"), 404)
        return route(visit)


# Chromium asks by itself who is logged in at Google, by POST, once there is a host of that name.
_CHROMIUMS_OWN = ("accounts.google.com", "/ListAccounts")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up or refuses the certificate is no news; a fault in a page is."""
        if not isinstance(sys.exception(), (ssl.SSLError, ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn
    timeout = 20

    def do_GET(self) -> None:
        self._reply({})

    def do_POST(self) -> None:
        self._reply(self._fields(self.rfile.read(int(self.headers.get("Content-Length", "0")))))

    def _fields(self, body: bytes) -> dict[str, str]:
        kind = self.headers.get("Content-Type", "")
        if not kind.startswith("multipart/"):
            return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        parts = [part for part in form.walk() if not part.is_multipart()]
        return {str(part.get_param("name", header="content-disposition")): _text(part) for part in parts}

    def _reply(self, fields: dict[str, str]) -> None:
        address = urlsplit(self.path)
        cookies = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        visit = Visit(
            method=self.command,
            host=self.headers.get("Host", "").split(":")[0].lower(),
            path=address.path,
            query=dict(parse_qsl(address.query)),
            fields=fields,
            cookies={name: morsel.value for name, morsel in cookies.items()},
            variant=frozenset(self.stand_in.variant.split()),
            language=self.stand_in.language,
        )
        answer = self.stand_in.answer(visit)
        body = answer.html.encode()
        self.send_response(303 if answer.go_to else answer.status)
        for name, value in answer.cookies.items():
            self.send_header("Set-Cookie", f"{name}={value}")
        if answer.go_to:
            self.send_header("Location", answer.go_to)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: tests look at `submissions` and `strays`."""


def _text(part: Message) -> str:
    """A part of a form as text; for a file its name, which is empty where none was given."""
    if (filename := part.get_filename(failobj=None)) is not None:
        return filename
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()
