"""A keeper's side: keys, and bundles made of a folder, the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from runner.app.bundle import read_bundle
from runner.app.packing import pack
from runner.app.signing import follows, is_signed, make_key, read_key
from runner.errors import BundleError, FlowError
from runner.flow.manifest import fingerprint
from runner.flow.vouch import Vouch
from runner.flow.vouched import vouched_digest
from tests import test_cli
from tests.test_cli import Run

from .keeping import NOTES, PHOTOS, folder_at, key_at

run = test_cli.run
ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="rights are of POSIX")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a collection in it, and a key beside it."""
    monkeypatch.chdir(tmp_path)
    folder_at(tmp_path / "acme", photos=PHOTOS, notes=NOTES)
    key_at(tmp_path / "key.pem")
    return tmp_path


def vouched(folder: Path, file: str, text: str = PHOTOS, **other: Any) -> None:
    told = Vouch("acme.photos", vouched_digest(text), "2026-11-20", "DE", "de", "opted_out", (2,))
    (folder / "vouched" / f"{file}.json").write_text(json.dumps(json.loads(told.as_text()) | other), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- keys ---------------------------------------------------------------------------------------------------------


def test_a_key_is_made_once_shown_again_and_its_owners_alone(run: Run) -> None:
    said = run("flows", "key", "key.pem").out
    key = read_key(Path("key.pem"))
    assert "a copy of it in a second place" in said and key.fingerprint in said
    assert run("flows", "key", "key.pem").out == f"The key in key.pem:\n\n    {key.fingerprint}\n\n"
    with pytest.raises(BundleError, match="a key is never written over"):
        make_key(Path("key.pem"))
    if os.name == "posix":
        assert stat.S_IMODE(Path("key.pem").stat().st_mode) == 0o600
    assert "PRIVATE" not in said and Path("key.pem").read_text().splitlines()[1] not in said


def test_a_fingerprint_can_be_read_aloud() -> None:
    key = "A" * 43 + "="
    assert fingerprint(key) == "6668-7AAD-F862-BD77-6C8F-C18B-8E9F-8E20"  # of 32 zero bytes
    assert hashlib.sha256(bytes(32)).hexdigest().startswith("66687aadf862bd77")


@posix
def test_a_key_that_others_may_read_is_not_used(run: Run) -> None:
    run("flows", "key", "key.pem")
    Path("key.pem").chmod(0o644)
    assert "`chmod 600 key.pem` keeps them out" in run("flows", "key", "key.pem").err


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_said(run: Run, text: str) -> None:
    Path("key.pem").write_text(text)
    Path("key.pem").chmod(0o600)
    assert "is not a key that `optout flows key` has made" in run("flows", "key", "key.pem").err


def test_a_key_of_another_kind_is_said(run: Run) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    Path("key.pem").write_bytes(X25519PrivateKey.generate().private_bytes(*form))
    Path("key.pem").chmod(0o600)
    assert "is a key of another kind" in run("flows", "key", "key.pem").err


def test_a_key_does_not_lie_in_what_is_given_out(here: Path) -> None:
    make_key(here / "acme" / "key.pem")
    with pytest.raises(BundleError, match="lies in the folder that is given out"):
        pack(here / "acme", here / "acme" / "key.pem")
    with pytest.raises(BundleError, match=r"`optout flows key gone\.pem` makes one"):
        pack(here / "acme", Path("gone.pem"))


# -- bundles ------------------------------------------------------------------------------------------------------


def test_a_folder_becomes_a_bundle_that_can_be_added(here: Path, run: Run) -> None:
    os.chdir(here)
    ran = run("flows", "pack", "acme", "--key", "key.pem")
    assert "Written: acme-1.zip, version 1 with 2 flows" in ran.out
    added = run("flows", "add", "acme-1.zip", "--trust")
    assert added.code == 0
    assert "Opt-outs for people at Acme" in run("flows").out
    for said in (ran.out, added.out, run("flows").out):  # a catalogue is carried along, and said to be of no use yet
        assert "With texts in Deutsch as well." in said


@pytest.mark.slow
def test_the_same_folder_makes_the_same_bytes(here: Path) -> None:
    """At another time, in another order, with other rights, in another process; and nothing in it is changed."""
    vouched(here / "acme", "one")
    before = tree(here / "acme")
    first = pack(here / "acme", here / "key.pem", here / "one.zip")
    again = pack(here / "acme", here / "key.pem", here / "one.zip")
    assert (first.is_new, again.is_new) == (True, False)
    assert first.path.stat().st_mode & 0o044 == 0o044 or os.name != "posix", "a web server may read it"
    other = folder_at(here / "other", notes=NOTES)
    for name, data in reversed(before.items()):
        (other / name).write_bytes(data)
        (other / name).chmod(0o600)
        os.utime(other / name, (1, 1))
    code = "import sys; from pathlib import Path; from runner.app.packing import pack; pack(*map(Path, sys.argv[1:]))"
    command = [sys.executable, "-c", code, str(other), str(here / "key.pem"), str(here / "two.zip")]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}, check=True)
    assert (here / "one.zip").read_bytes() == (here / "two.zip").read_bytes()
    assert tree(here / "acme") == before


def test_the_bytes_are_known(here: Path) -> None:
    """A bundle's form is what others check: where it changes, `FORMAT` does."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (here / "known.pem").write_bytes(Ed25519PrivateKey.from_private_bytes(bytes(range(32))).private_bytes(*form))
    (here / "known.pem").chmod(0o600)
    made = pack(here / "acme", here / "known.pem", here / "one.zip")
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == KNOWN
    assert made.manifest.as_bytes().startswith(
        b'{"collection":"acme","date":"2026-11-01","files":{"flows/acme.notes.yaml":{'
    )


KNOWN = "464e3b9bf33c8bfb5d1bff24a84a0ef1b505daad48cafa6542e4b276c5b0c880"


def test_what_has_changed_needs_another_version(here: Path) -> None:
    made = pack(here / "acme", here / "key.pem")
    (here / "acme" / "flows" / "acme.photos.yaml").write_text(PHOTOS + "# changed\n", "utf-8")
    before = made.path.read_bytes()
    with pytest.raises(BundleError, match=r"raise `version` in collection\.yaml"):
        pack(here / "acme", here / "key.pem")
    assert made.path.read_bytes() == before
    assert sorted(one.name for one in here.glob("*.zip*")) == ["acme-1.zip"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("photos.yaml", "cannot be in a bundle under that name"), ("acme.Photos.yaml", "flows/acme.NAME.yaml"),
     ("other.x.yaml", "cannot be"), ("acme.x y.yaml", "cannot be")],
)  # fmt: skip
def test_flows_are_called_by_their_collection(here: Path, name: str, said: str) -> None:
    (here / "acme" / "flows" / name).write_text(PHOTOS, "utf-8")
    with pytest.raises(BundleError, match=said):
        pack(here / "acme", here / "key.pem")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("collection: acme", "collection: Acme", "collection.yaml:1:13: 'Acme' is no name for a collection"),
        ("version: 1", "version: 0", "collection.yaml:5:10: a number above 0 is wanted here"),
        ("date: 2026-11-01", "date: soon", "collection.yaml:6:7: a day is wanted here"),
        ("page: https:", "page: http:", "collection.yaml:4:7: 'http://acme.example/optout' is no page"),
        ("kept_by", "keptby", "did you mean 'kept_by'"),
        ("title: Opt-outs for people at Acme", "title: >\n  two\n\n  lines", "a line of text is wanted here"),
    ],
)
def test_the_head_says_what_is_wrong_with_it(here: Path, old: str, new: str, said: str) -> None:
    path = here / "acme" / "collection.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(FlowError) as caught:
        pack(here / "acme", here / "key.pem")
    assert said in str(caught.value)


@pytest.mark.slow
def test_problems_of_all_flows_are_told_at_once(here: Path) -> None:
    (here / "acme" / "flows" / "acme.photos.yaml").write_text(PHOTOS.replace("open:", "opne:"), "utf-8")
    (here / "acme" / "flows" / "acme.notes.yaml").write_text(f"{NOTES}  - click: {{button: Send}}\n", "utf-8")
    with pytest.raises(FlowError) as caught:
        pack(here / "acme", here / "key.pem")
    assert len(caught.value.problems) == 2
    for path in (here / "acme" / "flows").iterdir():
        path.unlink()
    with pytest.raises(BundleError, match="there is no flow in"):
        pack(here / "acme", here / "key.pem")


def test_a_new_key_takes_the_place_of_the_old_one(here: Path, run: Run) -> None:
    os.chdir(here)
    old, new = read_key(here / "key.pem"), key_at(here / "new.pem")
    run("flows", "pack", "acme", "--key", "key.pem")
    run("flows", "add", "acme-1.zip", "--trust")
    folder_at(here / "acme", 2, photos=PHOTOS)
    assert run("flows", "pack", "acme", "--key", "new.pem", "--old-key", "key.pem").code == 0
    made = read_bundle(Path("acme-2.zip")).manifest
    assert follows(made, old.public) and made.key == new.public
    ran = run("flows", "add", "acme-2.zip", "--trust")
    assert ran.code == 0 and "the one you know has signed that" in ran.out
    folder_at(here / "acme", 3, photos=PHOTOS)
    run("flows", "pack", "acme", "--key", "new.pem")
    assert follows(read_bundle(Path("acme-3.zip")).manifest, old.public), "later ones have it as well"
    (here / "acme" / "handovers.json").write_text("{")
    assert "put your copy of it back" in run("flows", "pack", "acme", "--key", "new.pem").err


def test_a_signature_is_good_for_one_thing(here: Path) -> None:
    key = read_key(here / "key.pem")
    signature = key.sign(b"message")
    assert is_signed(key.public, b"message", signature)
    for public, message, signed in (
        (key.public, b"messagf", signature),
        (key.public, b"message", signature[:-4] + "AAA="),
        ("A" * 43 + "=", b"message", signature),
        ("", b"message", signature),
        (key.public, b"message", "é"),
    ):
        assert not is_signed(public, message, signed)


# -- vouching -----------------------------------------------------------------------------------------------------


def checked_of(folder: Path, flow: str = "acme.photos") -> object:
    made = pack(folder, folder.parent / "key.pem", folder.parent / "v.zip")
    checked = read_bundle(made.path).flows[flow].flow.checked
    made.path.unlink()
    assert checked
    return checked.model_dump(by_alias=True)


def test_who_vouches_is_counted(here: Path) -> None:
    vouched(here / "acme", "one")
    assert checked_of(here / "acme") == {"date": "2026-11-20", "how": "live", "by": 1, "in": ["DE"]}
    vouched(here / "acme", "two", country="FR", date="2026-11-22")
    vouched(here / "acme", "three", country="", language="")
    assert checked_of(here / "acme") == {"date": "2026-11-22", "how": "live", "by": 3, "in": ["DE", "FR"]}
    assert checked_of(here / "acme", "acme.notes") == {
        "date": "2026-11-01", "how": "sources", "by": None, "in": None,
    }  # fmt: skip


def test_what_cannot_be_told_apart_counts_once(here: Path) -> None:
    vouched(here / "acme", "one")
    vouched(here / "acme", "one again")
    assert checked_of(here / "acme") == {"date": "2026-11-20", "how": "live", "by": 1, "in": ["DE"]}


def test_a_keeper_who_has_walked_it_later_is_not_made_older(here: Path) -> None:
    text = PHOTOS.replace("{date: 2026-11-01, how: sources}", "{date: 2026-11-25, how: live}")
    (here / "acme" / "flows" / "acme.photos.yaml").write_text(text, "utf-8")
    vouched(here / "acme", "one")
    assert checked_of(here / "acme") == {"date": "2026-11-25", "how": "live", "by": 1, "in": ["DE"]}


def test_norway_is_no_no_to_any_parser(here: Path) -> None:
    import yaml

    vouched(here / "acme", "one", country="NO")
    made = pack(here / "acme", here / "key.pem")
    text = read_bundle(made.path).files["flows/acme.photos.yaml"].decode()
    assert yaml.safe_load(text)["checked"]["in"] == ["NO"]


NO_VOUCH: list[tuple[str, Any]] = [
    *(("answered", answered) for answered in (["Anna"], [True], [0], [1] * 300)),
    *(("date", day) for day in ("yesterday", "2026-02-30")),
    ("digest", "x"),
    ("country", "Germany"),
    ("language", "de-x-anna"),
    ("outcome", "lost"),
    ("name", "Anna"),
    ("flow", "../x"),
]


def test_what_does_not_count_is_told_and_why(here: Path, run: Run) -> None:
    os.chdir(here)
    vouched(here / "acme", "a", text=PHOTOS.replace("Your photos", "All photos"))
    vouched(here / "acme", "b", flow="acme.gone")
    for number, (word, wrong) in enumerate(NO_VOUCH):
        vouched(here / "acme", f"c{number}", **{word: wrong})
    for name, data in (("d", b""), ("e", b"[]"), ("f", b"\xff"), ("g", b"{" * 9_000), ("h", b"[" * 3_000)):
        (here / "acme" / "vouched" / f"{name}.json").write_bytes(data)
    ran = run("flows", "pack", "acme", "--key", "key.pem")
    assert ran.code == 0 and "walked by" not in ran.out
    assert "Not counted: a.json: acme.photos has changed since it was walked" in ran.err
    assert "Not counted: b.json: acme.gone is not in this collection" in ran.err
    assert ran.err.count("it is not what `optout vouch` writes") == 17


def test_how_many_is_shown_to_those_who_have_it(here: Path, run: Run) -> None:
    os.chdir(here)
    vouched(here / "acme", "one")
    vouched(here / "acme", "two", country="FR")
    ran = run("flows", "pack", "acme", "--key", "key.pem")
    assert "acme.photos: walked by 2 people, in DE and FR" in ran.out
    run("flows", "add", "acme-1.zip", "--trust")
    assert "offered everywhere, checked 20 Nov 2026 (walked by 2 people, in DE and FR)" in run("list").out
    assert "Checked on 20 Nov 2026: walked by 2 people, in DE and FR." in run("show", "acme.photos").out
    [one] = [one for one in json.loads(run("list", "--format", "json").out) if one["id"] == "acme.photos"]
    assert (one["by"], one["by_in"]) == (2, ["DE", "FR"])
