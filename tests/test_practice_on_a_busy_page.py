"""The whole practice walk, each handler of the site slowed by three seconds.

`make busy` walks it on a machine that is busy besides.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from click.testing import CliRunner

from runner.practice import server
from runner.practice.call import Answer
from runner.terminal.cli import cli

pytestmark = pytest.mark.browser
# Put before the site's own script: what is pressed or changed is told to the server once, and takes three seconds.
SLOW = """
(() => {
  const add = EventTarget.prototype.addEventListener;
  const slowed = new WeakSet();
  const CONTROLS = 'a, button, input, select, textarea, summary, [role], [data-go], [data-unfolds]';
  const slow = (event) => {
    if (!event.isTrusted || !['click', 'change'].includes(event.type) || slowed.has(event)) return;
    slowed.add(event);
    const thing = event.composedPath().find((one) => one instanceof Element && one.matches(CONTROLS));
    if (!thing) return;
    const name = (thing.ariaLabel || thing.labels?.[0]?.textContent || thing.textContent).trim().slice(0, 30);
    const call = new XMLHttpRequest();
    const what = [event.type, location.pathname, thing.localName, name].join(' ');
    call.open('GET', '/assets/told?' + new URLSearchParams({ what }), false);
    call.send();
    const begun = Date.now();
    while (Date.now() - begun < 3000);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    add.call(this, type, (event) => { slow(event); return listener.call(this, event); }, options);
  };
})();
"""


@dataclass
class Walked:
    """What came of the walk: its events, what was pressed and changed as the server counts it, and what was sent."""

    heard: list[dict[str, Any]] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    sent: list[str] = field(default_factory=list)
    lessons: list[Path] = field(default_factory=list)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, screen: str | None) -> Iterator[Walked]:
    there, home = Walked(), tmp_path_factory.mktemp("home")
    asset, noted = server._asset, server.PracticeSite.note

    def slowed(address: str) -> Answer:
        if address.startswith("/assets/told"):
            there.told[dict(parse_qsl(urlsplit(address).query))["what"]] += 1
            return Answer(kind="text/plain")
        answered = asset(address)
        return Answer(body=SLOW + answered.body, kind=answered.kind) if "javascript" in answered.kind else answered

    def note(site: server.PracticeSite, submission: server.Submission) -> None:
        there.sent.append(submission.path)
        noted(site, submission)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPTOUT_HOME", str(home))
        if screen:
            patch.setenv("DISPLAY", screen)
        patch.setattr(server, "_asset", slowed)
        patch.setattr(server.PracticeSite, "note", note)
        result = CliRunner().invoke(cli, ["practice", "--hands-free", "--events", str(home / "events.jsonl")])
        assert result.exit_code == 0, result.output
    there.heard = [json.loads(line) for line in (home / "events.jsonl").read_text("utf-8").splitlines()]
    there.lessons = list((home / "lessons").glob("*.json"))
    yield there


def test_it_arrives_and_nothing_was_missing(walked: Walked) -> None:
    assert (walked.heard[-1]["outcome"], walked.heard[-1]["confirmed"]) == ("sent", True)
    assert [one for one in walked.heard if one["event"] in ("target_missing", "picked", "step_skipped")] == []
    assert walked.lessons == []


def test_each_thing_is_pressed_once(walked: Walked) -> None:
    assert len(walked.told) > 15
    assert {what: count for what, count in walked.told.items() if count > 1} == {}


def test_what_the_person_sends_is_sent_once(walked: Walked) -> None:
    assert walked.sent == ["/login", "/login/code", "/chat", "/privacy/ai/object", "/settings/save"]


def test_what_is_said_of_it_is_true(walked: Walked) -> None:
    notes = [one["text"] for one in walked.heard if one["event"] == "noted"]
    assert notes and all(note.startswith("The page is busy") for note in notes)
