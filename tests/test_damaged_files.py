"""Every file Optout keeps or is given, damaged in 500 ways: words and an offer, no traceback, nothing silently lost.

A reader passes where it gives back just what was written, or says in words that it does not. Seeds are fixed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from runner import events
from runner.app.consents import Agreements
from runner.app.editing import Editing
from runner.app.own_flows import OwnFlows
from runner.app.recorded_flow import recorded_in_file
from runner.app.repairs import Mending
from runner.app.vouching import WalkNote, noted
from runner.browser.profile import profile_folder, profile_lock
from runner.browser.settings_file import read_settings
from runner.browser.starting import keep_logins
from runner.errors import RecordsError, RunnerError
from runner.flow.load import load, load_file
from runner.flow.model import Pick, Target
from runner.flow.own import Own
from runner.records.evidence import record_of
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.records.receipt import write_receipt
from runner.records.restoring import restore
from runner.records.verify import verify
from runner.session import kept
from runner.session.checkpoint import Checkpoint, Checkpoints, StepPlace
from runner.session.fingerprints import Fingerprints
from runner.session.learned import LearnedStore, learnt
from runner.session.recorder import draft

from .damage import damaged
from .records.books import Clock, deadline, keep, many, sent, walked_flow

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SEEDS = [range(100), pytest.param(range(100, 500), marks=pytest.mark.whole)]
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
TEXT = "title: t\nservice: s\nhosts: [photos.example]\nsteps:\n  - open: https://photos.example/\n"
TARGET = Target(link=["Privacy Center"])


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What is said of files that were set aside."""
    told: list[str] = []
    kept.say_damage_to(told.append)
    yield told
    kept.say_damage_to(lambda sentence: None)


@dataclass(frozen=True)
class Kind:
    """A kind of file: how one is made, and how it is read; a reader gives all that was in it, to be compared."""

    make: Callable[[Path], Path]
    read: Callable[[Path], object]
    has_words: bool = False  # it raises them; else they are said, and the file is set aside


def checkpoint(home: Path) -> Path:
    place = Checkpoint("practice", "d" * 64, 3, "sent", url="https://a.example/x", needs={"blog": "mine"})
    place.places, place.settled = {2: StepPlace("https://a.example/x")}, ["steps/1"]
    Checkpoints(home / "runs", write_private).write(place)
    return home / "runs" / "practice.checkpoint.json"


def lessons(home: Path) -> Path:
    file = load_file(ROOT / "flows" / "practice.yaml")
    LearnedStore(home / "lessons", write_private).add(
        learnt(file, ("steps", 1, "click"), "renamed", Pick(name="Privacy"))
    )
    return home / "lessons" / "practice.json"


def fingerprints(home: Path) -> Path:
    Fingerprints(home / "sightings", write_private).remember(
        "practice", TARGET, Pick(role="link", name="Privacy Center")
    )
    return home / "sightings" / "practice.json"


def agreements(home: Path) -> Path:
    Agreements(home).add(load_file(ROOT / "flows" / "practice.yaml"), date(2026, 11, 28))
    return home / "agreed.json"


def mended(home: Path) -> Path:
    path = home / "lessons" / "done" / "practice.json"
    text = (ROOT / "flows" / "practice.yaml").read_text("utf-8")
    write_private(path, kept.packed({"path": str(ROOT / "flows" / "practice.yaml"), "before": text, "after": "d"}))
    return path


def edited(home: Path) -> Path:
    write_private(home / "flows" / "mine.yaml", TEXT.encode())
    editing = Editing(own=OwnFlows(home / "flows", {}), flows=lambda: {"mine": home / "flows" / "mine.yaml"})
    draft = editing.draft("mine")
    assert draft
    editing.put(draft, TEXT + "# saved\n")
    editing.save(draft)
    editing.put(draft, TEXT + "# typed\n")
    return home / "flows" / "editing" / "mine.json"


def drafted(path: Path) -> object:
    file = path.parents[1] / "mine.yaml"
    draft = Editing(own=OwnFlows(path.parents[1], {}), flows=lambda: {"mine": file}).draft("mine")
    return draft and (draft.base, draft.text, draft.before, draft.after)


def walked(home: Path) -> Path:
    note = WalkNote(home, load(TEXT, "acme.photos.yaml"))
    note.hear(events.SessionStarted(flow="acme.photos", title="t", steps=1))
    note.hear(events.SessionEnded(flow="acme.photos", outcome="opted_out", basis="read_back"))
    note.keep("de", AT.date())
    return home / "runs" / "acme.photos.walked.json"


def sidecar(home: Path) -> Path:
    with Ledger(home, Clock()) as ledger:
        return keep(ledger, ledger.prepare(walked_flow()), "question").with_suffix(".json")


def lock(home: Path) -> Path:
    path = profile_folder(home).with_name(".profile.lock")
    path.write_text(f"{os.getpid()} another Optout\n")
    return path


def locked(path: Path) -> object:
    with profile_lock(path.parent / "profile"):
        return None


def receipt(home: Path) -> Path:
    with Ledger(home, Clock()) as ledger:
        request = sent(ledger, walked_flow(), deadline(date(2026, 12, 23)), pictures=["question"])
        write_receipt(ledger, ledger.request(request), home / "receipt.zip")
    return home / "receipt.zip"


def manifest(home: Path) -> Path:
    with Ledger(home, Clock()) as ledger:
        request = sent(ledger, walked_flow(), pictures=["question"])
        write_receipt(ledger, ledger.request(request), home / "receipt")
    return home / "receipt" / "manifest.json"


def checked(path: Path) -> object:
    verdict = verify(path)
    if not verdict.holds:
        raise RecordsError("it says which files are not as they were")
    return verdict.fingerprint


def recording(home: Path) -> Path:
    return Path(shutil.copy(next((ROOT / "tests" / "recordings").glob("*.json")), home / "recording.json"))


def _recorded(path: Path) -> object:
    return draft(recorded_in_file(path), "", Own([])).text


def ledger(home: Path) -> Path:
    clock = Clock()
    with Ledger(home, clock) as opened:
        many(opened, clock)
    return home / "ledger.sqlite"


def whole_ledger(path: Path) -> object:
    with Ledger(path.parent, to_read=True) as opened:
        rows = opened.requests()
        return rows, opened.checks(), [opened.flow_text(row.digest) for row in rows]


KINDS = {
    "checkpoint": Kind(checkpoint, lambda path: Checkpoints(path.parent, write_private).read("practice")),
    "lessons": Kind(lessons, lambda path: LearnedStore(path.parent, write_private).of("practice")),
    "sightings": Kind(fingerprints, lambda path: Fingerprints(path.parent, write_private).recall("practice", TARGET)),
    "agreements": Kind(agreements, lambda path: Agreements(path.parent)._read()),
    "repairs done": Kind(mended, lambda path: Mending(path.parents[2])._known("practice")),
    "flow being edited": Kind(edited, drafted),
    "walk to vouch for": Kind(walked, lambda path: noted(path.parents[1], "acme.photos")),
    "evidence sidecar": Kind(sidecar, lambda path: record_of(path.with_suffix(".png")), has_words=True),
    "profile lock": Kind(lock, locked, has_words=True),
    "receipt zip": Kind(receipt, checked, has_words=True),
    "receipt manifest": Kind(manifest, lambda path: checked(path.parent), has_words=True),
    "recording": Kind(recording, _recorded, has_words=True),
    "ledger": Kind(ledger, whole_ledger, has_words=True),
}
FORM_ONLY = ("evidence sidecar", "recording")  # without a checksum: another letter in a text is another text


@pytest.mark.parametrize("seeds", SEEDS, ids=["a hundred", "the others"])
@pytest.mark.parametrize("name", KINDS)
def test_damage_is_said_and_nothing_is_silently_lost(name: str, seeds: range, tmp_path: Path, said: list[str]) -> None:
    kind, home = KINDS[name], tmp_path / "home"
    home.mkdir(mode=0o700)
    path = kind.make(home)
    content, whole, came = path.read_bytes(), kind.read(path), Counter[str]()
    for seed in seeds:
        how, after = damaged(content, seed)
        path.write_bytes(after)
        said.clear()
        try:
            found, words = kind.read(path), list(said)
        except RunnerError as error:
            found, words = None, [str(error)]
        assert len(words) <= 1, f"{seed} ({how}): it is said once"
        for word in words:
            assert "Traceback" not in word and len(word) < 5_000, f"{seed} ({how})"
        if not words and name not in FORM_ONLY:
            assert found == whole, f"{seed} ({how}): read as something else, and nothing was said"
        if words and not kind.has_words:
            [aside] = path.parent.glob(f"{path.name}.damaged-*")
            assert aside.read_bytes() == after and not path.exists(), f"{seed} ({how}): it is kept"
            assert aside.name in words[0] and str(path) in words[0]
            aside.unlink()
        came["said" if words else "whole all the same"] += 1
    assert name == "profile lock" or came["said"] > len(seeds) / 3, came


def test_a_browsers_settings_that_are_damaged_are_left_to_it(tmp_path: Path) -> None:
    """They are the browser's, which mends them; ours is put in where they can be read."""
    path = tmp_path / "Default" / "Preferences"
    path.parent.mkdir()
    content, read = json.dumps({"session": {"restore_on_startup": 5}, "other": [1, "x"]}).encode(), Counter[bool]()
    for seed in range(100):
        how, after = damaged(content, seed)
        path.write_bytes(after)
        keep_logins(tmp_path)
        kept = read_settings(path)
        assert kept is not None or path.read_bytes() == after, f"{seed} ({how}): what cannot be read stays as it is"
        read[kept is not None] += 1
    assert min(read.values()) > 20, read


# -- the ledger and its copies ----------------------------------------------------------------------------------------


def test_another_letter_in_the_ledger_is_seen_and_the_request_named(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    content = path.read_bytes()
    for word, other in ((b"They say they need it", b"They say they need us"), (b"#4711", b"#4712")):
        path.write_bytes(content.replace(word, other))
        with pytest.raises(RecordsError, match=r"noted of (instagram-1|facebook-2)\); nothing in it was changed"):
            whole_ledger(path)
        with pytest.raises(RecordsError, match="damaged"):
            Ledger(tmp_path)


def test_what_is_damaged_is_not_sealed_by_writing_to_it(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"#4711", b"#4712"))
    with Ledger(tmp_path, Clock(), to_read=True) as opened:
        with pytest.raises(RecordsError, match="facebook-2"):
            opened.happen("facebook-2", "answered")
        with pytest.raises(RecordsError, match="facebook-2"):
            opened.requests()


def test_a_copy_is_made_once_a_day_before_the_first_entry_and_seven_are_kept(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as opened:
        sent(opened, walked_flow())
        for _ in range(9):
            clock.turn(days=1)
            sent(opened, walked_flow())
            sent(opened, walked_flow())
    there = sorted(path.name for path in tmp_path.glob("ledger-*"))
    assert there == [
        f"ledger-2026-{day}.sqlite" for day in ("11-26", "11-27", "11-28", "11-29", "11-30", "12-01", "12-02")
    ]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("ledger-*")} == {0o600} or os.name == "nt"
    shutil.copy(tmp_path / there[-1], tmp_path / "ledger.sqlite")
    with Ledger(tmp_path, to_read=True) as opened:
        assert len(opened.requests()) == 17, "as it was before that day"


def test_a_copy_is_put_back_and_the_damaged_file_kept(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as opened:
        sent(opened, walked_flow())
        clock.turn(days=1)
        sent(opened, walked_flow())
        clock.turn(days=1)
        sent(opened, walked_flow())
    path = tmp_path / "ledger.sqlite"
    damage = path.read_bytes()[:5000]
    path.write_bytes(damage)
    with pytest.raises(RecordsError, match="copy as of 25 Nov 2026: `optout status --restore`"):
        Ledger(tmp_path, to_read=True)
    newest = tmp_path / "ledger-2026-11-25.sqlite"
    newest.write_bytes(newest.read_bytes()[:-1000])
    put = restore(tmp_path, AT)
    assert (put.day, put.requests) == (date(2026, 11, 24), 1), "the newest that is whole"
    assert put.aside is not None and put.aside.read_bytes() == damage
    with Ledger(tmp_path, clock) as opened:
        assert [row.id for row in opened.requests()] == ["facebook-1"]
    with pytest.raises(RunnerError, match="is whole, so nothing was put back"):
        restore(tmp_path, AT)


def test_an_empty_ledger_beside_copies_has_lost_what_was_in_it(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as opened:
        sent(opened, walked_flow())
        sent(opened, walked_flow())
    (tmp_path / "ledger.sqlite").write_bytes(b"")
    with pytest.raises(RecordsError, match=r"it is empty.*--restore"):
        Ledger(tmp_path)
    assert restore(tmp_path, AT).requests == 1


# -- through the real command -----------------------------------------------------------------------------------------


def optout(home: Path, *arguments: str, before: Sequence[str] = ()) -> tuple[int, str]:
    """A command of Optout's: its exit code, and all it said."""
    command = [*before, sys.executable, "-m", "runner", *arguments]
    environment = {**os.environ, "OPTOUT_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    said = ran.stdout + ran.stderr
    assert "Traceback" not in said, said
    return ran.returncode, said


def test_the_commands_say_it_and_put_the_copy_back(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger(tmp_path, clock) as opened:
        sent(opened, walked_flow())
        sent(opened, walked_flow())
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(path.read_bytes().replace(b"facebook-2", b"facebook-7"))
    for command in (("status",), ("report",), ("list",)):
        code, words = optout(tmp_path, *command)
        assert code == 5 and "optout status --restore" in words, words
    code, words = optout(tmp_path, "status", "--restore")
    assert code == 0 and "with 1 request, is in place" in words and "1 request:" in words, words
    (tmp_path / "agreed.json").write_text('[{"digest": 1}]')
    (tmp_path / "ledger.sqlite").unlink()
    code, words = optout(tmp_path, "status")
    assert code == 0 and "is gone, and copies of it are there" in words


# -- a home that can only be read, and another user -------------------------------------------------------------------

AS_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to be somebody else")
NOBODY = 65534
# Root without its right to pass over the modes of files: an owner like any other.
HARMLESS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")


def _open_way(path: Path) -> None:
    """pytest's folders are for their owner alone; here somebody else has to come as far as the home."""
    for folder in path.parents:
        if folder != Path("/") and folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)


@AS_ROOT
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv, of util-linux")
def test_a_home_that_can_only_be_read_is_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    whole = whole_ledger(ledger(home))
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*"))
    for command, there in (
        (("status",), "overdue"),
        (("list",), "facebook-objection"),
        (("status", "x-1"), "on again"),
    ):
        code, words = optout(home, *command, before=HARMLESS)
        assert code == 0 and there in words.casefold(), words
        assert "Only read: the ledger" in words
    code, words = optout(home, "report", before=HARMLESS)
    assert code == 5 and "report.html" in words, words
    code, words = optout(home, "report", "--out", str(tmp_path / "report.html"), before=HARMLESS)
    assert code == 0 and (tmp_path / "report.html").is_file(), words
    code, words = optout(home, "status", "facebook-1", "--answered", before=HARMLESS)
    assert code == 5 and "It can be read, but nothing can be noted in it" in words, words
    code, words = optout(home, "run", "practice", before=HARMLESS)
    assert code in (3, 5) and str(home) in words, words
    assert sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*")) == before
    assert whole_ledger(home / "ledger.sqlite") == whole


def _tries(paths: Sequence[str]) -> list[str]:
    """What comes of trying everything with every path."""
    came: list[str] = []
    ways: dict[str, Callable[[str], object]] = {
        "list": os.listdir,
        "enter": os.chdir,
        "read": lambda path: os.close(os.open(path, os.O_RDONLY)),
        "write": lambda path: os.close(os.open(path, os.O_WRONLY | os.O_APPEND)),
        "make beside": lambda path: os.close(os.open(f"{path}.theirs", os.O_WRONLY | os.O_CREAT)),
        "make inside": lambda path: os.close(os.open(f"{path}/theirs", os.O_WRONLY | os.O_CREAT)),
        "remove": os.unlink,
        "rename": lambda path: Path(path).rename(f"{path}.theirs"),
        "change": lambda path: Path(path).chmod(0o777),
    }
    for path in paths:
        for way, how in ways.items():
            with suppress(OSError):
                how(path)
                came.append(f"{way} {path}")
    return came


def _as_nobody(paths: Sequence[str]) -> tuple[int, list[str]]:
    """The same as another user, in a process of its own: who that was, and what came of it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(write, json.dumps([os.geteuid(), _tries(paths)]).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        who, came = json.loads(told.read())
    os.waitpid(child, 0)
    return who, came


@AS_ROOT
@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_another_user_comes_at_nothing(tmp_path: Path, mask: int) -> None:
    home = tmp_path / "way" / "home"
    home.parent.mkdir()
    _open_way(home)
    open_to_all = tmp_path / "way" / "known"
    open_to_all.write_text("to see that the way there is open")
    open_to_all.chmod(0o644)
    before = os.umask(mask)
    try:
        for make in (checkpoint, lessons, fingerprints, agreements, mended, sidecar, lock, receipt, manifest):
            make(home)
        with Ledger(home) as opened:
            sent(opened, walked_flow())
            optout(home, "report")
            paths = [str(home), *map(str, home.rglob("*"))]
            who, came = _as_nobody([*paths, str(open_to_all)])
    finally:
        os.umask(before)
    assert len(paths) > 20 and any(path.endswith("-wal") for path in paths)
    assert (who, came) == (NOBODY, [f"read {open_to_all}"])
