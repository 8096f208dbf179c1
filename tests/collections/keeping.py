"""A keeper for tests: a folder with a collection, keys, and bundles that are right or wrong in one way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from runner.app.bundle_contents import as_zip
from runner.app.signing import SigningKey, make_key
from runner.flow.manifest import MANIFEST, SIGNATURE, BundleFile, Manifest
from runner.flow.vouch import Vouch
from runner.records.files import write_private
from runner.session.kept import packed

PHOTOS = """\
title: Photos – keep yours out of AI training
service: Photos
covers: Your photos.
offered_in: everywhere
hosts: [photos.example.com]
checked: {date: 2026-11-01, how: sources}
sources: [https://photos.example.com/help]
steps:
  - open: https://photos.example.com/settings
  - pause: {for: switch, control: {switch: Train AI}, want: off}
  - confirm: {is_off: {switch: Train AI}}
"""
NOTES = PHOTOS.replace("Photos", "Notes").replace("photos", "notes")
HEAD = """\
collection: acme
title: Opt-outs for people at Acme
kept_by: Acme e.V.
page: https://acme.example/optout
version: {version}
date: 2026-11-0{version}
"""
Files = dict[str, bytes]


def folder_at(path: Path, version: int = 1, **flows: str) -> Path:
    """A keeper's folder; flows by the name behind the collection's."""
    for inside in ("flows", "locale", "vouched"):
        (path / inside).mkdir(parents=True, exist_ok=True)
    (path / "collection.yaml").write_text(HEAD.format(version=version), "utf-8")
    (path / "locale" / "de.po").write_text('msgid ""\nmsgstr ""\n', "utf-8")
    for name, text in (flows or {"photos": PHOTOS}).items():
        (path / "flows" / f"acme.{name}.yaml").write_text(text, "utf-8")
    return path


@dataclass
class Forger:
    """Makes bundles without asking whether they may be made; signs with its key unless told otherwise."""

    key: SigningKey
    files: Files = field(default_factory=lambda: {"flows/acme.photos.yaml": PHOTOS.encode()})
    version: int = 1

    def manifest(self, **other: Any) -> Manifest:
        """What a bundle of these files says of itself; what is `other` in it."""
        told = {name: BundleFile(hashlib.sha256(data).hexdigest(), len(data)) for name, data in self.files.items()}
        right = Manifest("acme", self.version, "2026-11-01", "Acme's", "Acme e.V.", "", self.key.public, told)
        return replace(right, **other)

    def parts(self, manifest: Manifest | None = None) -> Files:
        """All files of a bundle."""
        manifest = manifest or self.manifest()
        return {**self.signed(manifest.as_bytes()), **self.files}

    def signed(self, text: bytes) -> Files:
        """Any text as a manifest, with a signature of the key."""
        return {MANIFEST: text, SIGNATURE: self.key.sign(b"optout collection bundle\n" + text).encode()}

    def of_data(self, change: Callable[[dict[str, Any]], object]) -> Files:
        """A bundle whose manifest was changed as data, and signed so."""
        told = json.loads(self.manifest().as_bytes())
        change(told)
        return {**self.signed(canonical(told)), **self.files}


def canonical(told: Any) -> bytes:
    """JSON in the one form a manifest has."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key_at(path: Path) -> SigningKey:
    """A new key in a file."""
    return make_key(path)


def zip_at(path: Path, files: Mapping[str, bytes]) -> Path:
    """These files as a zip."""
    path.write_bytes(as_zip(files))
    return path


def vouched(home: Path, flow: str, account: str = "") -> Vouch:
    """Notes that a flow was walked in one go to an end that was read back."""
    found = Vouch(flow, "0" * 64, "2026-11-20", "", "en", "sent", (2,))
    whose = f"@{account}" if account else ""
    write_private(home / "runs" / f"{flow}{whose}.walked.json", packed(asdict(found)))
    return found
