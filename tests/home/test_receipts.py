"""Receipts: each answer that the check of one can give, in plain words, by where it lies or by its content."""

from __future__ import annotations

import base64
import html
import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import expect

from runner.app.requests import hand_out
from runner.browser.portal import ORIGIN, Portal
from runner.home.receipts import LARGEST
from runner.home.site import site
from runner.records.ledger import Ledger
from runner.records.verify import verify
from tests.conftest import Start
from tests.home.conftest import Visitor
from tests.home.seen import change, receipts_in
from tests.records.books import Clock


@pytest.fixture
def downloads(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Downloads folder with receipts in each state."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    receipts_in(folder, tmp_path / "Downloads")
    return tmp_path / "Downloads"


async def told(visitor: Visitor, name: str, more: str = "", status: int = 200) -> str:
    return html.unescape(await visitor.get(f"/receipts/look?path={quote(name)}{more}", status))


@pytest.mark.slow
async def test_those_that_lie_here_are_listed(visitor: Visitor, downloads: Path, folder: Path) -> None:
    with Ledger(folder, Clock()) as ledger:
        mine = hand_out(ledger, "reddit-1").path
    page = await visitor.get("/receipts")
    assert all(name in page for name in ("good.zip", "changed.zip", mine.name))
    assert "none.zip" not in page and "broken.zip" not in page


@pytest.mark.slow
async def test_one_that_holds_is_told_with_its_fingerprint(visitor: Visitor, downloads: Path) -> None:
    page = await told(visitor, "good.zip")
    assert "It is as it was when it was made." in page
    assert "reddit-1" in page and verify(downloads / "good.zip").fingerprint in page
    assert "The same fingerprint was noted here on" in page
    assert "The picture “form”" in page and "The flow as it was walked" in page


async def test_one_of_somebody_else_is_to_be_compared(visitor: Visitor, downloads: Path, folder: Path) -> None:
    (folder / "ledger.sqlite").unlink()
    page = await told(visitor, "good.zip")
    assert "compare it with the one that its maker tells you" in page and "noted here" not in page
    fingerprint = verify(downloads / "good.zip").fingerprint
    assert "The two are the same." in await told(visitor, "good.zip", f"&told={fingerprint.upper()}+")
    assert "They are not the same" in await told(visitor, "good.zip", f"&told={fingerprint[:-1]}")


async def test_what_was_changed_is_told_part_by_part(visitor: Visitor, downloads: Path) -> None:
    page = await visitor.get("/receipts/look?path=changed.zip")
    assert "&lt;b&gt;more" in page and "<b>more" not in page
    words = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(page.replace("&lt;", "").replace("&gt;", ""))).split())
    assert "It is not as it was when it was made." in words and "as it was then" not in words
    for said in (
        "changed What was noted of the request",
        "no longer there The picture “form”",
        "put there later Something that no receipt has",
        "as it was The flow as it was walked",
    ):
        assert said in words
    assert words.index("changed What was noted") < words.index("as it was The flow"), "what is wrong stands first"
    assert "Its fingerprint is" not in words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.zip", "is not a receipt: it has no manifest.json of one"),
        ("broken.zip", "cannot be read as a receipt"),
        ("away.zip", "There is no receipt"),
    ],
)
async def test_what_is_no_receipt_is_said(visitor: Visitor, downloads: Path, name: str, said: str) -> None:
    page = await told(visitor, name)
    assert "This could not be checked." in page and said in page
    assert "as it was when it was made" not in page


async def test_one_of_a_newer_optout_is_said(visitor: Visitor, downloads: Path) -> None:
    with zipfile.ZipFile(downloads / "new.zip", "w") as zipped:
        zipped.writestr(
            "manifest.json", '{"receipt": 99, "request": "a-1", "made": "", "files": [], "fingerprint": ""}'
        )
    assert "was made by a newer Optout" in await told(visitor, "new.zip")


@pytest.mark.slow
async def test_a_folder_and_a_path_are_taken_too(visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(downloads / "good.zip") as zipped:
        zipped.extractall(tmp_path / "unpacked")
    assert "It is as it was when it was made." in await told(visitor, str(tmp_path / "unpacked"))
    assert "Say which receipt it is" in await told(visitor, " ", status=422)


async def hand(visitor: Visitor, content: bytes, at: int = 0, name: str = "a.zip") -> int:
    """Hands over a piece, as the page's script does."""
    form = {"name": name, "at": str(at), "piece": base64.b64encode(content).decode()}
    return (await visitor.ask("POST", "/receipts/piece", form)).status


@pytest.mark.slow
async def test_a_file_is_taken_piece_by_piece(visitor: Visitor, downloads: Path) -> None:
    content = (downloads / "good.zip").read_bytes()
    assert await hand(visitor, content[:1000], name="c:/<i>good.zip") == 204
    assert await hand(visitor, content[500:], at=500) == 422, "it does not follow"
    assert await hand(visitor, content[1000:], at=1000) == 204
    page = await visitor.get("/receipts/look?handed=yes")
    assert "It is as it was when it was made." in page and "&lt;i&gt;good.zip" in page
    await hand(visitor, b"no zip")
    assert "could not be checked" in await visitor.get("/receipts/look?handed=yes"), "the next one begins anew"


async def test_what_is_no_piece_is_refused(visitor: Visitor) -> None:
    for form in ({}, {"at": "0", "piece": "%"}, {"at": "x", "piece": ""}, {"at": str(LARGEST), "piece": "YQ=="}):
        assert (await visitor.ask("POST", "/receipts/piece", form)).status == 422
    assert "No file was chosen" in await visitor.get("/receipts/look?handed=yes", 422)


@pytest.mark.browser
async def test_a_file_is_chosen_in_the_browser(start: Start, visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    """One that lies elsewhere and comes in several pieces, and one of which not much is left."""
    with zipfile.ZipFile(downloads / "good.zip", "a") as zipped:
        zipped.writestr("pictures/long.bin", bytes(range(256)) * 4096)  # a MiB, stored
    (tmp_path / "stick").mkdir()
    (downloads / "good.zip").rename(tmp_path / "stick" / "good.zip")
    change(tmp_path / "stick" / "good.zip", tmp_path / "stick" / "other.zip")
    async with start() as browser:
        page = browser.context.pages[0]
        await Portal(page, site(visitor.context).answer).open("/receipts")
        await page.get_by_label("Choose the file").set_input_files(tmp_path / "stick" / "good.zip")
        await expect(page.get_by_role("heading", name="good.zip")).to_be_visible()
        await expect(page.get_by_text("Something that no receipt has")).to_have_count(1)
        await page.goto(f"{ORIGIN}/receipts")
        await page.get_by_label("Choose the file").set_input_files(tmp_path / "stick" / "other.zip")
        await expect(page.get_by_text("no longer there")).to_be_visible()
        await page.goto(f"{ORIGIN}/receipts")
        await page.get_by_label("Or write where").fill(str(tmp_path / "stick" / "other.zip"))
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="other.zip")).to_be_visible()
