"""A website out of flows, written into a new folder in Downloads; and one flow as a page to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from runner.app.checklist import sheet
from runner.app.downloads import downloads_folder, free_name, save
from runner.app.front_end import FrontEnd
from runner.app.places import library, own_folder
from runner.app.publish import Edition
from runner.app.saved_checks import saved_checks
from runner.app.site_progress import SiteProgress
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.router import NoSuchPage
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _, many, shown
from runner.records.sheet import as_markdown, as_page

NOW = "/publish/now"
Form = Literal["html", "md"]
_FORMS: Mapping[str, Form] = {"page": "html", "markdown": "md"}


class PublishPages:
    """What a website is made of, and where the last one lies."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context
        self._site: SiteProgress | None = None

    def choose(self, request: PageRequest) -> PageResponse:
        """Which flows go into it, and what is said about them."""
        saved = saved_checks(downloads_folder())
        return self._home.page(
            request,
            "publish",
            current="/flows",
            heads=[head for head in self._home.shelf.heads() if not head.problem],
            has_own=own_folder().is_dir() and any(own_folder().glob("*.yaml")),
            checks=[one for one in saved if one.kind == "merged"],
            downloads=downloads_folder(),
        )

    def begin(self, request: PageRequest) -> PageResponse:
        """The site begins to be written, into a folder that was not there before."""
        checks = request.one("checks").strip()
        edition = Edition(
            self._paths(request),
            request.one("title").strip(),
            request.one("kept_by").strip(),
            request.one("url").strip(),
            Path(checks).expanduser() if checks else None,
        )
        folder = free_name(downloads_folder(), f"optout-site-{self._home.look()}")
        made = SiteProgress(edition, folder, self._home.changes.tell)
        if not self._home.walks.begin(_("a website out of flows"), lambda now, front: _write(made, now, front), NOW):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        self._site = made
        return self._home.done(NOW)

    def now(self, request: PageRequest) -> PageResponse:
        """How far it is, and where it lies once it is whole."""
        walk = self._home.walks.of(NOW)
        return self._home.page(
            request,
            "publish_now",
            current="/flows",
            editing=NOW,
            site=self._site,
            is_running=self._home.walks.is_at(NOW),
            failed=walk.failed if walk else "",
        )

    def stop(self, request: PageRequest) -> PageResponse:
        """Enough; nothing of it is left."""
        self._home.walks.stop(NOW)
        return self._home.done(NOW)

    async def show(self, request: PageRequest) -> PageResponse:
        """Opens the site that was written last."""
        if self._site and self._site.is_whole:
            await self._home.open_tab(self._site.page.as_uri())
        return self._home.done(NOW)

    def sheet(self, request: PageRequest, flow: str) -> PageResponse:
        """One flow as a page to print or to tap through on a phone, or as text to put elsewhere."""
        form = _FORMS.get(request.one("what"), "html")
        file = self._home.shelf.file(flow)
        if file is None:
            raise NoSuchPage(_("There is no flow {flow} that can be read.", flow=flow))
        made = {"html": as_page, "md": as_markdown}[form](sheet(file.flow))
        path = save(f"optout-{flow}.{form}", shown(made).encode())
        return self._home.done(f"/flows/{flow}", _("Saved as {path}.", path=path))

    def _paths(self, request: PageRequest) -> Sequence[Path]:
        match request.one("which"):
            case "own":
                return [own_folder()]
            case "chosen":
                there, chosen = library(), request.several("flow")
                found = [there[flow] for flow in chosen if flow in there]
                if not found:
                    raise UsageError(_("choose at least one flow, or take all of them"))
                return found
            case "folder":
                given = request.one("folder").strip()
                if not given or not Path(given).expanduser().is_dir():
                    raise UsageError(_("there is no folder “{path}”", path=given))
                return [Path(given).expanduser()]
            case _:
                return []


async def _write(made: SiteProgress, now: WalkNow, front: FrontEnd) -> None:
    await made.run(front)
    now.told = [told(made)]


def told(made: SiteProgress) -> str:
    """What came of it."""
    if made.was_stopped:
        return _("Stopped. Nothing of it is left.")
    return many(
        "{count} guides, an overview and feeds: {page}",
        "{count} guides, an overview and feeds: {page}",
        made.guides,
        page=made.page,
    )
