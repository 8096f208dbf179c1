"""All pages of the home, by their addresses."""

from __future__ import annotations

from runner.exchange import PageRequest, PageResponse
from runner.home.cards import CardPages
from runner.home.checking import CheckPages
from runner.home.collections import CollectionPages
from runner.home.context import HomeContext
from runner.home.doctor import DoctorPages
from runner.home.editor import EditorPages
from runner.home.flows import FlowPages
from runner.home.keeping import KeeperPages
from runner.home.letters import LetterPages
from runner.home.patches import PatchPages
from runner.home.publishing import PublishPages
from runner.home.receipts import ReceiptPages
from runner.home.recording import RecordingPages
from runner.home.rendering import asset
from runner.home.requests import RequestPages
from runner.home.router import NoSuchPage, Router
from runner.home.services import ServicePages
from runner.home.start import StartPages
from runner.home.stored import StoredPages
from runner.home.walk_pages import WalkPages
from runner.locale import _


def site(context: HomeContext) -> Router:
    """The home as a function from request to response: `site(context).answer`."""
    router = Router(context.failed)
    _of_the_whole(router)
    _services(router, ServicePages(context))
    _walks(router, WalkPages(context))
    _requests(router, RequestPages(context), LetterPages(context))
    _looking(router, CardPages(context), ReceiptPages(context), DoctorPages(context))
    _flows(router, FlowPages(context), EditorPages(context), PatchPages(context))
    _collections(router, CollectionPages(context), KeeperPages(context))
    _checks(router, CheckPages(context), PublishPages(context))
    _recording(router, RecordingPages(context))
    _own(router, StartPages(context), StoredPages(context))
    return router


def _of_the_whole(router: Router) -> None:
    def file(request: PageRequest, *parts: str) -> PageResponse:
        found = asset(request.path.strip("/"))
        if found is None:
            raise NoSuchPage(_("There is no such file."))
        return found

    for name in ("home.css", "home.js", "editor.js", "icon.svg"):
        router.get(f"/{name}", file)


def _services(router: Router, pages: ServicePages) -> None:
    router.get("/", pages.services)
    router.get("/services", pages.services)
    router.get("/services/review", pages.review)
    router.post("/walk/begin", pages.begin)


def _walks(router: Router, pages: WalkPages) -> None:
    router.get("/walk", pages.walk)
    router.get("/changes", pages.changes)
    router.get("/walk/picture/*", pages.picture)
    router.post("/walk/answer", pages.answer)
    router.post("/walk/stop", pages.stop)
    router.post("/walk/later/*", pages.later)
    router.post("/practice", pages.practice)


def _requests(router: Router, pages: RequestPages, letters: LetterPages) -> None:
    router.get("/requests", pages.requests)
    router.post("/requests/report", pages.report)
    router.post("/requests/calendar", pages.calendar)
    router.post("/requests/restore", pages.put_back)
    router.post("/requests/look", pages.look_again)
    router.get("/requests/*", pages.one)
    router.get("/requests/*/picture/*", pages.picture)
    router.post("/requests/*/note", pages.note)
    router.get("/requests/*/letter", letters.letter)
    router.post("/requests/*/letter/save", letters.save)
    router.post("/requests/*/letter/sent", letters.sent)
    router.post("/requests/*/receipt", pages.receipt)
    router.post("/requests/*/vouch", pages.vouch)
    router.post("/downloads", pages.downloads)


def _looking(router: Router, cards: CardPages, receipts: ReceiptPages, doctor: DoctorPages) -> None:
    router.get("/card", cards.card)
    router.get("/card/everything", cards.everything)
    router.get("/card/picture/*", cards.picture)
    router.post("/card/save", cards.save)
    router.get("/receipts", receipts.receipts)
    router.get("/receipts/look", receipts.look)
    router.post("/receipts/piece", receipts.piece)
    router.get("/doctor", doctor.doctor)


def _flows(router: Router, pages: FlowPages, editor: EditorPages, patches: PatchPages) -> None:
    router.get("/flows", pages.flows)
    router.get("/flows/*", pages.one)
    router.post("/flows/*/repair", pages.decide)
    router.post("/flows/*/merge", pages.merge)
    router.post("/flows/*/patch", patches.save)
    router.get("/flows/*/edit", editor.edit)
    router.post("/flows/*/edit", editor.act)
    router.post("/flows/*/edit/typed", editor.typed)
    router.post("/flows/*/edit/words", editor.words)


def _checks(router: Router, pages: CheckPages, publishing: PublishPages) -> None:
    router.get("/check", pages.files)
    router.get("/check/live", pages.choose)
    router.post("/check/live", pages.begin)
    router.get("/check/live/now", pages.now)
    router.post("/check/live/stop", pages.stop)
    router.get("/check/merge", pages.results)
    router.post("/check/merge", pages.merge)
    router.post("/check/merge/show", pages.show)
    router.get("/publish", publishing.choose)
    router.post("/publish", publishing.begin)
    router.get("/publish/now", publishing.now)
    router.post("/publish/stop", publishing.stop)
    router.post("/publish/show", publishing.show)
    router.post("/flows/*/sheet", publishing.sheet)


def _collections(router: Router, pages: CollectionPages, keeping: KeeperPages) -> None:
    router.get("/collections", pages.collections)
    router.get("/collections/look", pages.look)
    router.get("/collections/make", keeping.keeping)
    router.post("/collections/key", keeping.key)
    router.post("/collections/pack", keeping.pack)
    router.post("/collections/add", pages.add)
    router.get("/collections/*/remove", pages.sure)
    router.post("/collections/*/remove", pages.remove)


def _recording(router: Router, pages: RecordingPages) -> None:
    router.get("/record", pages.page)
    router.post("/record", pages.begin)
    router.post("/record/file", pages.take_file)
    router.post("/record/left/*", pages.take_left)


def _own(router: Router, start: StartPages, stored: StoredPages) -> None:
    router.get("/start", start.start)
    router.get("/start/*", start.start)
    router.post("/start/*", start.answer)
    router.get("/settings", start.settings)
    router.post("/settings", start.change)
    router.post("/settings/signal", start.signal)
    router.get("/stored", stored.stored)
    router.get("/stored/*", stored.sure)
    router.post("/stored/*", stored.forget)
    router.get("/stored/account/*", stored.sure_of_account)
    router.post("/stored/account/*", stored.forget_account)
    router.get("/help", stored.help)
    router.post("/shortcut", stored.shortcut)
