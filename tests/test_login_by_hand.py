"""A login without us, walked: the driven browser goes, the person logs in undriven, and the walk goes on there."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from runner import events
from runner.app.batch import FlowResult
from runner.app.rehearsal import QUIET
from runner.app.run import Plan, run
from runner.browser.display import available, virtual_display
from runner.browser.profile import window_open
from runner.events import Choice, Event, Question, Reply
from runner.flow import login_refusals
from runner.session.person import Person

from . import test_run
from .conftest import unavailable
from .login_site import LoginSite, close_window, login_site, until_true
from .test_run import Started

optout = test_run.optout
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="windows are found by their processes"),
]
Deed = Callable[[], Awaitable[object]]


@dataclass
class By:
    """A choice that is made after a deed."""

    deed: Deed
    choice: Choice


class Somebody:
    """Answers each question by the first of its choices, or as `says` has it, after the deed that goes with it."""

    def __init__(self, *says: Choice | Deed | By | None) -> None:
        self.says = list(says)
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> Reply:
        self.asked.append(question)
        answer = self.says.pop(0) if self.says else "stop"
        if isinstance(answer, By):
            await answer.deed()
            return Reply(answer.choice, "terminal")
        if callable(answer):
            await answer()
            answer = None
        if answer is None:
            await asyncio.Event().wait()
            raise AssertionError
        return Reply(answer, "terminal")

    async def stops(self) -> None:
        await asyncio.Event().wait()


class Walk:
    """A run of flows of stand-ins, on a home of its own."""

    def __init__(self, home: Path, *sites: LoginSite, names: Sequence[str] = ()) -> None:
        self.home, self.profile = home, home / "profile"
        self.sites = sites
        self.heard: list[Event] = []
        files = [site.flow(name) for site, name in zip(sites, names or ["data"], strict=True)]
        config = Plan([]).config.model_copy(update={"pace": 0.0, "timeout": 2.0, "language": "en"})
        self.plan = Plan(files, config, home, args=QUIET)

    async def goes(self, person: Person, *exits: Person) -> list[FlowResult]:
        return await run(self.plan, [person], [self.heard.append], exits)  # type: ignore[arg-type]

    def told(self) -> list[str]:
        """What happened of the logins, in order."""
        wanted = (events.SteppedAside, events.CameBack, events.LoginNotKept, events.StepSkipped, events.StepDone)
        return [event.name() for event in self.heard if isinstance(event, wanted)]

    async def closed(self, site: LoginSite) -> None:
        """The person has logged in, and closes the window."""
        await until_true(lambda: "login=ann" in site.cookies("/settings"))
        await close_window(self.profile)


@pytest.fixture
def home(tmp_path: Path, screen: str | None, monkeypatch: pytest.MonkeyPatch) -> Path:
    if screen:
        monkeypatch.setenv("DISPLAY", screen)
    return tmp_path / "home"


@pytest.fixture
def site(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoginSite]:
    with login_site(getattr(request, "param", "second")) as server:
        monkeypatch.setattr(login_refusals, "login_refusals", lambda: (server.refusal(),))
        yield server


@pytest.mark.parametrize("site", ["first", "second"], indirect=True)
async def test_a_login_that_is_refused_is_made_without_us_and_the_walk_goes_on(home: Path, site: LoginSite) -> None:
    walk = Walk(home, site)
    undriven: list[str] = []

    async def close() -> None:
        await until_true(lambda: window_open(walk.profile))
        pid = window_open(walk.profile)
        undriven.append(Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " "))
        assert (home / "runs" / "log-in.html").exists()
        await walk.closed(site)

    person = Somebody(None, "by_hand", close)
    (result,) = await walk.goes(person)
    plain, refused, aside = person.asked
    assert plain.choices[:2] == ("continue", "by_hand")
    assert refused.choices[0] == "by_hand" and f"Site {site.server_port} refuses a login" in refused.say
    assert (aside.topic, aside.choices, aside.page_answers) == ("by_hand", ("continue", "stop"), True)
    assert result.end is None
    opened, away, back, login, ended = walk.told()
    assert (opened, away, back, ended) == ("step_done", "stepped_aside", "came_back", "step_done")
    assert login in ("step_done", "step_skipped")  # seen at once, or a moment later
    assert site.cookies("/settings")[-1] == "login=ann"
    assert not re.search("remote-debugging|automation|blink-features|headless|user-agent", undriven[0])
    assert not (home / "runs" / "log-in.html").exists()


async def test_enter_closes_the_window_and_goes_on(home: Path, site: LoginSite) -> None:
    walk = Walk(home, site)

    class Impatient(Somebody):
        async def ask(self, question: Question) -> Reply:
            if question.topic == "by_hand":
                await until_true(lambda: "login=ann" in site.cookies("/settings"))
            return await super().ask(question)

    (result,) = await walk.goes(Impatient(None, "by_hand", "continue"))
    assert result.end is None and "came_back" in walk.told()


async def test_ctrl_c_there_closes_the_window_and_keeps_the_place(home: Path, site: LoginSite) -> None:
    walk = Walk(home, site)
    pressed = asyncio.Event()

    class CtrlC:
        def pressed(self) -> bool:
            return pressed.is_set()

        async def ask(self, _: Question) -> Reply:
            await pressed.wait()
            return Reply("stop", "terminal")

        async def stops(self) -> None:
            await pressed.wait()

    async def press() -> None:
        await until_true(lambda: window_open(walk.profile))
        pressed.set()

    (result,) = await walk.goes(Somebody(None, "by_hand", press), CtrlC())
    assert result.end == "stopped" and "came_back" not in walk.told()
    assert window_open(walk.profile) is None
    assert list((home / "runs").glob("*.checkpoint.json"))
    again = Walk(home, site)  # and the next start goes on there
    await again.goes(Somebody("yes", None, "by_hand", lambda: again.closed(site)))
    (started,) = [event for event in again.heard if isinstance(event, events.SessionStarted)]
    assert started.from_step == 2
    assert site.cookies("/settings")[-1] == "login=ann"


async def test_a_window_that_is_killed_is_one_that_was_closed(home: Path, site: LoginSite) -> None:
    walk = Walk(home, site)

    async def killed() -> None:
        await close_window(walk.profile, lambda pid: os.killpg(pid, signal.SIGKILL))

    person = Somebody(None, "by_hand", killed, None, "by_hand", lambda: walk.closed(site))
    (result,) = await walk.goes(person)
    assert result.end is None and walk.told().count("came_back") == 2


async def test_a_site_that_drops_the_login_is_named_and_the_steps_are_given(home: Path) -> None:
    with login_site("drops") as site:
        walk = Walk(home, site)
        person = Somebody("by_hand", lambda: walk.closed(site), "stop")
        (result,) = await walk.goes(person)
    last = person.asked[-1]
    assert result.end == "stopped" and "login_not_kept" in walk.told()
    assert "You are not logged in here." in last.say and "optout show data" in last.say
    assert last.copy is not None and last.copy.startswith("1. ") and "\n2. Log in to Site." in last.copy
    assert last.choices[:2] == ("continue", "by_hand")


async def test_all_refusing_logins_of_a_batch_are_one_visit(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with login_site() as one, login_site(host="localhost") as other:
        known = (one.refusal("127.0.0.1"), other.refusal("localhost"))
        monkeypatch.setattr(login_refusals, "login_refusals", lambda: known)
        walk = Walk(home, one, other, names=["one", "other"])

        async def close() -> None:
            await until_true(lambda: "login=ann" in one.cookies("/settings"))
            await walk.closed(other)

        person = Somebody("yes", close)
        results = await walk.goes(person)
    asked = [(question.about, question.topic) for question in person.asked]
    assert asked == [("login", "by_hand"), ("login", "by_hand")]
    sites = [event.sites for event in walk.heard if isinstance(event, events.SteppedAside)]
    assert sites == [(known[0].name, known[1].name)]
    assert [result.end for result in results] == [None, None]


async def test_with_real_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person types into the window that nothing drives, and closes it as people do."""
    if not shutil.which("xdotool") or not available():
        unavailable("No xdotool, or no Xvfb, to type into a window that nothing drives.")
    with login_site("by the person") as site, virtual_display() as screen:
        monkeypatch.setenv("DISPLAY", screen)
        walk = Walk(tmp_path / "home", site)

        async def by_hand() -> None:
            await until_true(lambda: len(site.cookies("/form")) > 1)  # once driven, and once not
            (window, *_) = (await keys("search", "--sync", "--onlyvisible", "--class", "chrom")).split()
            await keys("windowfocus", "--sync", window)
            while "login=ann" not in site.cookies("/settings"):
                await keys("type", "--clearmodifiers", "ann")
                await keys("key", "Return")
                await asyncio.sleep(0.5)
            while window_open(walk.profile):
                await keys("key", "ctrl+shift+w")
                await asyncio.sleep(0.5)

        async def asked_for() -> None:
            await until_true(lambda: site.cookies("/form"))

        (result,) = await walk.goes(Somebody(By(asked_for, "by_hand"), by_hand))
        assert result.end is None and "came_back" in walk.told()
        assert site.cookies("/settings")[-1] == "login=ann"


async def keys(*words: str) -> str:
    """What xdotool says."""
    process = await asyncio.create_subprocess_exec("xdotool", *words, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return said.decode()


async def test_killed_while_the_window_is_open(optout: Started, tmp_path: Path) -> None:
    """The window stays; the next start says so, and once it is closed the walk goes on where it was."""
    profile = tmp_path / "home" / "profile"
    with login_site() as site:
        file = tmp_path / "data.yaml"
        file.write_text(site.flow().source.text, "utf-8")
        options = ["--trust"]
        async with optout(str(file), [], "first", keys=True, options=options) as walked:
            await walked.told("person_asked", **{"for": "login"})
            await walked.answer("w")
            await walked.told("stepped_aside")
            await walked.says("The browser is open without me now.")
            await until_true(lambda: "login=ann" in site.cookies("/settings"))
            walked.process.kill()
            await walked.ended()
        async with optout(str(file), [], "second", keys=True, options=options) as refused:
            assert await refused.ended() == 3
            assert "still has this profile open; close that window first." in " ".join(refused.said().split())
        await close_window(profile)
        async with optout(str(file), [], "third", keys=True, options=options) as goes_on:
            await goes_on.told("person_asked", **{"for": "agree"})
            await goes_on.answer("\r")
            assert (await goes_on.told("session_started"))["from_step"] == 2
            await goes_on.told("session_ended")
            assert await goes_on.ended() == 0
        assert "stepped_aside" not in [event["event"] for event in goes_on.events()]
