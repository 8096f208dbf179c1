"""What there is to be seen on the applications' pages in each language: by our own browser and engine."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from playwright.async_api import Page

from runner.app.rehearsal import QUIET
from runner.browser import asking, picks
from runner.browser.find import find
from runner.browser.launch import browser_session
from runner.browser.switches import Launch
from runner.flow.model import Pick

from .pairing import Question, questions
from .serving import APPLICATIONS, NAME, SECRET, Application, install, served

LANGUAGES = ("de", "fr", "es")
ENGLISH = "en"
LOOPBACK = "--host-resolver-rules=MAP * 127.0.0.1"


async def all_questions(applications: Iterable[Application] = APPLICATIONS) -> AsyncIterator[Question]:
    """Installs and serves each application, and asks for everything on its pages."""
    for one in applications:
        install(one)
        with served(one), tempfile.TemporaryDirectory() as home:
            spec = Launch(find(), Path(home) / "profile", headless=True, own=(*QUIET, LOOPBACK))
            async with browser_session(spec, asking.register) as session:
                page = await session.context.new_page()
                seen = {code: await _pages(page, one, code) for code in (ENGLISH, *LANGUAGES)}
        for language in LANGUAGES:
            for question in questions(one.name, language, seen[ENGLISH], seen[language]):
                yield question


async def _pages(page: Page, one: Application, language: str) -> dict[str, list[Pick]]:
    """Everything on each of its pages in one language."""
    await page.set_extra_http_headers({**one.headers, "Accept-Language": language})
    found = {}
    if one.log_in:
        await page.goto(one.url + one.log_in)
        if await page.locator("[name=password]").count():
            found[one.log_in] = await _survey(page)
            await page.locator("[name=login]").fill(NAME)
            await page.locator("[name=password]").fill(SECRET)
            await page.locator("[name=password]").press("Enter")
            await page.wait_for_url(lambda address: one.log_in not in address)
    for path in one.pages:
        await page.goto(one.url + path, wait_until="networkidle")
        found[path] = await _survey(page)
    if one.log_in:
        await page.context.clear_cookies()
    return found


async def _survey(page: Page) -> list[Pick]:
    return [placed.pick for placed in await picks.survey(page.frames)]


def write(file: Path, asked: Iterable[Question]) -> None:
    """Keeps questions, so that they can be judged again without a browser; each page's things once."""
    kept = set[str]()
    with file.open("w", encoding="utf-8") as lines:
        for one in asked:
            page = f"{one.application} {one.language} {one.page}"
            there = [_said(pick) for pick in one.there] if page not in kept else None
            kept.add(page)
            said = asdict(replace(one, there=())) | {"english": _said(one.english), "there": there}
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")


def read(file: Path) -> Iterator[Question]:
    """Questions that were kept."""
    pages: dict[str, list[Pick]] = {}
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            page = f"{said['application']} {said['language']} {said['page']}"
            if said["there"] is not None:
                pages[page] = [Pick.model_validate(pick) for pick in said["there"]]
            yield Question(**said | {"english": Pick.model_validate(said["english"]), "there": pages[page]})


def _said(pick: Pick) -> dict[str, object]:
    return pick.model_dump(mode="json", exclude_defaults=True)
