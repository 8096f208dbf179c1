"""What is written for a person in another language: all of it is in that language, and what is stored stays English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from runner.app.checklist import sheet
from runner.flow.load import load_file
from runner.outcomes import BASES, OUTCOMES
from runner.records.calendar import ics
from runner.records.card import CardFlow, entry
from runner.records.checks import CheckedFlow, merged
from runner.records.ledger import Ledger
from runner.records.page import render_page
from runner.records.receipt import write_receipt
from runner.records.report import write_card, write_report, write_run_page
from runner.records.request import Check, LookNote, SettingStand
from runner.records.sheet import as_markdown, as_page, as_text
from runner.records.status import as_json, not_offered, reminders, standings
from runner.records.storyboard import Scene, Story
from tests.languages.quoting import spoken, untranslated, untranslated_on

from .books import START, Clock, keep, many, sent, walked_flow
from .test_report import TODAY

FLOWS = Path(__file__).parents[2] / "flows"


def left(text: str, *values: str) -> str:
    """What is left of a text once ids, dates, hashes and these values are taken out."""
    for value in values:
        text = text.replace(value, " ")
    text = re.sub(r"\d+\. \w+ \d{4}(, \d\d:\d\d UTC)?|https?://\S+|[0-9a-f]{64}|\b[a-z]+-\d+\b|#\d+", " ", text)
    return " ".join(re.sub(r"[^\w ]|\d", " ", text).split())


@pytest.mark.slow
def test_the_page_of_all_requests(ledger: Ledger, clock: Clock) -> None:
    requests = many(ledger, clock).requests()
    keep(ledger, requests[0].id, "one more")
    missing = not_offered(ledger.checks(), requests)
    with spoken():
        page = write_report(ledger.requests(), missing, ledger.home / "r.html", START, TODAY).read_text("utf-8")
    assert '<html lang="de">' in page
    assert "9. November" in page or "23. November 2026" in page
    own = {row.reference for row in requests} | {did.note for row in requests for did in row.history} | {"SHA-256"}
    own |= {"Article 12(3) GDPR: one month", "A page", "Optout"}
    own |= {row.deadline.usual for row in requests if row.deadline}
    assert left(untranslated_on(page), *sorted(filter(None, own), key=len, reverse=True)) == ""


@pytest.mark.slow
def test_the_report_card() -> None:
    settings = (SettingStand("Train on my posts", "on", "reverted"), SettingStand("", "", "unknown"))
    flow = CardFlow("acme", "Acme – say no", "Acme", "Posts.", trained_on="private", past="stays")
    seen = Check(START, "reverted", "acme", "acme-1", "work", None, LookNote(settings))
    for code in ("de", "ar"):
        with spoken(code):
            entries = [entry(flow, "work", [seen], [])]
            page = render_page_of_card(entries, Path("card.html"))
        assert f'<html lang="{code}"{" dir=" + chr(34) + "rtl" + chr(34) if code == "ar" else ""}>' in page
    with spoken():
        page = render_page_of_card([entry(flow, "work", [seen], [])], Path("card.html"))
        none = render_page_of_card([], Path("card.html"))
    values = ("Acme – say no", "Acme", "Posts.", "optout run acme --as work", "Optout")
    assert left(untranslated_on(page), *values) == left(untranslated_on(none), "Optout") == ""


def render_page_of_card(entries: list, path: Path) -> str:  # type: ignore[type-arg]
    return write_card(entries, path, START).read_text("utf-8")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_page_of_a_walk() -> None:
    scenes = [
        Scene(1, "open", "", "", note="", skipped=True),
        Scene(2, "pause", "", "", asked="login", via="page"),
        Scene(3, "pause", "", "", asked="login", via="key"),
    ]
    story = Story("Acme – say no", "acme", 3, "sent", "seen", scenes)
    with spoken():
        page = write_run_page(story, Path("run.html"), START).read_text("utf-8")
    told = (OUTCOMES["sent"].told, BASES["seen"].told)  # which may not be in that language yet
    assert left(untranslated_on(page), *map(str, told), "Acme – say no", "Optout") == ""


def test_the_page_of_live_checks() -> None:
    first, second = "2026-11-27T02:00:00Z", "2026-11-28T02:00:00Z"
    before = merged([CheckedFlow("acme", "Acme", "DE", "works", at=first)], None, first)
    gone = CheckedFlow("acme", "Acme", "DE", "broken", "gone", 1, "", "", second)
    here = CheckedFlow("other", "Other", "", "unknown", ended="not looked at this time")
    checks = merged([gone, here], before, second)
    with spoken():
        page = render_page("checks.html.jinja", checks=checks, rows=rows(checks), causes={"gone": ""})
    assert left(untranslated_on(page), "Optout", "Acme", "acme", "Other", "other", "DE") == ""


def rows(checks: object) -> list[dict[str, CheckedFlow]]:
    found: dict[str, dict[str, CheckedFlow]] = {}
    for one in checks.flows:  # type: ignore[attr-defined]
        found.setdefault(one.flow, {})[one.region] = one
    return list(found.values())


def test_a_checklist_in_its_three_forms() -> None:
    made = sheet(load_file(FLOWS / "practice.yaml").flow)
    with spoken():
        told = [untranslated_on(as_page(made)), untranslated(as_text(made)), untranslated(as_markdown(made))]
    for text in told:
        for ours in ("What it covers", "What it does not", "Text to copy", "To copy", "By way of", "Checked on"):
            assert ours not in text


@pytest.mark.slow
def test_reminders_of_a_calendar(ledger: Ledger, clock: Clock) -> None:
    many(ledger, clock)
    with spoken():
        text = ics(reminders(standings(ledger.requests(), TODAY)), lambda: START)
    whole = text.replace("\r\n ", "")
    texts = re.findall(r"^(?:SUMMARY|DESCRIPTION):(.*?)\r?$", whole, re.MULTILINE)
    assert texts
    assert [untranslated(one) for one in texts] == [""] * len(texts)
    assert "BEGIN:VEVENT" in whole


def test_what_a_receipt_says_of_itself(ledger: Ledger) -> None:
    request = sent(ledger, walked_flow())
    with spoken():
        write_receipt(ledger, ledger.request(request), Path("receipt"))
    text = Path("receipt/README.txt").read_text("utf-8")
    commands = ("request.json", "facebook-objection.yaml", "pictures/", "SHA256SUMS", "manifest.json", "sha256sum -c")
    text = re.sub(r"^    \S.*$", "", text, flags=re.MULTILINE)
    assert left(untranslated(text), *commands) == ""
    assert json.loads(Path("receipt/request.json").read_text("utf-8"))["next"].startswith("When they answer: ")


@pytest.mark.slow
def test_what_programs_read_is_english_in_every_language(ledger: Ledger, clock: Clock) -> None:
    requests = many(ledger, clock).requests()
    english = json.dumps(as_json(standings(requests, TODAY), [], TODAY))
    with spoken():
        assert json.dumps(as_json(standings(ledger.requests(), TODAY), [], TODAY)) == english
