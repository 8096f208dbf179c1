"""Bundles of flows, read with nobody trusted: the signature first, then every file by its hash, then every flow.

What is read is a stranger's. Nothing is unpacked before the manifest is known to be signed; then each file is taken by
the name it has to have, up to the size it has to have, and counts if its hash is the manifest's. Names of a zip are
never used as paths.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runner.app.bundle_contents import MAX_BUNDLE, BundleContents, open_contents
from runner.app.signing import is_signed
from runner.errors import BundleError, FlowError
from runner.flow.catalogue import entries
from runner.flow.check import forbidden
from runner.flow.load import FlowFile, load
from runner.flow.manifest import MANIFEST, SIGNATURE, Manifest, flow_of, largest, read_manifest
from runner.locale import _, per_front

_NO_BUNDLE = per_front(
    _("it is no bundle that {command} has made", command="`optout flows pack`"), _("it is no collection of flows")
)


@dataclass(frozen=True)
class Bundle:
    """A bundle that was read whole and holds what its signed manifest says; `flows` are loaded, by their ids."""

    manifest: Manifest
    signature: str
    files: Mapping[str, bytes]
    flows: Mapping[str, FlowFile]

    def all_files(self) -> dict[str, bytes]:
        """Everything that is in it, the manifest and its signature first."""
        signed = {MANIFEST: self.manifest.as_bytes(), SIGNATURE: self.signature.encode("ascii")}
        return {**signed, **{name: self.files[name] for name in sorted(self.files)}}


def read_bundle(path: Path) -> Bundle:
    """The bundle in a zip or folder.

    Raises BundleError with what is wrong, FlowError where one of its flows is.
    """
    try:
        return _read(path)
    except BundleError as error:
        raise BundleError(_("{path} is refused: {why}. Nothing was changed.", path=path, why=str(error))) from None


def _read(path: Path) -> Bundle:
    if path.is_dir() and not (path / MANIFEST).is_file():  # such as the one that a bundle is made of
        raise BundleError(_NO_BUNDLE)
    with open_contents(path) as contents:
        if MANIFEST not in contents.names or SIGNATURE not in contents.names:
            raise BundleError(_NO_BUNDLE)
        manifest = read_manifest(contents.read(MANIFEST, largest(MANIFEST)))
        signature = _signature(contents.read(SIGNATURE, largest(SIGNATURE)))
        if not is_signed(manifest.key, manifest.message(), signature):
            raise BundleError(_("its signature is not that of its key, so somebody has changed it"))
        _check_names(contents.names, manifest)
        if sum(one.size for one in manifest.files.values()) > MAX_BUNDLE:
            raise BundleError(_("there is more than {size} MiB in it", size=MAX_BUNDLE >> 20))
        files = {name: _whole(contents, name, manifest) for name in manifest.files}
    return Bundle(manifest, signature, files, _flows(files, path))


def _signature(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        raise BundleError(_("its signature is none")) from None


def _check_names(names: frozenset[str], manifest: Manifest) -> None:
    known = {MANIFEST, SIGNATURE, *manifest.files}
    if extra := sorted(names - known):
        raise BundleError(_("{name} is in it and not in its manifest", name=ascii(extra[0])))
    if missing := sorted(known - names):
        raise BundleError(_("{name} is in its manifest and not in it", name=missing[0]))


def _whole(contents: BundleContents, name: str, manifest: Manifest) -> bytes:
    said = manifest.files[name]
    data = contents.read(name, said.size)
    if len(data) != said.size or hashlib.sha256(data).hexdigest() != said.sha256:
        raise BundleError(_("{name} is not as its manifest has it", name=name))
    if not name.startswith("flows/"):
        _text(name, data)
    return data


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BundleError(_("{name} is not UTF-8 text (byte {place})", name=name, place=error.start + 1)) from None


def _flows(files: Mapping[str, bytes], path: Path) -> dict[str, FlowFile]:
    """Its flows, each by the same loader and guard as any file; a wrong one or a wrong catalogue is the end of all."""
    found, problems = {}, []
    for name, data in files.items():
        if name.startswith("flows/"):
            try:
                file = load(_text(name, data), str(path / name))
                problems += list(forbidden(file))
                found[flow_of(name)] = file
            except FlowError as error:
                problems += error.problems
        elif name.startswith("locale/"):
            try:
                entries(_text(name, data), str(path / name))
            except FlowError as error:
                problems += error.problems
    if problems:
        raise FlowError(problems)
    return found
