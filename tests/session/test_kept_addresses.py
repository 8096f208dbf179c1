"""What lasts between runs has no address with anything of the person's behind `?` or `#`, whoever wrote it."""

from __future__ import annotations

import json
from pathlib import Path

from runner.app.covering import Cover
from runner.flow.load import load
from runner.flow.model import Pick, Target
from runner.records.files import write_private
from runner.session.checkpoint import Checkpoint, Checkpoints, place_of
from runner.session.fingerprints import Fingerprints
from runner.session.learned import LearnedStore, learnt

WHOLE = "https://ann:pw@a.example/in.html;jsessionid=S3CRET?sid=S3CRET&code=424242#access_token=T0KEN"
BARE = "https://a.example/in.html"
FILE = load("title: T\nservice: S\nhosts: [a.example]\nsteps:\n  - click: Privacy\n", "f.yaml")
PICK = Pick(tag="a", role="link", name="Privacy", href=WHOLE)


def all_of(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


def test_no_store_of_a_walk_keeps_them(tmp_path: Path) -> None:
    fingerprints, lessons = Fingerprints(tmp_path / "s", write_private), LearnedStore(tmp_path / "l", write_private)
    fingerprints.remember("f", Target(named="Privacy"), PICK)
    lessons.add(learnt(FILE, ("steps", 0, "click"), "renamed", PICK))
    checkpoints = Checkpoints(tmp_path / "c", write_private)
    place = place_of(WHOLE)
    checkpoints.write(Checkpoint("f", FILE.digest, step=2, url=place.url, places={1: place}))
    kept = all_of(tmp_path)
    assert kept.count(BARE) == 4
    assert not [secret for secret in ("S3CRET", "424242", "T0KEN", "ann:pw") if secret in kept]
    seen = fingerprints.recall("f", Target(named="Privacy"))
    assert seen and seen.href == BARE


def test_what_an_earlier_version_kept_is_read_without_and_written_so(tmp_path: Path) -> None:
    old = [
        {"names": ["Help"], "pick": {"tag": "a", "href": WHOLE}},
        {"names": ["Privacy"], "pick": {"tag": "a", "href": WHOLE}},
    ]
    (tmp_path / "f.json").write_text(json.dumps(old), "utf-8")
    fingerprints = Fingerprints(tmp_path, write_private)
    seen = fingerprints.recall("f", Target(named="Help"))
    assert seen and seen.href == BARE
    fingerprints.remember("f", Target(named="Privacy"), PICK)
    assert "S3CRET" not in all_of(tmp_path) and all_of(tmp_path).count(BARE) == 2


def test_a_file_about_a_crash_has_none_also_where_an_address_is_not_whole() -> None:
    cover = Cover((), ())
    for address in (WHOLE, "/in.html?sid=S3CRET&code=424242#access_token=T0KEN", "?sid=S3CRET", "in.html#t=T0KEN"):
        said = cover.covered(f"at {address} it stopped")
        assert not [secret for secret in ("S3CRET", "424242", "T0KEN", "ann:pw") if secret in said], said
        assert said.endswith("it stopped")
