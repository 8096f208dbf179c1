"""Collections as a person has them: added, looked at, walked, changed, refused, removed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from runner.app.adding import look
from runner.app.bundle import read_bundle
from runner.app.collection_store import CollectionStore
from runner.app.consents import Agreements
from runner.app.front_end import FrontEnd
from runner.app.places import flow_path, library, shipped_flows
from runner.app.repairs import Mending
from runner.app.signing import SigningKey
from runner.flow.load import load_file
from runner.flow.manifest import collection_of, is_collection_id
from runner.flow.model import Pick
from runner.records.ledger import Ledger
from runner.session.repair import learnt
from runner.terminal import prompts
from runner.terminal.cli import cli
from tests import test_cli
from tests.records.books import switched, walked_flow
from tests.test_cli import Run

from .keeping import NOTES, PHOTOS, Forger, key_at, zip_at

run = test_cli.run
ROOT = Path(__file__).parents[2]
WIDER = PHOTOS.replace("[photos.example.com]", "[photos.example.com, cloud.example.com]").replace(
    "  - confirm", "  - click: {link: More}\n  - confirm"
)
FIRST = {"flows/acme.photos.yaml": PHOTOS.encode(), "flows/acme.notes.yaml": NOTES.encode()}
SECOND = {"flows/acme.photos.yaml": WIDER.encode(), "flows/acme.maps.yaml": NOTES.encode()}


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    """A home that is empty yet, with the working folder and all else as `run` has it."""
    return tmp_path / "home"


@pytest.fixture
def key(run: Run, tmp_path: Path) -> SigningKey:
    return key_at(tmp_path / "key.pem")


@pytest.fixture
def first(key: SigningKey) -> Path:
    return zip_at(Path("acme-1.zip"), Forger(key, dict(FIRST)).parts())


@pytest.fixture
def second(key: SigningKey) -> Path:
    return zip_at(Path("acme-2.zip"), Forger(key, dict(SECOND), 2).parts())


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits there: what they type is the test's to say."""
    monkeypatch.setattr(prompts, "has_keyboard", lambda: True)


def typed(text: str, *arguments: str | Path) -> str:
    """What a command says to somebody who types that."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=text).output


@pytest.mark.usefixtures("keyboard")
def test_the_first_time_its_key_is_shown_and_agreed_to(home: Path, run: Run, first: Path, key: SigningKey) -> None:
    said = typed("n\n", "flows", "add", first)
    assert key.fingerprint in said and "Compare it with the one its keeper tells you" in said
    assert "kept by Acme e.V." in said and "acme.photos: Photos – keep yours out of AI training" in said
    assert not home.exists(), "a no is a no"
    said = typed("y\n", "flows", "add", first)
    assert "Add it? [y/N]: y\nAdded: acme, version 1." in said
    assert [one.id for one in CollectionStore().all()] == ["acme"]
    assert "is here already in this version, 1" in run("flows", "add", first).out


def test_where_nobody_is_there_it_needs_trust(home: Path, run: Run, first: Path, key: SigningKey) -> None:
    ran = run("flows", "add", first)
    assert (ran.code, "agree to it with --trust" in ran.err, key.fingerprint in ran.out) == (2, True, True)
    assert not home.exists()
    assert run("flows", "add", first, "--trust").code == 0


def test_nothing_is_fetched(run: Run) -> None:
    ran = run("flows", "add", "https://acme.example/acme-1.zip")
    assert ran.code == 2 and "Optout fetches nothing: open that address in your browser" in ran.err


@pytest.mark.slow
def test_lists_say_whose_it_is(run: Run, first: Path, key: SigningKey) -> None:
    assert "no collection yet" in run("flows").out
    run("flows", "add", first, "--trust")
    said = run("flows").out
    assert (
        "acme  Acme's\n      2 flows, version 1 of 1 Nov 2026, kept by Acme e.V.\n" in said and key.fingerprint in said
    )
    assert "kept by Acme e.V. (collection acme, version 1)" in run("list").out
    [photos] = [one for one in json.loads(run("list", "--format", "json").out) if one["id"] == "acme.photos"]
    assert (photos["collection"], photos["kept_by"], photos["own"]) == ("acme", "Acme e.V.", False)
    assert "Photos – keep yours out of AI training" in run("show", "acme.photos").out
    assert "did you mean 'acme.photos'" in run("show", "photos").err
    assert run("check", "acme.photos").code == 0


@pytest.mark.usefixtures("keyboard")
def test_its_flows_are_walked_after_a_yes_to_what_they_may_do(run: Run, first: Path) -> None:
    run("flows", "add", first, "--trust")
    said = " ".join(typed("n\n", "run", "acme.photos").split())
    assert "does not come with Optout; it is kept by Acme e.V. (collection acme, version 1). This is what" in said
    assert "acts on: photos.example.com" in said and "Walk it? [y/N]: n" in said


@pytest.mark.slow
@pytest.mark.usefixtures("keyboard")
def test_a_newer_version_shows_what_is_new_and_keeps_a_yes(home: Path, run: Run, first: Path, second: Path) -> None:
    run("flows", "add", first, "--trust")
    agreed = Agreements(home)
    agreed.add(load_file(flow_path("acme.photos")), date(2026, 11, 20))
    said = typed("n\n", "flows", "add", second)
    for told in (
        "New:\n  acme.maps: Notes – keep yours",
        "Changed:\n  acme.photos: what it may do, new (+) and gone (-):",
        "+ Press “More”",
        "acts on:      + cloud.example.com",
        "No longer in it: acme.notes",
        "You have agreed to acme.photos before; a yes here is one to what has changed in it.",
    ):
        assert told in said
    assert "fingerprint" not in said, "the key is the one that is known"
    assert load_file(flow_path("acme.photos")).source.text == PHOTOS
    typed("y\n", "flows", "add", second)
    assert load_file(flow_path("acme.photos")).source.text == WIDER
    assert agreed.has(load_file(flow_path("acme.photos")).digest), "what is new in it was shown"
    assert not agreed.has(load_file(flow_path("acme.maps")).digest), "nobody has agreed to that yet"
    assert "acme.notes" not in library()


@pytest.mark.slow
@pytest.mark.usefixtures("keyboard")
def test_what_comes_while_somebody_thinks_is_not_written_over(
    run: Run, first: Path, second: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("flows", "add", first, "--trust")
    third = zip_at(Path("acme-3.zip"), Forger(key, dict(FIRST), 3).parts())

    async def thinks(front: FrontEnd, *asked: object) -> bool:
        CollectionStore().put("acme", read_bundle(third).all_files())
        return True

    monkeypatch.setattr(FrontEnd, "agrees", thinks)
    assert "acme has changed meanwhile" in run("flows", "add", second).err
    assert "version 3" in run("flows").out


@pytest.mark.slow
def test_a_changed_flow_that_nobody_agreed_to_is_agreed_to_by_no_update(
    home: Path, run: Run, first: Path, second: Path
) -> None:
    run("flows", "add", first, "--trust")
    assert "You have agreed" not in run("flows", "add", second, "--trust").out
    assert not Agreements(home).has(load_file(flow_path("acme.photos")).digest)
    assert "agree to it with --trust" in run("run", "acme.photos").err


def test_an_older_version_and_another_one_of_the_same_are_refused(
    run: Run, first: Path, second: Path, key: SigningKey
) -> None:
    run("flows", "add", second, "--trust")
    for path, told in (
        (first, "it is version 1 of acme, and you have version 2"),
        (zip_at(Path("x.zip"), Forger(key, dict(FIRST), 2).parts()), "it says that it is version 2 of acme"),
    ):
        ran = run("flows", "add", path, "--trust")
        assert ran.code == 2 and told in ran.err and "Nothing was changed." in ran.err
    assert load_file(flow_path("acme.photos")).source.text == WIDER


def test_no_day_makes_a_version_newer_or_older(run: Run, key: SigningKey) -> None:
    for version, day in ((2, "2031-01-01"), (3, "2019-01-01")):
        forger = Forger(key, dict(FIRST), version)
        ran = run("flows", "add", zip_at(Path("x.zip"), forger.parts(forger.manifest(date=day))), "--trust")
        assert ran.code == 0, ran.err


def test_another_key_is_refused_with_both_fingerprints(run: Run, first: Path, key: SigningKey, tmp_path: Path) -> None:
    run("flows", "add", first, "--trust")
    other = key_at(tmp_path / "other.pem")
    ran = run("flows", "add", zip_at(Path("x.zip"), Forger(other, dict(SECOND), 2).parts()), "--trust")
    assert ran.code == 2 and key.fingerprint in ran.err and other.fingerprint in ran.err
    assert "optout flows remove acme" in ran.err


@pytest.mark.slow
def test_a_key_may_hand_over_to_another_and_only_that_one(
    run: Run, first: Path, key: SigningKey, tmp_path: Path
) -> None:
    run("flows", "add", first, "--trust")
    new, newest, thief = (key_at(tmp_path / f"{name}.pem") for name in ("new", "newest", "thief"))
    words = (key.hand_over_to(new, "acme"), new.hand_over_to(newest, "acme"))
    wrong = [
        ((thief.hand_over_to(thief, "acme"),), thief),
        ((key.hand_over_to(thief, "other"),), thief),
        ((new.hand_over_to(thief, "acme"),), thief),
        ((key.hand_over_to(new, "acme"),), thief),
    ]
    for told, signer in wrong:
        forger = Forger(signer, dict(SECOND), 2)
        ran = run("flows", "add", zip_at(Path("x.zip"), forger.parts(forger.manifest(handovers=told))), "--trust")
        assert ran.code == 2 and "another key" in ran.err
    forger = Forger(newest, dict(SECOND), 2)
    ran = run("flows", "add", zip_at(Path("x.zip"), forger.parts(forger.manifest(handovers=words))), "--trust")
    assert ran.code == 0 and "has taken a new key" in ran.out and newest.fingerprint in ran.out
    forger = Forger(key, dict(SECOND), 3)
    ran = run("flows", "add", zip_at(Path("x.zip"), forger.parts(forger.manifest(handovers=words))), "--trust")
    assert ran.code == 2 and "another key" in ran.err, "the old one is worth nothing any more"


@pytest.mark.slow
def test_removed_it_is_gone_and_the_requests_stay(home: Path, run: Run, first: Path) -> None:
    run("flows", "add", first, "--trust")
    with Ledger(home) as ledger:
        switched(ledger, walked_flow("acme.photos", "Photos", "Photos – keep yours"))
    assert typed("n\n", "flows", "remove", "acme").count("your requests stay") == 1
    assert "acme.photos" in library()
    assert run("flows", "remove", "acme", "--yes").out == "Removed acme.\n"
    assert "acme.photos" not in library()
    assert "photos-1" in run("status").out
    assert "there is no collection called 'acme'" in run("flows", "remove", "acme", "--yes").err


@pytest.mark.slow
def test_news_of_its_flows_open_again_what_was_done(home: Path, run: Run, key: SigningKey) -> None:
    with Ledger(home) as ledger:
        switched(ledger, walked_flow("acme.photos", "Photos", "Photos – keep yours"))
    news = PHOTOS.replace("steps:", "news: [{date: 2099-01-01, say: It is on again for all., reopens: true}]\nsteps:")
    forger = Forger(key, {"flows/acme.photos.yaml": news.encode()})
    run("flows", "add", zip_at(Path("x.zip"), forger.parts()), "--trust")
    said = run("status").out
    assert "OPEN AGAIN" in said and "It is on again for all." in said and "optout run acme.photos" in said
    assert "OPEN AGAIN" in run("list").out


@pytest.mark.slow
def test_what_is_mended_of_it_is_the_persons_and_it_stays_as_signed(home: Path, run: Run, key: SigningKey) -> None:
    text = PHOTOS.replace("  - pause", "  - click: {link: {en: Privacy, de: Datenschutz}}\n  - pause")
    forger = Forger(key, {"flows/acme.photos.yaml": text.encode()})
    run("flows", "add", zip_at(Path("x.zip"), forger.parts()), "--trust")
    theirs = flow_path("acme.photos")
    mending = Mending(home)
    pick = Pick(role="link", name="Privacy & safety", language="en")
    mending.lessons.add(learnt(load_file(theirs), ("steps", 1, "click"), "renamed", pick, "2026-11-30"))
    mine = Mending(home).apply(Mending(home).proposals("acme.photos")[0])
    assert mine == home / "flows" / "acme.photos.yaml" and theirs.read_text("utf-8") == text
    assert flow_path("acme.photos") == mine
    assert "yours, in place of the one that comes with the collection acme" in run("list").out
    forger = Forger(key, {"flows/acme.photos.yaml": text.replace("Your photos", "All photos").encode()}, 2)
    run("flows", "add", zip_at(Path("x.zip"), forger.parts()), "--trust")
    assert "a newer one has come with the collection acme: `optout repair acme.photos`" in run("list").out


@pytest.mark.slow
def test_what_was_put_among_its_flows_is_asked_about_or_nothing(home: Path, run: Run, first: Path) -> None:
    run("flows", "add", first, "--trust")
    for flow in ("acme.photos", "acme.notes"):
        run("run", flow, "--trust")
    inside = home / "collections" / "acme" / "flows"
    (inside / "x-grok.yaml").write_text(PHOTOS, "utf-8")
    (inside / "other.photos.yaml").write_text(PHOTOS, "utf-8")
    (inside / "acme.notes.yaml").write_text(WIDER, "utf-8")
    assert flow_path("x-grok") == shipped_flows()["x-grok"]
    assert "other.photos" not in library()
    assert "agree to it with --trust" in run("run", "acme.notes").err
    assert run("flows", "add", first, "--trust").out.count("Added: acme") == 1, "it is put right again"
    assert load_file(inside / "acme.notes.yaml").source.text == NOTES


@pytest.mark.slow
def test_one_that_is_damaged_says_what_to_do(home: Path, run: Run, first: Path, second: Path) -> None:
    run("flows", "add", first, "--trust")
    manifest = home / "collections" / "acme" / "manifest.json"
    whole = manifest.read_bytes()
    for damage in (b"{", whole.replace(b"Acme e.V.", b"Evil e.V.")):
        manifest.write_bytes(damage)
        ran = run("flows", "add", second, "--trust")
        assert ran.code == 2 and "is damaged" in ran.err and "optout flows remove acme" in ran.err
    manifest.write_bytes(b"{")
    assert "damaged: `optout flows remove acme`" in run("flows").out
    assert run("list").code == 0 and run("flows", "remove", "acme", "--yes").code == 0


def test_no_flow_of_a_collection_can_take_the_place_of_one_of_optout() -> None:
    assert [flow for flow in shipped_flows() if collection_of(flow) or "." in flow] == []
    assert collection_of("acme.photos") == "acme" and collection_of("con.photos") == ""
    assert not any(map(is_collection_id, ("a", "Acme", "acme.x", "-a", "a-", "com1", "a" * 33, "ä" * 3)))


def test_looking_tells_a_front_end_all_it_needs(run: Run, first: Path, second: Path) -> None:
    """A home in a browser has these as data, and no text to take apart."""
    run("flows", "add", first, "--trust")
    found = look(second)
    assert (found.comes, found.manifest.kept_by, found.has_new_key, found.gone) == (
        "newer", "Acme e.V.", False, ("acme.notes",),
    )  # fmt: skip
    assert [one.id for one in found.new] == ["acme.maps"]
    assert [one.after.path for one in found.changed] == [str(flow_path("acme.photos"))]


@pytest.mark.slow
@pytest.mark.parametrize("command", [["list"], ["--help"], ["flows"], ["flows", "--help"], ["status"]])
def test_what_signatures_need_is_not_waited_for(run: Run, first: Path, command: list[str]) -> None:
    run("flows", "add", first, "--trust")
    code = (
        "import sys\nfrom runner.terminal.cli import main\n"
        f"try:\n  main({command})\nexcept SystemExit:\n"
        "  sys.stderr.write(str([one for one in ('cryptography', 'pydantic') if one in sys.modules]))"
    )
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], env=there, capture_output=True, text=True, check=True)
    assert ran.stderr == "[]"
