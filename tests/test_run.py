"""`optout run` from start to outcome, as a program of its own in a window; the person is played from outside it.

Their hands on the page come over Chromium's debugging port (a switch of the config), their keys over a pseudo-terminal.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.async_api import Page, async_playwright

from runner.app.rehearsal import QUIET
from runner.app.vouching import vouch_for
from runner.practice import part
from runner.practice.server import PracticeSite
from runner.records.ledger import Ledger

from .by_hand import do
from .patience import rest, until
from .sites.case import Action, Case, ChooseOption, Continue, Press, Type, all_cases
from .sites.serve import StandIn

if sys.platform != "win32":
    import pty

ROOT = Path(__file__).parents[1]
ME = {"name": "Ada Example", "email": "ada@example.org", "country": "Germany"}
SECRETS = ("correct horse", "123456", "practice")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX"),
]


@dataclass
class Run:
    """A running `optout run`: what it has told so far, and its page."""

    process: asyncio.subprocess.Process
    log: Path
    out: Path
    profile: Path
    keyboard: int | None
    heard: int = 0

    def events(self) -> list[dict[str, Any]]:
        """All events so far, as its file has them; a line that is just being written is none yet."""
        written = self.log.read_bytes() if self.log.exists() else b""
        return [json.loads(line) for line in written[: written.rfind(b"\n") + 1].splitlines()]

    async def told(self, name: str, **fields: Any) -> dict[str, Any]:
        """The next event of this name and these fields, after the last one asked for."""
        return await self.next(lambda event: event["event"] == name and fields.items() <= event.items())

    async def next(self, fits: Callable[[dict[str, Any]], bool] = lambda event: True) -> dict[str, Any]:
        """The next event that fits, after the last one asked for."""

        def come() -> dict[str, Any] | None:
            for number, event in enumerate(self.events()[self.heard :], self.heard + 1):
                if fits(event):
                    self.heard = number
                    return event
            return None

        return await until(come, self.goes_on)

    def goes_on(self) -> bool:
        """Whether it still runs."""
        return self.process.returncode is None

    def said(self) -> str:
        """What stands in the terminal, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m|\r", "", self.out.read_text("utf-8", "replace"))

    async def says(self, text: str) -> None:
        """Waits until this stands in the terminal, however its lines are broken."""
        words = " ".join(text.split())
        await until(lambda: words in " ".join(self.said().split()), self.goes_on)

    async def answer(self, key: str) -> None:
        """Presses a key in the terminal once the last question asked stands there; before that it would be lost."""
        await until(lambda: self.said().count("●") >= self._asked(), self.goes_on)
        await asyncio.sleep(0.5)  # an Enter within 0.4 s of a letter belongs to the letter, which was read before this
        self.key(key)

    def _asked(self) -> int:
        return sum(event["event"] == "person_asked" for event in self.events())

    def key(self, key: str) -> None:
        """Presses a key in the terminal."""
        assert self.keyboard is not None
        os.write(self.keyboard, key.encode())

    async def ended(self) -> int:
        """The exit code."""
        await until(lambda: not self.goes_on(), lambda: True)
        return await self.process.wait()

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """The page the person sees, reached from outside."""
        port = (self.profile / "DevToolsActivePort").read_text().split()[0]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
            yield browser.contexts[0].pages[-1]

    async def act(self, actions: Iterable[Action | part.Yes]) -> None:
        """The person's part at one pause; Continue is Enter in the terminal, Yes is y."""
        async with self.page() as page:
            for action in actions:
                if isinstance(action, Continue | part.Yes):
                    await self.answer("\r" if action == Continue() else "y")
                else:
                    await do(page, action)


Started = Callable[..., Any]


@pytest.fixture
def optout(tmp_path: Path, screen: str | None) -> Started:
    """Starts `optout run FLOW` with browser switches, on a home of its own: `async with optout(flow, args) as run`.

    FLOW may also be several words of the command line.
    """
    home = tmp_path / "home"
    environment = {**os.environ, "OPTOUT_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    if screen:
        environment["DISPLAY"] = screen

    @asynccontextmanager
    async def started(
        flow: str,
        switches: Sequence[str],
        name: str = "events",
        keys: bool = False,
        options: Sequence[str] = (),
        more: Mapping[str, str] | None = None,
        command: str = "run",
        **settings: Any,
    ) -> Any:
        args = ["--remote-debugging-port=0", *QUIET, *switches]
        config = {"browser": {"args": args}, "language": "en", "pace": 0.05, "timeout": 2, "me": ME, **settings}
        (tmp_path / "config.yaml").write_text(yaml.safe_dump(config), "utf-8")
        log, said = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.txt"
        words = [sys.executable, "-m", "runner", command, *flow.split()]
        words += ["--config", "config.yaml", "--events", str(log), *options]
        with terminal(said) if keys else nothing(said) as (keyboard, stdio):
            process = await asyncio.create_subprocess_exec(
                *words, cwd=tmp_path, env={**environment, **(more or {})}, **stdio
            )
            try:
                yield Run(process, log, said, home / "profile", keyboard)
            except BaseException as error:
                error.add_note(f"{log.read_text('utf-8')[-3000:] if log.exists() else 'no events'}")
                error.add_note(said.read_text("utf-8", "replace")[-3000:] if said.exists() else "nothing said")
                raise
            finally:
                if process.returncode is None:
                    process.terminate()
                    process.send_signal(signal.SIGCONT)  # a test may have stopped it, and then it hears nothing
                    await process.wait()

    return started


@contextmanager
def nothing(said: Path) -> Any:
    """No terminal: nobody to type, and what is printed goes to a file."""
    with said.open("wb") as out:
        yield None, {"stdin": asyncio.subprocess.DEVNULL, "stdout": out, "stderr": out}


@contextmanager
def terminal(said: Path) -> Any:
    """A pseudo-terminal, read all the time so that it never fills up."""
    ours, theirs = pty.openpty()
    loop = asyncio.get_running_loop()
    with said.open("wb", buffering=0) as out:

        def read() -> None:
            try:
                out.write(os.read(ours, 65536))
            except OSError:  # the other end is closed
                loop.remove_reader(ours)

        loop.add_reader(ours, read)
        try:
            yield ours, {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        finally:
            loop.remove_reader(ours)
            os.close(ours)
            os.close(theirs)


def check_events(heard: list[dict[str, Any]], flow: str, steps: int, asked: list[str]) -> None:
    """The contract of `--events`: names, order, the fields each carries, and never a value of a field."""
    assert [heard[0]["event"], heard[-1]["event"]] == ["session_started", "session_ended"]
    assert {event["flow"] for event in heard} == {flow}
    assert all(a["t"] <= b["t"] for a, b in pairwise(heard))
    of_steps = [event for event in heard if event["event"].startswith(("step_", "person_"))]
    assert all(event["kind"] for event in of_steps)
    outer = [event["step"] for event in of_steps if event["event"] == "step_started" and "within" not in event]
    assert outer == sorted(outer) and outer[-1] == steps
    assert [event["for"] for event in heard if event["event"] == "person_asked"] == asked
    assert [event["for"] for event in heard if event["event"] == "person_answered"] == asked
    assert all("stop" in event["choices"] for event in heard if event["event"] == "person_asked")
    written = json.dumps(heard, ensure_ascii=False)
    assert not [value for value in (ME["name"], ME["email"], *SECRETS[:2]) if value in written]


def case_of(flow: str, variant: str, language: str = "en") -> Case:
    """One of the stand-ins' cases."""
    return next(c for c in all_cases() if (c.flow, c.variant, c.language) == (flow, variant, language))


def yaml_steps(flow: str) -> list[dict[str, Any]]:
    """The steps of a shipped flow, as they are written."""
    return list(yaml.safe_load((ROOT / "flows" / f"{flow}.yaml").read_text("utf-8"))["steps"])


@pytest.mark.parametrize(
    "case",
    [
        case_of("facebook-objection", "logged_out", "de"),
        case_of("instagram-objection", "logged_out"),
        case_of("instagram-about-ais", "logged_out"),
    ],
    ids=str,
)
async def test_in_the_window_alone(optout: Started, case: Case) -> None:
    """No terminal: the person has the browser only, and the page says when each pause is over."""
    with StandIn(case.variant, case.language) as site:
        async with optout(case.flow, site.chromium_args) as run:
            for about, actions in case.actions_by_pause.items():
                await run.told("person_asked", **{"for": about})
                await run.act(actions)
                answer = await run.told("person_answered", **{"for": about})
                assert (answer["reply"], answer["via"]) == ("continue", "page")
            await run.told("request_sent")
            assert (await run.told("session_ended"))["outcome"] == "sent"
            assert await run.ended() == 0
        assert len(site.submissions) == case.sends
        check_events(run.events(), case.flow, len(yaml_steps(case.flow)), list(case.actions_by_pause))


async def test_with_enter_in_the_terminal(optout: Started) -> None:
    """A pause that no page can end goes on with Enter; a picture is taken, kept and attached with y."""
    case = case_of("facebook-third-party", "")
    turns = ("review 1", "agree", "agree", "review 2", "attach 1", "attach 2", "submit")
    asked = [turn.split()[0] for turn in turns]
    with StandIn(case.variant, case.language) as site:
        async with optout(case.flow, site.chromium_args, keys=True) as run:
            for about, turn in zip(asked, turns, strict=True):
                await run.told("person_asked", **{"for": about})
                await run.act(case.actions_by_pause.get(turn, (part.Yes(),)))
                via = "page" if about == "submit" else "terminal"
                assert (await run.told("person_answered", **{"for": about}))["via"] == via
            assert (await run.told("session_ended"))["outcome"] == "sent"
            assert await run.ended() == 0
        assert len(site.submissions) == case.sends
        (captured,) = [event for event in run.events() if event["event"] == "captured"]
        assert (captured["label"], Path(captured["path"]).stat().st_mode & 0o777) == ("answer", 0o600)
        check_events(run.events(), case.flow, len(yaml_steps(case.flow)), asked)


async def test_q_stops_and_the_next_run_goes_on(optout: Started) -> None:
    """Exit code 1 for a stop; the next run offers to go on, Enter takes it up, and nothing is done twice."""
    case = case_of("facebook-objection", "")
    with StandIn(case.variant, case.language) as site:
        async with optout(case.flow, site.chromium_args, "first", keys=True) as run:
            await run.told("person_asked", **{"for": "submit"})
            run.key("q")
            assert (await run.told("person_answered"))["reply"] == "stop"
            assert (await run.told("session_ended"))["outcome"] == "stopped"
            assert await run.ended() == 1
        async with optout(case.flow, site.chromium_args, "second", keys=True) as run:
            await run.told("person_asked", **{"for": "agree"})
            assert "Going on at step" not in run.said()
            await run.answer("\r")
            assert (await run.told("person_answered", **{"for": "agree"}))["reply"] == "yes"
            at = (await run.told("session_started"))["from_step"]
            await run.says(f"Going on at step {at}, where you left off.")
            assert yaml_steps(case.flow)[at - 1]["pause"]["for"] == "submit"
            again = (await run.told("step_started"))["step"]
            assert yaml_steps(case.flow)[again - 1].keys() == {"reach"}  # the form anew, for a reload has emptied it
            await run.told("person_asked", **{"for": "submit"})
            await run.act(case.actions_by_pause["submit"])
            assert (await run.told("session_ended"))["outcome"] == "sent"
            assert await run.ended() == 0
        assert not [event for event in run.events() if event["event"] == "wandered"]
        assert len(site.submissions) == 1


@pytest.mark.core
async def test_all_is_told_before_it_begins_and_no_ends_it(optout: Started) -> None:
    async with optout("--all", [], keys=True) as run:
        await run.says("Begin?")
        assert re.search(r"^ +1 {2}cursor-privacy-mode +1 min {2}a switch$", run.said(), re.MULTILINE)
        assert "  not offered in Germany: " in run.said()
        run.key("n\n")
        assert await run.ended() == 1
    assert not run.log.exists()


async def test_one_sitting(optout: Started) -> None:
    """Two flows of one login and one of another: the plan, one login for each site, nothing between, the summary."""
    cases = [case_of(f, "logged_out") for f in ("chatgpt-training", "codex-environments", "claude-training")]
    turns = {case.flow: case.actions_by_pause for case in cases}
    with StandIn("logged_out") as site:
        flows = ["claude-training", "chatgpt-training", "codex-environments"]
        async with optout("", site.chromium_args, "sitting", keys=True, run=flows) as run:
            await run.says("3 flows, 2 logins, about 3 minutes:")
            await run.says("Begin?")
            run.key("\n")
            await walk_by_page(run, "claude-training", turns["claude-training"])
            await walk_by_page(run, "chatgpt-training", turns["chatgpt-training"])
            await walk_by_page(run, "codex-environments", {"switch": turns["codex-environments"]["switch"]})  # no login
            assert await run.ended() == 0
            assert not [event for event in run.events() if event.get("for") == "next"]
        doors = [login.host for login in site.logins if login.path != "/ListAccounts"]  # that is Chromium's own
        assert doors == ["claude.ai", "auth.openai.com"]
        assert len(site.submissions) == sum(case.sends for case in cases)
        assert SUMMARY in run.said()
        with Ledger(run.profile.parent) as ledger:
            assert {row.flow for row in ledger.requests()} == set(flows)
        told = vouch_for(run.profile.parent, "claude-training", ME["country"])
        assert (told.country, told.language, told.outcome, told.answered) == ("DE", "en", "opted_out", ())


SUMMARY = """\
3 flows; in 3 of them you said no, or had said it before.

Switched
  Claude – stop training on your chats and coding sessions (read back)
  ChatGPT – stop training on your chats (read back)
  Codex – stop training on your whole code environments (read back)

See how all of it stands: optout status
"""


async def walk_by_page(run: Run, flow: str, turns: Mapping[str, Iterable[Action]]) -> None:
    """A whole flow by the person's hand on the page, as far as it is theirs; no other pause comes."""
    await run.told("session_started", flow=flow)
    for about, actions in turns.items():
        asked = await run.told("person_asked", flow=flow)
        assert asked["for"] == about
        await run.act(actions)
        await run.told("person_answered", flow=flow, via="page")
    assert (await run.told("session_ended", flow=flow))["outcome"] in ("sent", "opted_out")


async def in_the_panel(run: Run, flow: str) -> dict[str, Any]:
    """Presses Enter in the panel until a question of this flow is answered: it takes a moment to show one."""

    def answered() -> list[dict[str, Any]]:
        return [one for one in run.events() if (one["event"], one["flow"]) == ("person_answered", flow)]

    async with run.page() as page:
        while not answered() and run.goes_on():
            await page.keyboard.press("Alt+Shift+KeyO")
            await page.keyboard.press("Enter")
            await rest(1)
    return answered()[0]


async def test_a_second_stop_ends_the_sitting_and_the_panel_can_answer_too(optout: Started) -> None:
    """Exit code 1; the flow that was stopped goes on another time, and so does what did not come."""
    case = case_of("claude-training", "")
    with StandIn() as site:
        async with optout("claude-training x-grok grok-app", site.chromium_args, keys=True) as run:
            await run.says("Begin?")
            run.key("y\n")
            await run.told("person_asked", **{"for": "switch"})
            await run.answer("q")
            assert (await run.told("session_ended"))["outcome"] == "stopped"
            await run.told("person_asked", flow="x-grok", **{"for": "next"})
            answer = await in_the_panel(run, "x-grok")
            assert (answer["reply"], answer["via"]) == ("yes", "panel")
            await run.told("person_asked", flow="x-grok", **{"for": "switch"})
            await run.answer("q")
            await run.told("person_asked", flow="grok-app", **{"for": "next"})
            await run.answer("q")
            assert await run.ended() == 1
        assert "Go on with the rest:      optout run claude-training x-grok grok-app" in run.said()
        assert (run.profile.parent / "runs" / f"{case.flow}.checkpoint.json").exists()
        assert not site.submissions


async def test_practice(optout: Started) -> None:
    """The practice flow by its name: login with a code, a form, a switch, read back in the end."""
    with PracticeSite() as site:
        async with optout("practice", [f"--host-resolver-rules={site.host_rules}"], keys=True) as run:
            for turn in part.PART:
                await run.told("person_asked", **{"for": turn.about})
                # Boxes are drawn in the panel, where nobody outside it can reach: see test_practice_evidence.
                await run.act(_same(action) for action in turn.do if not isinstance(action, part.BlackOut))
            ended = await run.told("session_ended")
            assert (ended["outcome"], ended["confirmed"]) == ("sent", True)
            assert await run.ended() == 0
        with Ledger(run.profile.parent) as ledger:
            noted = [(row.id, row.practice, row.outcome, row.status, row.account) for row in ledger.requests()]
        assert noted == [("larkspur-1", True, "sent", "confirmed", "")]
        check_events(run.events(), "practice", len(yaml_steps("practice")), [turn.about for turn in part.PART])


def _same(action: part.Action) -> Action | part.Yes:
    """The practice site's script in the stand-ins' words."""
    match action:
        case part.Type(label, text):
            return Type(label, text)
        case part.ChooseOption(label):
            return ChooseOption(label)
        case part.Press(label) | part.Toggle(label):
            return Press(label)
        case part.Yes():
            return action
        case _:
            return Continue()
