"""What a bundle of flows says of itself, as one JSON text that is signed: whose it is, its version, and its files.

A text has one form only: sorted keys, no white space, nothing that is not named here. So what was signed is what is
read, and nobody can put a second meaning into it. Needs no library but what lists need, for they read it as well.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from runner.errors import BundleError
from runner.flow.source import MAX_BYTES
from runner.locale import Listed, _
from runner.locale.names import own_name

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MAX_MANIFEST = 128 * 1024
MAX_FILES = 300  # flows and catalogues; six times what comes with Optout
MAX_CATALOGUE = 512 * 1024
MAX_VERSION = 1_000_000_000
MAX_HANDOVERS = 20
_MAX_LINE = 200
_MAX_PAGE = 500
_SEPARATOR = "."  # no flow that comes with Optout has one in its id, so no collection can take a place of theirs
# Windows takes these for devices, whatever ending stands behind them.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_OURS = {"optout", "optout-walk"}
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FLOW = re.compile(r"flows/([a-z0-9-]{2,32})\.[a-z0-9]+(-[a-z0-9]+)*\.yaml")
_CATALOGUE = re.compile(r"locale/[a-z]{2,3}(_[A-Z]{2})?\.po")
_PAGE = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[!#-;=?-Z_a-z~%-]*)?")
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELD = 2**255 - 19
_OF_ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303021371
# Points of a small order on the curve of RFC 8032, by their second coordinate: for a key that is one of them anybody
# can make signatures, and libraries take those.
_WEAK = {0, 1, _OF_ORDER_8, _FIELD - _OF_ORDER_8, _FIELD - 1, _FIELD, _FIELD + 1}
_WRONG = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class BundleFile:
    """One file of a bundle: the SHA-256 of its bytes, and how many there are."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Handover:
    """An old key's word that a new one takes its place: both, and the old one's signature, in base64."""

    old: str
    new: str
    signature: str

    def message(self, collection: str) -> bytes:
        """What the old key has signed."""
        return f"optout collection key\n{collection}\n{self.old}\n{self.new}".encode()


@dataclass(frozen=True)
class Manifest:
    """Which collection a bundle is of, who keeps it, its version, its files by name, and the key it is signed with.

    `page` is the collection's own page, empty where it has none. `key` is an Ed25519 public key in base64.
    """

    collection: str
    version: int
    date: str
    title: str
    kept_by: str
    page: str
    key: str
    files: Mapping[str, BundleFile]
    handovers: tuple[Handover, ...] = ()

    def as_bytes(self) -> bytes:
        """The one form it has."""
        return _canonical({"format": FORMAT, **asdict(self)})

    def message(self) -> bytes:
        """What is signed: the text, and before it what it is, so that the key's word is of use for nothing else."""
        return b"optout collection bundle\n" + self.as_bytes()

    @property
    def flows(self) -> list[str]:
        """The ids of its flows."""
        return sorted(flow_of(name) for name in self.files if _FLOW.fullmatch(name))

    @property
    def languages(self) -> list[str]:
        """The languages of its catalogues, in which its flows are shown to those who read them."""
        return sorted(name.rpartition("/")[2].removesuffix(".po") for name in self.files if _CATALOGUE.fullmatch(name))

    @property
    def in_other_languages(self) -> str:
        """What there is to say of its catalogues; empty where it has none."""
        if not self.languages:
            return ""
        names = (own_name(code.replace("_", "-")) for code in self.languages)
        return _("With texts in {languages} as well.", languages=Listed(names, "comma"))

    @property
    def fingerprint(self) -> str:
        """The key in a form that two people can read to each other."""
        return fingerprint(self.key)


def fingerprint(key: str) -> str:
    """A public key as eight groups of four: half of its SHA-256, which nobody can meet twice."""
    half = hashlib.sha256(from_base64(key)).hexdigest()[:32].upper()
    return "-".join(half[at : at + 4] for at in range(0, len(half), 4))


def flow_of(name: str) -> str:
    """The id of the flow in a file of a bundle."""
    return name.rpartition("/")[2].removesuffix(".yaml")


def collection_of(flow: str) -> str:
    """The collection that a flow's id names; empty for one that comes with Optout, or is the person's own."""
    before, separator, _ = flow.partition(_SEPARATOR)
    return before if separator and is_collection_id(before) else ""


def is_collection_id(text: str) -> bool:
    """Whether a collection may be called so: small letters, digits and hyphens; no name of a device, and not ours."""
    return 2 <= len(text) <= 32 and _ID.fullmatch(text) is not None and text not in _DEVICES | _OURS


def is_name(name: str, collection: str) -> bool:
    """Whether a file of a collection's bundle may be called so: one form for each, so no two can be taken for one."""
    found = _FLOW.fullmatch(name)
    return (found is not None and found[1] == collection and len(name) <= 120) or _CATALOGUE.fullmatch(name) is not None


def largest(name: str) -> int:
    """How many bytes a file of a bundle may have; a flow as many as the loader takes."""
    named = {MANIFEST: MAX_MANIFEST, SIGNATURE: 200}
    return named.get(name, MAX_BYTES if name.startswith("flows/") else MAX_CATALOGUE)


def is_line(text: Any) -> bool:
    """Whether something is a text of one line that can be shown as it is: nothing in it acts on a terminal."""
    return (
        isinstance(text, str) and 0 < len(text) <= _MAX_LINE and text.isprintable() and text == " ".join(text.split())
    )


def is_page(text: Any) -> bool:
    """Whether something is the address of a page: https, a host's name, and no more than a path behind it."""
    return isinstance(text, str) and len(text) <= _MAX_PAGE and _PAGE.fullmatch(text) is not None


def from_base64(text: str) -> bytes:
    """What stands in base64; raises ValueError where that is not so, or written in another form than ours."""
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if base64.b64encode(found).decode("ascii") != text:
        raise ValueError("not as base64 is written")
    return found


def read_manifest(data: bytes) -> Manifest:
    """The manifest of a bundle; raises BundleError where it is anything but one, in its one form."""
    try:
        told = json.loads(data.decode("utf-8"), parse_float=_no_number, parse_constant=_no_number)
        if isinstance(told, dict) and type(told.get("format")) is int and told["format"] > FORMAT:
            raise BundleError(_("it was made for a newer Optout than this"))
        found = _understood(told)
        if found.as_bytes() != data:
            raise ValueError("not in its one form")
    except _WRONG:
        raise BundleError(_("its manifest is not one that Optout makes")) from None
    return found


def _understood(told: Any) -> Manifest:
    if not isinstance(told, dict) or told.pop("format") != FORMAT:
        raise ValueError("no manifest")
    files = {name: BundleFile(**one) for name, one in told.pop("files").items()}
    found = Manifest(**told | {"files": files, "handovers": tuple(Handover(**one) for one in told.pop("handovers"))})
    lines = is_line(found.title) and is_line(found.kept_by) and (found.page == "" or is_page(found.page))
    numbers = type(found.version) is int and 1 <= found.version <= MAX_VERSION and len(files) <= MAX_FILES
    keys = _is_key(found.key) and len(found.handovers) <= MAX_HANDOVERS and all(map(_is_handover, found.handovers))
    if not (is_collection_id(found.collection) and lines and numbers and keys and found.flows):
        raise ValueError("something in it is not what it has to be")
    if date.fromisoformat(found.date).isoformat() != found.date:
        raise ValueError("not a day")
    for name, one in files.items():
        if not is_name(name, found.collection) or not _HASH.fullmatch(one.sha256):
            raise ValueError("not a file of a bundle")
        if type(one.size) is not int or not 0 <= one.size <= largest(name):
            raise BundleError(_("{file} is larger than such a file may be", file=name))
    return found


def _is_key(text: Any) -> bool:
    if not isinstance(text, str) or len(text) != 44 or len(key := from_base64(text)) != 32:
        return False
    return int.from_bytes(key, "little") % 2**255 not in _WEAK


def _is_handover(one: Handover) -> bool:
    return _is_key(one.old) and _is_key(one.new) and len(one.signature) == 88 and len(from_base64(one.signature)) == 64


def _canonical(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of ours")
