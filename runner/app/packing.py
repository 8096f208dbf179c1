"""Makes a bundle of a keeper's folder: the same bytes of the same folder, on every machine and at any time.

The folder has `collection.yaml`, `flows/`, and where there are any `locale/` and `vouched/`, the files that people have
sent. Nothing in it is changed but `handovers.json`, where a new key takes the place of an old one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from runner.app.bundle import read_bundle
from runner.app.bundle_contents import as_zip
from runner.app.signing import SigningKey, read_key
from runner.errors import BundleError, FlowError, Problem, RecordsError, RepairError
from runner.flow.catalogue import entries
from runner.flow.check import forbidden
from runner.flow.collection import read_head
from runner.flow.load import load
from runner.flow.manifest import (
    MANIFEST,
    MAX_CATALOGUE,
    MAX_FILES,
    MAX_HANDOVERS,
    SIGNATURE,
    BundleFile,
    Handover,
    Manifest,
    flow_of,
    is_name,
)
from runner.flow.vouch import MOST_BYTES, Vouch, VouchCount, counted, read_vouch
from runner.flow.vouched import with_checked
from runner.locale import _, per_front
from runner.records.files import write_private

_HANDOVERS = "handovers.json"
_MOST_VOUCHED = 20_000


@dataclass(frozen=True)
class Packed:
    """A bundle that was made: where, what it says of itself, who vouches for which flow, and what was left out and why.

    `is_new` tells whether it was written now; else it was there already, the same to the byte.
    """

    path: Path
    manifest: Manifest
    vouched: dict[str, VouchCount]
    left_out: tuple[str, ...]
    is_new: bool


def pack(folder: Path, key: Path, out: Path | None = None, old_key: Path | None = None) -> Packed:
    """Packs a folder into a signed bundle; with `old_key` that one's word for the new key is put into it.

    Raises FlowError where a file of the folder has problems, BundleError where no bundle can be made of it,
    RecordsError where it cannot be written.
    """
    head, signer = read_head(folder), _key_outside(folder, key)
    if old_key:
        _hand_over(folder, _key_outside(folder, old_key), signer, head.collection)
    vouches, left_out = _vouches(folder / "vouched")
    files, known = _files(folder, head.collection, vouches)
    left_out += [_why_not(name, one, known) for name, one in vouches.items() if not _counts(one, known)]
    manifest = Manifest(
        collection=head.collection,
        version=head.version,
        date=head.date,
        title=head.title,
        kept_by=head.kept_by,
        page=head.page or "",
        key=signer.public,
        files={name: BundleFile(hashlib.sha256(data).hexdigest(), len(data)) for name, data in files.items()},
        handovers=_handovers(folder),
    )
    signed = {MANIFEST: manifest.as_bytes(), SIGNATURE: signer.sign(manifest.message()).encode("ascii")}
    path = out or Path(f"{head.collection}-{head.version}.zip")
    is_new = _write(path, as_zip({**signed, **files}))
    counts = {flow: count for flow, count in known.items() if count}
    return Packed(path, manifest, counts, tuple(left_out), is_new)


def _key_outside(folder: Path, path: Path) -> SigningKey:
    key = read_key(path)
    if path.resolve().is_relative_to(folder.resolve()):
        raise BundleError(
            _("the key {path} lies in the folder that is given out; move it to where only you look", path=path)
        )
    return key


# -- what goes into it ----------------------------------------------------------------------------------------------

_Known = dict[str, VouchCount | None]


def _files(folder: Path, collection: str, vouches: dict[str, Vouch]) -> tuple[dict[str, bytes], _Known]:
    """The files of the bundle by their names, in order; and for each flow who vouches for it."""
    problems: list[Problem] = []
    found, known = dict[str, bytes](), _Known()
    for name, path in _named(folder):
        if not is_name(name, collection):
            raise BundleError(
                _(
                    "{path} cannot be in a bundle under that name; those are called {flow}, of small letters, digits"
                    " and hyphens, and {catalogue}",
                    path=path,
                    flow=f"flows/{collection}.NAME.yaml",
                    catalogue="locale/de.po",
                )
            )
        try:
            text = _text(path)
            if name.startswith("flows/"):
                problems += list(forbidden(load(text, str(path))))
                known[flow_of(name)] = count = counted(vouches.values(), flow_of(name), text)
                text = _checked(text, count, path) if count else text
            else:
                entries(text, str(path))
        except FlowError as error:
            problems += error.problems
            continue
        found[name] = text.encode("utf-8")
    if problems:
        raise FlowError(problems)
    if not known:
        raise BundleError(_("there is no flow in {folder}", folder=folder / "flows"))
    if len(found) > MAX_FILES:
        raise BundleError(_("there are more than {number} files in {folder}", number=MAX_FILES, folder=folder))
    return dict(sorted(found.items())), known


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    for part, ending in (("flows", "yaml"), ("locale", "po")):
        for path in sorted(folder.joinpath(part).glob(f"*.{ending}")):
            if not path.name.startswith("."):
                yield f"{part}/{path.name}", path


def _text(path: Path) -> str:
    """A file's text to the byte, or raises FlowError; a flow is judged by the loader, which has its own limits."""
    if path.is_symlink() or not path.is_file():
        raise BundleError(_("{path} is no file but a link or the like; put the file itself there", path=path))
    with path.open("rb") as file:
        data = file.read(MAX_CATALOGUE + 1)
    if len(data) > MAX_CATALOGUE:
        raise BundleError(_("{path} is over {size} KiB", path=path, size=MAX_CATALOGUE >> 10))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = _("this is not UTF-8 text (byte {place})", place=error.start + 1)
        raise FlowError([Problem(str(path), 1, 1, why)]) from None


def _checked(text: str, count: VouchCount, path: Path) -> str:
    """The flow with what people have vouched for; a day on which its keeper walked it later stays."""
    there = load(text, str(path)).flow.checked
    day = max(count.date, there.date) if there and there.how == "live" else count.date
    try:
        return with_checked(text, day, count.by, count.countries)
    except RepairError as error:
        raise BundleError(_("{path}: {why}", path=path, why=str(error))) from None


# -- what people have sent ------------------------------------------------------------------------------------------


def _vouches(folder: Path) -> tuple[dict[str, Vouch], list[str]]:
    """What lies there by its files' names, and what is none of it."""
    found, strange = dict[str, Vouch](), list[str]()
    for path in sorted(folder.glob("*.json"))[:_MOST_VOUCHED]:
        try:
            with path.open("rb") as file:
                found[path.name] = read_vouch(file.read(MOST_BYTES + 1))
        except (OSError, ValueError):
            strange.append(
                per_front(
                    _("{file}: it is not what {command} writes", file=path.name, command="`optout vouch`"),
                    _("{file}: it is not what Optout writes for a keeper", file=path.name),
                )
            )
    return found, strange


def _counts(one: Vouch, known: _Known) -> bool:
    count = known.get(one.flow)
    return count is not None and one.digest == count.digest


def _why_not(file: str, one: Vouch, known: _Known) -> str:
    if one.flow not in known:
        return _("{file}: {flow} is not in this collection", file=file, flow=one.flow)
    return _("{file}: {flow} has changed since it was walked", file=file, flow=one.flow)


# -- keys, and the file ---------------------------------------------------------------------------------------------


def _handovers(folder: Path) -> tuple[Handover, ...]:
    path = folder / _HANDOVERS
    try:
        given = json.loads(path.read_text("utf-8"))
        return tuple(Handover(**one) for one in given)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, RecursionError):
        raise BundleError(
            per_front(
                _(
                    "{path} is not as {command} has written it; put your copy of it back",
                    path=path,
                    command="`optout flows pack`",
                ),
                _("{path} is not as Optout has written it; put your copy of it back", path=path),
            )
        ) from None


def _hand_over(folder: Path, old: SigningKey, new: SigningKey, collection: str) -> None:
    words: Sequence[Handover] = _handovers(folder)
    word = old.hand_over_to(new, collection)
    if word in words:
        return
    if len(words) >= MAX_HANDOVERS:
        raise BundleError(_("there were {number} keys before this one, and no more are followed", number=MAX_HANDOVERS))
    text = json.dumps([asdict(one) for one in [*words, word]], indent=1)
    write_private(folder / _HANDOVERS, text.encode("ascii"))


def _write(path: Path, data: bytes) -> bool:
    """Puts the bundle there, once it is known that it could be added; whether it was not there already."""
    try:
        if path.exists():
            if path.read_bytes() == data:
                return False
            raise BundleError(
                _(
                    "{path} is there already and is another one. Who has that one would refuse this: raise {setting} in"
                    " {file}, or remove it where you have never given it out",
                    path=path,
                    setting="`version`",
                    file="collection.yaml",
                )
            )
    except OSError as error:
        raise RecordsError(_("{path} cannot be read: {reason}", path=path, reason=error.strerror)) from error
    new = path.with_name(f".{path.name}.new")
    write_private(new.absolute(), data)
    try:
        read_bundle(new)
        new.chmod(0o644)  # it is made to be given out
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return True
