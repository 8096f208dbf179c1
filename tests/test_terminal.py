"""The terminal's lines and keys, without a terminal."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from typing import Any

import pytest
from rich.console import Console

from runner import events
from runner.events import Choice, Event, Question, Reply, Shown
from runner.terminal.keys import Keys
from runner.terminal.progress import NO_KEYS, Progress

WALK: list[Event] = [
    events.SessionStarted(flow="f", title="Example – object", steps=3),
    events.StepStarted(flow="f", step=1, kind="open", sentence="Go to example.com"),
    events.StepDone(flow="f", step=1, kind="open"),
    events.InterruptionPressed(flow="f", label="Decline"),
    events.StepStarted(flow="f", step=2, kind="reach", sentence="Find the form"),
    events.StepStarted(flow="f", step=2, kind="click", within="the Privacy Centre", sentence="Press “AI”"),
    events.StepDone(flow="f", step=2, kind="click", within="the Privacy Centre"),
    events.StepDone(flow="f", step=2, kind="reach", note="the Privacy Centre"),
    events.StepStarted(flow="f", step=3, kind="pause", sentence="Press Submit yourself"),
    events.PersonAsked(flow="f", step=3, kind="pause", for_="submit", choices=("continue", "stop")),
    events.Wandered(flow="f", host="news.example"),
    events.Wandered(flow="f"),
    events.PersonAnswered(flow="f", step=3, kind="pause", for_="submit", reply="continue", via="page"),
    events.StepSkipped(flow="f", step=3, kind="pause", why="as you said"),
    events.Noted(flow="f", text="You closed the tab; I opened the page again."),
    events.SessionEnded(flow="f", outcome="sent"),
]


def progress(*, can_answer: bool = False, encoding: str = "utf-8") -> tuple[Progress, io.StringIO]:
    out = _Out(encoding)
    return Progress(Console(file=out, width=60, highlight=False, markup=False, emoji=False), can_answer), out


class _Out(io.StringIO):
    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def told(happened: Sequence[Event], **how: bool | str) -> list[str]:
    shown, out = progress(**how)  # type: ignore[arg-type]
    for event in happened:
        shown.hear(event)
    return out.getvalue().splitlines()


def test_a_walk_in_lines() -> None:
    assert told(WALK) == [
        "",
        "Example – object",
        "  ✓  1/3  Go to example.com",
        "    · Closed a banner with “Decline”.",
        "  ✓        Press “AI”",
        "  ✓  2/3  Find the form  (the Privacy Centre)",
        "  ● Your turn: send it: Press Submit yourself",
        f"    {NO_KEYS}",
        "    · You are on news.example; I keep my hands off.",
        "    The page shows it.",
        "  –  3/3  Press Submit yourself  (as you said)",
        "    · You closed the tab; I opened the page again.",
    ]


def test_in_a_pipe_it_says_that_it_waits_for_the_page_alone() -> None:
    asked = [event for event in WALK if isinstance(event, events.PersonAsked)]
    assert any(NO_KEYS in line for line in told(asked))
    assert told(asked, can_answer=True) == []  # there the question itself is printed


def test_going_on_is_said() -> None:
    lines = told([events.SessionStarted(flow="f", title="T", steps=9, from_step=4)])
    assert lines[-1] == "Going on at step 4, where you left off."


def test_readable_where_the_terminal_has_no_unicode() -> None:
    lines = told(WALK, encoding="ascii")
    assert [line.split()[0] for line in lines if "/3" in line] == ["+", "+", "-"]


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x1b]0;pwned\x07", "\x9b31m", "\r", "\x08\x08", "\u202e", "[red]"])
def test_no_stranger_writes_to_the_terminal(evil: str) -> None:
    hostile: list[Event] = [
        events.SessionStarted(flow="f", title=f"A{evil}B", steps=1),
        events.StepStarted(flow="f", step=1, kind="click", sentence=f"A{evil}B"),
        events.InterruptionPressed(flow="f", label=f"A{evil}B"),
        events.Wandered(flow="f", host=f"A{evil}B"),
        events.Noted(flow="f", text=f"A{evil}B"),
        events.PersonAsked(flow="f", step=1, kind="click", for_="missing", choices=("retry",)),
        events.StepDone(flow="f", step=1, kind="click", note=f"A{evil}B"),
    ]
    out = "\n".join(told(hostile))
    assert out.count("B") >= 6
    assert not set(out) & set("\x1b\x07\x9b\x08\r\u202e")
    assert ("[red]" in out) == (evil == "[red]")  # no markup either: it is shown as it stands


# -- questions ----------------------------------------------------------------------------------------------------


async def answer(question: Question, *pressed: str) -> tuple[Reply | None, str]:
    """The reply to a question after these keys, None where it is still open; and what was printed."""
    shown, out = progress(can_answer=True)
    keys = Keys(shown)
    task = asyncio.ensure_future(keys.ask(question))
    await asyncio.sleep(0)
    for key in pressed:
        keys.press(key)
    done, _ = await asyncio.wait([task], timeout=0.01)
    if not done:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return (task.result() if done else None), out.getvalue()


async def test_a_question_is_printed_with_its_keys() -> None:
    asked = Question("submit", "Read it.\nSend it.", ("continue", "skip", "back", "stop"), "I object.\nA", True)
    _, out = await answer(asked)
    assert out.splitlines() == [
        "",
        "  ● Your turn: send it",
        "    Read it.",
        "    Send it.",
        "    To copy:",
        "      I object.",
        "      A",
        "    I go on by myself when that is done.",
        "    Enter continue · s skip · b back · q stop",
    ]


async def test_a_picture_is_told_of_and_choices_have_their_own_names() -> None:
    labels: dict[Choice, str] = {"yes": "Keep it", "retry": "Take it again", "no": "Drop it"}
    question = Question(
        "agree", "Is it right?", ("yes", "retry", "no", "stop"), topic="picture", labels=labels, picture=Shown(b"")
    )
    reply, out = await answer(question, "r")
    assert reply == Reply("retry", "terminal")
    assert out.splitlines()[1:] == [
        "  ● Is this picture right?",
        "    Is it right?",
        "    It is shown in the browser window; boxes are drawn there, and count whichever way you answer.",
        "    Enter keep it · r take it again · n drop it · q stop",
    ]


async def test_a_login_without_us_is_asked_about_here_while_its_window_is_open() -> None:
    labels: dict[Choice, str] = {"continue": "Done: close it"}
    asked = Question("login", "Log in to A there.", ("continue", "stop"), None, True, None, "by_hand", labels)
    reply, out = await answer(asked, "\r")
    assert reply == Reply("continue", "terminal")
    assert out.splitlines()[1:] == [
        "  ● Your turn: log in without me",
        "    Log in to A there.",
        "    I go on by myself when that is done.",
        "    Enter done: close it · q stop",
    ]


def test_the_coming_back_and_a_refusal_are_told() -> None:
    step: dict[str, Any] = {"flow": "f", "step": 2, "kind": "pause"}
    refused = events.PersonAnswered(**step, for_="login", reply="by_hand", via="page")
    assert told([refused, events.SteppedAside(**step, sites=("A",)), events.CameBack(**step)], can_answer=True) == [
        "    The site refuses a browser that is driven.",
        "    · That window is closed; I am back.",
    ]


async def test_a_login_says_that_nobody_looks() -> None:
    assert "does not look while you type" in (await answer(Question("login", "Log in.", ("continue",))))[1]
    by_hand = (await answer(Question("login", "Log in.", ("continue", "by_hand", "stop"))))[1]
    assert "If the site turns this browser away, press w." in by_hand
    assert by_hand.splitlines()[-1] == "    Enter continue · w log in without me · q stop"


MISSING: tuple[Choice, ...] = ("retry", "point", "continue", "skip", "back", "stop")


@pytest.mark.parametrize(
    ("key", "choices", "choice"),
    [
        ("\n", MISSING, "continue"),
        ("\r", MISSING, "continue"),
        ("r", MISSING, "retry"),
        ("R", MISSING, "retry"),
        ("p", MISSING, "point"),
        ("s", MISSING, "skip"),
        ("b", MISSING, "back"),
        ("q", MISSING, "stop"),
        ("w", ("continue", "by_hand", "stop"), "by_hand"),
        ("\r", ("by_hand", "continue", "stop"), "continue"),
        ("y", ("yes", "no"), "yes"),
        ("\n", ("yes", "no"), "yes"),
        ("n", ("yes", "no"), "no"),
        ("p", ("continue", "stop"), None),
        ("x", MISSING, None),
        ("\n", ("retry", "stop"), None),
    ],
)
async def test_keys(key: str, choices: tuple[Choice, ...], choice: Choice | None) -> None:
    reply, _ = await answer(Question("missing", "?", choices), key)
    assert reply == (Reply(choice, "terminal") if choice else None)


@pytest.mark.slow
async def test_the_newline_after_a_letter_is_no_second_answer() -> None:
    assert (await answer(Question("missing", "?", MISSING), "x", "\n"))[0] is None
    keys = Keys(progress(can_answer=True)[0])
    first = asyncio.ensure_future(keys.ask(Question("missing", "?", MISSING)))
    await asyncio.sleep(0)
    keys.press("s")
    assert (await first).choice == "skip"
    second = asyncio.ensure_future(keys.ask(Question("submit", "?", ("continue", "stop"))))
    await asyncio.sleep(0)
    keys.press("\n")
    await asyncio.sleep(0.01)
    assert not second.done()
    await asyncio.sleep(0.45)
    keys.press("\n")
    assert (await second).choice == "continue"


async def test_choices_may_have_names_of_their_own() -> None:
    labels: dict[Choice, str] = {"yes": "Go on", "skip": "Later", "no": "Leave it out", "stop": "Stop here"}
    _, out = await answer(Question("next", "F\nAbout 1 minute.", ("yes", "skip", "no", "stop"), labels=labels))
    assert out.splitlines() == [
        "",
        "  ● What comes next",
        "    F",
        "    About 1 minute.",
        "    Enter go on · s later · n leave it out · q stop here",
    ]


NEED = Question("need", "Your blog", ("skip", "stop"), labels={"skip": "Later", "stop": "Stop here"})


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("my-blog\n", Reply("continue", "terminal", "my-blog")),
        (" blög 2\r", Reply("continue", "terminal", "blög 2")),
        ("blob\x7fg\n", Reply("continue", "terminal", "blog")),
        ("q\x7f\x7f\n", Reply("skip", "terminal")),
        ("\n", Reply("skip", "terminal")),
        ("   \n", Reply("skip", "terminal")),
        ("a\x1bb\tc\n", Reply("continue", "terminal", "abc")),
        ("quick", None),
    ],
)
async def test_a_line_is_typed_where_a_flow_has_to_know_something(typed: str, reply: Reply | None) -> None:
    assert (await answer(NEED, *typed))[0] == reply


async def test_what_is_typed_is_shown() -> None:
    _, out = await answer(NEED, *"bo\x7flog\n")
    assert out.splitlines()[1:4] == [
        "  ● One question",
        "    Your blog",
        "    Type it and press Enter · Enter alone later · Ctrl-C stop",
    ]
    assert out.splitlines(keepends=True)[4] == "bo\b \blog\n"


async def test_the_enter_that_ended_the_question_before_is_no_empty_line() -> None:
    keys = Keys(progress(can_answer=True)[0])
    first = asyncio.ensure_future(keys.ask(Question("agree", "?", ("yes", "no"))))
    await asyncio.sleep(0)
    keys.press("y")
    assert (await first).choice == "yes"
    second = asyncio.ensure_future(keys.ask(NEED))
    await asyncio.sleep(0)
    for key in "\nblog\n":
        keys.press(key)
    assert (await second).text == "blog"


async def test_q_stops_also_while_nothing_is_asked() -> None:
    keys = Keys(progress(can_answer=True)[0])
    stops = asyncio.ensure_future(keys.stops())
    await asyncio.sleep(0)
    keys.press("s")
    await asyncio.sleep(0)
    assert not stops.done()
    keys.press("q")
    await stops


async def test_a_hostile_question_is_printed_plainly() -> None:
    _, out = await answer(Question("review", "\x1b[31mA\x07", ("continue",), "\x1b]52;c;x\x07copy"))
    assert not set(out) & set("\x1b\x07")
