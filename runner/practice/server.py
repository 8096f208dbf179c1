"""The server of the practice site: loopback only, one thread per connection, nothing kept when it ends.

Why `*.localhost`: the address bar shows `http://larkspur.localhost/`, without a port, because Chromium is told by
`--host-resolver-rules` where that name lives; the server binds whatever port is free.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from runner.practice import routes
from runner.practice.art import flower
from runner.practice.call import Answer, Call
from runner.practice.drift import KINDS, drift_of, hashed_style
from runner.practice.shell import CSP
from runner.practice.visit import Visit, asked_language

HOST = "larkspur.localhost"
HERE = Path(__file__).parent
COOKIE = "visit"
LARGEST = 8 * 1024 * 1024  # bytes of a form


@dataclass(frozen=True)
class Submission:
    """A form that was sent: where to, and the names of its fields; never a value."""

    path: str
    fields: tuple[str, ...]


class PracticeSite:
    """Larkspur, running on this machine for as long as the `with` block lasts."""

    url: ClassVar[str] = f"http://{HOST}"

    def __init__(self) -> None:
        self.requests = 0
        self.submissions: list[Submission] = []
        self._visits: dict[str, Visit] = {}
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="practice site")

    @property
    def port(self) -> int:
        """The port the server was given on 127.0.0.1."""
        return int(self._server.server_address[1])

    @property
    def host_rules(self) -> str:
        """The value for Chromium's `--host-resolver-rules`."""
        return ", ".join(f"MAP {name}:80 127.0.0.1:{self.port}" for name in (HOST, f"frames.{HOST}"))

    def __enter__(self) -> PracticeSite:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.close_connections()
        self._server.server_close()

    @contextmanager
    def visiting(self, token: str) -> Iterator[Visit]:
        """The visit of a cookie, or a new one; counts the request."""
        with self._lock:
            self.requests += 1
            if token not in self._visits:
                token = token_hex(8)
                self._visits[token] = Visit(token)
            yield self._visits[token]

    def note(self, submission: Submission) -> None:
        """Remembers that a form was sent."""
        with self._lock:
            self.submissions.append(submission)


class _Server(ThreadingHTTPServer):
    """Joins its threads when it closes, which needs the browser's idle connections to be cut first."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, site: PracticeSite) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error; anything else is a bug and shown as one."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def close_connections(self) -> None:
        """Ends what browsers keep open for later."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed by the other side meanwhile


class _Handler(BaseHTTPRequestHandler):
    """Takes a request apart, asks `routes` for the answer, and writes it."""

    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Pages and the site's own files."""
        if self.path.startswith("/assets/"):
            self._send(_asset(self.path))
        else:
            self._answer({})

    def do_POST(self) -> None:
        """Forms."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST:
            self.close_connection = True
            self._send(Answer(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            return
        form = _fields(self.headers.get("Content-Type", ""), self.rfile.read(length))
        self.server.site.note(Submission(urlsplit(self.path).path, tuple(form)))
        self._answer(form)

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        query["next"] = _local(query.get("next", ""))
        cookies = _cookies(self.headers.get("Cookie", ""))
        with self.server.site.visiting(cookies.get(COOKIE, "")) as visit:
            turned = visit.turn(query, frozenset(KINDS))
            asked = visit.language or asked_language(self.headers.get("Accept-Language", ""))
            path = parts.path.rstrip("/") or "/"
            drift = drift_of(visit, path, asked)
            save_login = "save_login" in cookies and not turned
            answered = routes.answer(
                Call(self.command, path, query, form, visit, drift, "consent" in cookies, save_login)
            )
        kept = [("Set-Cookie", f"{COOKIE}={visit.token}; Path=/; HttpOnly; SameSite=Lax")]
        if turned:
            kept.append(("Set-Cookie", "save_login=; Path=/; Max-Age=0"))
        self._send(replace(answered, headers=(*answered.headers, *kept)))

    def _send(self, answered: Answer) -> None:
        body = answered.body.encode()
        self.send_response(answered.status)
        if answered.location:
            self.send_header("Location", answered.location)
        names = {name for name, _ in answered.headers}
        policy = () if "Content-Security-Policy" in names else (("Content-Security-Policy", CSP),)
        for name, value in (*answered.headers, *policy, ("Cache-Control", "no-store")):
            self.send_header(name, value)
        if answered.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", answered.kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answered.status != HTTPStatus.NO_CONTENT:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps quiet: what people type into addresses is nobody's business."""


def _asset(address: str) -> Answer:
    parts = urlsplit(address)
    name = parts.path.removeprefix("/assets/")
    if name == "icon.svg":
        drawn = flower().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" fill="#5b4bd1" ', 1)
        return Answer(body=drawn, kind="image/svg+xml")
    kinds = {"style.css": "text/css; charset=utf-8", "site.js": "text/javascript; charset=utf-8"}
    if name not in kinds:
        return Answer(status=HTTPStatus.NOT_FOUND)
    text = (HERE / name).read_text(encoding="utf-8")
    seed = dict(parse_qsl(parts.query)).get("seed", "")
    return Answer(body=hashed_style(text, seed) if seed else text, kind=kinds[name])


def _fields(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a form; of a file only that it was there."""
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    found = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            text = part.get_payload(decode=True) if part.get_filename() is None else b""
            found[name] = text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
    return found


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _local(address: str) -> str:
    """An address of this site to go on to, or nothing: never another host, never a header of its own."""
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isascii()
    return urlsplit(address).path if fits and address.isprintable() else ""
