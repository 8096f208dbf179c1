"""Our two HTML pages: of a walk, and of all requests. Each is one file that holds all it shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from runner.records.page import write_page
from runner.records.phrases import CHANNELS, HEADINGS, fact
from runner.records.request import LOUD, Check, RequestRow
from runner.records.status import Standing, counts, standing, standings
from runner.records.storyboard import Story
from runner.records.timeline import timeline

OUTCOMES = {
    "sent": "Your request was sent.",
    "opted_out": "You are opted out.",
    "already_out": "You were opted out already.",
    "not_offered": "This is not offered to you.",
    "stopped": "You stopped here; the next run offers to go on.",
    "lost": "The way was lost.",
    None: "The way was walked to its end; nothing was sent or switched.",
}


def write_run_page(story: Story, path: Path, when: datetime) -> Path:
    """Writes the page of one walk, pictures inside; raises RecordsError where the disk refuses."""
    return write_page("run.html.jinja", path, story=story, said=OUTCOMES[story.outcome], when=when)


def write_report(
    requests: Sequence[RequestRow], missing: Sequence[Check], path: Path, when: datetime, today: date
) -> Path:
    """Writes the page of all requests as they stand, pictures inside; raises RecordsError where the disk refuses."""
    current = standings(requests, today)
    real = [one for one in current if not one.request.practice]
    earlier = [standing(request, today) for request in requests if request.replaced_by and not request.practice]
    return write_page(
        "report.html.jinja",
        path,
        when=when,
        real=real,
        sections=[
            ("", real),
            ("Earlier", earlier),
            ("Practice", [one for one in current if one.request.practice]),
        ],
        counts={state: number for state, number in counts(real).items() if number},
        following=_following(real),
        missing=missing,
        headings=HEADINGS,
        loud=LOUD,
        fact=fact,
        channels=CHANNELS,
        timeline=timeline,
    )


def _following(real: Sequence[Standing]) -> Standing | None:
    """The request whose answer is due next."""
    return next((one for one in real if one.state == "due"), None)
