"""The first questions and the settings: written into the file, which keeps all else; what is kept, and its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.stored_data import forget_profiles_now
from runner.browser.profile import profile_folder, profile_lock
from runner.config import BrowserConfig, Config
from runner.records.files import write_private
from runner.records.ledger import Ledger
from tests.home.conftest import Visitor
from tests.records.books import Clock, many


def settings(visitor: Visitor) -> str:
    return visitor.context.settings_file.read_text("utf-8")


async def test_each_question_has_a_page_and_may_be_skipped(visitor: Visitor) -> None:
    asked = ["language", "country", "services", "me"]
    assert 'href="/start/language"' in await visitor.get("/start")
    for step, after in zip(asked, [*asked[1:], "done"], strict=True):
        page = await visitor.get(f"/start/{step}")
        assert f"Question {asked.index(step) + 1} of 4" in page
        assert f'href="/start/{after}">Skip' in page
    assert "Practise first" in await visitor.get("/start/done")
    assert not visitor.context.settings_file.exists()


@pytest.mark.slow
async def test_answers_are_written_and_hold(visitor: Visitor) -> None:
    visitor.context.settings_file.write_text("# mine\npace: 0.2  # quick\n", "utf-8")
    await visitor.post("/start/language", language="da")
    assert "Which of these do you use?" in await visitor.post("/start/country", **{"me.country": "France"})
    await visitor.post("/start/services", service=("Pinterest", "LinkedIn"))
    assert "Ready" in await visitor.post("/start/me", **{"me.name": "Ada", "me.email": "ada@example.org"})
    text = settings(visitor)
    assert text.startswith("# mine\npace: 0.2  # quick\nlanguage: da\n")
    config = visitor.context.config
    assert (config.language, config.me["country"], config.me["name"]) == ("da", "France", "Ada")
    assert {"linkedin-training", "pinterest-training"} <= {*config.run}
    assert "What you have chosen" in await visitor.get("/services")
    tiles = await visitor.get("/start/services")
    assert 'value="Pinterest" id' in tiles
    assert "Nothing to do for these" in tiles
    assert "WeTransfer says that it does not use files" in tiles


async def test_a_value_that_cannot_be_is_said_and_nothing_written(visitor: Visitor) -> None:
    assert "not a whole mail address" in await visitor.post("/settings", 422, **{"me.email": "ada"})
    assert "is no number of seconds" in await visitor.post("/settings", 422, pace="soon")
    assert not visitor.context.settings_file.exists()


@pytest.mark.slow
async def test_settings_are_shown_and_changed(visitor: Visitor) -> None:
    page = await visitor.get("/settings")
    for said in ("Ada Example", "Germany", "0.8", "The first that is found", "None is chosen."):
        assert said in page, said
    said = await visitor.post(
        "/settings", **{"pace": "1,5", "browser.args": "--force-device-scale-factor=1.5", "run": ""}
    )
    assert "Written to your settings" in said
    assert visitor.context.config.pace == 1.5
    assert visitor.context.config.browser.args == ["--force-device-scale-factor=1.5"]
    assert visitor.context.config.me["name"] == "Ada Example", "what was not in the form stays"


@pytest.mark.slow
async def test_every_setting_there_is_can_be_changed(visitor: Visitor) -> None:
    page = await visitor.get("/settings")
    for name, field in Config.model_fields.items():
        inside = BrowserConfig.model_fields if name == "browser" else {}
        for one in [f"{name}.{key}" for key in inside] or [name]:
            assert f'name="{one}' in page, f"{one}: {field.description}"
    await visitor.post("/settings", **{"browser.headless": "yes", "new.key": "user_name", "new.value": "ada: #1"})
    config = visitor.context.config
    assert config.browser.headless
    assert config.browser.connect == ""
    await visitor.post("/settings", **{"browser.connect": "ws://checks.example:3000/"})
    assert visitor.context.config.browser.connect == "ws://checks.example:3000/"
    assert config.me["user_name"] == "ada: #1"
    assert 'name="me.user_name" value="ada: #1"' in await visitor.get("/settings")
    assert "is no name for a value" in await visitor.post("/settings", 422, **{"new.key": "a: b", "new.value": "x"})
    assert "a secret" in await visitor.post("/settings", 422, **{"new.key": "password", "new.value": "x"})


@pytest.mark.slow
@pytest.mark.parametrize("signal", ["auto", "on", "off"])
async def test_settings_are_shown_whatever_is_asked_of_the_browser(visitor: Visitor, signal: str) -> None:
    await visitor.post("/settings", **{"browser.opt_out_signal": signal})
    assert f'value="{signal}" selected' in await visitor.get("/settings")


@pytest.mark.slow
async def test_what_stands_in_a_file_and_was_not_agreed_to_does_not_hold_by_a_change(visitor: Visitor) -> None:
    visitor.context.settings_file.write_text("browser: {use: /tmp/evil}\n", "utf-8")
    visitor.context.config = Config()
    await visitor.post("/settings", language="de")
    assert visitor.context.config.language == "de"
    assert visitor.context.config.browser.use == "auto"


@pytest.mark.slow
async def test_what_is_kept_is_shown_and_removed_by_part(visitor: Visitor, folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        many(ledger, clock)
    page = await visitor.get("/stored")
    assert "Your requests, what was seen of settings, and the runs" in page
    assert "This cannot be undone" in await visitor.get("/stored/evidence")
    with profile_lock(profile_folder(folder)):  # the home's browser is open
        assert "Removed: pictures kept as evidence" in await visitor.post("/stored/evidence")
        assert not (folder / "evidence").exists()
        assert "Removed: your requests" in await visitor.post("/stored/records")
    assert not (folder / "ledger.sqlite").exists()
    logged_out: list[str] = []

    async def log_out() -> None:
        logged_out.append("everywhere")

    visitor.context.log_out = log_out
    assert "Log out everywhere?" in await visitor.get("/stored/profile")
    assert "when you close this window" in await visitor.post("/stored/profile")
    assert (folder / "profile").exists()
    assert logged_out == ["everywhere"]
    forget_profiles_now(folder)  # what happens at the end; or at the next start, where this one was killed
    assert not folder.exists()
    assert "no part called" in await visitor.post("/stored/nothing", 422)


async def test_nothing_is_removed_while_something_is_under_way(visitor: Visitor, folder: Path) -> None:
    write_private(folder / "evidence" / "a" / "b.png", b"x")

    async def work(*_: object) -> None:
        raise AssertionError("nobody serves")

    visitor.context.walks.begin("one", work)
    assert "Something is under way" in await visitor.post("/stored/evidence", 422)
    assert (folder / "evidence").exists()


async def test_another_account_that_is_in_use_is_left_alone(visitor: Visitor, folder: Path) -> None:
    write_private(folder / "runs" / "x.txt", b"x")
    other = profile_folder(folder, "work")
    with profile_lock(other):
        assert "is using this profile" in await visitor.post("/stored/records", 422)
    assert (folder / "runs").exists()


@pytest.mark.parametrize(
    "path", ["/help", "/flows", "/stored", "/settings", "/start", "/requests", "/services", "/walk"]
)
async def test_every_page_has_one_heading_and_loads_nothing_from_elsewhere(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)
    assert page.count("<h1") == 1
    assert ' style="' not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == 1
