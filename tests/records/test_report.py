"""The page of all requests: what is on it, that nothing gets out of hand on it, and that it is one file."""

from __future__ import annotations

import re
import stat
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runner.records.ledger import Ledger
from runner.records.report import write_report
from runner.records.request import Deadline, WalkedFlow
from runner.records.status import Standing, not_offered, standing
from runner.records.timeline import timeline

from ..conftest import Start
from .books import START, Clock, deadline, keep, many, png, sent, switched, walked_flow

TODAY = date(2026, 11, 23)
EVIL = "\"'></p><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7919 * 7919 }}"


def page(ledger: Ledger, path: Path | None = None) -> str:
    """The report as text."""
    requests = ledger.requests()
    missing = not_offered(ledger.checks(), requests)
    return write_report(requests, missing, path or ledger.home / "report.html", START, TODAY).read_text("utf-8")


def article(text: str, request: str) -> str:
    """The part of the page about one request."""
    found = re.search(rf'<article id="{request}".*?</article>', text, re.DOTALL)
    assert found, f"{request} is not on the page"
    return found[0]


def of(ledger: Ledger, request: str) -> Standing:
    return standing(ledger.request(request), TODAY)


@pytest.mark.slow
def test_every_request_is_on_it_with_state_dates_law_and_next_step(ledger: Ledger, clock: Clock) -> None:
    text = page(many(ledger, clock))
    assert "23 November 2026, 09:05 UTC" in text
    overdue = article(text, "facebook-1")
    for part in (
        "Overdue",
        "the answer was due on 23 Oct 2026, 31 days ago",
        "optout letter facebook-1",
        "23 September 2026, 09:00 UTC",
        "Article 12(3) GDPR: one month",
        'href="https://eur-lex.europa.eu/eli/reg/2016/679/oj"',
        ledger.request("facebook-1").digest,
        ledger.request("facebook-1").evidence[0].sha256,
        "the file is unchanged since",
        "data:image/png;base64,",
    ):
        assert part in overdue, part
    assert "They say they need it." in article(text, "instagram-1")
    assert "as work" in article(text, "facebook-2") and "#4711" in article(text, "facebook-2")
    assert "meta-ai-chats" in text


@pytest.mark.slow
def test_the_overview_counts_and_names_the_next_deadline(ledger: Ledger, clock: Clock) -> None:
    text = page(many(ledger, clock))
    tiles = re.search(r'<ul class="tiles">.*?</ul>', text, re.DOTALL)
    assert tiles
    assert re.findall(r"<strong>(\d)</strong>([\w ]+)", tiles[0]) == [
        ("1", name)
        for name in ("Overdue", "On again", "Refused", "Due", "Waiting", "Not sent", "Answered", "Confirmed")
    ]
    assert re.search(r"due on <strong>1 Dec 2026</strong>, from Facebook\s+\(<a href=\"#facebook-2\">", text)


@pytest.mark.slow
def test_practice_and_what_was_replaced_stand_apart(ledger: Ledger, clock: Clock) -> None:
    switched(ledger, walked_flow())
    switched(ledger, walked_flow())
    sent(ledger, walked_flow("practice", "Larkspur"), practice=True)
    text = page(ledger)
    main, _, rest = text.partition('<h2 class="part">Earlier</h2>')
    assert 'id="facebook-2"' in main
    earlier, _, practice = rest.partition('<h2 class="part">Practice</h2>')
    assert "Replaced by facebook-2" in article(earlier, "facebook-1")
    assert 'id="larkspur-1"' in practice
    assert "<strong>1</strong>Confirmed" in main and "Waiting" not in main


@pytest.mark.slow
def test_without_requests_it_says_what_to_do(ledger: Ledger) -> None:
    assert "optout practice" in page(ledger)


@pytest.mark.slow
def test_a_picture_that_was_changed_or_is_gone_is_said(ledger: Ledger) -> None:
    sent(ledger, walked_flow(), pictures=["a", "b"])
    first, second = ledger.request("facebook-1").evidence
    first.path.write_bytes(png(colour=(0, 0, 0)))
    second.path.unlink()
    text = article(page(ledger), "facebook-1")
    assert text.count("<img") == 1
    assert "the file has been changed since" in text
    assert "the file is no longer there" in text


def test_the_line_has_everything_in_its_order(ledger: Ledger, clock: Clock) -> None:
    sent(ledger, walked_flow(), deadline(date(2026, 12, 23), date(2027, 2, 23)), pictures=["answer"])
    clock.turn(days=2)
    ledger.happen("facebook-1", "acknowledged", note="A mail.")
    assert [(entry.kind, entry.title, entry.note) for entry in timeline(of(ledger, "facebook-1"))] == [
        ("picture", "Picture kept: answer", ""),
        ("past", "You sent it.", ""),
        ("past", "They wrote that they have it.", "A mail."),
        ("due", "The answer is due.", "With the longer time the law may give them: 23 Feb 2027."),
    ]
    ledger.happen("facebook-1", "extended")
    assert timeline(of(ledger, "facebook-1"))[-1].at.date() == date(2027, 2, 23)
    ledger.happen("facebook-1", "answered")
    assert timeline(of(ledger, "facebook-1"))[-1].title == "They answered."


@pytest.mark.slow
def test_a_picture_of_a_check_stands_on_the_line_once(ledger: Ledger, tmp_path: Path) -> None:
    switched(ledger, walked_flow())
    kept = keep(ledger, "facebook-1", "on again")
    loose = ledger.home / "evidence" / "loose.png"
    loose.write_bytes(png())
    ledger.add_check("facebook-1", "reverted", picture=kept)
    ledger.add_check("facebook-1", "reverted", picture=loose)
    pictures = [(entry.title, entry.picture.record) for entry in timeline(of(ledger, "facebook-1")) if entry.picture]
    assert [title for title, _ in pictures] == ["Picture kept: on again", "Looked at again."]
    assert article(page(ledger), "facebook-1").count("<img") == 2


def hostile(ledger: Ledger) -> None:
    """A request in which every text is a stranger's."""
    request = ledger.prepare(WalkedFlow("f", f"Title {EVIL}", f"Service {EVIL}", "steps: []", "d" * 64), EVIL)
    keep(ledger, request, f"name {EVIL}", title=f"page {EVIL}")
    law = Deadline("gdpr", f"law {EVIL}", "javascript:alert(1)", date(2026, 12, 1), usual=f"usual {EVIL}")
    ledger.send(request, "form", f"https://example.com/{EVIL}", law)
    ledger.refer(request, f"reference {EVIL}")
    ledger.happen(request, "note", note=f"note {EVIL}")


@pytest.mark.slow
def test_a_time_that_no_law_sets_has_no_law(ledger: Ledger) -> None:
    sent(ledger, walked_flow(), Deadline("days", "", "", date(2026, 12, 1)))
    assert "The answer is due." in article(page(ledger), "facebook-1")
    assert "Law" not in article(page(ledger), "facebook-1")


@pytest.mark.slow
def test_hostile_texts_do_nothing_on_the_page(ledger: Ledger) -> None:
    hostile(ledger)
    text = page(ledger)
    assert text.count("<script") == 0
    assert "<img src=x" not in text
    assert "62710561" not in re.sub(r"[0-9a-f]{64}|data:[^\"]*|<style>.*?</style>", "", text, flags=re.DOTALL)
    assert 'href="javascript' not in text
    for word in ("Title", "Service", "page", "law", "usual", "reference", "note"):
        assert f"{word} &#34;&#39;&gt;&lt;/p&gt;&lt;script&gt;" in text, word


@pytest.mark.slow
def test_it_is_one_file_that_loads_nothing(ledger: Ledger, clock: Clock) -> None:
    text = page(many(ledger, clock))
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!data:|#|https://eur-lex)", text)
    assert "url(" not in text and "@import" not in text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_it(ledger: Ledger, tmp_path: Path) -> None:
    page(ledger, tmp_path / "sub" / "report.html")
    assert stat.S_IMODE((tmp_path / "sub" / "report.html").stat().st_mode) == 0o600


@pytest.mark.core
@pytest.mark.browser
async def test_in_a_browser_it_fits_and_nothing_runs_or_is_loaded(start: Start, ledger: Ledger, clock: Clock) -> None:
    """Wide, narrow, dark and on paper; with texts that try to run, and one that is very long."""
    hostile(many(ledger, clock))
    sent(ledger, walked_flow("long", "Long", "x" * 300))
    page(ledger)
    told: list[Any] = []
    async with start() as browser:
        tab = browser.context.pages[0]
        tab.on("console", lambda message: told.append(message.text))
        tab.on("dialog", lambda dialog: told.append(dialog.message))
        tab.on("request", lambda request: told.append(request.url) if request.url.startswith("http") else None)
        await tab.goto((ledger.home / "report.html").as_uri())
        for width, scheme in ((1200, "light"), (360, "dark")):
            await tab.set_viewport_size({"width": width, "height": 800})
            await tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert await tab.evaluate("document.documentElement.scrollWidth") <= width
        broken = "[...document.images].filter(image => !image.naturalWidth).length"
        assert await tab.evaluate(broken) == 0
        assert await tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 23)"
        await tab.emulate_media(media="print")
        assert await tab.evaluate("getComputedStyle(document.body).color") == "rgb(22, 33, 31)", "dark ink on paper"
    assert told == []
