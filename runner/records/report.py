"""Our HTML pages: of a walk, of all requests, of an audit. Each is one file that holds all it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from runner.locale import Listed, Text, _, in_context
from runner.outcomes import BASES, OUTCOMES
from runner.records.card import CARD_HEADINGS, CardEntry, counted, to_mend
from runner.records.news import NewsOf
from runner.records.page import picture, write_page
from runner.records.phrases import CHANNELS, HEADINGS, day
from runner.records.request import LOUD, Check, RequestRow
from runner.records.status import NO_NEWS, Standing, counts, standing, standings
from runner.records.storyboard import Story
from runner.records.timeline import timeline


def write_run_page(story: Story, path: Path, when: datetime) -> Path:
    """Writes the page of one walk, pictures inside; raises RecordsError where the disk refuses."""
    said, rests_on = OUTCOMES[story.outcome].told, BASES[story.basis].told
    return write_page("run.html.jinja", path, story=story, said=said, rests_on=rests_on, when=when)


def write_report(
    requests: Sequence[RequestRow],
    missing: Sequence[Check],
    path: Path,
    when: datetime,
    today: date,
    news: NewsOf = NO_NEWS,
) -> Path:
    """Writes the page of all requests as they stand, pictures inside; raises RecordsError where the disk refuses.

    `news` are those of the flows, by their ids.
    """
    current = standings(requests, today, news)
    real = [one for one in current if not one.request.practice]
    earlier = [standing(request, today) for request in requests if request.replaced_by and not request.practice]
    return write_page(
        "report.html.jinja",
        path,
        when=when,
        real=real,
        sections=[
            ("", real),
            (in_context("heading of requests", "Earlier"), earlier),
            (in_context("heading of requests", "Practice"), [one for one in current if one.request.practice]),
        ],
        counts={state: number for state, number in counts(real).items() if number},
        following=_following(real),
        not_offered=not_offered_to_you(missing),
        headings=HEADINGS,
        loud=LOUD,
        channels=CHANNELS,
        timeline=timeline,
    )


def not_offered_to_you(missing: Sequence[Check]) -> Text | None:
    """What was not offered, to which account and as of when; None where there is nothing of it."""
    if not missing:
        return None
    return _("Not offered to you: {flows}.", flows=Listed(map(_one_not_offered, missing), "comma"))


def _one_not_offered(check: Check) -> Text:
    if check.account:
        return _("{flow} (as {account}) as of {day}", flow=check.flow, account=check.account, day=day(check.at))
    return _("{flow} as of {day}", flow=check.flow, day=day(check.at))


def write_card(entries: Sequence[CardEntry], path: Path, when: datetime) -> Path:
    """Writes the report card of an audit, pictures inside; raises RecordsError where the disk refuses."""
    return write_page(
        "card.html.jinja",
        path,
        when=when,
        sections=[(state, list(group)) for state, group in groupby(entries, key=lambda one: one.state)],
        counts={state: number for state, number in counted(entries).items() if number},
        headings=CARD_HEADINGS,
        to_mend=list(dict.fromkeys(one.flow.id for one in to_mend(entries))),
        to_mend_titles=Listed(dict.fromkeys(one.flow.title for one in to_mend(entries)), "comma"),
        account=next((one.account for one in entries if one.account), ""),
        shown=lambda path: picture(path) if path and path.is_file() else "",
    )


def _following(real: Sequence[Standing]) -> Standing | None:
    """The request whose answer is due next."""
    return next((one for one in real if one.state == "due"), None)
