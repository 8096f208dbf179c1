"""What the terminal prints is in the person's language: shown in brackets, so that what is left out is seen."""

from __future__ import annotations

import io
from typing import get_args

import click
import pytest
from rich.console import Console

from runner import events
from runner.errors import BrowserError
from runner.events import ActionRecorded, Choice, Question
from runner.flow.recorded_action import Done
from runner.locale import catalogues, shown
from runner.records.card import CARD_STATES, CardEntry, CardFlow
from runner.records.request import STATES
from runner.terminal import cli, failing, overview, report_card
from runner.terminal.click_words import COUNTED, WORDS, speak_for_click
from runner.terminal.console import say
from runner.terminal.keys import Keys
from runner.terminal.progress import Progress
from runner.terminal.report_card import ReportCard
from runner.terminal.speaking import put_help_into_words
from tests.languages.pseudo import BRACKETED


@pytest.fixture(autouse=True)
def _in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_current", BRACKETED)


def progress(can_answer: bool = True) -> tuple[Progress, io.StringIO]:
    out = io.StringIO()
    return Progress(Console(file=out, width=200, highlight=False, markup=False, emoji=False), can_answer), out


@pytest.mark.parametrize(
    "event",
    [
        events.InterruptionPressed(flow="f", label="Decline"),
        events.Wandered(flow="f", host="news.example"),
        events.PersonAnswered(flow="f", step=1, kind="pause", for_="submit", reply="continue", via="page"),
        events.PersonAnswered(flow="f", step=1, kind="pause", for_="submit", reply="continue", via="panel"),
        events.PersonAnswered(flow="f", step=1, kind="pause", for_="login", reply="by_hand", via="page"),
        events.CameBack(flow="f", step=1, kind="pause"),
        events.PanelHidden(flow="f"),
        *(ActionRecorded(flow="f", done=one, label="Save") for one in get_args(Done) if one != "unclear"),
    ],
    ids=lambda event: f"{type(event).__name__} {getattr(event, 'done', '')}",
)
@pytest.mark.parametrize("can_answer", [True, False])
def test_each_line_of_a_walk_is_a_sentence_of_ours(event: events.Event, can_answer: bool) -> None:
    told, out = progress(can_answer)
    told.hear(event)
    (line,) = out.getvalue().splitlines()
    assert line.removeprefix("    ? ").strip(" ·.").startswith("⟦"), line
    assert line.endswith("⟧")


def test_a_walk_begins_goes_on_and_ends_in_the_language() -> None:
    told, out = progress()
    told.hear(events.SessionStarted(flow="f", title="A title", steps=3, from_step=2))
    assert out.getvalue() == "\nA title\n⟦Going on at step 2, where you left off.⟧\n"


@pytest.mark.parametrize("about", ["login", "submit", "missing", "several", "need", "record", "next", "elsewhere"])
async def test_a_question_is_asked_in_the_language_and_answered_by_the_same_keys(about: str) -> None:
    told, out = progress()
    choices: tuple[Choice, ...] = ("continue", "retry", "point", "by_hand", "skip", "back", "stop")
    labels: dict[Choice, str] = {"continue": "Leave Out"}
    question = Question(about, "What it is about.", choices, copy="A text", page_answers=True, labels=labels)
    keys = Keys(told)
    keys._print(question)
    turn, said, *lines = [line.strip() for line in out.getvalue().splitlines() if line.strip()]
    assert turn.endswith("⟧")
    assert said == "What it is about."
    for line in lines:
        assert line in ("A text",) or line.startswith(("⟦", "r ⟦")), line
    if about == "need":
        assert lines[-1] == "⟦Type it and press Enter · Enter alone Leave Out · Ctrl-C stop⟧"
    else:
        assert lines[-1] == (
            "⟦Enter⟧ Leave Out · r ⟦retry⟧ · p ⟦point⟧ · w ⟦log in without me⟧ · s ⟦skip⟧ · b ⟦back⟧ · q ⟦stop⟧"
        )


def test_every_state_is_counted_in_words() -> None:
    for state in STATES:
        assert shown(overview._so_many(state, 2)).startswith("⟦2 ")
    for card_state in CARD_STATES:
        assert shown(report_card._so_many(card_state, 1)).startswith("⟦1 ")


def test_the_report_card_is_in_the_language() -> None:
    out = io.StringIO()
    flow = CardFlow("facebook-objection", "Facebook", "Meta", covers="your posts", not_covered="what friends post")
    ReportCard(Console(file=out, width=80)).show([CardEntry(flow, "work", "open", "Read there.")])
    said = out.getvalue()
    for part in ("⟦Report card: ⟦1 not refused⟧.⟧", "⟦Facebook (as work)⟧", "⟦It is about: your posts⟧",
                 "⟦Set it right: optout run facebook-objection --as work⟧"):  # fmt: skip
        assert part in said


def test_errors_are_told_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli._told(BrowserError("no browser")) == 3
    assert cli._told(click.Abort()) == 1
    assert failing.tell(OSError(28, "No space left on device")) == 5
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "⟦Error: no browser⟧",
        "⟦Stopped.⟧",
        "⟦Error: ⟦this cannot be written: No space left on device. Free some space and run it again.⟧⟧",
    ]


def test_nothing_of_a_stranger_acts_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a \x1b[31mtitle\u202e")
    assert capsys.readouterr().out == "a [31mtitle\n"


def test_help_changes_with_the_language_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = cli.cli.commands["audit"]
    english = audit.help
    (form,) = (one for one in audit.params if isinstance(one, click.Option) and one.name == "form")
    put_help_into_words(cli.cli)
    try:
        assert (audit.help or "").startswith("⟦Look how things stand; change nothing.⟧\n\n⟦Walks with you")
        assert form.help == "⟦How to print it.⟧"
        assert audit.get_short_help_str(60) == "⟦Look how things stand; change nothing.⟧"
    finally:
        monkeypatch.undo()
        put_help_into_words(cli.cli)
    assert (audit.help, form.help) == (english, "How to print it.")


def test_click_looks_its_words_up_with_us() -> None:
    speak_for_click()
    from click.core import _  # type: ignore[attr-defined]

    assert _("Usage:") == "⟦Usage:⟧"
    assert {"Usage:", "Show this message and exit."} < {*WORDS}
    assert len({one.id for one in COUNTED}) == len(COUNTED)
