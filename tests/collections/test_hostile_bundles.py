"""Bundles made to hurt: each is refused in words, writes nothing, and needs neither long nor much memory."""

from __future__ import annotations

import base64
import io
import os
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.app.adding import look
from runner.app.bundle import read_bundle
from runner.app.bundle_contents import MAX_BUNDLE, as_zip
from runner.app.collection_store import CollectionStore
from runner.app.signing import is_signed
from runner.errors import BundleError, FlowError, RunnerError
from runner.flow.manifest import MANIFEST, MAX_FILES, MAX_MANIFEST, SIGNATURE
from tests.damage import damaged

from .keeping import NOTES, PHOTOS, Files, Forger, key_at, zip_at

FLOW = "flows/acme.photos.yaml"


@pytest.fixture
def forger(tmp_path: Path) -> Forger:
    return Forger(key_at(tmp_path / "key.pem"))


def refused(path: Path) -> str:
    """What is said of a bundle, which is not read."""
    with pytest.raises((BundleError, FlowError)) as caught:
        read_bundle(path)
    return str(caught.value)


def packed(entries: list[tuple[zipfile.ZipInfo | str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_right_one_is_read_from_a_zip_a_smaller_zip_and_a_folder(forger: Forger, tmp_path: Path) -> None:
    parts = forger.parts()
    path = zip_at(tmp_path / "b.zip", parts)
    assert read_bundle(path).flows["acme.photos"].flow.service == "Photos"
    path.write_bytes(packed(list(parts.items()), zipfile.ZIP_DEFLATED))
    assert read_bundle(path).manifest == forger.manifest()
    folder = tmp_path / "unpacked"
    for name, data in parts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / ".DS_Store").write_bytes(b"of a system")
    assert read_bundle(folder).all_files() == parts
    (tmp_path / "link.zip").symlink_to(path)
    assert read_bundle(tmp_path / "link.zip").manifest.version == 1


NAMES = {
    "slip": "../../escaped.yaml",
    "slip inside": "flows/../../escaped.yaml",
    "absolute": "/tmp/escaped.yaml",
    "a drive": "C:\\escaped.yaml",
    "backslashes": "flows\\..\\escaped.yaml",
    "another case": "Flows/acme.photos.yaml",
    "another case of a name": "flows/acme.Photos.yaml",
    "another letter that looks the same": "flows/acme.phоtos.yaml",
    "a folder deeper": "flows/more/acme.photos.yaml",
    "a zip inside": "flows/more.zip",
    "a name of another collection": "flows/other.photos.yaml",
    "a name of Optout's": "flows/x-grok.yaml",
    "a program": "run.sh",
    "a hidden file": "flows/.acme.photos.yaml",
    "a device": "flows/acme.photos.yaml:stream",
    "a space behind": "flows/acme.photos.yaml ",
    "a dot behind": "flows/acme.photos.yaml.",
    "a long name": f"flows/acme.{'a' * 300}.yaml",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_one_form_also_where_it_is_signed(forger: Forger, tmp_path: Path, name: str) -> None:
    """Once beside what the manifest has, and once in the manifest itself."""
    path = tmp_path / "b.zip"
    path.write_bytes(packed([*forger.parts().items(), (NAMES[name], b"x")]))
    assert "is refused: " in refused(path) and "Nothing was changed." in refused(path)
    forger.files[NAMES[name]] = PHOTOS.encode()
    parts = forger.parts()
    path.write_bytes(packed(list(parts.items())))
    assert "is refused: " in refused(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b.zip", "key.pem"]


def test_a_name_ends_where_the_zip_says(forger: Forger, tmp_path: Path) -> None:
    """Python cuts names at a zero byte, other programs do not."""
    parts = forger.parts()
    data = packed([*without(parts, FLOW).items(), (f"{FLOW}_.txt", parts[FLOW])])
    (tmp_path / "b.zip").write_bytes(data.replace(b".yaml_.txt", b".yaml\0.txt"))
    assert "is no name for a file in it" in refused(tmp_path / "b.zip")


def marked(**attributes: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(FLOW)
    for name, value in attributes.items():
        setattr(entry, name, value)
    return entry


ENTRIES = {
    "a symlink": (marked(create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16), "a link"),
    "a pipe": (marked(create_system=3, external_attr=(stat.S_IFIFO | 0o644) << 16), "a link"),
    "a device": (marked(create_system=3, external_attr=(stat.S_IFBLK | 0o644) << 16), "a link"),
    "a folder of DOS": (marked(create_system=0, external_attr=0x10), "a folder"),
    "another way to pack": (marked(compress_type=zipfile.ZIP_LZMA), "not used here"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_nothing_is_in_it_but_plain_files(forger: Forger, tmp_path: Path, name: str) -> None:
    entry, said = ENTRIES[name]
    parts = forger.parts()
    data = parts.pop(FLOW)
    (tmp_path / "b.zip").write_bytes(packed([*parts.items(), (entry, data)]))
    assert said in refused(tmp_path / "b.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_in_it_twice_is_not_chosen_from(forger: Forger, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed([*forger.parts().items(), (FLOW, NOTES.encode())]))
    assert "is in it twice" in refused(tmp_path / "b.zip")


def bomb_by_ratio(parts: Files) -> bytes:
    return packed([*parts.items(), (FLOW, b"#" * (1 << 26))], zipfile.ZIP_DEFLATED)


def bomb_that_lies(parts: Files) -> bytes:
    """It says that it is as small as the manifest has it, and has 64 MB behind that."""
    real, told = len(b"#" * (1 << 26)), len(PHOTOS.encode())
    return bomb_by_ratio(parts).replace(struct.pack("<L", real), struct.pack("<L", told))


def bomb_of_files(parts: Files) -> bytes:
    return packed([*parts.items(), *((f"locale/{at}.po", b"") for at in range(5_000))])


def bomb_of_names(parts: Files) -> bytes:
    return packed([*parts.items(), *((f"{at}{'a' * 60_000}", b"") for at in range(100))])


def directory_that_says_it_is_small(parts: Files) -> bytes:
    data = bomb_of_files(parts)
    return data[:-22] + data[-22:].replace(struct.pack("<HH", 5_002, 5_002), struct.pack("<HH", 3, 3))


def huge(parts: Files) -> bytes:
    return as_zip(parts) + b"\0" * MAX_BUNDLE


BOMBS: dict[str, tuple[Callable[[Files], bytes], str]] = {
    "by ratio": (bomb_by_ratio, "larger than it may be"),
    "by ratio, in secret": (bomb_that_lies, ""),
    "by count": (bomb_of_files, f"more than {MAX_FILES} files"),
    "by names": (bomb_of_names, f"more than {MAX_FILES} files"),
    "by count, in secret": (directory_that_says_it_is_small, f"more than {MAX_FILES} files"),
    "by size": (huge, "over 16 MiB"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_no_room(forger: Forger, tmp_path: Path, name: str) -> None:
    make, said = BOMBS[name]
    parts = forger.parts()
    parts.pop(FLOW)
    (tmp_path / "b.zip").write_bytes(make(parts))
    tracemalloc.start()
    try:
        assert said in refused(tmp_path / "b.zip")
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_BUNDLE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda data: b"MZ" + data,  # a program before it
        lambda data: data + b"more",
        lambda data: data[:-2] + b"\4\0more",  # as a comment
        lambda data: data[:-30],
        lambda data: b"",
        lambda data: b"PK\5\6" + b"\0" * 18,
        lambda data: b"no zip at all",
    ],
)
def test_a_zip_is_a_zip_and_nothing_beside(forger: Forger, tmp_path: Path, wrap: Callable[[bytes], bytes]) -> None:
    (tmp_path / "b.zip").write_bytes(wrap(as_zip(forger.parts())))
    assert "is refused: " in refused(tmp_path / "b.zip")


def without(parts: Files, name: str) -> Files:
    return {one: data for one, data in parts.items() if one != name}


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, FLOW])
def test_nothing_may_be_missing(forger: Forger, tmp_path: Path, name: str) -> None:
    said = refused(zip_at(tmp_path / "b.zip", without(forger.parts(), name)))
    assert "no bundle" in said or f"{name} is in its manifest and not in it" in said


def test_another_content_is_another_hash(forger: Forger, tmp_path: Path) -> None:
    changed = PHOTOS.replace("photos.example.com/settings", "photos.example.com/settinGs").encode()
    assert f"{FLOW} is not as its manifest has it" in refused(
        zip_at(tmp_path / "b.zip", {**forger.parts(), FLOW: changed})
    )
    assert f"{FLOW} is not as its manifest has it" in refused(
        zip_at(tmp_path / "b.zip", {**forger.parts(), FLOW: changed[:-1]})
    )


def test_a_signature_is_of_this_key_and_this_text(forger: Forger, tmp_path: Path) -> None:
    other, parts = Forger(key_at(tmp_path / "other.pem")), forger.parts()
    for signature in (
        other.parts()[SIGNATURE],
        other.signed(forger.manifest().as_bytes())[SIGNATURE],
        forger.key.sign(forger.manifest().as_bytes()).encode(),  # without what it is a signature of
        b"A" * 86 + b"==",
        b"",
        b"\xff" * 88,
        parts[SIGNATURE] + b"\n",
        parts[SIGNATURE] * 500,
    ):
        assert "signature" in refused(zip_at(tmp_path / "b.zip", {**parts, SIGNATURE: signature})) or signature[200:]
    resigned = forger.manifest(key=other.key.public)
    assert "signature" in refused(zip_at(tmp_path / "b.zip", forger.parts(resigned)))


ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303021371
FIELD = 2**255 - 19


@pytest.mark.parametrize("sign", [0, 1])
@pytest.mark.parametrize("point", [0, 1, ORDER_8, FIELD - ORDER_8, FIELD - 1, FIELD, FIELD + 1])
def test_a_key_with_which_anybody_can_sign_is_none(forger: Forger, tmp_path: Path, point: int, sign: int) -> None:
    weak = base64.b64encode((point + sign * 2**255).to_bytes(32, "little")).decode()
    anybodys = base64.b64encode(b"\1" + bytes(63)).decode()
    for version in range(1, 100):  # by chance, a message is signed by it without any secret
        manifest = forger.manifest(key=weak, version=version)
        if is_signed(weak, manifest.message(), anybodys):
            break
    parts = {**forger.parts(manifest), SIGNATURE: anybodys.encode()}
    assert "manifest is not one" in refused(zip_at(tmp_path / "b.zip", parts))


MANIFESTS: dict[str, Callable[[dict[str, object]], object]] = {
    "a newer form": lambda told: told.update(format=2),
    "no form": lambda told: told.pop("format"),
    "a word that is not ours": lambda told: told.update(more=1),
    "a word too few": lambda told: told.pop("kept_by"),
    "a version of zero": lambda told: told.update(version=0),
    "a version that is true": lambda told: told.update(version=True),
    "a version as text": lambda told: told.update(version="2"),
    "a version and a half": lambda told: told.update(version=1.5),
    "a version without end": lambda told: told.update(version=10**60),
    "no day": lambda told: told.update(date="2026-02-30"),
    "a day in another form": lambda told: told.update(date="20261101"),
    "a name of a device": lambda told: told.update(collection="con"),
    "a name of ours": lambda told: told.update(collection="optout"),
    "a name with a slip": lambda told: told.update(collection="../x"),
    "a name that is none": lambda told: told.update(collection=["acme"]),
    "a title of two lines": lambda told: told.update(title="Acme\nAdd it? [y/N]: y"),
    "a title that acts on a terminal": lambda told: told.update(title="\x1b[2JAcme"),
    "a title that turns round": lambda told: told.update(title="Acme \u202eemca"),
    "a keeper without end": lambda told: told.update(kept_by="A" * 300),
    "a page of another kind": lambda told: told.update(page="javascript:alert(1)"),
    "a page by http": lambda told: told.update(page="http://acme.example/"),
    "a page with somebody in it": lambda told: told.update(page="https://acme@evil.example/"),
    "no key": lambda told: told.update(key=""),
    "a short key": lambda told: told.update(key="AAAA"),
    "files as a list": lambda told: told.update(files=[]),
    "no files": lambda told: told.update(files={}),
    "a file of another size": lambda told: told.update(files={FLOW: {"sha256": "0" * 64, "size": -1}}),
    "a file that is too large": lambda told: told.update(files={FLOW: {"sha256": "0" * 64, "size": 1 << 40}}),
    "a hash that is none": lambda told: told.update(files={FLOW: {"sha256": "../x", "size": 1}}),
    "a word more of a file": lambda told: told.update(files={FLOW: {"sha256": "0" * 64, "size": 1, "to": "/"}}),
    "handovers that are none": lambda told: told.update(handovers=[{"old": "", "new": "", "signature": ""}]),
    "handovers without end": lambda told: told.update(handovers=[{}] * 10_000),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_has_what_it_has_to_have(forger: Forger, tmp_path: Path, name: str) -> None:
    """Though somebody has signed it."""
    said = refused(zip_at(tmp_path / "b.zip", forger.of_data(MANIFESTS[name])))
    assert "manifest is not one" in said or "larger than" in said or "newer Optout" in said


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b'"manifest"',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b"{" + b'"a":1,' * 9_000 + b'"b":1}',
        b'{"format":NaN}',
        b"1" * 5_000,
        b'{"title":"\\ud800"}',
    ],
)
def test_any_text_may_be_signed_and_is_no_manifest(forger: Forger, tmp_path: Path, text: bytes) -> None:
    assert "manifest is not one" in refused(zip_at(tmp_path / "b.zip", {**forger.signed(text), **forger.files}))


def test_a_manifest_has_one_form(forger: Forger, tmp_path: Path) -> None:
    """A word twice, or in another place, would let two readers read two things."""
    text = forger.manifest().as_bytes()
    for other in (b" " + text, text + b"\n", text.replace(b",", b", ", 1), b'{"version":9,' + text[1:]):
        said = refused(zip_at(tmp_path / "b.zip", {**forger.signed(other), **forger.files}))
        assert "manifest is not one" in said


def test_a_huge_manifest_is_not_read(forger: Forger, tmp_path: Path) -> None:
    parts = {**forger.parts(), MANIFEST: b" " * (MAX_MANIFEST + 1)}
    assert "manifest.json is larger than it may be" in refused(zip_at(tmp_path / "b.zip", parts))


def test_what_is_in_it_is_text(forger: Forger, tmp_path: Path) -> None:
    forger.files["locale/de.po"] = b"msgid \xff"
    assert "locale/de.po is not UTF-8 text (byte 7)" in refused(zip_at(tmp_path / "b.zip", forger.parts()))
    forger.files = {FLOW: b"title: \xff\n"}
    assert f"{FLOW} is not UTF-8 text (byte 8)" in refused(zip_at(tmp_path / "b.zip", forger.parts()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{PHOTOS}{'#' * 140_000}\n", "larger than such a file may be"),
        (PHOTOS.replace("open:", "opne:"), f"{FLOW}:9:5: no step is called 'opne'"),
        (PHOTOS.replace("https://photos.", "https://other."), "other.example.com"),
        (f"{PHOTOS}  - click: {{button: Send}}\n", "'send' may send something"),
        (f"{PHOTOS}  - fill: {{field: Password, with: me.word}}\n", "is a secret"),
        (PHOTOS.replace("[photos.example.com]", "[co.uk]"), "too wide for a host"),
        (PHOTOS + "x: &a [1]\ny: " + "[*a]" * 5_000 + "\n", f"{FLOW}:"),
    ],
)
def test_its_flows_are_held_to_what_every_flow_is(forger: Forger, tmp_path: Path, text: str, said: str) -> None:
    forger.files[FLOW] = text.encode()
    assert said in refused(zip_at(tmp_path / "b.zip", forger.parts()))


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are of POSIX")
def test_a_folder_is_read_no_further_than_a_zip(forger: Forger, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    for name, data in forger.parts().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    secret = tmp_path / "secret"
    secret.write_text("mine")
    for stray in (folder / "locale", folder / "flows" / "acme.link.yaml", folder / "more"):
        stray.symlink_to(tmp_path if stray.suffix == "" else secret)
        assert "is no file but a folder, a link" in refused(folder)
        stray.unlink()
    os.mkfifo(folder / "flows" / "acme.pipe.yaml")
    assert "is no file but a folder, a link" in refused(folder)
    (folder / "flows" / "acme.pipe.yaml").unlink()
    (folder / "more").mkdir()
    assert "is no file but a folder, a link or the like" in refused(folder)
    (folder / "more").rmdir()
    (folder / FLOW).unlink()
    (folder / FLOW).symlink_to(secret)
    assert "is no file but a folder, a link" in refused(folder)


@pytest.mark.skipif(os.name != "posix", reason="pipes are of POSIX")
def test_nothing_waits_for_a_pipe_and_a_missing_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.zip")
    assert "it is no file" in refused(tmp_path / "b.zip")
    assert "gone.zip cannot be read: No such file" in refused(tmp_path / "gone.zip")


@pytest.mark.slow
def test_any_damage_is_refused_or_harmless(forger: Forger, tmp_path: Path) -> None:
    """500 ways: what is read all the same is what was signed, to the byte."""
    whole, path = as_zip(forger.parts()), tmp_path / "b.zip"
    said = 0
    for seed in range(500):
        _, after = damaged(whole, seed)
        path.write_bytes(after)
        try:
            assert read_bundle(path).all_files() == forger.parts()
        except RunnerError as error:
            said += 1
            assert "is refused: " in str(error) and len(str(error)) < 2_000
    assert said > 400


def test_looking_changes_nothing(forger: Forger, tmp_path: Path) -> None:
    store = CollectionStore(tmp_path / "home" / "collections")
    assert look(zip_at(tmp_path / "b.zip", forger.parts()), store).comes == "first"
    assert not (tmp_path / "home").exists()
