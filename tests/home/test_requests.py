"""The requests: what needs the person first, what they note, and what they take along."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from runner.app.front_end import FrontEnd
from runner.config import Config
from runner.records.ledger import Ledger
from tests.collections.keeping import vouched
from tests.home.conftest import Visitor
from tests.records.books import Clock, deadline, many, sent, switched, walked_flow


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Downloads folder of the test's own."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    return tmp_path / "Downloads"


@pytest.fixture
def books(folder: Path) -> Iterator[Ledger]:
    """A request in each state."""
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        yield many(ledger, clock)


@pytest.mark.slow
async def test_what_needs_the_person_comes_first(visitor: Visitor, books: Ledger) -> None:
    page = await visitor.get("/requests")
    places = [page.index(one) for one in ("Needs you", "Overdue", "On again", "Waiting for an answer", "Due", "Done")]
    assert places == sorted(places)
    assert "Practice, not counted" in page
    assert "optout " not in re.sub(r"<[^>]+>", "", page), "nobody here has a terminal"


@pytest.mark.slow
async def test_what_another_account_has_to_do_is_done_as_that_account(visitor: Visitor, books: Ledger) -> None:
    page = await visitor.get("/requests")
    assert 'href="/services/review?flow=x-grok&amp;as=work"' in page
    review = await visitor.get("/services/review?flow=x-grok&as=work")
    assert "for the account “work”" in review
    assert 'name="as" value="work"' in review


async def test_nothing_noted_makes_no_file(visitor: Visitor, folder: Path) -> None:
    assert "Nothing is noted yet" in await visitor.get("/requests")
    assert "nothing is noted yet" in await visitor.get("/requests/facebook-1", 404)
    assert not list(folder.glob("ledger*"))


@pytest.mark.slow
async def test_a_request_has_its_line_its_law_and_its_pictures(visitor: Visitor, books: Ledger) -> None:
    page = await visitor.get("/requests/facebook-1")
    for said in ("You sent it", "Picture kept: form", "The answer was due.", "Article 12(3) GDPR", "SHA-256"):
        assert said in page, said
    assert "data:" not in page, "the policy allows pictures of the home alone"
    address = re.search(r'src="(/requests/facebook-1/picture/\d+)"', page)
    assert address
    shown = await visitor.ask("GET", address[1], {})
    assert (shown.kind, shown.body[:4]) == ("image/png", b"\x89PNG")
    assert (await visitor.ask("GET", "/requests/facebook-1/picture/99", {})).status == 404


@pytest.mark.slow
async def test_an_answer_is_noted_with_its_day_and_words(visitor: Visitor, books: Ledger) -> None:
    page = await visitor.post(
        "/requests/facebook-1/note", what="answered", on="2026-11-20", note="They <b>agree</b>", reference="#9"
    )
    assert "Noted." in page
    assert "Answered" in page
    assert "They &lt;b&gt;agree&lt;/b&gt;" in page
    assert "#9" in page
    assert "Noted." not in await visitor.get("/requests/facebook-1"), "it is said once"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Say first what has come of it"),
        ({"what": "note"}, "Write what you want to note"),
        ({"what": "answered", "on": "soon"}, "is not a day"),
        ({"what": "answered", "on": "2020-01-01"}, "before it was sent"),
    ],
)
async def test_what_cannot_be_noted_is_said(visitor: Visitor, books: Ledger, form: dict[str, str], said: str) -> None:
    status = 422 if "on" in form else 200
    assert said in await visitor.post("/requests/facebook-1/note", status, **form)
    assert books.request("facebook-1").status == "sent"


@pytest.mark.slow
async def test_the_letter_is_shown_saved_and_noted(visitor: Visitor, books: Ledger, downloads: Path) -> None:
    page = await visitor.get("/requests/facebook-1/letter")
    assert "Meta Platforms" in page
    assert "it is not legal advice" in page
    saved = await visitor.post("/requests/facebook-1/letter/save", kind="follow-up")
    assert str(downloads / "facebook-1-follow-up.txt") in html.unescape(saved)
    assert "Meta Platforms" in (downloads / "facebook-1-follow-up.txt").read_text("utf-8")
    await visitor.post("/requests/facebook-1/letter/save", kind="follow-up")
    assert (downloads / "facebook-1-follow-up-2.txt").exists(), "nothing is replaced"
    assert "on its way" in await visitor.post("/requests/facebook-1/letter/sent", kind="follow-up")
    assert books.request("facebook-1").last("follow_up")


@pytest.mark.slow
async def test_the_letter_is_had_in_another_language_and_by_another_law(
    visitor: Visitor, books: Ledger, downloads: Path
) -> None:
    at = "/requests/facebook-1/letter"
    page = await visitor.get(f"{at}?language=nl")
    assert 'value="nl" selected' in page and "Nederlands" not in page
    assert "The complaint to the company" not in page, "there is none by the law of Germany"
    await visitor.post(f"{at}/save", kind="follow-up", language="nl")
    assert "verzoek" in (downloads / "facebook-1-follow-up.txt").read_text("utf-8")
    assert "The complaint to the company" in await visitor.get(f"{at}?country=GB")
    assert "there is no letter in" in (await visitor.get(f"{at}?country=GB&language=nl", 422)).lower()
    assert "no country called" in (await visitor.get(f"{at}?country=nowhere", 422)).lower()
    await visitor.post(f"{at}/sent", kind="company-complaint", country="GB")
    assert books.request("facebook-1").last("company_complaint")


@pytest.mark.slow
async def test_a_picture_that_is_gone_is_told_with_the_receipt(
    visitor: Visitor, books: Ledger, downloads: Path
) -> None:
    first, *_others = books.request("facebook-1").evidence
    first.path.write_bytes(b"another")
    assert "has been changed since it was kept" in await visitor.post("/requests/facebook-1/receipt")
    first.path.unlink()
    assert "is no longer there." in await visitor.post("/requests/facebook-1/receipt")


@pytest.mark.slow
async def test_earlier_requests_and_what_is_not_offered_are_listed(visitor: Visitor, books: Ledger) -> None:
    later = switched(books, walked_flow("x-grok", "X"), account="work")
    page = await visitor.get("/requests")
    assert later == "x-2" and "Not offered to you: meta-ai-chats" in page
    earlier = page[page.index('id="earlier"') :]
    assert 'href="/requests/x-1"' in earlier[: earlier.index("</details>")]


@pytest.mark.slow
@pytest.mark.parametrize(("form", "wanted"), [({}, True), ({"no_pictures": "yes"}, False)])
async def test_a_look_keeps_no_picture_where_none_is_wanted(
    visitor: Visitor, books: Ledger, monkeypatch: pytest.MonkeyPatch, form: dict[str, str], wanted: bool
) -> None:
    kept: list[bool] = []

    async def needs(there: list[SimpleNamespace], *_more: object) -> list[SimpleNamespace]:
        return there

    async def looked(wanted: object, plan: object, ledger: object, front: object, pictures: bool) -> list[object]:
        kept.append(pictures)
        return []

    monkeypatch.setattr("runner.home.requests.readable", lambda ledger, flows: [SimpleNamespace(file=None)])
    monkeypatch.setattr("runner.home.requests.with_needs", needs)
    monkeypatch.setattr("runner.home.requests.recheck", looked)
    assert 'name="no_pictures"' in await visitor.get("/requests")
    await visitor.post("/requests/look", **form)
    walks = visitor.context.walks
    assert walks.now and walks._work
    await walks._work(walks.now, FrontEnd())
    assert kept == [wanted]


@pytest.mark.slow
async def test_a_letter_that_would_be_too_early_is_said(visitor: Visitor, books: Ledger) -> None:
    assert "a letter now would be too early" in await visitor.get("/requests/facebook-2/letter", 422)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_id", "note", "said"),
    [
        ("facebook-1", "answered", "Facebook-1 is answered. If they refuse after all, note it on its page."),
        ("nothing-1", "", "There is no request called &#39;nothing-1&#39; (there is: "),
    ],
)
async def test_what_keeps_a_letter_from_being_written_is_said_without_commands(
    visitor: Visitor, books: Ledger, request_id: str, note: str, said: str
) -> None:
    if note:
        await visitor.post(f"/requests/{request_id}/note", what=note)
    page = await visitor.get(f"/requests/{request_id}/letter", 422)
    assert said in page
    assert "optout " not in re.sub(r"<[^>]+>", "", page)


@pytest.mark.slow
async def test_where_nobody_has_said_where_they_live_the_letter_waits_for_that(visitor: Visitor, books: Ledger) -> None:
    visitor.context.config = Config()
    page = await visitor.get("/requests/facebook-1/letter", 422)
    assert "Where do you live? Say so under Settings" in page and "config.yaml" not in page


@pytest.mark.slow
async def test_in_britain_the_authority_can_be_written_to_before_the_company_has_answered(
    visitor: Visitor, books: Ledger
) -> None:
    visitor.context.config = Config(me={"country": "United Kingdom"})
    link = "/requests/facebook-1/letter?kind=complaint"
    assert link not in await visitor.get("/requests/facebook-1")
    assert "The complaint to the company" in await visitor.get("/requests/facebook-1/letter")
    books.complain("facebook-1", deadline(date(2026, 12, 29)))
    early = await visitor.get("/requests/facebook-1/letter", 422)
    assert "They have until 29 Dec 2026" in early and "optout " not in early
    assert "take the complaint to the authority on the request&#39;s page" in early
    assert link in await visitor.get("/requests/facebook-1")
    assert "The complaint to the authority" in await visitor.get(link)


@pytest.mark.slow
async def test_that_it_worked_is_told_to_a_keeper_by_what_was_shown_alone(
    visitor: Visitor, books: Ledger, folder: Path, downloads: Path
) -> None:
    assert "It worked for me" not in await visitor.get("/requests/facebook-1")
    vouched(folder, books.request("facebook-1").flow)
    page = await visitor.get("/requests/facebook-1")
    shown = re.search(r"<pre>(.*?)</pre>", page, re.DOTALL)
    key = re.search(r'name="key" value="(\w+)"', page)
    assert shown and key and '"country": "DE"' in html.unescape(shown[1])
    assert "Saved as" in await visitor.post("/requests/facebook-1/vouch", key=key[1])
    [path] = downloads.glob("vouch-*.json")
    assert path.read_text("utf-8") == html.unescape(shown[1])
    visitor.context.config = Config(me={"country": "France"})
    assert "look at it again" in await visitor.post("/requests/facebook-1/vouch", 422, key=key[1])
    assert len(list(downloads.iterdir())) == 1, "nothing is written that was not shown"
    other = next(row for row in books.requests() if row.account)
    assert "It worked for me" not in await visitor.get(f"/requests/{other.id}"), "another account has its own"


@pytest.mark.slow
async def test_receipt_report_and_reminders_are_put_into_downloads(
    visitor: Visitor, books: Ledger, downloads: Path
) -> None:
    page = await visitor.post("/requests/facebook-1/receipt")
    assert "Its fingerprint is" in page
    names = zipfile.ZipFile(downloads / "facebook-1-receipt.zip").namelist()
    assert any(name.endswith("manifest.json") for name in names)
    await visitor.post("/requests/report")
    report = (downloads / "optout-report.html").read_text("utf-8")
    assert "Your requests" in report and "Write to them; the letter is ready." in report
    assert "saved as" in await visitor.post("/requests/calendar")
    reminders = (downloads / "optout-reminders.ics").read_text("utf-8")
    assert "BEGIN:VEVENT" in reminders and "note it under Requests" in reminders.replace("\n ", "")
    assert not re.search(r"\boptout (run|letter|status)\b", report + reminders), "nobody here has a terminal"
    opened: list[str] = []

    async def open_tab(url: str) -> None:
        opened.append(url)

    visitor.context.open_tab = open_tab
    await visitor.post("/downloads", back="/requests")
    assert opened == [downloads.as_uri()]


@pytest.mark.slow
async def test_hostile_notes_and_titles_are_text(visitor: Visitor, folder: Path) -> None:
    with Ledger(folder, Clock()) as ledger:
        flow = walked_flow("a-flow", "Evil", "<script>alert(1)</script>\u202etxt")
        id_ = sent(ledger, flow, deadline(date(2026, 12, 24)), account='"><img src=x>', pictures=["p"])
        ledger.happen(id_, "note", note="</p><script>alert(2)</script>")
    for path in ("/requests", f"/requests/{id_}", "/services"):
        page = await visitor.get(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page


@pytest.mark.slow
async def test_a_thousand_requests_are_a_page_in_time(visitor: Visitor, folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger, ledger.together():
        for number in range(1000):
            sent(ledger, walked_flow(f"flow-{number % 50}", f"Service {number}"), deadline(date(2026, 12, 24)))
    took, page = await visitor.quickest("/requests")
    assert page.count('class="card"') == 1000
    assert took < 0.3


@pytest.mark.slow
async def test_a_copy_of_damaged_requests_is_put_back(visitor: Visitor, folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        first = sent(ledger, walked_flow("a-flow", "One"))
        clock.turn(days=1)
        sent(ledger, walked_flow("b-flow", "Two"))  # before it, the copy of that day is made
    (folder / "ledger.sqlite").write_bytes(b"SQLite format 3\0 and nothing of it")
    for path in ("/requests", f"/requests/{first}", "/services"):
        page = await visitor.get(path, 422)
        assert "is damaged, so it is not read" in page
        assert "as of 24 Nov 2026" in page
    assert "as of" not in await visitor.get("/nothing", 404)
    page = html.unescape(await visitor.post("/requests/restore"))
    assert "The copy as of 24 Nov 2026, with 1 request, is in its place." in page
    assert list(folder.glob("ledger.sqlite.damaged-*"))
    assert first in page
    assert "is whole, so nothing was put back" in html.unescape(await visitor.post("/requests/restore", 422))


@pytest.mark.slow
async def test_a_copy_of_requests_that_are_gone_is_put_back(visitor: Visitor, folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        first = sent(ledger, walked_flow("a-flow", "One"))
        clock.turn(days=1)
        sent(ledger, walked_flow("b-flow", "Two"))
    for path in folder.glob("ledger.sqlite*"):
        path.unlink()
    assert "your requests stood is gone" in await visitor.get("/requests")
    assert first in await visitor.post("/requests/restore")


async def test_downloads_that_are_not_there_yet_are_said(visitor: Visitor, downloads: Path) -> None:
    assert "it is made when you save something" in await visitor.post("/downloads", back="/requests")
