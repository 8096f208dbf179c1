"""Made-up books for the tests of records: a clock to turn, flows, pictures, deadlines, and a ledger with some."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from runner.records.evidence import EvidenceFolder, EvidenceRecord, folder_name
from runner.records.ledger import Ledger
from runner.records.request import Deadline, WalkedFlow

START = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> datetime:
        """Moves it on: `turn(days=3)`."""
        self.now += timedelta(**by)
        return self.now

    def on(self, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
        """Sets it to a day of 2026."""
        self.now = datetime(2026, month, day, hour, minute, tzinfo=UTC)
        return self.now


def walked_flow(flow: str = "facebook-objection", service: str = "Facebook", title: str = "") -> WalkedFlow:
    """The flow of a walk; its text is made of its id, so that it is another one for each."""
    text = f"# {flow}\ntitle: {title or flow}\nservice: {service}\nhosts: [example.com]\nsteps:\n  - open: /\n"
    return WalkedFlow(flow, title or f"{service} – object to AI training", service, text, f"{hash_of(text)}")


def hash_of(text: str) -> str:
    """The SHA-256 of a text, as `FlowFile.digest` has it."""
    return hashlib.sha256(text.encode()).hexdigest()


def deadline(due: date, extended: date | None = None, usual: str = "") -> Deadline:
    """A deadline of the GDPR."""
    source = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"
    return Deadline("gdpr", "Article 12(3) GDPR: one month", source, due, extended, usual)


def png(width: int = 2, height: int = 2, colour: tuple[int, int, int] = (31, 111, 92), extra: bytes = b"") -> bytes:
    """A picture of one colour; `extra` stands before its end."""
    row = b"\x00" + bytes(colour) * width
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(row * height)) + extra + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def keep(ledger: Ledger, request: str, name: str, picture: bytes | None = None, title: str = "A page") -> Path:
    """Keeps a picture of a request, as a capture step does, and notes it."""
    row = ledger.request(request)
    folder = EvidenceFolder(ledger.home / "evidence" / folder_name(row.flow, row.account, row.began))
    url = "https://www.example.com/help?step=2"
    record = EvidenceRecord(name=name, flow=row.flow, step=2, url=url, title=title, taken=ledger.clock())
    path = folder.keep(picture or png(), record)
    kept = folder.find(name)
    assert kept
    ledger.add_evidence(request, kept)
    return path


def sent(
    ledger: Ledger,
    flow: WalkedFlow,
    due: Deadline | None = None,
    account: str = "",
    pictures: Sequence[str] = (),
    practice: bool = False,
) -> str:
    """A request that went out by a form, now; its walk has ended."""
    request = ledger.prepare(flow, account, practice)
    for name in pictures:
        keep(ledger, request, name)
    ledger.send(request, "form", "https://www.example.com/help/contact/1", due)
    ledger.end(request, "sent")
    return request


def switched(ledger: Ledger, flow: WalkedFlow, account: str = "", confirmed: bool = True) -> str:
    """A setting that was switched off, now."""
    request = ledger.prepare(flow, account)
    ledger.send(request, "switch", "https://www.example.com/settings")
    ledger.end(request, "opted_out")
    if confirmed:
        ledger.add_check(request, "confirmed")
    return request


def many(ledger: Ledger, clock: Clock) -> Ledger:
    """One request in each state there is, and practice; as on 23 November 2026."""
    clock.on(9, 23)
    sent(ledger, walked_flow(), deadline(date(2026, 10, 23), date(2026, 12, 23)), pictures=["form"])
    clock.on(9, 30)
    switched(ledger, walked_flow("linkedin-data", "LinkedIn", "LinkedIn – keep your posts out of AI training"))
    clock.on(10, 2)
    sent(ledger, walked_flow("instagram-objection", "Instagram"), deadline(date(2026, 11, 2)))
    ledger.happen("instagram-1", "refused", clock.on(10, 20), note="They say they need it.")
    clock.on(10, 20)
    switched(ledger, walked_flow("x-grok", "X", "X – keep your posts from Grok"), account="work")
    ledger.add_check("x-1", "reverted", clock.on(11, 20))
    clock.on(11, 1)
    sent(ledger, walked_flow(), deadline(date(2026, 12, 1)), account="work")
    ledger.refer("facebook-2", "#4711")
    ledger.happen("facebook-2", "acknowledged", clock.on(11, 3))
    sent(ledger, walked_flow("reddit-ask", "Reddit", "Reddit – ask them"))
    clock.on(11, 5)
    keep(ledger, ledger.prepare(walked_flow("facebook-third-party", "Facebook", "Facebook – others’ posts")), "answer")
    sent(ledger, walked_flow("tumblr-form", "Tumblr", "Tumblr – object"), deadline(date(2026, 12, 5)))
    ledger.happen("tumblr-1", "answered", clock.on(11, 9))
    sent(ledger, walked_flow("practice", "Larkspur", "Larkspur – practise"), practice=True)
    ledger.add_not_offered(walked_flow("meta-ai-chats", "Meta AI"))
    clock.on(11, 23)
    return ledger
