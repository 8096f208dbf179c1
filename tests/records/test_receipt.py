"""Receipts: what is in one, that it can be checked by hand, and what `verify` says of every way to spoil one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runner.errors import RecordsError, UsageError
from runner.records.ledger import Ledger
from runner.records.receipt import FIRST, write_receipt
from runner.records.verify import verify

from .books import Clock, deadline, png, sent, walked_flow

FLOW = walked_flow()
FILES = [
    "README.txt",
    "facebook-objection.yaml",
    "pictures/01-answer.png",
    "pictures/01-answer.json",
    "pictures/02-question.png",
    "pictures/02-question.json",
    "request.json",
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "home", Clock()) as opened:
        sent(opened, FLOW, deadline(date(2026, 12, 23)), pictures=["question", "answer"])
        opened.happen("facebook-1", "acknowledged", note="They wrote “we have it”.")
        yield opened


@pytest.fixture
def folder(ledger: Ledger, tmp_path: Path) -> Path:
    """A receipt as a folder."""
    write_receipt(ledger, ledger.request("facebook-1"), tmp_path / "receipt")
    return tmp_path / "receipt"


@pytest.fixture
def packed(ledger: Ledger, tmp_path: Path) -> Path:
    """The same as a zip."""
    write_receipt(ledger, ledger.request("facebook-1"), tmp_path / "receipt.zip")
    return tmp_path / "receipt.zip"


def states(path: Path) -> dict[str, str]:
    """What is not ok, by file."""
    verdict = verify(path)
    found: dict[str, str] = {one.file: one.state for one in verdict.files if one.state != "ok"}
    assert verdict.holds == (not found)
    return found


def listed(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest


# -- what is in one -----------------------------------------------------------------------------------------------


def test_everything_kept_of_a_request_is_in_it(folder: Path, ledger: Ledger) -> None:
    assert [one["file"] for one in listed(folder)["files"]] == FILES
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert inside == {*FILES, "SHA256SUMS", "manifest.json"}
    assert (folder / "facebook-objection.yaml").read_text("utf-8") == FLOW.text
    assert (folder / "pictures/01-answer.png").read_bytes() == png()
    told = json.loads((folder / "request.json").read_text("utf-8"))
    assert (told["id"], told["due"], told["flow_sha256"]) == ("facebook-1", "2026-12-23", FLOW.digest)
    assert [one["what"] for one in told["history"]] == ["sent", "acknowledged"]
    assert [one["name"] for one in told["evidence"]] == ["answer", "question"]


def test_nothing_in_it_says_where_things_lie_on_this_machine(folder: Path, tmp_path: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes(), path


def test_a_zip_has_the_same_as_a_folder(folder: Path, packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")} | {
        "SHA256SUMS": (folder / "SHA256SUMS").read_bytes()
    }
    assert verify(packed) == verify(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_it(folder: Path, packed: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in [*folder.rglob("*.*"), packed]} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "pictures")} == {0o700}
    with zipfile.ZipFile(packed) as archive:
        assert {stat.S_IMODE(info.external_attr >> 16) for info in archive.infolist()} == {0o600}


def test_a_picture_that_is_gone_is_still_told_of(ledger: Ledger, tmp_path: Path) -> None:
    ledger.request("facebook-1").evidence[0].path.unlink()
    write_receipt(ledger, ledger.request("facebook-1"), tmp_path / "receipt")
    assert "pictures/01-answer.png" not in [one["file"] for one in listed(tmp_path / "receipt")["files"]]
    assert (tmp_path / "receipt/pictures/01-answer.json").exists()
    assert states(tmp_path / "receipt") == {}


def test_a_request_that_was_never_sent_has_a_receipt_too(ledger: Ledger, tmp_path: Path) -> None:
    request = ledger.prepare(FLOW)
    write_receipt(ledger, ledger.request(request), tmp_path / "receipt")
    assert states(tmp_path / "receipt") == {}


def test_nothing_that_is_there_is_written_over(ledger: Ledger, folder: Path, packed: Path, tmp_path: Path) -> None:
    before = folder.joinpath("manifest.json").read_bytes(), packed.read_bytes()
    for out in (folder, packed):
        with pytest.raises(UsageError, match="is there already"):
            write_receipt(ledger, ledger.request("facebook-1"), out)
    assert (folder.joinpath("manifest.json").read_bytes(), packed.read_bytes()) == before
    (tmp_path / "empty").mkdir()
    write_receipt(ledger, ledger.request("facebook-1"), tmp_path / "empty")


def test_one_that_could_not_be_checked_is_not_made(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="too many for a receipt"):
        write_receipt(ledger, ledger.request("facebook-1"), tmp_path / "receipt", most_bytes=100)
    assert not (tmp_path / "receipt").exists()


# -- by hand ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_it_can_be_checked_by_hand_as_its_readme_says(folder: Path) -> None:
    assert "sha256sum -c SHA256SUMS" in (folder / "README.txt").read_text("utf-8")
    ran = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [f"{file}: OK" for file in FILES]
    [line] = [one.strip() for one in (folder / "README.txt").read_text("utf-8").splitlines() if "printf" in one]
    link = FIRST
    for one in listed(folder)["files"]:
        command = line.replace("LINK-BEFORE", link).replace("SHA256-OF-THE-FILE", one["sha256"])
        command = command.replace("NAME-OF-THE-FILE", one["file"])
        link = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout.split()[0]
        assert link == one["link"]
    assert link == verify(folder).fingerprint


def test_the_fingerprint_is_of_every_file_and_its_place(folder: Path) -> None:
    link = FIRST
    for file in FILES:
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        link = hashlib.sha256(f"{link} {digest}  {file}\n".encode()).hexdigest()
    assert verify(folder).fingerprint == listed(folder)["fingerprint"] == link


# -- spoilt -------------------------------------------------------------------------------------------------------


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes a manifest."""
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize("file", FILES)
def test_a_changed_file_is_named(folder: Path, file: str) -> None:
    content = bytearray((folder / file).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / file).write_bytes(content)
    assert states(folder) == {file: "changed"}


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"x", b"x" * 5_000_000])
def test_a_shorter_or_longer_file_is_a_changed_one(folder: Path, content: bytes) -> None:
    (folder / "request.json").write_bytes(content)
    assert states(folder) == {"request.json": "changed"}


@pytest.mark.parametrize("file", [*FILES, "SHA256SUMS"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert states(folder) == {file: "missing"}


@pytest.mark.slow
def test_extra_files_are_named_wherever_they_are(folder: Path) -> None:
    (folder / "more.txt").write_text("x")
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "c").write_text("x")
    assert states(folder) == {"more.txt": "extra", "a/b/c": "extra"}


def test_a_renamed_file_is_missing_and_extra(folder: Path) -> None:
    (folder / "request.json").rename(folder / "Request.json")
    assert states(folder) == {"request.json": "missing", "Request.json": "extra"}


@pytest.mark.slow
def test_a_manifest_made_to_fit_a_changed_file_does_not_hold(folder: Path) -> None:
    (folder / "request.json").write_bytes(b"{}")

    def fit(data: dict[str, Any]) -> None:
        data["files"][-1] |= {"sha256": hashlib.sha256(b"{}").hexdigest(), "size": 2}

    rewrite(folder / "manifest.json", fit)
    assert states(folder) == {"SHA256SUMS": "changed", "manifest.json": "changed"}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["files"].reverse(),
        lambda data: data["files"].pop(),
        lambda data: data["files"].append(data["files"][0]),
        lambda data: data.update(fingerprint=FIRST),
        lambda data: data["files"][0].update(link=FIRST),
        lambda data: data.update(files=[]),
    ],
)
def test_a_manifest_that_does_not_hold_together_is_changed(
    folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    rewrite(folder / "manifest.json", change)
    assert states(folder)["manifest.json"] == "changed"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"receipt": 1, "request": "a", "made": "b", "fingerprint": "c", "files": 3}',
        "[" * 100_000,
        "\0",
    ],
)
def test_without_a_manifest_it_is_no_receipt(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(UsageError, match="is not a receipt"):
        verify(folder)


def test_what_is_no_receipt_is_said(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "x").write_text("not a zip")
    for path in (tmp_path / "x", tmp_path / "nowhere", tmp_path):
        with pytest.raises(UsageError) as caught:
            verify(path)
        assert str(path) in str(caught.value)
        assert caught.value.exit_code == 2
    rewrite(folder / "manifest.json", lambda data: data.update(receipt=2))
    with pytest.raises(UsageError, match="newer Optout"):
        verify(folder)


# -- from a stranger ----------------------------------------------------------------------------------------------


def outside(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A file outside a receipt, and how a manifest would list it."""
    secret = tmp_path / "secret"
    secret.write_text("theirs")
    return secret, {"sha256": hashlib.sha256(b"theirs").hexdigest(), "size": 6, "link": FIRST}


@pytest.mark.parametrize("name", ["../secret", "pictures/../../secret", "{absolute}", "..\\secret", "C:\\secret"])
def test_names_that_lead_out_of_it_are_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    secret, listing = outside(tmp_path)
    name = name.replace("{absolute}", str(secret))
    rewrite(folder / "manifest.json", lambda data: data["files"].append({"file": name, **listing}))
    assert states(folder)[name] == "missing"


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret, listing = outside(tmp_path)
    (folder / "link").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    original = (folder / "request.json").rename(tmp_path / "request.json")
    (folder / "request.json").symlink_to(original)
    rewrite(folder / "manifest.json", lambda data: data["files"].append({"file": "link", **listing}))
    assert states(folder) == {
        "request.json": "changed",
        "link": "changed",
        "folder": "extra",
        "loop": "extra",
        "manifest.json": "changed",
        "SHA256SUMS": "changed",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file_and_does_not_hold_it_up(folder: Path) -> None:
    (folder / "request.json").unlink()
    os.mkfifo(folder / "request.json")
    os.mkfifo(folder / "more")
    assert states(folder) == {"request.json": "changed", "more": "extra"}


def repacked(packed: Path, change: Callable[[str, bytes], list[tuple[zipfile.ZipInfo, bytes]]]) -> Path:
    """The zip with each file changed, left out or doubled."""
    out = packed.with_name("other.zip")
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            for info, content in change(name, old.read(name)):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # zipfile warns of doubles
                    new.writestr(info, content)
    return out


@pytest.mark.slow
def test_a_zip_bomb_is_not_unpacked(packed: Path) -> None:
    bomb = bytes(300_000_000)

    def swell(name: str, content: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        return [(info, bomb if name in ("request.json", "SHA256SUMS") else content)]

    path = repacked(packed, swell)
    assert path.stat().st_size < 2_000_000
    read: list[int] = []
    real = zipfile.ZipExtFile.read

    def counting(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        content = real(self, n)
        read.append(len(content))
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile.ZipExtFile, "read", counting)
        assert states(path) == {"request.json": "changed", "SHA256SUMS": "changed"}
    assert sum(read) < 5_000_000


def test_a_manifest_that_promises_too_much_is_not_believed(folder: Path) -> None:
    rewrite(folder / "manifest.json", lambda data: data["files"][0].update(size=1 << 40))
    with pytest.raises(UsageError, match="larger than a receipt"):
        verify(folder)


@pytest.mark.slow
def test_too_many_files_are_not_looked_at(folder: Path) -> None:
    with pytest.raises(UsageError, match="larger than a receipt"):
        verify(folder, most_files=8)


@pytest.mark.slow
def test_a_huge_manifest_is_not_read(folder: Path) -> None:
    rewrite(folder / "manifest.json", lambda data: data.update(more="x" * 5_000_000))
    with pytest.raises(UsageError, match="is not a receipt"):
        verify(folder)


def test_what_is_twice_in_a_zip_is_not_what_it_was(packed: Path) -> None:
    def double(name: str, content: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        again = [(zipfile.ZipInfo(name), content)] if name == "request.json" else []
        return [(zipfile.ZipInfo(name), content), *again]

    assert states(repacked(packed, double)) == {"request.json": "changed"}


def test_a_link_in_a_zip_is_no_file(packed: Path) -> None:
    def linked(name: str, content: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        info = zipfile.ZipInfo(name)
        if name == "request.json":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        return [(info, content)]

    assert states(repacked(packed, linked)) == {"request.json": "changed"}


@pytest.mark.slow
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_otherwise_is_not_unpacked(packed: Path, method: int) -> None:
    def otherwise(name: str, content: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        info = zipfile.ZipInfo(name)
        info.compress_type = method if name == "request.json" else zipfile.ZIP_STORED
        return [(info, content)]

    assert states(repacked(packed, otherwise)) == {"request.json": "changed"}


def test_damage_within_a_zip_is_a_changed_file(packed: Path) -> None:
    content = bytearray(packed.read_bytes())
    at = content.index(b"\x89PNG") + 40
    content[at] ^= 0xFF
    packed.write_bytes(content)
    assert states(packed) == {"pictures/01-answer.png": "changed"}


@pytest.mark.parametrize("length", [0, 100, 2000, -30])
def test_a_zip_that_is_cut_off_is_said(packed: Path, length: int) -> None:
    packed.write_bytes(packed.read_bytes()[:length])
    with pytest.raises(UsageError, match="cannot be read as a receipt"):
        verify(packed)


def test_checking_alters_nothing(folder: Path, packed: Path, tmp_path: Path) -> None:
    def everything() -> dict[str, tuple[int, int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
            for path in (packed, folder, *folder.rglob("*"))
        }

    before, beside = everything(), sorted(tmp_path.iterdir())
    for path in (folder, folder / "pictures" / ".." / ".." / "receipt", packed):
        assert verify(path).holds
    assert everything() == before
    assert sorted(tmp_path.iterdir()) == beside
