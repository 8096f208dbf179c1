"""The report card in the home: what stands how, since when, what to begin with, and the page that is saved of it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from runner.app.front_end import FrontEnd
from runner.records.ledger import FILE, Ledger
from tests.home.conftest import Visitor
from tests.home.seen import look_at_all
from tests.records.books import Clock, sent, walked_flow


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Downloads folder of the test's own."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    return tmp_path / "Downloads"


def section(page: str, state: str) -> str:
    found = re.search(rf'aria-labelledby="s-{state}">(.*?)</section>', page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


@pytest.mark.slow
async def test_each_thing_stands_in_its_state_with_its_day(visitor: Visitor, folder: Path) -> None:
    look_at_all(folder)
    page = await visitor.get("/card")
    assert "“Use my posts” is on; it should be off." in section(page, "open")
    assert "looked at on 24 Nov 2026" in section(page, "open")
    assert "LinkedIn" in section(page, "to_send")
    assert "The page was empty" in section(page, "unknown")
    assert "Slack" in section(page, "not_offered")
    assert "The setting is off, as it should be." in section(page, "closed")
    assert "Optout looked last at 24 November 2026, 09:00 UTC." in page
    assert "optout " not in re.sub(r"<[^>]*>", " ", page)


@pytest.mark.slow
async def test_what_to_begin_with_is_said_and_leads_to_what_comes(visitor: Visitor, folder: Path) -> None:
    look_at_all(folder)
    page = await visitor.get("/card")
    hint = page[page.index("Begin with this") : page.index('aria-labelledby="s-open"')]
    assert "Claude" in hint and 'href="/services/review?flow=claude-training"' in hint
    assert "Mend these 2 with me" in hint
    wanted = re.search(r'href="(/services/review\?flow=claude-training&amp;flow=linkedin-objection)"', hint)
    assert wanted and "LinkedIn" in await visitor.get(html.unescape(wanted[1]))


async def test_another_account_has_a_card_of_its_own(visitor: Visitor, folder: Path) -> None:
    look_at_all(folder)
    assert 'href="/card?as=work"' in await visitor.get("/card")
    page = await visitor.get("/card?as=work")
    assert "as work" in page and "flow=x-grok&amp;as=work" in section(page, "open").replace("&", "&amp;")
    assert "Claude" not in section(page, "open")


async def test_looking_opens_and_makes_nothing(visitor: Visitor, folder: Path) -> None:
    assert "Nothing was looked at yet." in await visitor.get("/card")
    assert not (folder / FILE).exists()


async def test_what_is_chosen_and_not_looked_at_stands_there_as_that(visitor: Visitor, folder: Path) -> None:
    visitor.context.config = visitor.context.config.model_copy(update={"run": ("claude-training",)})
    page = await visitor.get("/card")
    assert "It was not looked at yet." in section(page, "unknown")
    assert "Optout has not looked yet" in page
    assert 'href="/services/review?flow=claude-training"' in section(page, "unknown")


async def test_practice_is_no_part_of_it(visitor: Visitor, folder: Path) -> None:
    with Ledger(folder, Clock()) as ledger:
        sent(ledger, walked_flow("practice", "Larkspur"), practice=True)
        ledger.add_look(walked_flow("practice", "Larkspur"), "confirmed", practice=True)
    assert "Nothing was looked at yet." in await visitor.get("/card")


@pytest.mark.slow
async def test_the_picture_of_a_look_is_shown_by_the_home(visitor: Visitor, folder: Path) -> None:
    look_at_all(folder)
    assert 'src="/card/picture/claude-training"' in await visitor.get("/card")
    shown = await visitor.ask("GET", "/card/picture/claude-training", {})
    assert (shown.kind, shown.body[:4]) == ("image/png", b"\x89PNG")
    (folder / "evidence" / "seen" / "read-back.png").unlink()
    assert "/card/picture" not in await visitor.get("/card")
    assert (await visitor.ask("GET", "/card/picture/claude-training", {})).status == 404


@pytest.mark.slow
async def test_it_is_saved_as_the_page_that_the_command_writes(visitor: Visitor, folder: Path, downloads: Path) -> None:
    assert "Nothing was looked at yet" in await visitor.post("/card/save", 422)
    look_at_all(folder)
    assert str(downloads / "optout-report-card.html") in html.unescape(await visitor.post("/card/save"))
    page = (downloads / "optout-report-card.html").read_text("utf-8")
    assert "<h1>Report card</h1>" in page and "data:image/png" in page
    assert "Optout can set right, with you: Claude" in page and "optout run" not in page
    await visitor.post("/card/save", **{"as": "work"})
    assert "Report card of work" in (downloads / "optout-report-card-2.html").read_text("utf-8")


@pytest.mark.slow
async def test_everything_that_is_offered_can_be_looked_at(visitor: Visitor, folder: Path) -> None:
    assert 'href="/card/everything"' in await visitor.get("/card")
    page = await visitor.get("/card/everything?as=work")
    flows = set(re.findall(r'name="flow" value="([^"]+)"', page))
    assert {"claude-training", "facebook-objection"} <= flows and "practice" not in flows
    assert "for the account “work”" in page


@pytest.mark.slow
async def test_the_look_keeps_pictures_where_that_is_wanted_and_leads_to_the_card(
    visitor: Visitor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []

    class Looked:
        def __init__(self, plan: object, front: object, pictures: bool) -> None:
            kept.append(pictures)

        async def to_the_end(self) -> None:
            with Ledger(folder) as ledger:
                ledger.add_look(walked_flow("claude-training", "Claude"), "reverted")

    monkeypatch.setattr("runner.home.services.Audit", Looked)
    assert 'name="pictures"' in await visitor.get("/services/review?flow=claude-training")
    walks = visitor.context.walks
    for form, wanted in (({"pictures": "yes"}, True), ({}, False), ({"as": " work "}, False)):
        await visitor.post("/walk/begin", flow="claude-training", how="look", **form)
        assert walks.now and walks._work
        await walks._work(walks.now, FrontEnd())
        where = "/card?as=work" if "as" in form else "/card"
        assert kept[-1] is wanted and walks.now.card == where
        walks.now.is_over = True
        walks._idle.set()
        assert f'href="{where}"' in await visitor.get("/walk")
