"""A static site out of checklists: a guide for each flow and language, an overview, feeds. Knows no flow and no disk.

Every page is a file of its own that loads nothing and needs no script. `embed/` has each guide without what is around
it, for a frame in somebody else's page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from runner.locale import Language
from runner.records.checks import Change, CheckedFlow, Checks
from runner.records.feed import Feed, FeedEntry
from runner.records.news import News
from runner.records.page import ENGLISH, render_page
from runner.records.sheet import Sheet

_NEWS, _BROKEN = "news.xml", "checks.xml"


@dataclass(frozen=True)
class PublishedFlow:
    """A flow as the site tells it: `checked` is its day, `how` in words; `kept_by` is empty where nobody has said.

    `spoken` are the languages that have words for it, by their codes.
    """

    id: str
    service: str
    sheet: Sheet
    offered: str = ""
    checked: str = ""
    how: str = ""
    kept_by: str = ""
    news: Sequence[News] = ()
    spoken: Mapping[str, Language] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it does."""
        return self.sheet.title

    @property
    def languages(self) -> list[str]:
        """English, and those that have words for it."""
        return [ENGLISH, *sorted(self.spoken)]


@dataclass(frozen=True)
class Site:
    """What is published: `url` is where it will stand, with a slash at its end, or empty; `page` is the keeper's own.

    `causes` are the words for why a flow is not as it says.
    """

    title: str
    flows: Sequence[PublishedFlow]
    kept_by: str = ""
    page: str = ""
    url: str = ""
    checks: Checks | None = None
    causes: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> list[str]:
        """All there is a guide in, English first."""
        others = {one for flow in self.flows for one in flow.languages} - {ENGLISH}
        return [ENGLISH, *sorted(others)]

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file of the site, by its path in it."""
        for language in self.languages:
            yield _overview_path(language), self._overview(language)
            for flow in self.flows:
                if language in flow.languages:
                    yield f"{language}/{flow.id}.html", self._guide(flow, language, "guide.html.jinja")
                    yield f"{language}/embed/{flow.id}.html", self._guide(flow, language, "embed.html.jinja")
        yield _NEWS, self._news().as_xml()
        if self.checks:
            yield _BROKEN, self._broken().as_xml()

    # -- pages ------------------------------------------------------------------------------------------------

    def _guide(self, flow: PublishedFlow, language: str, template: str) -> str:
        return render_page(
            template,
            flow.spoken.get(language, Language()),
            site=self,
            flow=flow,
            sheet=flow.sheet,
            stands=self.stands(flow),
            language=language,
        )

    def _overview(self, language: str) -> str:
        flows = [flow for flow in self.flows if language in flow.languages]
        ordered = sorted(flows, key=lambda flow: (flow.service.casefold(), flow.id))
        services = [(name, list(group)) for name, group in groupby(ordered, key=lambda flow: flow.service)]
        spoken = next((flow.spoken[language] for flow in flows if language in flow.spoken), Language())
        root = "" if language == ENGLISH else "../"
        return render_page(
            "overview.html.jinja",
            spoken,
            site=self,
            services=services,
            root=root,
            language=language,
            overview=lambda other: root + _overview_path(other),
        )

    def stands(self, flow: PublishedFlow) -> list[CheckedFlow]:
        """How a flow stood when it was last checked, from each region; what was never seen is left out."""
        checked = self.checks.flows if self.checks else ()
        return [one for one in checked if one.flow == flow.id and one.state != "unknown"]

    def broken(self, flow: PublishedFlow) -> bool:
        """Whether a flow was not as it says, from anywhere."""
        return any(one.state == "broken" for one in self.stands(flow))

    # -- feeds ------------------------------------------------------------------------------------------------

    def _news(self) -> Feed:
        entries = [
            FeedEntry(
                key=f"news {flow.id} {one.day} {one.say}",
                title=f"{flow.service}: {one.say}",
                at=one.day.isoformat(),
                text=f"{one.say}{' If you did this before that day, it is to be done again.' if one.reopens else ''}",
                page=f"{ENGLISH}/{self._page_of(one.to_do(flow.id), flow.id)}.html",
            )
            for flow in self.flows
            for one in flow.news
        ]
        updated = max((flow.checked for flow in self.flows), default="")
        return Feed(_NEWS, f"{self.title}: news", self._author, entries, self.url, updated)

    def _page_of(self, flow: str, otherwise: str) -> str:
        return flow if any(one.id == flow for one in self.flows) else otherwise

    def _broken(self) -> Feed:
        assert self.checks is not None
        there = {flow.id for flow in self.flows}
        entries = [self._entry(one) for one in self.checks.history if one.flow in there]
        return Feed(
            _BROKEN, f"{self.title}: what broke or works again", self._author, entries, self.url, self.checks.made
        )

    def _entry(self, one: Change) -> FeedEntry:
        where = f" ({one.region})" if one.region else ""
        why = self.causes.get(one.cause, one.cause)
        said = f"{one.title}{where}: {one}. {why[:1].upper()}{why[1:]}{'.' if why else ''} {one.note}".strip()
        key = f"check {one.flow} {one.region} {one.at} {one.change}"
        return FeedEntry(key, f"{one.title}{where}: {one}", one.at, said, f"{ENGLISH}/{one.flow}.html")

    @property
    def _author(self) -> str:
        return self.kept_by or self.title


def _overview_path(language: str) -> str:
    return "index.html" if language == ENGLISH else f"{language}/index.html"
