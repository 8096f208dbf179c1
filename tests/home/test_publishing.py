"""A website out of the home: which flows go into it, where it is put, and stopped half way."""

from __future__ import annotations

import asyncio
import html
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.app import site_progress
from runner.app.publish import Edition
from runner.app.publish import publish as really
from tests.collections.keeping import folder_at
from tests.home.conftest import Visitor
from tests.home.test_checking import downloads, words
from tests.home.test_services import own_flow
from tests.home.test_walks import served

__all__ = ["downloads"]


async def published(visitor: Visitor, **form: str | tuple[str, ...]) -> str:
    """What the page says once the site was written."""
    async with served(visitor):
        assert (await visitor.ask("POST", "/publish", form)).location == "/publish/now"
        await visitor.context.walks.idle()
    return words(await visitor.get("/publish/now"))


@pytest.mark.slow
async def test_own_flows_become_a_site_in_a_new_folder_each_time(
    visitor: Visitor, folder: Path, downloads: Path
) -> None:
    own_flow(folder, "aa", title="Say <b>no</b>")
    page = await visitor.get("/publish")
    assert 'value="own"' in page and str(downloads) in page
    told = await published(
        visitor, which="own", title="Our <i>site</i>", kept_by="Acme e.V.", url="https://acme.example/x"
    )
    site = downloads / "optout-site-2026-11-29"
    assert "The website is ready" in told and "1 guide, an overview and feeds" in told and str(site) in told
    index = (site / "index.html").read_text("utf-8")
    assert "Our &lt;i&gt;site&lt;/i&gt;" in index and "Acme e.V." in index
    assert any("https://acme.example/x/" in one.read_text("utf-8") for one in site.rglob("*.xml"))
    before = index
    assert "optout-site-2026-11-29-2" in await published(visitor, which="chosen", flow=("aa", "x-grok"))
    assert any("x-grok" in str(path) for path in (downloads / "optout-site-2026-11-29-2").rglob("*.html"))
    assert (site / "index.html").read_text("utf-8") == before
    opened: list[str] = []

    async def open_tab(address: str) -> None:
        opened.append(address)

    visitor.context.open_tab = open_tab
    await visitor.post("/publish/show")
    assert opened == [(downloads / "optout-site-2026-11-29-2" / "index.html").as_uri()]


@pytest.mark.slow
async def test_a_collections_folder_has_its_own_title(visitor: Visitor, downloads: Path, tmp_path: Path) -> None:
    kept = folder_at(tmp_path / "kept")
    assert "The website is ready" in await published(visitor, which="folder", folder=str(kept))
    assert "Opt-outs for people at Acme" in next(downloads.glob("*/index.html")).read_text("utf-8")


@pytest.mark.usefixtures("downloads")
async def test_what_goes_wrong_is_said_without_a_command(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "aa")
    assert "Choose at least one flow" in await visitor.post("/publish", 422, which="chosen")
    assert "There is no folder" in await visitor.post("/publish", 422, which="folder", folder="/nowhere/at/all")
    told = await published(visitor, which="own", url="acme.example")
    assert "The address is where the site will stand" in told and "--url" not in told


@pytest.mark.slow
async def test_stopped_half_way_nothing_of_it_is_left(
    visitor: Visitor, folder: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_flow(folder, "aa")
    loop, begun, goes_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def slowly(edition: Edition, where: Path, wrote: Callable[[str], object]) -> list[str]:
        def told(name: str) -> None:
            wrote(name)
            loop.call_soon_threadsafe(begun.set)
            goes_on.wait()

        return really(edition, where, told)

    monkeypatch.setattr(site_progress, "publish", slowly)
    async with served(visitor):
        await visitor.ask("POST", "/publish", {"which": "own"})
        await begun.wait()
        assert "1 file so far" in words(await visitor.get("/publish/now"))
        assert any(downloads.iterdir())
        await visitor.post("/publish/stop")
        loop.call_soon(goes_on.set)
        await visitor.context.walks.idle()
    assert "nothing of it is left" in await visitor.get("/publish/now")
    assert not any(downloads.iterdir())


async def test_a_flow_is_saved_as_a_page_and_as_text(visitor: Visitor, downloads: Path) -> None:
    said = html.unescape(await visitor.post("/flows/facebook-objection/sheet", what="page"))
    path = downloads / "optout-facebook-objection.html"
    assert f"Saved as {path}." in said
    assert path.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")
    await visitor.post("/flows/facebook-objection/sheet", what="markdown")
    assert (downloads / "optout-facebook-objection.md").read_text("utf-8").startswith("# ")
    assert "There is no flow none" in await visitor.post("/flows/none/sheet", 404, what="page")
