"""What else one could use: the same walk as two recorders would have written it down, replayed as it is.

`codegen` is a plain Playwright script with the locators that Playwright's code generator writes. `replay` is a
recording as Chrome's recorder writes it, replayed by `@puppeteer/replay`, which is fetched on demand. Neither can log
in, attach or submit, and the harness does the person's part for both of them as it does for the runner. What is pressed
is judged alike.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as TooLong

from runner.flow.load import load_file

from .acts import Act
from .hands import Hands
from .stage import Change, Stage
from .trial import Ground
from .walked import LONGEST, Walked, judge, names_in

_WAITS_MS = 5_000  # as long as @puppeteer/replay waits for a thing by itself
_RESTS = 0.5  # seconds
_SCRIPT = Path(__file__).with_name("replay.mjs")
_PACKAGES = ("puppeteer-core@24", "@puppeteer/replay@3")
_INSTALLED = Path(__file__).parents[2] / "build" / "replay"

Play = Callable[[Stage, Page, Sequence[Act], Hands], Awaitable[None]]


async def rival(play: Play, stage: Stage, ground: Ground, change: Change) -> Walked:
    """One walk by a recording; it arrives where all has been sent that the case sends."""
    walked, subject = Walked(), ground.subject
    page = await stage.set_up(subject, change)
    hands = Hands(stage, subject, change, shown=False)
    stage.pressed = judge(walked, subject, ground.labels, names_in(load_file(ground.home.flow)))
    try:
        async with asyncio.timeout(LONGEST), stage.panel.veiled():
            await play(stage, page, ground.acts, hands)
        walked.reached = await stage.arrived(subject)
    except (TimeoutError, TooLong, Error, AssertionError) as error:
        walked.story.append(f"{type(error).__name__}: {str(error)[:300]}")
    walked.wrong += [f"stray {address}" for address in stage.standins.strays]
    return walked


async def codegen(stage: Stage, page: Page, acts: Sequence[Act], hands: Hands) -> None:
    """The script, act by act."""
    for act in acts:
        thing = page.locator(act.codegen or "no-name")
        if act.word == "open":
            await page.goto(act.value, timeout=_WAITS_MS)
        elif act.word == "turn":
            await _turn(hands, act.value, page)
        elif act.word == "fill":
            await thing.fill(act.value, timeout=_WAITS_MS)
        elif act.entry:
            await thing.select_option(act.entry, timeout=_WAITS_MS)
        else:
            await thing.click(timeout=_WAITS_MS)


async def _turn(hands: Hands, about: str, page: Page) -> None:
    """The person's, in the tab they see; then they wait until it has come to rest, and start the recording again."""
    seen = page.context.pages[-1]
    await hands.take_turn(about, seen)
    await asyncio.sleep(_RESTS)
    await seen.wait_for_load_state("networkidle", timeout=_WAITS_MS)


async def replay(stage: Stage, page: Page, acts: Sequence[Act], hands: Hands) -> None:
    """The recording, by a process of its own in the very same browser."""
    async with _node(await _address(stage, page)) as process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(recording(acts)).encode() + b"\n")
        async for line in process.stdout:
            word, _, rest = line.decode().strip().partition(" ")
            if word == "done":
                return
            assert word == "turn", f"{word} {rest}"
            await _turn(hands, rest, page)
            process.stdin.write(b"go\n")
        raise AssertionError("it ended without a word")


def recording(acts: Sequence[Act]) -> dict[str, object]:
    """A recording as the recorder exports it, with the person's turns as steps of their own."""
    return {
        "title": "A way to an opt-out",
        "steps": [_step(act, after) for act, after in zip(acts, [*acts[1:], None], strict=True)],
    }


def _step(act: Act, after: Act | None) -> dict[str, object]:
    if act.word == "open":
        return {"type": "navigate", "url": act.value}
    if act.word == "turn":
        return {"type": "customStep", "name": act.value, "parameters": {}}
    found: dict[str, object] = {"target": "main", "selectors": [list(one) for one in act.recorded]}
    if after and after.word != "open" and after.here != act.here:
        found["assertedEvents"] = [{"type": "navigation", "url": after.here, "title": ""}]
    if act.word == "fill" or act.entry:
        return {"type": "change", "value": act.entry or act.value, **found}
    _, _, width, height = act.pick.box or (0, 0, 0, 0)
    return {"type": "click", "offsetX": width / 2, "offsetY": height / 2, **found}


@contextlib.asynccontextmanager
async def _node(where: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "node", str(_SCRIPT), str(_INSTALLED), *where, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _address(stage: Stage, page: Page) -> tuple[str, str]:
    """Where the browser answers to a debugger, and what it calls this tab."""
    port, path = (stage.profile / "DevToolsActivePort").read_text("ascii").split()
    session = await page.context.new_cdp_session(page)
    told = await session.send("Target.getTargetInfo")
    await session.detach()
    return f"ws://127.0.0.1:{port}{path}", str(told["targetInfo"]["targetId"])


def installed() -> str:
    """Fetches `@puppeteer/replay`, once; why it is not to be had, or an empty text."""
    if (_INSTALLED / "node_modules" / "@puppeteer" / "replay").is_dir():
        return ""
    if not (npm := shutil.which("npm")) or not shutil.which("node"):
        return "there is no npm here"
    _INSTALLED.mkdir(parents=True, exist_ok=True)
    (_INSTALLED / "package.json").write_text('{"private": true}\n', "utf-8")
    command = [npm, "install", "--prefix", str(_INSTALLED), "--no-save", "--ignore-scripts", "--silent", *_PACKAGES]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    return "" if done.returncode == 0 else f"npm did not get it: {done.stderr.strip()[-200:] or done.returncode}"
