"""The page of those who keep a collection: a key is made once, and a folder packed into a file that can be added."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from runner.app.bundle import read_bundle
from runner.app.signing import follows, read_key
from tests.collections.keeping import NOTES, PHOTOS, folder_at, key_at
from tests.home.conftest import Visitor
from tests.home.test_checking import downloads, words

__all__ = ["downloads"]


async def test_a_key_is_made_once_and_shown_again(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "mine.pem"
    page = words(await visitor.post("/collections/key", key=str(path)))
    fingerprint = read_key(path).fingerprint
    assert f"A new key is in {path}" in page and fingerprint in page and "a copy of it in a second place" in page
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text()
    assert text.splitlines()[1] not in page
    assert fingerprint in words(await visitor.post("/collections/key", key=str(path)))
    assert path.read_text() == text
    assert "say where the key" in (await visitor.post("/collections/key", 422, key=" ")).casefold()
    path.chmod(0o644)
    refused = words(await visitor.post("/collections/key", 422, key=str(path)))
    assert "let nobody but you read that file" in refused and "chmod" not in refused
    assert "let nobody but you read" in words(await visitor.get("/collections/make"))


async def test_a_key_of_a_relative_path_lies_in_the_persons_own_folder(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    await visitor.post("/collections/key", key="key.pem")
    assert read_key(tmp_path / "key.pem")


async def test_a_folder_is_packed_and_its_file_can_be_added(visitor: Visitor, tmp_path: Path, downloads: Path) -> None:
    kept, key = folder_at(tmp_path / "acme", photos=PHOTOS, notes=NOTES), key_at(tmp_path / "key.pem")
    (kept / "vouched" / "x.json").write_text("{}", "utf-8")
    page = words(await visitor.post("/collections/pack", folder=str(kept), key=str(key.path)))
    saved = downloads / "acme-1.zip"
    assert f"Written: {saved}, version 1 with 2 flows." in page and key.fingerprint in page
    assert "Not counted: x.json: it is not what Optout writes for a keeper" in page and "optout vouch" not in page
    assert read_bundle(saved).manifest.key == key.public
    assert f"As it was: {saved}" in words(await visitor.post("/collections/pack", folder=str(kept), key=str(key.path)))
    assert "acme-1.zip" in await visitor.get("/collections")
    assert "Photos – keep yours" in await visitor.get(f"/collections/look?path={saved}")


async def test_another_file_of_the_same_version_is_never_written_over(
    visitor: Visitor, tmp_path: Path, downloads: Path
) -> None:
    kept, key = folder_at(tmp_path / "acme"), key_at(tmp_path / "key.pem")
    form = {"folder": str(kept), "key": str(key.path)}
    await visitor.post("/collections/pack", **form)
    before = (downloads / "acme-1.zip").read_bytes()
    (kept / "flows" / "acme.notes.yaml").write_text(NOTES, "utf-8")
    assert "is there already and is another one" in await visitor.post("/collections/pack", 422, **form)
    assert (downloads / "acme-1.zip").read_bytes() == before


async def test_a_new_key_is_signed_by_the_one_before(visitor: Visitor, tmp_path: Path, downloads: Path) -> None:
    kept = folder_at(tmp_path / "acme")
    old, new = key_at(tmp_path / "old.pem"), key_at(tmp_path / "new.pem")
    await visitor.post("/collections/pack", folder=str(kept), key=str(new.path), old=str(old.path))
    assert follows(read_bundle(downloads / "acme-1.zip").manifest, old.public)
    page = await visitor.get("/collections/make")
    assert f'value="{old.path}"' in page and f'value="{kept}"' in page, "what was given is there the next time"


@pytest.mark.usefixtures("downloads")
async def test_what_goes_wrong_is_said_without_a_command(visitor: Visitor, tmp_path: Path) -> None:
    kept, key = folder_at(tmp_path / "acme", photos=PHOTOS.replace("steps:", "stepps:")), key_at(tmp_path / "key.pem")
    for form, said in (
        ({"folder": "", "key": str(key.path)}, "which folder your collection is in"),
        ({"folder": str(kept), "key": ""}, "where your key lies"),
        ({"folder": str(tmp_path / "none"), "key": str(key.path)}, "There is no folder"),
        ({"folder": str(tmp_path), "key": str(key.path)}, "collection.yaml"),
        ({"folder": str(kept), "key": str(tmp_path / "none.pem")}, "cannot be read"),
        ({"folder": str(kept), "key": str(kept / "collection.yaml")}, "is not a key that Optout has made"),
        ({"folder": str(kept), "key": str(key.path)}, "did you mean 'steps'?"),
    ):
        page = words(await visitor.post("/collections/pack", 422, **form))
        assert said in page and "optout flows" not in page, page
