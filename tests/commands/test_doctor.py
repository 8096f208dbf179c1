"""`optout doctor`: what is missing is found, nothing is changed, and nothing personal is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.app.doctor import examine
from runner.app.places import home
from runner.browser.profile import profile_folder, profile_lock
from runner.browser.supported import OLDEST, made_for, major
from runner.records.ledger import FILE, Ledger

from ..records.books import sent, walked_flow
from ..test_cli import Run, config, program, run
from ..test_settings import started

pytestmark = pytest.mark.slow  # each starts a program, to be asked for its version

__all__ = ["program", "run"]


def told(run: Run, *arguments: str | Path) -> tuple[int, dict[str, dict[str, str]]]:
    """Its exit code, and each finding by what it is about."""
    ran = run("doctor", "--format", "json", *arguments)
    return ran.code, {str(finding["about"]): finding for finding in json.loads(ran.out)}


def browser_of(version: str, path: Path) -> None:
    path.write_text(f"#!/bin/sh\necho Chromium {version}\n")


@pytest.fixture
def screen(run: Run, program: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A screen, and a browser that is named in the settings."""
    monkeypatch.setenv("DISPLAY", ":77")
    browser_of("156.0.1.2", program)
    config(use=str(program))
    yield program


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_where_nothing_is_missing(run: Run, screen: Path) -> None:
    code, findings = told(run)
    assert code == 0
    assert not [finding for finding in findings.values() if finding["state"] == "wrong"]
    assert "156.0.1.2" in findings["Browser"]["says"]
    assert "Nothing is missing." in run("doctor").out


def test_no_screen_is_3(run: Run, program: Path) -> None:
    browser_of("156.0.1.2", program)
    config(use=str(program))
    code, findings = told(run)
    assert code == 3 and findings["Screen"]["state"] == "wrong" and "xvfb-run" in findings["Screen"]["do"]


def test_no_browser_is_3(run: Run, screen: Path) -> None:
    screen.unlink()
    code, findings = told(run)
    assert code == 3 and findings["Browser"]["state"] == "wrong" and findings["Browser"]["do"]


def test_a_playwright_that_does_not_start_is_3(run: Run, screen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(screen.with_name("none")))
    code, findings = told(run)
    assert (
        code == 3
        and findings["Playwright"]["state"] == "wrong"
        and "install Optout anew" in findings["Playwright"]["says"]
    )
    assert "Missing or wrong: 1; see ✗ above." in run("doctor").out


def test_an_old_browser_is_told_by_its_number(run: Run, screen: Path) -> None:
    browser_of(f"{OLDEST - 1}.0.1.2", screen)
    code, findings = told(run)
    assert code == 3 and "too old" in findings["Browser"]["says"]
    browser_of(f"{OLDEST}.0.1.2", screen)
    assert told(run)[0] == 0


def test_a_browser_that_says_nothing_is_looked_at(run: Run, screen: Path) -> None:
    screen.write_text("#!/bin/sh\nexit 1\n")
    code, findings = told(run)
    assert code == 0 and findings["Browser"]["state"] == "look"


def test_settings_that_cannot_be_understood_are_2_and_are_not_repeated(run: Run, screen: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "canary-name.yaml"
    wrong.write_text("me: {email: canary@example.org}\ncanary: 1\n")
    code, findings = told(run, "--config", wrong)
    assert findings["Settings"]["state"] == "wrong" and "canary" not in json.dumps(findings)
    assert code in (2, 3)  # auto finds a browser here, or none


def test_a_program_of_the_working_folder_is_not_started(run: Run, screen: Path) -> None:
    told_by = started(Path("bin/chromium"))
    Path("config.yaml").write_text("browser: {use: bin/chromium}\n")
    assert "156.0.1.2" in told(run)[1]["Browser"]["says"] and not told_by.exists()
    told(run, "--config", "config.yaml")
    assert told_by.exists(), "a file that is given is meant"


def test_a_damaged_ledger_is_5(run: Run, screen: Path) -> None:
    with Ledger(home()) as ledger:
        sent(ledger, walked_flow())
    before = (home() / FILE).read_bytes()
    (home() / FILE).write_bytes(before.replace(b"Facebook", b"Facebxxk"))
    code, findings = told(run)
    assert code == 5 and findings["Records"]["state"] == "wrong" and "--restore" not in findings["Records"]["says"]


def test_a_profile_in_use_is_said(run: Run, screen: Path) -> None:
    profile = profile_folder(home(), None)
    with profile_lock(profile):
        assert told(run)[1]["Profile"]["state"] == "look"
    assert told(run)[1]["Profile"]["state"] == "fine"


def test_nothing_is_changed_and_nothing_personal_is_in_it(run: Run, screen: Path, tmp_path: Path) -> None:
    """Neither who they are, nor where their files lie, nor what they asked of whom."""
    with Ledger(home()) as ledger:
        sent(ledger, walked_flow())
    (home() / "flows").mkdir()
    (home() / "flows" / "canary-flow.yaml").write_text("title: canary\n")
    before = files(tmp_path)
    out = run("doctor").out + run("doctor", "--format", "json").out
    assert files(tmp_path) == before
    for canary in ("canary", "Facebook", str(tmp_path), str(Path.home()), "example.org"):
        assert canary not in out


def test_letters_that_cannot_be_shown_are_told(screen: Path) -> None:
    assert [finding.state for finding in examine(letters="ascii") if finding.about == "Language"] == ["look"]
    assert [finding.state for finding in examine(letters="UTF-8") if finding.about == "Language"] == ["fine"]


def test_the_installed_playwright_says_what_it_was_made_for() -> None:
    meant = made_for()
    assert meant and major(meant) >= OLDEST
