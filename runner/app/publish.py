"""`optout publish`: a static site out of flow files, for those who keep some and want to show them to people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from runner.app.checking import Wanted, files_of
from runner.app.checklist import sheet
from runner.app.collection_store import CollectionStore
from runner.app.news import news_in
from runner.app.places import in_library
from runner.app.region import EVERYWHERE, called
from runner.errors import RecordsError, UsageError
from runner.flow.catalogue import Catalogue, catalogues, has, spoken
from runner.flow.collection import FILE, CollectionHead, read_head
from runner.flow.headings import how_checked
from runner.flow.load import FlowFile, load_file
from runner.locale import Language, _, per_front
from runner.records.checks import read_checks
from runner.records.site import PublishedFlow, Site
from runner.session.causes import CAUSES

LIST = ".optout-site.json"  # what was written, so that the next time takes away what is no longer there
_OURS = _("the people who make Optout")


@dataclass(frozen=True)
class Edition:
    """What is to be published: flow files and folders, or a collection's folder; the library where none is named."""

    paths: Sequence[Path] = ()
    title: str = ""
    kept_by: str = ""
    url: str = ""
    checks: Path | None = None


@dataclass
class _Gathered:
    """The flows, and the head of their collection where it is one."""

    files: list[FlowFile]
    head: CollectionHead | None = None
    read: dict[Path, Mapping[str, Catalogue]] = field(default_factory=dict)

    def spoken(self, file: FlowFile) -> Mapping[str, Language]:
        """The languages that have words at least for a flow's title, by their codes."""
        found = self._catalogues(file).items()
        return {code: spoken(code, texts) for code, texts in found if has(texts, file.flow.title)}

    def _catalogues(self, file: FlowFile) -> Mapping[str, Catalogue]:
        """Texts in other languages: of the folder `locale` beside the flow, or beside its folder `flows`."""
        beside = Path(file.path).parent
        around = beside.parent if beside.name == "flows" else beside
        folder = around / "locale" if (around / "locale").is_dir() else beside / "locale"
        if folder not in self.read:
            self.read[folder] = catalogues(folder) if folder.is_dir() else {}
        return self.read[folder]


def publish(edition: Edition, folder: Path, wrote: Callable[[str], object] = lambda name: None) -> list[str]:
    """Writes the site into a folder, and takes away what an earlier edition has left there; the files it has.

    `wrote` hears of each file. Raises FlowError for a flow that is wrong, UsageError where the folder holds something
    else, RecordsError where it cannot be written.
    """
    site = _site(edition)
    _refuse_a_folder_of_others(folder)
    try:
        return _write(site, folder, wrote)
    except OSError as error:
        raise RecordsError(_("{file} cannot be written: {why}", file=folder, why=error.strerror)) from error


def _site(edition: Edition) -> Site:
    gathered = _gather(edition.paths)
    head = gathered.head
    if edition.url and not edition.url.startswith(("https://", "http://")):
        values = {"example": "https://example.org/optout/", "given": repr(edition.url)}
        raise UsageError(
            per_front(
                _("{option} is where the site will stand, such as {example}, not {given}", option="--url", **values),
                _("the address is where the site will stand, such as {example}, not {given}", **values),
            )
        )
    kept_by = edition.kept_by or (head.kept_by if head else "")
    url = f"{edition.url.rstrip('/')}/" if edition.url else ""
    return Site(
        title=edition.title or (head.title if head else _("Opt-outs, step by step")),
        flows=[_published(file, gathered, kept_by) for file in gathered.files],
        kept_by=kept_by,
        page=(head.page or "") if head else "",
        url=url,
        checks=read_checks(edition.checks) if edition.checks else None,
        causes=CAUSES,
    )


def _gather(paths: Sequence[Path]) -> _Gathered:
    """The flows of these paths; one that is a collection's folder stands for its flows, and has a head."""
    named, head = [], None
    for path in paths:
        if (path / FILE).is_file():
            head = read_head(path)
            named.append(path / "flows")
        else:
            named.append(path)
    files = [load_file(path) for path in files_of(Wanted(named)) if path.stem != "practice" or len(named) == 1]
    ids = [file.id for file in files]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise UsageError(_("two of the files are called {flow}; each flow has one page", flow=twice))
    return _Gathered(files, head)


def _published(file: FlowFile, gathered: _Gathered, kept_by: str) -> PublishedFlow:
    flow, when = file.flow, file.flow.checked
    regions = [flow.offered_in] if isinstance(flow.offered_in, str) else flow.offered_in or []
    offered: str = _("in {regions}", regions=called(regions)) if regions else ""
    offered = _("everywhere") if EVERYWHERE in regions else offered
    return PublishedFlow(
        id=file.id,
        service=flow.service,
        sheet=sheet(flow),
        offered=offered,
        checked=when.date if when else "",
        how=how_checked(when.how, when.by or 0, when.in_ or ()) if when else "",
        kept_by=kept_by or _keeper(file),
        news=news_in(flow),
        spoken=gathered.spoken(file),
    )


def _keeper(file: FlowFile) -> str:
    """Who keeps a flow of the library: the keeper of its collection, or we; of anybody's own file it is not known."""
    path = Path(file.path)
    if in_library(path):
        return _OURS
    found = CollectionStore().of(file.id)
    return found.kept_by if found and found.flows.get(file.id) == path else ""


def _refuse_a_folder_of_others(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(_("{folder} is no folder", folder=folder))
    if folder.is_dir() and not (folder / LIST).is_file() and any(folder.iterdir()):
        raise UsageError(
            _(
                "{folder} holds something else: name a folder that is empty, or that a site was written to",
                folder=folder,
            )
        )


def _write(site: Site, folder: Path, wrote: Callable[[str], object]) -> list[str]:
    before, written = _written_before(folder), []
    for name, text in site.files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        written.append(name)
        wrote(name)
    for name in before - {*written}:
        (folder / name).unlink(missing_ok=True)
    (folder / LIST).write_text(json.dumps(written, indent=1), "utf-8")
    return written


def _written_before(folder: Path) -> set[str]:
    """The files of an earlier edition, as far as their list tells of files inside this folder."""
    try:
        told = json.loads((folder / LIST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    names = [PurePosixPath(name) for name in told if isinstance(name, str)] if isinstance(told, list) else []
    inside = [name for name in names if not name.is_absolute() and ".." not in name.parts]
    return {str(name) for name in inside if name.suffix in (".html", ".xml")}
