"""Makes pairs out of this project's own pages: the practice site and the stand-ins, before and after changes.

Every page is opened once; each change is done to a fresh copy of it in the browser (`changes.js`), and what it looks
like before and after is read there (`picks.js`). Chance has a seed, so that two runs judge the same pairs.
"""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.async_api import Error, Page, async_playwright

from runner.browser.find import find
from runner.flow.model import Pick
from runner.practice.drift import AI, FORM, KINDS, PRIVACY, WAY, Stop
from runner.practice.routes import PROTECTED, PUBLIC
from runner.practice.server import PracticeSite
from runner.session.matching import is_nested
from tests.sites.serve import StandIn, all_sites

from .pairs import Pair

HERE = Path(__file__).parent
FLOWS = HERE.parents[1] / "flows"
SCRIPTS = [(HERE / name).read_text(encoding="utf-8") for name in ("picks.js", "changes.js")]
KEEP_PAGE = "() => { globalThis.pristine = document.body.cloneNode(true); return globalThis.changes.names; }"
READ = "() => { globalThis.picks.begin(); return globalThis.picks.collect(); }"
CHANGE = """([name, seed, often, gone]) => {
  document.body.replaceWith(globalThis.pristine.cloneNode(true));
  globalThis.picks.begin();
  globalThis.changes.change(name, seed, often, gone);
  return globalThis.picks.collect();
}"""
GONE = {"unchanged": "gone", "new version": "gone, new version", "redesign": "gone, redesign"}
OFTEN = 0.6
TARGETS = 4  # of each page and change
CROWD = 300  # candidates, where a page is filled up with those of others
PAGES_OF_A_SITE = 8  # in each language: there may be many sites
NOT_OPENED = {"/logout", "/settings/save", "/rooms/iframe/inside", "/rooms/iframe/other"}
THE_WAY = ("/home", PRIVACY, AI, FORM, "/help/centre/about-ais")
NOT_TRIED = {"slow", "radios"}  # they change when things come, not what they look like


@dataclass(frozen=True)
class Thing:
    """Something on a page: its Pick, the mark it is known by, where it leads, and whether one can press or fill it."""

    pick: Pick
    mark: int | None
    leads: str
    pressable: bool

    @classmethod
    def read(cls, said: dict[str, Any]) -> Thing:
        """As picks.js tells it."""
        return cls(Pick.model_validate(said["pick"]), said["mark"], said["leads"].strip(), said["pressable"])

    def could_be(self, other: Thing) -> bool:
        """Whether this may be the other one on another page: it is called so, leads there, or stands in its place."""
        return (
            other.called == self.called
            or (self.leads != "" and other.leads == self.leads)
            or (self.pick.id != "" and other.pick.id == self.pick.id)
            or other.pick.path == self.pick.path
        )

    @property
    def called(self) -> str:
        """What it is called, for comparing."""
        return (self.pick.text or self.pick.name).casefold()


async def all_pairs(seed: int = 7) -> list[Pair]:
    """Those of the practice site, then those of the stand-ins."""
    found = [pair async for pair in practice_pairs(seed)]
    return found + [pair async for pair in stand_in_pairs(seed)]


@asynccontextmanager
async def _page(*args: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find().path, args=list(args))
        async with await launched as browser, await browser.new_context(bypass_csp=True) as context:
            yield await context.new_page()


# --- the practice site ------------------------------------------------------------------------------------------------


async def practice_pairs(seed: int) -> AsyncIterator[Pair]:
    """Every page in both languages under every change, and the stops of the way under the site's own drift."""
    addresses = [path for path in (*PUBLIC, *PROTECTED) if path not in NOT_OPENED]
    with PracticeSite() as site:
        async with _page(f"--host-resolver-rules={site.host_rules}") as page:
            await _log_in(page, site.url)
            pages = {}
            for language in ("en", "de"):
                for path in addresses:
                    await page.goto(f"{site.url}{path}?reset=1&lang={language}")
                    pages[language, path] = await _changed(page, seed)
            for pair in _pairs_of(list(pages.values()), "practice", seed):
                yield pair
            for path in addresses:
                for pair in _across_languages(pages["en", path].before, pages["de", path].before, "practice", seed):
                    yield pair
            async for pair in _drift_pairs(page, site.url):
                yield pair


async def _log_in(page: Page, url: str) -> None:
    await page.goto(f"{url}/login")
    for path, form in (("/login", "username=robin&password=practice"), ("/login/code", "code=123456")):
        await page.evaluate(
            "([path, form]) => fetch(path, {method: 'POST', body: new URLSearchParams(form)}).then(() => null)",
            [path, form],
        )


async def _drift_pairs(page: Page, url: str) -> AsyncIterator[Pair]:
    for language in ("en", "de"):
        for path in THE_WAY:
            await page.goto(f"{url}{path}?reset=1&lang={language}")
            before = await _things(page)
            stops = {key: found for key, stop in WAY.items() if (found := _stop(before, stop))}
            for kind in KINDS if stops else ():
                if kind in NOT_TRIED:
                    continue
                await page.goto(f"{url}{path}?reset=1&lang={language}&drift={kind}")
                if kind == "variant":
                    await page.reload()
                after = await _things(page)
                for key, stop in stops.items():
                    now = _stop(after, WAY[key])
                    candidates = [one.pick for one in after if one.pressable]
                    right = candidates.index(now.pick) if now else None
                    yield Pair(stop.pick, candidates, right, f"drift: {kind}", "practice")


def _stop(things: Sequence[Thing], stop: Stop) -> Thing | None:
    """The thing a stop of the way is on this page, whatever it is called today."""
    names = {name.casefold() for name in (*stop.names, *stop.renamed)}
    found = [one for one in things if one.leads == (stop.address or stop.panel) and one.pressable]
    called = [one for one in found if one.called in names or one.pick.name.casefold() in names]
    return called[0] if len(called) == 1 else None


async def _things(page: Page) -> list[Thing]:
    """Everything in all frames of the page."""
    found: list[Thing] = []
    for frame in page.frames:
        try:
            for script in SCRIPTS:
                await frame.evaluate(script)
            found += map(Thing.read, await frame.evaluate(READ))
        except Error:
            continue  # a frame that went away
    return found


# --- the stand-ins ----------------------------------------------------------------------------------------------------


async def stand_in_pairs(seed: int) -> AsyncIterator[Pair]:
    """The pages of every stand-in that the shipped flows or its own links lead to."""
    with StandIn() as site:
        async with _page(*site.chromium_args) as page:
            for one in all_sites():
                pages = {}
                for language in ("en", "de"):
                    site.language = language
                    async for address in _walk(page, one.hosts):
                        pages[language, address] = await _changed(page, seed)
                name = f"stand-in {one.folder.name}"
                for pair in _pairs_of(list(pages.values()), name, seed):
                    yield pair
                for language, address in pages:
                    if language == "en" and ("de", address) in pages:
                        two = pages["en", address].before, pages["de", address].before
                        for pair in _across_languages(*two, name, seed):
                            yield pair


async def _walk(page: Page, hosts: Sequence[str]) -> AsyncIterator[str]:
    """Opens page after page of some hosts, each once; yields when one is open."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(FLOWS.glob("*.yaml")))
    told = re.findall(r"open: (https://[^\s,}]+)", text)
    waiting = [url for url in (*dict.fromkeys(told), *(f"https://{host}/" for host in hosts))]
    seen: set[str] = set()
    known: set[str] = set()
    while waiting and len(known) < PAGES_OF_A_SITE:
        url = waiting.pop(0).partition("#")[0]
        if url in seen or urlsplit(url).hostname not in hosts:
            continue
        seen.add(url)
        answer = await page.goto(url)
        content = await page.evaluate("() => document.body.innerText")
        if content in known or not answer or not answer.ok:
            continue
        known.add(content)
        links = await page.evaluate(
            "() => [...document.querySelectorAll('a[href], [data-go]')].map("
            "el => el.getAttribute('href') || el.dataset.go)"
        )
        waiting += [urljoin(page.url, link) for link in links]
        yield url


# --- changes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """One page: what is on it, and after each change, with the marks of what was taken away."""

    before: list[Thing]
    after: dict[str, tuple[list[Thing], set[int]]]


async def _changed(page: Page, seed: int) -> Changed:
    for script in SCRIPTS:
        await page.evaluate(script)
    names = await page.evaluate(KEEP_PAGE)
    chance = random.Random(f"{seed} {page.url}")
    before = await _change(page, "unchanged", 0)
    after = {}
    for name in names:
        after[name] = (await _change(page, name, chance.randrange(2**31)), set[int]())
        if name in GONE and (gone := _to_take(before, chance)):
            after[GONE[name]] = (await _change(page, name, chance.randrange(2**31), gone), set(gone))
    return Changed(before, after)


async def _change(page: Page, name: str, seed: int, gone: Sequence[int] = ()) -> list[Thing]:
    return [Thing.read(one) for one in await page.evaluate(CHANGE, [name, seed, OFTEN, list(gone)])]


def _to_take(before: Sequence[Thing], chance: random.Random) -> list[int]:
    """A few things that are on the page only once, so that without them there is nothing to find."""
    calls = [one.called for one in before if one.pressable]
    once = [
        one.mark
        for one in before
        if one.pressable and one.mark is not None and one.called and calls.count(one.called) == 1
    ]
    return chance.sample(once, min(3, len(once) // 2))


def _pairs_of(pages: Sequence[Changed], site: str, seed: int) -> Iterator[Pair]:
    """A few targets of each page and change; half against what one could press, half against all of a full page."""
    chance = random.Random(seed)
    crowds = {
        language: [one for page in pages for one in page.before if one.pick.language == language]
        for language in {one.pick.language for page in pages for one in page.before}
    }
    for page in pages:
        for change, (after, gone) in page.after.items():
            there = {one.mark for one in after}
            fit = [one for one in page.before if one.pressable and (one.mark in gone if gone else one.mark in there)]
            for at, one in enumerate(chance.sample(fit, min(TARGETS, len(fit)))):
                others = [thing for thing in after if thing.pressable or at % 2]
                if at % 2:
                    others = _crowded(one, others, crowds[one.pick.language], chance)
                marks = [thing.mark for thing in others]
                right = None if gone else marks.index(one.mark)
                yield Pair(one.pick, [thing.pick for thing in others], right, change, site)


def _crowded(wanted: Thing, things: list[Thing], crowd: Sequence[Thing], chance: random.Random) -> list[Thing]:
    """The page filled up with things of other pages, none of which could be taken for what is looked for by right."""
    more = [one for one in crowd if not wanted.could_be(one)]
    strangers = chance.sample(more, min(len(more), max(0, CROWD - len(things))))
    return things + [Thing(one.pick, None, one.leads, one.pressable) for one in strangers]


def _across_languages(before: Sequence[Thing], after: Sequence[Thing], site: str, seed: int) -> Iterator[Pair]:
    """The same page in another language, where it is built alike."""
    if [(one.mark, one.pick.tag) for one in before] != [(one.mark, one.pick.tag) for one in after]:
        return
    fit = [at for at, one in enumerate(before) if one.pressable]
    for at in random.Random(seed).sample(fit, min(TARGETS, len(fit))):
        yield Pair(before[at].pick, [one.pick for one in after], at, "other language", site)
        others = [one for one in after if not is_nested(one.pick, after[at].pick) and one != after[at]]
        if not any(before[at].could_be(one) for one in others):
            yield Pair(before[at].pick, [one.pick for one in others], None, "gone, other language", site)
