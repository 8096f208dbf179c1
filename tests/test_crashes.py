"""Promise 7: whatever is killed, pulled or full, nothing recorded is lost and the next run goes on where this one was.

`make test` kills at one moment, `make whole` at a few; `make crash` (`--every`) at every step and in every pause of the
practice flow.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from runner.app.places import flow_path
from runner.flow.load import load_file
from runner.practice import part
from runner.practice.server import PracticeSite
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints
from runner.session.resuming import way_back, way_to_the_login

from . import test_run
from .test_run import Run, Started, _same, yaml_steps

optout = test_run.optout  # the same program, the same person
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at in /proc"),
]
STEPS = len(yaml_steps("practice"))
PAUSES = [turn.about for turn in part.PART]
STEPS_OF_FLOW = load_file(flow_path("practice")).flow.steps
PRESSES = max(at for at, step in enumerate(STEPS_OF_FLOW, 1) if step.word == "click") - 1  # in a row of three
SUBMIT = next(at for at, step in enumerate(STEPS_OF_FLOW, 1) if getattr(step, "for_", "") == "submit")
OFTEN = {("runner", "step", 2), ("runner", "step", 10), ("runner", "pause", "submit"), ("browser", "pause", "login")}
MOMENTS = [
    pytest.param(victim, kind, at, marks=[] if (victim, kind, at) in OFTEN else [pytest.mark.every])
    for victim in ("runner", "browser")
    for kind, places in (("step", range(2, STEPS + 1)), ("pause", PAUSES))
    for at in places
]


@pytest.fixture
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as running:
        yield running


def switches(site: PracticeSite) -> list[str]:
    return [f"--host-resolver-rules={site.host_rules}"]


def family(pid: int) -> set[int]:
    """A process and all that come from it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def gone(pids: set[int], seconds: float = 10) -> set[int]:
    """Those that still run after a while."""
    until = time.monotonic() + seconds
    while (left := {pid for pid in pids if alive(pid)}) and time.monotonic() < until:
        await asyncio.sleep(0.05)
    return left


async def walk_until(run: Run, kind: str, at: int | str) -> None:
    """The person's part up to a step or a pause."""
    for turn in part.PART:
        name = await next_of(run, kind, at, turn.about)
        if name == "there":
            return
        await run.act(_same(action) for action in turn.do)
    assert await next_of(run, kind, at, "") == "there"


async def to_its_end(run: Run, pause: part.About) -> None:
    """The person's part from this pause on, until all is sent and confirmed."""
    for turn in part.PART[PAUSES.index(pause) :]:
        await run.told("person_asked", **{"for": turn.about})
        await run.act(_same(action) for action in turn.do)
    ended = await run.told("session_ended")
    assert (ended["outcome"], ended["confirmed"]) == ("sent", True)
    assert await run.ended() == 0


async def log_in_where_asked(run: Run) -> None:
    """The person's part at a login, where the browser was killed before it had written down the one of before."""
    asked = await run.told("person_asked")
    if asked["for"] != "login":
        run.heard -= 1  # it is asked for once more
        return
    await run.act(_same(action) for action in part.PART[0].do)
    assert (await run.told("person_answered", **{"for": "login"}))["via"] == "page"


async def next_of(run: Run, kind: str, at: int | str, pause: str) -> str:
    """Whether the moment comes before the next pause, or the pause does."""
    wanted = {"event": "step_started", "step": at} if kind == "step" else {"event": "person_asked", "for": at}
    before = {"event": "person_asked", "for": pause}
    event = await run.next(lambda event: wanted.items() <= event.items() or before.items() <= event.items())
    return "there" if wanted.items() <= event.items() else "pause"


def browser_of(run: Run) -> int:
    return int((run.profile / "SingletonLock").readlink().name.rpartition("-")[2])


def cut_off_at(events: list[dict[str, Any]]) -> int:
    """The step a killed run was in, or the one after it where that was behind it already."""
    outer = [
        event
        for event in events
        if "within" not in event and event["event"] in ("step_started", "step_done", "step_skipped")
    ]
    number: int = outer[-1]["step"]
    return number if outer[-1]["event"] == "step_started" else number + 1


def checkpoint(run: Run) -> Checkpoint | None:
    path = run.profile.parent / "runs" / "practice.checkpoint.json"
    return Checkpoints(path.parent, write_private).read("practice") if path.exists() else None


async def goes_on(optout: Started, site: PracticeSite, kept: Checkpoint | None, name: str = "again") -> None:
    """The next run says where the last one was, goes on there after Enter, and can be stopped in good order."""
    step = kept.step if kept else 1
    async with optout("practice", switches(site), name, keys=True) as run:
        if step > 1:
            await run.told("person_asked", **{"for": "agree"})
            assert kept
            turn = ", where it was your turn to send it" if kept.turn and step == SUBMIT else ""
            sent = "Your request was sent by then. " if kept.outcome == "sent" else ""
            await run.says(f"Last time you got to step {step} of {STEPS}{turn}. {sent}Go on there?")
            assert "Going on at" not in run.said()
            assert "session_started" not in [event["event"] for event in run.events()]
            await run.answer("\r")
        began = await run.told("session_started")
        assert began.get("from_step", 1) == step
        assert (await run.told("step_started"))["step"] in first_again(site, kept, step)
        await run.says(f"Going on at step {step}, where you left off." if step > 1 else f"1/{STEPS}")
        run.key("q")
        assert await run.ended() == 1


def first_again(site: PracticeSite, kept: Checkpoint | None, step: int) -> set[int]:
    """The steps that may be walked first: where they were, or that of the login where who is not logged in is led away.

    The browser writes cookies down every thirty seconds, so a login of a moment ago may be gone with a killed browser.
    """
    if kept is None:
        return {step}
    way, login = way_back(STEPS_OF_FLOW, kept, step), way_to_the_login(STEPS_OF_FLOW, step)
    found = {[*way.again, step][0]}
    if way.lands and login and landed(site, way.url) != way.lands.removeprefix(site.url):
        found.add(login[0] + 1)
    return found


def landed(site: PracticeSite, url: str) -> str:
    """The path that an address of the site leads a stranger to."""
    connection = HTTPConnection("127.0.0.1", site.port)
    connection.request("GET", url.removeprefix(site.url))
    to = connection.getresponse().getheader("Location") or url.removeprefix(site.url)
    connection.close()
    return to.partition("?")[0]


@pytest.mark.core(cases=1)
@pytest.mark.parametrize(("victim", "kind", "at"), MOMENTS)
async def test_killed_outright(optout: Started, site: PracticeSite, victim: str, kind: str, at: int | str) -> None:
    async with optout("practice", switches(site), "first", keys=True) as run:
        await walk_until(run, kind, at)
        if victim == "browser":
            await browser_is_killed(run)
            return
        everybody = family(run.process.pid)
        run.process.kill()
        await run.process.wait()
        events = run.events()  # each a whole line of JSON, or this raises
        assert await gone(everybody) == set(), "a process was left behind"
        step = cut_off_at(events)
        kept = checkpoint(run)
        assert kept and kept.step in (step - 1, step), "a step that was done is not on disk"
        sent = any(event["event"] == "request_sent" for event in events)
        assert kept.outcome == ("sent" if sent and kept.step > SUBMIT else kept.outcome)
    await goes_on(optout, site, kept)


async def browser_is_killed(run: Run) -> None:
    """The run opens it again and says so; the person is asked the same, or the step is done anew."""
    dead = browser_of(run)
    before = len(run.events())
    os.killpg(os.getpgid(dead), signal.SIGKILL)
    run.heard = before
    noted = await run.told("noted")
    assert "opened it again" in noted["text"]
    assert await gone({dead}) == set()
    assert browser_of(run) != dead
    run.key("q")
    assert await run.ended() == 1


async def test_a_run_that_was_cut_off_in_the_form_is_walked_to_its_end(optout: Started, site: PracticeSite) -> None:
    async with optout("practice", switches(site), "first", keys=True) as run:
        await walk_until(run, "pause", "submit")
        await asyncio.sleep(1)
        run.process.kill()
        await run.process.wait()
    async with optout("practice", switches(site), "second", keys=True) as run:
        await run.told("person_asked", **{"for": "agree"})
        await run.answer("\r")
        assert (await run.told("session_started"))["from_step"] == SUBMIT
        await log_in_where_asked(run)
        await to_its_end(run, "attach")
        assert checkpoint(run) is None


async def test_practice_goes_on_as_well(optout: Started, site: PracticeSite) -> None:
    """Ctrl-C in `optout practice` promises to go on; the pretend company has forgotten the login by then."""
    async with optout("", [], "first", keys=True, command="practice") as run:
        run.profile = run.profile.with_name("profile-practice")
        await walk_until(run, "pause", "review")
        run.process.send_signal(signal.SIGINT)
        assert await run.ended() == 1
        await run.says("the next run offers to go on")
    async with optout("", [], "second", keys=True, command="practice") as run:
        run.profile = run.profile.with_name("profile-practice")
        await run.told("person_asked", **{"for": "agree"})
        await run.answer("\r")
        await run.told("person_asked", **{"for": "login"})
        await run.act(_same(action) for action in part.PART[0].do)
        await run.told("person_asked", **{"for": "review"})
        run.key("q")
        assert await run.ended() == 1


async def test_asleep_for_longer_than_any_time_limit(optout: Started, site: PracticeSite) -> None:
    """A laptop that is shut in a pause, and in a step: every deadline has passed when it wakes."""
    async with optout("practice", switches(site), keys=True) as run:
        await run.told("person_asked", **{"for": "login"})
        for _ in range(2):
            run.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(3)  # the limit is two seconds in this run
            run.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.3)
        await run.act(_same(action) for action in part.PART[0].do)
        assert (await run.told("person_answered", **{"for": "login"}))["reply"] == "continue"
        await run.told("step_done")
        run.key("q")
        assert await run.ended() == 1


async def test_a_browser_that_stands_still_for_longer_than_any_time_limit(optout: Started, site: PracticeSite) -> None:
    """In the middle of the steps: it is waited for, nothing is missing or asked because of it, nothing done twice."""
    async with optout("practice", switches(site), keys=True) as run:
        await walk_until(run, "step", PRESSES)
        os.kill(browser_of(run), signal.SIGSTOP)
        await asyncio.sleep(5)  # time that passes is what is tried: the limit is two seconds in this run
        os.kill(browser_of(run), signal.SIGCONT)
        await to_its_end(run, "attach")
        assert not [one for one in run.events() if one["event"] == "target_missing"]
        outer = [one for one in run.events() if one["event"] == "step_done" and "within" not in one]
        pressed = [one["step"] for one in outer if one["kind"] == "click"]
        assert pressed == sorted(set(pressed))


async def test_unplugged(optout: Started) -> None:
    """The site is gone in the middle: a question, not a crash; the next run goes on."""
    with PracticeSite() as site:
        rules = switches(site)
        context = optout("practice", rules, "first", keys=True)
        run = await context.__aenter__()
        await run.told("person_asked", **{"for": "login"})
    try:
        await run.answer("s")  # skip the login; the next thing cannot be there
        asked = await run.told("person_asked", **{"for": "missing"})
        assert "retry" in asked["choices"]
        run.key("q")
        assert await run.ended() == 1
        assert checkpoint(run)
    finally:
        await context.__aexit__(None, None, None)


async def test_a_full_disk_is_5_and_the_next_run_goes_on(optout: Started, site: PracticeSite) -> None:
    """The disk is full from the third event on: that is said, and what was there before stays whole."""
    async with optout("practice", switches(site), "first", keys=True, options=["--events", "/dev/full"]) as run:
        assert await run.ended() == 5
        assert "/dev/full cannot be written: No space left on device" in (run.log.parent / "first.txt").read_text()
    await goes_on(optout, site, None)


FULL = """
import resource, sys
from pathlib import Path
from runner.errors import RecordsError
from runner.records.files import write_private
path = Path(sys.argv[1])
write_private(path, b"old")
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    write_private(path, b"x" * 1000)
except RecordsError as error:
    print(error)
"""


@pytest.mark.core
def test_a_file_that_does_not_fit_leaves_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    said = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert "state.json cannot be written (File too large); free some space and run again" in said.stdout
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.core
async def test_a_home_that_cannot_be_written_is_5_in_words(optout: Started, site: PracticeSite) -> None:
    async with optout("practice", switches(site), "first", more={"OPTOUT_HOME": "/sys/optout"}) as run:
        assert await run.ended() == 5
        assert "/sys/optout cannot be made" in (run.log.parent / "first.txt").read_text()


async def test_a_profile_in_use_is_3_and_the_first_run_goes_on(optout: Started, site: PracticeSite) -> None:
    async with optout("practice", switches(site), "first", keys=True) as run:
        await run.told("person_asked", **{"for": "login"})
        async with optout("practice", switches(site), "second") as other:
            assert await other.ended() == 3
            assert f"another Optout (process {run.process.pid}) is using this profile" in (
                run.log.parent / "second.txt"
            ).read_text("utf-8")
        run.key("q")
        assert await run.ended() == 1
