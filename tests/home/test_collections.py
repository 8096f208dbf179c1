"""Collections in the home: saved files are found, looked at, added as they were shown, and removed."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from runner.app.collection_store import CollectionStore
from tests.collections.keeping import NOTES, PHOTOS, Forger, key_at, zip_at
from tests.home.conftest import Visitor


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Downloads folder of the test's own."""
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    (tmp_path / "Downloads").mkdir()
    return tmp_path / "Downloads"


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    """The keeper of a collection."""
    return Forger(key_at(tmp_path / "keeper.key"))


def key(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


async def added(visitor: Visitor, saved: Path) -> None:
    shown = await visitor.get(f"/collections/look?path={saved}")
    await visitor.post("/collections/add", path=str(saved), key=key(shown))


@pytest.mark.slow
async def test_a_saved_file_is_found_shown_added_and_removed(
    visitor: Visitor, folder: Path, downloads: Path, forger: Forger
) -> None:
    assert "You have added none yet." in await visitor.get("/collections")
    saved = zip_at(downloads / "acme-1.zip", forger.parts(forger.manifest(page="https://acme.example/optout")))
    zip_at(downloads / "holiday.zip", {"a.jpg": b"x"})
    (downloads / "broken.zip").write_bytes(b"PK")
    page = await visitor.get("/collections")
    assert "acme-1.zip" in page
    assert "holiday.zip" not in page
    assert "broken.zip" not in page
    shown = await visitor.get(f"/collections/look?path={saved}")
    for said in ("It is the first you have of it", forger.manifest().fingerprint, "Photos – keep yours"):
        assert said in html.unescape(shown)
    assert not CollectionStore(folder / "collections").all(), "looking adds nothing"
    told = await visitor.post("/collections/add", path=str(saved), key=key(shown))
    for said in ("Added: Acme's, version 1.", "kept by Acme e.V.", "/flows/acme.photos"):
        assert said in html.unescape(told)
    assert 'href="https://acme.example/optout" target="_blank"' in told
    assert "Photos – keep yours" in await visitor.get("/services")
    assert "It is here already" in await visitor.get(f"/collections/look?path={saved}")
    assert "Your requests stay" in await visitor.get("/collections/acme/remove")
    assert "Removed acme." in await visitor.post("/collections/acme/remove")
    assert "Photos – keep yours" not in await visitor.get("/services")
    assert "there is no collection called" in (await visitor.get("/collections/acme/remove", 422)).casefold()


async def test_only_what_was_shown_is_added(visitor: Visitor, folder: Path, downloads: Path, forger: Forger) -> None:
    saved = zip_at(downloads / "acme.zip", forger.parts())
    shown = key(await visitor.get(f"/collections/look?path={saved}"))
    forger.files["flows/acme.notes.yaml"] = NOTES.encode()
    zip_at(saved, forger.parts())
    assert "look at it again" in await visitor.post("/collections/add", 422, path=str(saved), key=shown)
    assert not CollectionStore(folder / "collections").all()


@pytest.mark.slow
async def test_a_newer_version_says_what_changes(visitor: Visitor, downloads: Path, forger: Forger) -> None:
    first = zip_at(downloads / "acme-1.zip", forger.parts())
    await visitor.post(
        "/collections/add", path=str(first), key=key(await visitor.get(f"/collections/look?path={first}"))
    )
    forger.version, changed = 2, PHOTOS.replace("[photos.example.com]", "[photos.example.com, example.org]")
    forger.files = {"flows/acme.photos.yaml": changed.encode(), "flows/acme.notes.yaml": NOTES.encode()}
    second = zip_at(downloads / "acme-2.zip", forger.parts())
    shown = html.unescape(await visitor.get(f"/collections/look?path={second}"))
    assert "what it may do, new (+) and gone (-)" in shown
    assert "example.org" in shown
    await visitor.post("/collections/add", path=str(second), key=key(shown))
    assert "version 2 of" in await visitor.get("/collections")
    assert "you have version 2" in await visitor.get(f"/collections/look?path={first}", 422)


@pytest.mark.slow
async def test_what_is_no_collection_is_said(visitor: Visitor, downloads: Path, forger: Forger) -> None:
    zip_at(downloads / "holiday.zip", {"a.jpg": b"x"})
    assert "it is no collection of flows" in await visitor.get("/collections/look?path=holiday.zip", 422)
    assert "There is no file" in await visitor.get("/collections/look?path=nothing.zip", 422)
    assert "Optout fetches nothing" in await visitor.get("/collections/look?path=https://acme.example/a.zip", 422)
    assert "Say which file it is" in await visitor.get("/collections/look?path=+", 422)


@pytest.mark.slow
async def test_a_damaged_one_can_be_removed(visitor: Visitor, folder: Path, downloads: Path, forger: Forger) -> None:
    saved = zip_at(downloads / "acme.zip", forger.parts())
    await visitor.post(
        "/collections/add", path=str(saved), key=key(await visitor.get(f"/collections/look?path={saved}"))
    )
    (folder / "collections" / "acme" / "manifest.json").write_bytes(b"{")
    assert "It is damaged" in await visitor.get("/collections")
    refused = await visitor.get(f"/collections/look?path={saved}", 422)
    assert "remove it, and then it is added as for the first time" in refused and "optout flows" not in refused
    assert "Removed acme." in await visitor.post("/collections/acme/remove")
