"""The home without a browser: its pages as text, on a folder of its own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from runner.app.offers import FileState, FlowShelf
from runner.config import Config
from runner.exchange import PageRequest, PageResponse
from runner.flow.load import FlowFile
from runner.home.context import HomeContext
from runner.home.site import site
from runner.locale import Language, catalogues

TODAY = date(2026, 11, 29)
READ: dict[FileState, FlowFile | None] = {}  # by all tests of a process, since they all have the same library


QUIET = 0.017  # seconds of the processor that the same work took on a machine with nothing else to do


def _same_work() -> float:
    began = time.process_time()
    made = {f"request-{number}": f"a card {number}".title().replace("Card", "page") for number in range(20_000)}
    sorted(made.values())
    return time.process_time() - began


class Visitor:
    """Asks the home for its pages."""

    def __init__(self, context: HomeContext) -> None:
        self.context = context
        self._site = site(context)

    async def ask(self, method: str, address: str, form: Mapping[str, str | tuple[str, ...]]) -> PageResponse:
        url = urlsplit(address)
        query = {name: tuple(values) for name, values in parse_qs(url.query).items()}
        given = {name: value if isinstance(value, tuple) else (value,) for name, value in form.items()}
        return await self._site.answer(PageRequest("POST" if method == "POST" else "GET", url.path, query, given))

    async def get(self, address: str, status: int = 200) -> str:
        """A page as text, once all flows are read; one that leads on is followed."""
        await self.context.read_aside()
        response = await self.ask("GET", address, {})
        if response.location:
            return await self.get(response.location, status)
        assert response.status == status, response.body.decode()
        return response.body.decode()

    async def quickest(self, address: str) -> tuple[float, str]:
        """The seconds of a quiet processor for a page that was shown before, the best of five times, and the page.

        A core that others use as well counts its own seconds longer; how much is told by work that is always the same.
        """
        took: list[float] = []
        same: list[float] = []
        for _ in range(5):
            same.append(_same_work())
            began = time.process_time()
            page = (await self.ask("GET", address, {})).body.decode()
            took.append(time.process_time() - began)
        return min(took) / max(1.0, min(same) / QUIET), page

    async def post(self, address: str, status: int = 200, /, **form: Any) -> str:
        """Does something, and the page that is shown then."""
        response = await self.ask("POST", address, form)
        if not response.location:
            assert response.status == status, response.body.decode()
            return response.body.decode()
        return await self.get(response.location)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever language a test chooses, the next one is spoken to in English."""
    monkeypatch.setattr(catalogues, "_current", Language())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folder, and nothing of this computer's around it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@pytest.fixture
def visitor(folder: Path, tmp_path: Path) -> Visitor:
    """Somebody in Germany."""
    me = {"country": "Germany", "name": "Ada Example", "email": "ada@example.org"}
    home = HomeContext(folder, tmp_path / "config.yaml", Config(me=me), look=lambda: TODAY, shelf=FlowShelf(READ))
    return Visitor(home)
