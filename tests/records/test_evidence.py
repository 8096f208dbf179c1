"""Pictures kept as proof: nothing hidden in them, a true record beside them, private, taken again, dropped."""

from __future__ import annotations

import contextlib
import hashlib
import json
import stat
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.addresses import bare
from runner.errors import RecordsError
from runner.records.evidence import (
    EvidenceFolder,
    EvidenceRecord,
    bare_png,
    folder_name,
    record_of,
)

from .books import START, chunk, png


def record(name: str = "answer", url: str = "https://chat.example/c/1") -> EvidenceRecord:
    return EvidenceRecord(name=name, flow="f", step=3, url=url, title="Chat – “you” <b>", taken=START)


def test_a_picture_and_its_record_lie_side_by_side(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "evidence" / "f-20261123-090500")
    path = folder.keep(png(), record())
    assert path == folder.folder / "answer.png"
    assert json.loads((folder.folder / "answer.json").read_text("utf-8")) == {
        "name": "answer",
        "file": "answer.png",
        "url": "https://chat.example/c/1",
        "title": "Chat – “you” <b>",
        "taken": "2026-11-23T09:05:00+00:00",
        "flow": "f",
        "step": 3,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    kept = folder.find("answer")
    assert kept and kept.path == path and kept.taken == START and kept.now == "unchanged"
    assert folder.records() == [kept]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_them(tmp_path: Path) -> None:
    path = EvidenceFolder(tmp_path / "evidence" / "f").keep(png(), record())
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path.parent, path.parent.parent)} == {0o700}


def test_what_is_not_seen_is_not_kept() -> None:
    secret = b"Ada Example was here"
    hidden = (
        chunk(b"tEXt", b"Author\x00" + secret)
        + chunk(b"zTXt", b"Author\x00\x00" + zlib.compress(secret))
        + chunk(b"iTXt", b"Author\x00\x00\x00\x00\x00" + secret)
        + chunk(b"eXIf", b"MM" + secret)
        + chunk(b"tIME", b"\x07\xea\x0b\x17\x09\x05\x00")
        + chunk(b"fdAT", b"\x00\x00\x00\x01" + secret)
        + chunk(b"prVW", secret)
    )
    bare = bare_png(png(extra=hidden) + secret)
    assert bare == png()
    assert secret not in bare


def test_a_palette_and_its_transparency_stay() -> None:
    shown = chunk(b"PLTE", b"\x00\x00\x00\xff\xff\xff") + chunk(b"tRNS", b"\xff\x80")
    picture = png()
    at = picture.index(b"IDAT") - 4
    with_palette = picture[:at] + shown + picture[at:]
    assert bare_png(with_palette) == with_palette


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"GIF89a",
        png()[:-5],
        png()[:-12],
        png()[:30],
        png().replace(b"IHDR", b"IDAT", 1),
        png()[:50] + bytes([png()[50] ^ 1]) + png()[51:],
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
    ],
)
def test_what_is_no_whole_picture_is_not_kept(tmp_path: Path, broken: bytes) -> None:
    folder = EvidenceFolder(tmp_path / "f")
    folder.keep(png(), record())
    with pytest.raises(RecordsError, match="is not kept"):
        folder.keep(broken, record())
    assert folder.find("answer"), "the one before is still there"


@pytest.mark.slow
@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd_to_be_refused(data: bytes) -> None:
    for odd in (data, b"\x89PNG\r\n\x1a\n" + data, png()[:-12] + data):
        with contextlib.suppress(RecordsError):
            assert bare_png(odd).endswith(chunk(b"IEND", b""))


def test_taken_again_it_replaces_the_one_before(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "f")
    folder.keep(png(), record())
    path = folder.keep(png(colour=(0, 0, 0)), record(url="https://chat.example/c/2"))
    assert sorted(one.name for one in folder.folder.iterdir()) == ["answer.json", "answer.png"]
    kept = folder.find("answer")
    assert kept and kept.url.endswith("/2") and kept.path == path
    states = [kept.now]
    path.write_bytes(png())
    states.append(kept.now)
    path.unlink()
    states.append(kept.now)
    assert states == ["unchanged", "changed", "missing"]


def test_dropped_it_is_gone_and_dropping_twice_is_no_matter(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "f")
    folder.keep(png(), record())
    folder.drop("answer")
    folder.drop("answer")
    assert list(folder.folder.iterdir()) == []
    assert folder.find("answer") is None


def test_a_picture_without_a_record_was_never_kept(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "f")
    path = folder.keep(png(), record())
    path.with_suffix(".json").unlink()  # as if killed between the two
    assert folder.find("answer") is None
    assert folder.records() == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"taken": "soon"}', '{"taken": 3}', "\x00"])
def test_a_record_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "answer.json").write_text(text)
    with pytest.raises(RecordsError, match=r"answer\.json"):
        record_of(tmp_path / "answer.png")


def test_every_name_has_a_file_of_its_own_in_the_folder(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "f")
    names = ["answer", "Answer", "the answer", "the-answer", "../../etc/x", "答え", "question", "x" * 300, "CON", "."]
    paths = [folder.keep(png(), record(name)) for name in names]
    assert len({path.name.lower() for path in paths}) == len(names)
    assert {path.parent for path in paths} == {folder.folder}
    assert sorted(kept.name for kept in folder.records()) == sorted(names)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ada:pw@chat.example:8443/c/1?q=me&page=2#token=abc", "https://chat.example:8443/c/1"),
        ("https://a.example/in.html?sid=S3CRET&code=424242#access_token=T0KEN", "https://a.example/in.html"),
        ("https://a.example/?email=ann.bee%40example.org", "https://a.example/"),
        ("https://a.example/#/reset/T0KEN", "https://a.example/"),
        ("in.html?sid=S3CRET", "in.html"),
        ("mailto:ann@example.org?subject=x", "mailto:"),
        ("javascript:open('S3CRET')", "javascript:"),
        ("about:blank", "about:blank"),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_an_address_is_kept_without_its_secrets(url: str, kept: str) -> None:
    assert bare(url) == kept
    assert record(url=url).url == kept


def test_a_folder_is_called_after_flow_account_and_date() -> None:
    assert folder_name("facebook-objection", "", START) == "facebook-objection-20261123-090500"
    assert folder_name("facebook-objection", "work", START) == "facebook-objection@work-20261123-090500"


def test_a_folder_that_cannot_be_written_is_a_records_error(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("in the way")
    with pytest.raises(RecordsError) as caught:
        EvidenceFolder(tmp_path / "evidence" / "f").keep(png(), record())
    assert caught.value.exit_code == 5
