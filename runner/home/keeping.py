"""For who keeps a collection: their key, and a signed bundle of their folder, made in Downloads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from runner.app.downloads import downloads_folder
from runner.errors import RunnerError, UsageError
from runner.exchange import PageRequest, PageResponse
from runner.flow.collection import read_head
from runner.flow.headings import how_checked
from runner.home.context import HomeContext
from runner.locale import _, many
from runner.locale.phrase import sentence

if TYPE_CHECKING:  # what signs is slow to load, and few ask for it
    from runner.app.packing import Packed

_KEY = "optout-key.pem"


class KeeperPages:
    """The page of those who keep a collection; what was packed last is told on it."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._packed: Packed | None = None
        self._folder = self._old = ""
        self._key = str(Path.home() / _KEY)

    def keeping(self, request: PageRequest) -> PageResponse:
        """Their key, with its fingerprint where it is there, and what is to be packed."""
        fingerprint, wrong = self._fingerprint()
        return self._home.page(
            request,
            "keeping",
            current="/flows",
            key=self._key,
            folder=self._folder,
            old=self._old,
            fingerprint=fingerprint,
            wrong=wrong,
            packed=self._packed,
            told=list(_told(self._packed)) if self._packed else [],
            downloads=downloads_folder(),
        )

    def key(self, request: PageRequest) -> PageResponse:
        """Makes a key, or shows the fingerprint of the one that lies there."""
        from runner.app.signing import make_key, read_key

        path = _place(request.one("key"), _("say where the key is to lie"))
        self._key = str(path)
        if path.exists():
            read_key(path)
            return self._home.done("/collections/make", _("The key in {path}:", path=path))
        make_key(path)
        return self._home.done("/collections/make", _("A new key is in {path}; only your user may read it.", path=path))

    async def pack(self, request: PageRequest) -> PageResponse:
        """Makes the bundle; one of the same version that was made before is never written over."""
        from runner.app.packing import pack

        key = _place(request.one("key"), _("say where your key lies"))
        folder = _place(request.one("folder"), _("say which folder your collection is in"))
        old = request.one("old").strip()
        self._key, self._folder, self._old, self._packed = str(key), str(folder), old, None
        if not folder.is_dir():
            raise UsageError(_("there is no folder “{path}”", path=folder))
        head, downloads = read_head(folder), downloads_folder()
        downloads.mkdir(parents=True, exist_ok=True)
        out = downloads / f"{head.collection}-{head.version}.zip"
        self._packed = await asyncio.to_thread(pack, folder, key, out, _place(old, "") if old else None)
        return self._home.done("/collections/make", _said(self._packed))

    def _fingerprint(self) -> tuple[str, str]:
        """Of the key that is there, else empty; and what is wrong with it."""
        if not Path(self._key).is_file():
            return "", ""
        from runner.app.signing import read_key

        try:
            return read_key(Path(self._key)).fingerprint, ""
        except RunnerError as error:
            return "", sentence(str(error))


def _place(given: str, missing: str) -> Path:
    """A path as somebody writes it, in their own folder where it names no other."""
    if not given.strip():
        raise UsageError(missing)
    return Path.home() / Path(given.strip()).expanduser()


def _said(made: Packed) -> str:
    one = made.manifest
    about = {"path": made.path, "version": one.version,
             "flows": many("{count} flow", "{count} flows", len(one.flows))}  # fmt: skip
    if made.is_new:
        return _("Written: {path}, version {version} with {flows}.", **about)
    return _("As it was: {path}, version {version} with {flows}.", **about)


def _told(made: Packed) -> Iterator[str]:
    """Who vouches for what, what was not counted, and which languages are in it."""
    for flow, count in made.vouched.items():
        yield _("{flow}: {how}", flow=flow, how=how_checked("live", count.by, count.countries))
    for why in made.left_out:
        yield _("Not counted: {why}", why=why)
    if made.manifest.in_other_languages:
        yield made.manifest.in_other_languages
