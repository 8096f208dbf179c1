"""“Is everything there?”: what is missing stands first with what to do, and no command is in it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from runner.app.doctor import ROOM
from runner.records.ledger import FILE, Ledger
from tests.home.conftest import Visitor
from tests.records.books import sent, walked_flow


@pytest.fixture(autouse=True)
def computer(monkeypatch: pytest.MonkeyPatch, folder: Path, visitor: Visitor, tmp_path: Path) -> Path:
    """A computer with a screen and a browser, which the settings name."""
    monkeypatch.setenv("DISPLAY", ":77")
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho Chromium 156.0.1.2\n")
    program.chmod(0o755)
    visitor.context.settings_file.write_text(f"browser: {{use: {program}}}\n")
    return program


async def shown(visitor: Visitor) -> str:
    return html.unescape(await visitor.get("/doctor"))


def first(page: str) -> str:
    """What stands before all that is as it should be."""
    return page.partition("What is as it should be")[0]


async def test_where_nothing_is_missing(visitor: Visitor) -> None:
    page = await shown(visitor)
    assert "Nothing is missing." in page and "156.0.1.2" in page
    assert "Missing or wrong" not in page


async def test_a_browser_that_is_missing_stands_first_with_what_to_do(visitor: Visitor, computer: Path) -> None:
    computer.unlink()
    page = await shown(visitor)
    assert "1 thing is missing or wrong" in page
    assert "or choose under Settings one that is there" in first(page)
    assert "optout " not in re.sub(r"<[^>]*>", " ", page), "nobody here has a terminal"


async def test_no_screen_is_told(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    page = await shown(visitor)
    assert "Start Optout from a desktop session." in first(page) and "xvfb" not in page


async def test_a_damaged_ledger_leads_to_the_page_that_mends_it(visitor: Visitor, folder: Path) -> None:
    with Ledger(folder) as ledger:
        sent(ledger, walked_flow())
    file = folder / FILE
    file.write_bytes(file.read_bytes().replace(b"Facebook", b"Facebxxk"))
    assert "The page of requests says what is wrong, and puts a copy back." in first(await shown(visitor))


@pytest.mark.slow
async def test_settings_that_cannot_be_understood_are_told_and_not_repeated(visitor: Visitor) -> None:
    visitor.context.settings_file.write_text("canary: [")
    page = await shown(visitor)
    assert "Whatever you save under Settings says what, and in which line." in first(page)
    assert "canary" not in page


async def test_little_room_is_worth_a_look(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = ROOM - 1

    monkeypatch.setattr("shutil.disk_usage", lambda folder: Full)
    page = await shown(visitor)
    assert "Make some room on that disk." in first(page) and "Worth a look" in first(page)
    assert "Nothing is missing." in page


async def test_the_profile_that_this_window_uses_is_fine(visitor: Visitor, folder: Path) -> None:
    (folder / "profile").mkdir(parents=True)
    (folder / "profile" / "kept").write_bytes(b"x" * 2_000_000)
    page = await shown(visitor)
    assert "in use by this window" in page and "in use by this window" not in first(page)


async def test_all_of_it_can_be_copied_and_nothing_personal_is_in_it(visitor: Visitor, folder: Path) -> None:
    with Ledger(folder) as ledger:
        sent(ledger, walked_flow())
    page = await shown(visitor)
    found = re.search(r'<textarea id="whole"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found and "Fine · Browser: " in found[1]
    for canary in ("Facebook", str(folder), str(Path.home()), "ada@example.org"):
        assert canary not in found[1]


@pytest.mark.slow
async def test_help_and_settings_lead_to_it(visitor: Visitor) -> None:
    for page in ("/help", "/settings"):
        assert 'href="/doctor"' in await visitor.get(page)
