"""Every page of the home, in every state that a page has something of its own to say in, as text."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

from runner.app.batch import Batch, FlowResult, planned
from runner.app.bench_state import BenchState, Suggestion
from runner.app.own_recording import OwnRecording
from runner.browser.tally import Tally
from runner.config import Config
from runner.events import ActionRecorded, Choice, Noted, Question, SessionStarted, Shown, StepStarted
from runner.flow.load import Loc, load_file
from runner.flow.model import Pick
from runner.home.context import HomeContext
from runner.home.walk_pages import _ABOUT
from runner.home.walks import WalkNow
from runner.locale import _
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.session.repair import learnt
from runner.session.trial import StepTried
from tests.collections.keeping import NOTES, PHOTOS, Forger, key_at, zip_at
from tests.home.conftest import TODAY, Visitor
from tests.home.keepers_pages import keepers
from tests.home.seen import look_at_all, receipts_in
from tests.home.test_flows import MOVED
from tests.home.test_recording import WAY
from tests.home.test_services import own_flow
from tests.records.books import Clock, many, png

ENDS = ("sent", "opted_out", "already_out", None, "not_offered", "stopped", "lost", "later", "left_out")
CHOICES: tuple[Choice, ...] = ("continue", "retry", "point", "by_hand", "skip", "back", "stop", "yes", "no")


async def every_page(visitor: Visitor, folder: Path, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """Each page with what it was asked for; `folder` is the person's, and `tmp_path` has their Downloads in it."""
    for pages in (_of_the_new(tmp_path), _books(visitor, folder), _flows(visitor, folder), _editor(visitor, folder),
                  _collections(visitor, folder, tmp_path), keepers(visitor, folder, tmp_path), _walk(visitor, folder),
                  _looked(visitor, folder, tmp_path), _recording(visitor), _own(visitor, folder)):  # fmt: skip
        async for page in pages:
            yield page


async def _got(visitor: Visitor, *addresses: str, state: str = "") -> AsyncIterator[tuple[str, str]]:
    for address in addresses:
        response = await visitor.ask("GET", address, {})
        while response.location:
            response = await visitor.ask("GET", response.location, {})
        yield f"{address} {state}".strip(), response.body.decode()


async def _done(visitor: Visitor, address: str, **form: str) -> tuple[str, str]:
    response = await visitor.ask("POST", address, form)
    while response.location:
        response = await visitor.ask("GET", response.location, {})
    return f"POST {address} {form.get('do') or form}", response.body.decode()


async def _of_the_new(tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """What somebody sees of whom nothing is known."""
    context = HomeContext(tmp_path / "new", tmp_path / "new.yaml", Config(), look=lambda: TODAY)
    visitor = Visitor(context)
    await context.read_aside()
    addresses = ("/services", "/services?q=zzz", "/requests", "/walk", "/collections", "/stored", "/nowhere",
                 "/card", "/receipts",
                 "/requests/x-1", "/flows/none", "/flows/none/edit", "/services/review?flow=none", "/none.css",
                 "/services/review")  # fmt: skip
    async for page in _got(visitor, *addresses, state="(new)"):
        yield page


async def _books(visitor: Visitor, folder: Path) -> AsyncIterator[tuple[str, str]]:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        ids = [row.id for row in many(ledger, clock).requests()]
    own_flow(folder, "there", title="Elsewhere", offered="BR")
    await visitor.context.read_aside()
    letters = [f"/requests/{one}/letter{kind}" for one in ids for kind in ("", "?kind=complaint")]
    chosen = "/services/review?flow=x-grok&flow=facebook-objection&flow=there&as=work"
    addresses = ("/services", "/services?q=meta", chosen, "/services/review?flow=practice", "/requests")
    async for page in _got(visitor, *addresses, *(f"/requests/{one}" for one in ids), *letters):
        yield page
    at = "/requests/facebook-1"
    for form in ({}, {"what": "note"}, {"what": "answered", "on": "soon"}, {"what": "extended"}, {"what": "refused"}):
        yield await _done(visitor, f"{at}/note", **form)
    async for page in _got(visitor, f"{at}/letter?language=nl", f"{at}/letter?country=GB", f"{at}/letter?country=zz"):
        yield page
    for deed in ("letter/save", "letter/sent", "receipt"):
        yield await _done(visitor, f"{at}/{deed}", kind="follow-up")
    async for page in _got(visitor, at, state="(written to)"):
        yield page
    yield await _done(visitor, "/downloads", back="/requests")
    for deed in ("report", "calendar", "restore"):
        yield await _done(visitor, f"/requests/{deed}")


async def _flows(visitor: Visitor, folder: Path) -> AsyncIterator[tuple[str, str]]:
    path = folder / "flows" / "moved.yaml"
    write_private(path, MOVED.encode())
    write_private(folder / "flows" / "broken.yaml", b"title: [")
    pick = Pick(role="link", name="New menu", tag="a")
    visitor.context.mending.lessons.add(learnt(load_file(path), ("steps", 1, "click"), "renamed", pick, "2026-11-30"))
    await visitor.context.read_aside()
    async for page in _got(visitor, "/flows", "/flows/facebook-objection", "/flows/practice", "/flows/moved"):
        yield page
    key = re.search(r'name="key" value="(\w+)"', page[1])
    assert key
    yield await _done(visitor, "/flows/moved/repair", key="0", what="apply")
    yield await _done(visitor, "/flows/moved/merge", key="0", side="mine")
    yield await _done(visitor, "/flows/moved/repair", key=key[1], what="drop")


async def _editor(visitor: Visitor, folder: Path) -> AsyncIterator[tuple[str, str]]:
    write_private(folder / "flows" / "mine.yaml", MOVED.encode())
    other, at = MOVED.replace("Old menu", "New menu"), "/flows/mine/edit"
    async for page in _got(visitor, at, "/flows/x-grok/edit", "/flows/broken"):
        yield page
    yield await _done(visitor, f"{at}/typed", text=MOVED.replace("click:", "clik:").replace("hosts:", "host:"))
    yield await _done(visitor, f"{at}/words", text="steps:\n  - pa", caret="13")
    for deed in ("save", "try 0", "discard", "save", "repair 0", "burn", "try 99", "use 0"):
        yield await _done(visitor, at, do=deed, text=MOVED.replace("click:", "clik:") if deed == "try 0" else other)
    for deed in ("undo", "redo", "undo", "undo"):
        yield await _done(visitor, at, do=deed)
    found = Suggestion("It is called “New menu” now.", MOVED, other, "-Old menu\n+New menu\n")
    step: Loc = ("steps", 1, "click")
    tallies = [Tally("link: Old menu", 0), Tally("css: a", 1, ("New menu",)), Tally("text: b", 2), Tally("href", None)]
    tried = {step: StepTried(step, "missing", found.summary)}
    for reason in ("", "nothing would find that again"):
        shown = Suggestion("", MOVED, MOVED, "", reason) if reason else found
        state = BenchState("mine", at=step, suggestion=shown, called="New", is_fine=False, candidates=tallies)
        state.ways, state.tried = tallies, tried
        visitor.context.bench.state = state
        async for page in _got(visitor, at, state=f"(beside {reason})"):
            yield page
    yield await _done(visitor, at, do="try 1", text=MOVED)
    async for page in _got(visitor, "/help", state="(under way)"):
        yield page
    yield await _done(visitor, "/practice")
    yield await _done(visitor, "/collections/acme/remove")
    visitor.context.bench.state = BenchState("mine", said=found.summary)
    async for page in _got(visitor, at, state="(open)"):
        yield page
    visitor.context.walks._idle.set()


async def _collections(visitor: Visitor, folder: Path, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    downloads = tmp_path / "Downloads"
    downloads.mkdir(exist_ok=True)
    forger = Forger(key_at(tmp_path / "keeper.key"))
    saved = zip_at(downloads / "acme-1.zip", forger.parts(forger.manifest(page="https://acme.example/optout")))
    look = f"/collections/look?path={saved}"
    async for page in _got(visitor, "/collections", look, "/collections/look?path=", "/collections/look?path=x.zip"):
        yield page
    yield await _added(visitor, str(saved))
    forger.version, changed = 2, PHOTOS.replace("[photos.example.com]", "[photos.example.com, example.org]")
    forger.files = {"flows/acme.photos.yaml": changed.encode(), "flows/acme.notes.yaml": NOTES.encode()}
    newer = zip_at(downloads / "acme-2.zip", forger.parts())
    async for page in _got(visitor, look, f"/collections/look?path={newer}", state="(known)"):
        yield page
    yield await _added(visitor, str(newer))
    addresses = (
        look,
        "/collections/acme/remove",
        "/collections/none/remove",
        "/collections/look?path=https://x.example",
    )
    async for page in _got(visitor, *addresses, state="(newer)"):
        yield page
    (folder / "collections" / "acme" / "manifest.json").write_bytes(b"{")
    async for page in _got(visitor, "/collections", state="(damaged)"):
        yield page
    yield await _done(visitor, "/collections/acme/remove")


async def _added(visitor: Visitor, path: str) -> tuple[str, str]:
    async for _address, page in _got(visitor, f"/collections/look?path={path}"):
        key = re.search(r'name="key" value="(\w+)"', page)
    assert key
    return await _done(visitor, "/collections/add", path=path, key=key[1])


async def _walk(visitor: Visitor, folder: Path) -> AsyncIterator[tuple[str, str]]:
    file = load_file(folder / "flows" / "there.yaml")
    batch = Batch([planned(file, {}) for _ in range(len(ENDS) + 3)])
    for end in ENDS:
        basis = "seen" if end == "sent" else "by_word" if end == "opted_out" else None
        due = date(2026, 12, 24) if end == "sent" else None
        batch.walked(FlowResult("there", "Elsewhere", end, basis, "there-1", due))  # type: ignore[arg-type]
    walks = visitor.context.walks
    walks.now = WalkNow("there", batch=batch)
    walks._idle.clear()
    async for page in _got(visitor, "/walk", state="(begins)"):
        yield page
    walks.now.watching.hear(SessionStarted(flow="there", title="Elsewhere", steps=3))
    walks.now.watching.hear(StepStarted(flow="there", step=2, kind="pause", sentence="Turn it off."))
    walks.now.watching.hear(Noted(flow="there", text="Turn it off."))
    for about in _ABOUT:
        question = Question(
            about, "Turn it off.", CHOICES, "Turn it off.", about == "login", "+ a", picture=Shown(png())
        )
        walks.person.show(question)
        async for page in _got(visitor, "/walk", "/services", state=f"({about})"):
            yield page
    yield await _done(visitor, "/walk/answer", question="q0", choice="yes")
    walks.person.asked = None
    yield await _done(visitor, "/walk/begin", flow="there")
    walks._idle.set()
    walks.now.is_over, walks.now.failed, walks.now.told = True, "Turn it off.", ["Turn it off."]
    walks.now.to_mend = ["there", "moved"]
    async for page in _got(visitor, "/walk", state="(over)"):
        yield page


async def _recording(visitor: Visitor) -> AsyncIterator[tuple[str, str]]:
    """A new flow: begun, recorded, stopped in the middle, and out of a file."""
    OwnRecording("", "half", Config()).so_far(WAY)
    async for page in _got(visitor, "/record"):
        yield page
    for form in (
        {},
        {"url": "x"},
        {"url": "https://a.example", "name": "x-grok"},
        {"url": "https://a.example", "name": "!"},
    ):
        yield await _done(visitor, "/record", **form)
    walks = visitor.context.walks
    walks.now = WalkNow("a new flow", "/record")
    walks._idle.clear()
    for question in (None, Question("record", "Walk the way once.", ("continue", "stop"))):
        if question:
            walks.now.watching.hear(ActionRecorded(flow="", done="pressed", label="Privacy"))
            walks.person.show(question)
        async for page in _got(visitor, "/record", "/flows", state=f"({question and question.about})"):
            yield page
    walks.person.asked = None
    walks._idle.set()
    walks.now.is_over, walks.now.told = True, [_("Stopped.")]
    async for page in _got(visitor, "/record", state="(stopped)"):
        yield page
    walks.now.failed = "it did not come"
    async for page in _got(visitor, "/record", state="(failed)"):
        yield page
    yield await _done(visitor, "/record/file", path="none.json")
    yield await _done(visitor, "/record/left/none", what="drop")
    yield await _done(visitor, "/record/left/half", what="take")


async def _looked(visitor: Visitor, folder: Path, tmp_path: Path) -> AsyncIterator[tuple[str, str]]:
    """What stood how at the last look, receipts in each state, and what is missing on this computer."""
    async for page in looked(visitor, folder, tmp_path / "Downloads"):
        yield page
    visitor.context.settings_file.write_text("me: [")
    async for page in _got(visitor, "/doctor", state="(settings damaged)"):
        yield page
    visitor.context.settings_file.unlink()


async def looked(visitor: Visitor, folder: Path, downloads: Path) -> AsyncIterator[tuple[str, str]]:
    """The pages of the card, of receipts and of this computer, with something of everything on them."""
    look_at_all(folder)
    receipts_in(folder, downloads)
    told = f"/receipts/look?path=good.zip&told={'0' * 64}"
    addresses = ("/card", "/card?as=work", "/card?as=nobody", "/card/picture/none", "/receipts", "/doctor", told)
    names = ("good", "changed", "none", "broken", "away")
    async for page in _got(visitor, *addresses, *(f"/receipts/look?path={name}.zip" for name in names)):
        yield page
    async for page in _got(visitor, "/receipts/look?path=", "/receipts/look?handed=yes"):
        yield page
    yield await _done(visitor, "/card/save")


async def _own(visitor: Visitor, folder: Path) -> AsyncIterator[tuple[str, str]]:
    steps = ("", "/language", "/country", "/services", "/me", "/done")
    async for page in _got(visitor, *(f"/start{one}" for one in steps), "/settings", "/help", "/stored/none"):
        yield page
    for form in ({"pace": "x"}, {"pace": "99"}, {"new.key": "A B"}, {"browser.use": "edge"}):
        yield await _done(visitor, "/settings", **form)
    for part in ("profile", "evidence", "records", "learnt", "agreed", "collections"):
        async for page in _got(visitor, f"/stored/{part}"):
            yield page
    write_private(folder / "profile-work" / "Default" / "Preferences", b"{}")
    async for page in _got(visitor, "/stored", "/stored/all", "/stored/account/work", "/stored/account/none"):
        yield page
    yield await _done(visitor, "/settings/signal")
    yield await _done(visitor, "/stored/account/work")
    yield await _done(visitor, "/stored/learnt")
    yield await _done(visitor, "/stored/profile")
    ledger = folder / "ledger.sqlite"
    for number, address in enumerate(("/requests", "/services")):
        ledger.write_bytes(b"no ledger" * 100) if number else ledger.unlink()
        async for page in _got(visitor, address, state="(damaged)"):
            yield page
    yield await _done(visitor, "/requests/restore")
