"""Whatever a person reads goes through the catalogues: no literal of these folders says something past them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.languages.words_of_people import in_source, literals, unfit

RUNNER = Path(__file__).parents[2] / "runner"
COVERED = ("session", "browser", "flow/kinds", "app", "home", "terminal", "outcomes.py", "events.py")
COVERED_OF_FLOW = (
    "describe", "head", "headings", "in_words", "layout", "model", "otherwise", "results", "statements", "step",
    "vouched", "wording",
)  # fmt: skip
COVERED_OF_RECORDS = (
    "addressees", "bookkeeper", "calendar", "card", "checks", "deadlines", "law", "letters", "news", "page", "phrases",
    "report", "request", "sheet", "status", "storyboard", "timeline",
)  # fmt: skip
# What is for machines, or for nobody: by file the beginnings of such literals, and why.
EXCEPT: Mapping[str, Mapping[str, str]] = {
    "app/doctor.py": {"xvfb-run": "a command"},
    "app/junit.py": {"<?xml": "the head of a file"},
    "app/places.py": {"chmod": "a command", "did you mean": "how a hint begins, in English, to be known by"},
    "app/pytest_visits.py": {"": "why a test is skipped, for those who keep flows"},
    "app/requests.py": {"Its fingerprint is": "kept in English, and said by phrases.py in the person's language"},
    "app/shortcut.py": {"$link": "a script", "[Desktop Entry]": "the head of a file", "Start Menu": "a folder"},
    "home/requests.py": {
        "complained to them": "a key of a table",
        "reopened, another flow": "a key of a table",
        "prepared, not offered": "a key of a table",
        "a switch": "a key of a table",
    },
    "home/start.py": {"Meta AI": "a name"},
    "terminal/cli.py": {"cannot be": "words of an error, to be known by"},
    "terminal/failing.py": {
        "which led to": "a file for us, in English",
        "(not installed)": "a file for us, in English",
    },
    "terminal/help_files.py": {"import sys": "a program"},
    "terminal/key_presses.py": {"a console of Windows": "for developers"},
    "terminal/keys.py": {"bold cyan": "a style"},
    "terminal/overview.py": {"bold red": "a style"},
    "terminal/report_card.py": {"bold red": "a style"},
    "terminal/commands/recheck.py": {"bold red": "a style"},
    "browser/allowed.py": {"\naccept-lang": "names of switches"},
    "browser/asking.py": {
        "the element is not attached": "an error that is caught and never shown",
        "has been closed": "Playwright's words, to be known by",
        "was detached": "Playwright's words, to be known by",
        "not attached": "Playwright's words, to be known by",
        "context was destroyed": "Playwright's words, to be known by",
        "Cannot find context": "Playwright's words, to be known by",
        "Unable to": "Playwright's words, to be known by",
        "(() => {": "JavaScript",
        "const FOLDING": "JavaScript",
        "the engine does not answer": "for the log",
    },
    "browser/display.py": {"Xvfb": "a command"},
    "browser/find.py": {
        "Google Chrome": "a name",
        "Microsoft Edge": "a name",
        "Playwright's Chromium": "a name",
        "Brave Browser": "a name",
        "chrome-mac": "a path",
        "SOFTWARE": "a key of the registry",
        "sudo ": "a command",
        "brew install": "a command",
        "winget install": "a command",
    },
    "browser/engine_world.py": {
        "the page": "an error that is caught and never shown",
        "the engine stumbled": "an error that is caught and never shown",
        "context was destroyed": "Chromium's words, to be known by",
        "Cannot find context": "Chromium's words, to be known by",
        "navigated or closed": "Chromium's words, to be known by",
        "(() => {": "JavaScript",
    },
    "browser/launch.py": {
        "has been closed": "Playwright's words, to be known by",
        "ProcessSingleton": "a browser's words, to be known by",
        "without having": "a browser's words, to be known by",
        "sandboxing failed": "a browser's words, to be known by",
        "loading shared": "a browser's words, to be known by",
        "snap install": "a browser's words, to be known by",
        "No space left": "a browser's words, to be known by",
    },
    "browser/looking_driver.py": {"the page has moved on": "an error that is caught and never shown"},
    "browser/opening.py": {
        "interrupted by": "Playwright's words, to be known by",
        "Download is starting": "Playwright's words, to be known by",
    },
    "browser/panel_tab.py": {"async (": "JavaScript", "(() => {": "JavaScript", "function drawPanel": "JavaScript"},
    "browser/portal.py": {"default-src": "a header"},
    "browser/process.py": {"PID eq": "an argument of a command"},
    "browser/recording.py": {
        "a right click": "the page's word for it, whose text stands beside it",
        "a click of": "the page's word for it, whose text stands beside it",
        "what was done": "the page's word for it, whose text stands beside it",
        "const GIVEN": "JavaScript",
        "'use strict'": "JavaScript",
    },
    "browser/scripted_hands.py": {"(element, words)": "JavaScript"},
    "browser/signal.py": {"Local State": "the name of a file"},
    "browser/waiting.py": {
        "not attached": "Playwright's words, to be known by",
        "Cannot find": "Playwright's words, to be known by",
        "Unable to adopt": "Playwright's words, to be known by",
    },
    "browser/window.py": {"() =>": "JavaScript"},
    "flow/describe.py": {"more|edit": "words of pages, to be known by"},
    "flow/kinds/choose.py": {"the list": "a description of the schema"},
    "flow/otherwise.py": {"for good": "a word of flow files"},
    "records/letters.py": {"dict[str": "a type"},
    "records/page.py": {"Português": "what a language calls itself", "<span": "HTML"},
    "records/phrases.py": {
        "reopened, another": "a key of a table",
        "waiting, a switch": "a key of a table",
        "prepared, not": "a key of a table",
        "confirmed, a": "a key of a table",
        ", a switch": "a part of a key",
        ", not offered": "a part of a key",
        ", another flow": "a part of a key",
    },
    "session/keypads.py": {"caps lock": "the name of a key"},
    "session/questions.py": {"headless: false": "a setting"},
    "session/recorded_steps.py": {
        "first name": "words of pages, to be known by",
        "given name": "words of pages, to be known by",
        "nombre de pila": "words of pages, to be known by",
        "last name": "words of pages, to be known by",
        "family name": "words of pages, to be known by",
        "": "what a flow file says, which is written in English and translated as every flow",
    },
    "session/recorder.py": {"": "what a flow file says, which is written in English and translated as every flow"},
    "session/repair.py": {"{}\n\\ No newline": "a line of diffs"},
    "session/similarity.py": {"": "roles and tags of pages"},
    "session/visitor.py": {"; {} steps behind": "the report of `check --live`, for those who keep flows"},
}


def _files() -> list[Path]:
    found = [
        path
        for part in COVERED
        for path in ([RUNNER / part] if part.endswith(".py") else (RUNNER / part).rglob("*.py"))
    ]
    of_flow = [RUNNER / "flow" / f"{name}.py" for name in COVERED_OF_FLOW]
    return sorted([*found, *of_flow, *(RUNNER / "records" / f"{name}.py" for name in COVERED_OF_RECORDS)])


FILES = _files()


def _is_excepted(file: str, text: str) -> bool:
    return any(text.startswith(beginning) for beginning in EXCEPT.get(file, {}))


@pytest.mark.slow
def test_what_a_person_reads_goes_through_the_catalogues() -> None:
    assert [one for path in FILES for one in literals(path, RUNNER) if not _is_excepted(one.file, one.text)] == []


@pytest.mark.slow
def test_every_text_can_be_collected() -> None:
    found = {path.relative_to(RUNNER).as_posix(): list(unfit(path.read_text("utf-8"))) for path in FILES}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.slow
def test_every_exception_is_one() -> None:
    found = {path.relative_to(RUNNER).as_posix(): [one.text for one in literals(path, RUNNER)] for path in FILES}
    idle = [
        (file, beginning)
        for file, beginnings in EXCEPT.items()
        for beginning in beginnings
        if not any(text.startswith(beginning) for text in found.get(file, []))
    ]
    assert idle == []


@pytest.mark.parametrize(
    "source",
    [
        'note = "The page has gone."',
        'Question("agree", f"Shall I press {name} there?", ("yes",))',
        'raise Refused("only you press it")',
        'labels = {"yes": "Take the picture"}',
        'say = _("Look.") + " Then press Continue."',
        '_("It is {what}.", what="what you want")',
    ],
)
def test_one_that_does_not_is_found(source: str) -> None:
    assert len(list(in_source(source, "x.py"))) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""A module says what it is."""',
        'log.warning("the panel stumbled: %s", why)',
        'raise ValueError("not a list of entries")',
        'assert field is not None, "it is always there"',
        'x: Literal["a right click"]',
        'say: str = Field(description="what the person is told")',
        '_("Look at the page, then press {button}.", button=name)',
        'many("{count} thing here", "{count} things here", number)',
    ],
)
def test_what_nobody_reads_is_not(source: str) -> None:
    assert list(in_source(source, "x.py")) == []


def test_a_text_that_cannot_be_collected_is_found() -> None:
    assert list(unfit('a = _(f"It is {name}.")\nb = _(say)\nc = many("one", more, 3)\nd = _("It is.")')) == [1, 2, 3]


@pytest.mark.parametrize("path", sorted((RUNNER / "browser").glob("*.js")), ids=lambda path: path.name)
def test_scripts_have_their_words_from_python(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    code = re.sub(r"new Error\([^)]*\)", "", code)
    said = re.findall(r"'([A-Z][a-z]+(?: [a-z]+)+[^']*)'|'([A-Z][a-z]{2,})'", code)
    known = {
        "Escape",
        "Enter",
        "Tab",
        "Document",
        "Element",
        "Shift",
        "Control",
        "Alt",
        "Meta",
        "Node",
        "Delete",
        "Optout",
        "Submit",
        "Reset",
    }
    assert [one or other for one, other in said if (one or other) not in known] == []
